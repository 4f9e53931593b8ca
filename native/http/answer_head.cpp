#include "native/http/answer_head.h"

namespace returns::http {

Response closing_answer(int status, std::string_view code) {
  Response response;
  response.status = status;
  response.close = true;
  response.set("Content-Type", "application/json");
  response.body.append(R"({"error":{"code":")").append(code).append(R"("}})");
  return response;
}

void append_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  for (const char c : value) {
    if (c != '\r' && c != '\n') head += c;
  }
  head.append("\r\n");
}

}  // namespace returns::http
