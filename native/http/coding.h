#pragma once
// Content codings, as far as a server has to understand what a client takes.

#include <string_view>

namespace returns::http {

// Whether `accepted` (Accept-Encoding) names the coding and does not rule it out by q=0.
bool takes(std::string_view accepted, std::string_view coding);

}  // namespace returns::http
