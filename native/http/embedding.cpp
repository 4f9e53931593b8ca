#include "native/http/embedding.h"

#include <algorithm>

#include "native/http/security.h"

namespace returns::http {
namespace {

constexpr std::string_view kFramePage = "/embed.html";

bool is_label_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '[' || c == ']' || c == ':';
}

bool is_public_file(std::string_view path) { return path.starts_with("/v/") || path.starts_with("/assets/"); }

}  // namespace

bool is_origin(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const std::string_view host = text.substr(scheme);
  return scheme > 0 && !host.empty() && host.front() != ':' && host.back() != ':'
         && std::all_of(host.begin(), host.end(), is_label_character);
}

bool Embedding::comes_from_partner(const Request& request) const {
  const std::string_view origin = request.header("Origin");
  return !origin.empty() && std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

void Embedding::add_headers(const Request& request, Response& response) const {
  if (empty()) return;
  if (request.path.starts_with("/api/")) {
    // Also where no partner asks: a cache must not give one origin's answer to another.
    response.set("Vary", "Origin");
    if (!comes_from_partner(request)) return;
    response.set("Access-Control-Allow-Origin", std::string{request.header("Origin")});
    response.set("Access-Control-Expose-Headers",
                 "Date, Location, Retry-After, Tus-Resumable, Upload-Expires, Upload-Length, Upload-Offset");
    if (request.method != "OPTIONS") return;
    response.set("Access-Control-Allow-Methods", "DELETE, GET, HEAD, PATCH, POST");
    response.set("Access-Control-Allow-Headers",
                 "Authorization, Content-Type, Idempotency-Key, Tus-Resumable, Upload-Checksum, Upload-Length, "
                 "Upload-Metadata, Upload-Offset");
    response.set("Access-Control-Max-Age", "7200");
  } else if (is_public_file(request.path)) {
    response.set("Access-Control-Allow-Origin", "*");
    response.set("Cross-Origin-Resource-Policy", "cross-origin");
  } else if (request.path == kFramePage) {
    std::string ancestors;
    for (const std::string& origin : origins_) ancestors += (ancestors.empty() ? "" : " ") + origin;
    response.set("Content-Security-Policy", content_security_policy(ancestors));
    response.set("Cross-Origin-Resource-Policy", "cross-origin");
    response.set("Cross-Origin-Embedder-Policy", "require-corp");
  } else if (request.path.starts_with("/wasm/")) {
    // The workers of a page that has this must have it too.
    response.set("Cross-Origin-Embedder-Policy", "require-corp");
  }
}

}  // namespace returns::http
