#pragma once
// The shapes of answers: JSON, and errors with a code, a place and parameters (docs/documents.md, HTTP).

#include <string>

#include "native/http.h"
#include "native/support/json.h"
#include "native/support/outcome.h"

namespace returns::intake {

http::Response json_answer(int status, const Json& body);

struct ErrorAt {
  std::string at = {};
  Json params = nullptr;
};
http::Response error_answer(int status, const std::string& code, const ErrorAt& where = {});

// What a customer hears when the server itself cannot: 507 when it is full, 503 when it is busy, 500 otherwise.
http::Response failure_answer(const Failure& failure);

// The pack's signature has run out. The shop can mend that, and a request waits on the device until it has.
http::Response policy_unavailable();

// For everything that may not tell whether a thing exists.
http::Response not_found();
// 429: `seconds` until one more attempt is judged.
http::Response too_many_attempts(std::int64_t seconds);

}  // namespace returns::intake
