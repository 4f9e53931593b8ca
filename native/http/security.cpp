#include "native/http/security.h"

#include <array>

namespace returns::http {
namespace {

struct Fixed {
  const char* name;
  const char* value;
};

constexpr std::array<Fixed, 5> kHeaders = {{
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "camera=(self), microphone=(self), accelerometer=(), autoplay=(), browsing-topics=(), display-capture=(), "
     "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), midi=(), payment=(), "
     "picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), "
     "xr-spatial-tracking=()"},
}};

Response refusal(int status, const char* code) {
  Response response;
  response.status = status;
  response.set("Content-Type", "application/json");
  response.body = std::string{R"({"error":{"code":")"} + code + R"("}})";
  return response;
}

}  // namespace

std::string content_security_policy(std::string_view frame_ancestors) {
  // lit-html is the name of Lit's own Trusted Types policy; returns-portal that of the shell's worker addresses. blob:
  // a film is looked at before it is kept.
  return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
         "media-src blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action "
         "'self'; "
         "frame-ancestors "
         + std::string{frame_ancestors} + "; require-trusted-types-for 'script'; trusted-types returns-portal lit-html";
}

void add_security_headers(Response& response) {
  if (response.find("Content-Security-Policy") == nullptr)
    response.set("Content-Security-Policy", content_security_policy("'none'"));
  for (const Fixed& header : kHeaders) {
    if (response.find(header.name) == nullptr) response.set(header.name, header.value);
  }
}

std::optional<Response> refuse_cross_site(const Request& request) {
  const std::string_view site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return refusal(403, "cross_site");
  const std::string_view origin = request.header("Origin");
  if (origin.empty()) return std::nullopt;
  const std::size_t scheme = origin.find("://");
  // "null" (a sandboxed frame, a local file) has no host and is nobody's own page.
  if (scheme == std::string_view::npos || origin.substr(scheme + 3) != request.header("Host"))
    return refusal(403, "cross_site");
  return std::nullopt;
}

std::optional<Response> require_json(const Request& request) {
  const std::string_view type = request.header("Content-Type");
  const std::string_view bare = type.substr(0, type.find(';'));
  const std::size_t end = bare.find_last_not_of(' ');
  if (end != std::string_view::npos && bare.substr(0, end + 1) == "application/json") return std::nullopt;
  return refusal(415, "not_json_type");
}

}  // namespace returns::http
