#include <algorithm>

#include "native/http.h"

namespace returns::http {
namespace {

// Takes the next segment off the front of `path`, which starts with '/' or is empty.
std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end);
  return segment;
}

bool fits(std::string_view pattern, std::string_view path, std::vector<std::string>& captures) {
  while (!pattern.empty() && !path.empty()) {
    if (pattern == "/{*}") {
      captures.emplace_back(path.substr(1));
      return true;
    }
    const std::string_view wanted = next_segment(pattern);
    const std::string_view given = next_segment(path);
    if (wanted == "{}") {
      if (given.empty()) return false;
      captures.emplace_back(given);
    } else if (wanted != given) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match result;
  std::string allowed;
  for (const Route& route : routes_) {
    std::vector<std::string> captures;
    if (!fits(route.pattern, path, captures)) continue;
    // A resource that can be read can be asked about.
    if (route.method == method || (route.method == "GET" && method == "HEAD")) {
      result.route = &route;
      result.captures = std::move(captures);
      return result;
    }
    if (allowed.find(route.method) == std::string::npos) allowed += (allowed.empty() ? "" : ", ") + route.method;
  }
  result.otherwise.status = allowed.empty() ? 404 : 405;
  if (!allowed.empty()) result.otherwise.set("Allow", allowed);
  result.otherwise.body =
      allowed.empty() ? R"({"error":{"code":"no_such_route"}})" : R"({"error":{"code":"method_not_allowed"}})";
  result.otherwise.set("Content-Type", "application/json");
  return result;
}

}  // namespace returns::http
