#pragma once
// Parts of an answer that any transport writes the same way.

#include <string>
#include <string_view>

#include "native/http.h"

namespace returns::http {

// An answer of the transport itself ({"error":{"code":…}}); the connection ends with it.
Response closing_answer(int status, std::string_view code);

// Whatever a handler throws becomes an answer; the server lives on.
template <class Work>
Response guarded(Work work) {
  try {
    return work();
  } catch (...) {
    return closing_answer(500, "internal");
  }
}

// Status line and headers, with the length of the body and what becomes of the connection.
std::string write_head(const Response& response);

// "name: value\r\n". Line breaks in the value are left out: an answer cannot be split, whatever a value holds.
void append_header(std::string& head, std::string_view name, std::string_view value);

}  // namespace returns::http
