#include "native/intake/answers.h"

namespace returns::intake {

http::Response json_answer(int status, const Json& body) {
  http::Response response;
  response.status = status;
  response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
  response.body = write_json(body);
  return response;
}

http::Response error_answer(int status, const std::string& code, const ErrorAt& where) {
  Json error = {{"code", code}};
  if (!where.at.empty()) error["at"] = where.at;
  if (!where.params.is_null()) error["params"] = where.params;
  return json_answer(status, {{"error", error}});
}

http::Response failure_answer(const Failure& failure) {
  if (failure.code == FailureCode::NoSpace) return error_answer(507, "storage_full");
  if (failure.code != FailureCode::Busy) return error_answer(500, "internal");
  http::Response response = error_answer(503, "busy");
  response.set("Retry-After", "2");
  return response;
}

http::Response policy_unavailable() {
  http::Response response = error_answer(503, "policy_unavailable");
  response.set("Retry-After", "300");
  return response;
}

http::Response not_found() { return error_answer(404, "not_found"); }

http::Response too_many_attempts(std::int64_t seconds) {
  http::Response response = error_answer(429, "too_many_attempts", {.params = {{"seconds", seconds}}});
  response.set("Retry-After", std::to_string(seconds));
  return response;
}

}  // namespace returns::intake
