#include "native/intake/desk_access.h"

#include "core/digest.h"
#include "native/intake/answers.h"
#include "native/storage/attempts.h"
#include "native/support/base64.h"
#include "native/support/crypto.h"
#include "native/support/password.h"

namespace returns::intake {
namespace {

constexpr std::size_t kBody = 4096;
constexpr std::int64_t kSessionSeconds = std::int64_t{12} * 3600;
constexpr std::string_view kCookie = "__Host-returns-desk=";

std::string_view cookie_of(const http::Request& request) {
  std::string_view rest = request.header("Cookie");
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.starts_with(kCookie)) return one.substr(kCookie.size());
  }
  return {};
}

void set_cookie(http::Response& response, const std::string& value, std::int64_t seconds) {
  response.set("Set-Cookie", std::string{kCookie} + value + "; Path=/; Max-Age=" + std::to_string(seconds)
                                 + "; Secure; HttpOnly; SameSite=Strict");
}

http::Response who(const storage::StaffMember& member) {
  return json_answer(200, {{"staff", {{"name", member.name}, {"role", member.role}}}});
}

http::Response sign_in(Services& services, const http::Request& request) {
  const Json body = parse_json(request.body);
  const std::string name = text_of(body, "name");
  const std::string password = text_of(body, "password");
  if (name.empty() || password.empty() || password.size() > kLongestPassword)
    return error_answer(401, "sign_in_failed");
  storage::Attempts attempts(*services.database);
  const Instant now = services.clock();
  auto nonce = ordered_id(now.seconds);
  const auto secret = random_bytes(32);
  if (!nonce || !secret) return failure_answer({FailureCode::Io, "no random bytes"});
  const storage::Attempts::Attempt attempt{.subject = keyed(services, "subject", "staff " + name),
                                           .address = keyed(services, "address", request.address),
                                           .nonce = *std::move(nonce)};
  const auto wait = attempts.begin(attempt, now);
  if (!wait) return failure_answer(wait.failure());
  if (*wait) return too_many_attempts(**wait);
  storage::Staff staff(*services.database);
  const auto member = staff.find(name);
  if (!member) return failure_answer(member.failure());
  if (!password_fits(*member ? (*member)->password : std::string{}, password) || !*member)
    return error_answer(401, "sign_in_failed");
  if (Status forgiven = attempts.forgive(attempt, now); !forgiven) return failure_answer(forgiven.failure());
  const std::string token = encode_base64url(*secret);
  if (Status begun = staff.begin_session(sha256_hex(token), name, Instant{now.seconds + kSessionSeconds}, now); !begun)
    return failure_answer(begun.failure());
  http::Response response = who(**member);
  set_cookie(response, token, kSessionSeconds);
  return response;
}

http::Response sign_out(Services& services, const http::Request& request) {
  if (Status ended = storage::Staff(*services.database).end_session(sha256_hex(cookie_of(request))); !ended)
    return failure_answer(ended.failure());
  http::Response response = json_answer(200, {{"ok", true}});
  set_cookie(response, "", 0);
  return response;
}

}  // namespace

std::variant<storage::StaffMember, http::Response> staff_of(Services& services, const http::Request& request) {
  const std::string_view token = cookie_of(request);
  if (token.empty()) return error_answer(401, "sign_in_needed");
  auto member = storage::Staff(*services.database).of_session(sha256_hex(token), services.clock());
  if (!member) return failure_answer(member.failure());
  if (!*member) return error_answer(401, "sign_in_needed");
  return std::move(**member);
}

void add_desk_session_routes(http::Router& router, Services& services) {
  router.add({"POST", "/api/v1/desk/session", kBody,
              http::Answer([&services](const http::Request& request) { return sign_in(services, request); })});
  router.add({"DELETE", "/api/v1/desk/session", 0,
              http::Answer([&services](const http::Request& request) { return sign_out(services, request); })});
  router.add({"GET", "/api/v1/desk/session", 0, http::Answer([&services](const http::Request& request) {
                auto member = staff_of(services, request);
                if (auto* refusal = std::get_if<http::Response>(&member)) return std::move(*refusal);
                return who(std::get<storage::StaffMember>(member));
              })});
}

}  // namespace returns::intake
