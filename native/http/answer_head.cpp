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

std::string write_head(const Response& response) {
  std::string head =
      "HTTP/1.1 " + std::to_string(response.status) + ' ' + std::string{reason_phrase(response.status)} + "\r\n";
  for (const Header& header : response.headers) append_header(head, header.name, header.value);
  if (response.status != 204 && response.status != 304)
    append_header(head, "Content-Length", std::to_string(response.bytes().size()));
  append_header(head, "Connection", response.close ? "close" : "keep-alive");
  return head + "\r\n";
}

void append_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  for (const char c : value) {
    if (c != '\r' && c != '\n') head += c;
  }
  head.append("\r\n");
}

}  // namespace returns::http
