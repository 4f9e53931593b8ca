#pragma once
// What stands on every answer, and what every request that changes something must carry.

#include <optional>
#include <string>
#include <string_view>

#include "native/http.h"

namespace returns::http {

// The policy of every page; only who may frame it differs.
std::string content_security_policy(std::string_view frame_ancestors);

// Content-Security-Policy and its companions; a header that the route has set itself stays.
void add_security_headers(Response& response);

// 403 when the browser says that another site asked (Sec-Fetch-Site), or when Origin and Host disagree.
std::optional<Response> refuse_cross_site(const Request& request);

// 415 unless the body is declared as application/json: a form of another site cannot send that unasked.
std::optional<Response> require_json(const Request& request);

}  // namespace returns::http
