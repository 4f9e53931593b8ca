#include "native/intake/access.h"

#include "core/digest.h"
#include "native/intake/answers.h"
#include "native/intake/factor.h"
#include "native/intake/filing.h"
#include "native/support/base64.h"
#include "native/support/crypto.h"

namespace returns::intake {
namespace {

constexpr std::int64_t kTokenSeconds = std::int64_t{7} * 86'400;
constexpr std::string_view kBearer = "Bearer ";

http::Response unauthorised() {
  http::Response response = error_answer(401, "token_invalid");
  response.set("WWW-Authenticate", "Bearer");
  return response;
}

}  // namespace

std::variant<std::string, http::Response> Access::order_of(const http::Request& request) const {
  const std::string_view header = request.header("Authorization");
  if (!header.starts_with(kBearer)) return unauthorised();
  // Only the digest is stored, so its comparison by the database tells nothing about the token.
  auto order =
      storage::Orders(*services_.database).order_of_token(sha256_hex(header.substr(kBearer.size())), services_.clock());
  if (!order) return failure_answer(order.failure());
  if (!*order) return unauthorised();
  return **order;
}

Outcome<std::string> Access::grant(const std::string& order_id) const {
  const auto random = random_bytes(32);
  if (!random) return Failure{FailureCode::Io, "no random bytes"};
  const std::string token = encode_base64url(*random);
  const Instant now = services_.clock();
  Status added = storage::Orders(*services_.database)
                     .add_token(sha256_hex(token), order_id, Instant{now.seconds + kTokenSeconds}, now);
  if (!added) return added.failure();
  return token;
}

storage::Attempts::Attempt Access::guess_of(const http::Request& request, const std::string& subject,
                                            std::string nonce) const {
  return {.subject = keyed(services_, "subject", subject),
          .address = keyed(services_, "address", request.address),
          .nonce = std::move(nonce),
          .is_lookup = true};
}

Outcome<std::string> Access::judge(
    const storage::Attempts::Attempt& guess, Instant counted_at, const std::string& factor,
    const std::function<Outcome<storage::Orders::Lock>(storage::Orders&)>& lock_of) const {
  storage::Orders orders(*services_.database);
  auto lock = lock_of(orders);
  if (!lock) return lock.failure();
  if (!opens(services_.secret, lock->factors, factor)) return std::string{};
  const Status forgiven = storage::Attempts(*services_.database).forgive(guess, counted_at);
  if (!forgiven) return forgiven.failure();
  return std::move(lock->order_id);
}

std::variant<std::string, http::Response> Access::prove(
    const http::Request& request, const std::string& subject, const std::string& factor,
    const std::function<Outcome<storage::Orders::Lock>(storage::Orders&)>& lock) {
  const Instant now = services_.clock();
  auto nonce = ordered_id(now.seconds);
  if (!nonce) return failure_answer({FailureCode::Io, "no random bytes"});
  const auto guess = guess_of(request, subject, *std::move(nonce));
  const auto wait = storage::Attempts(*services_.database).begin(guess, now);
  if (!wait) return failure_answer(wait.failure());
  if (*wait) return too_many_attempts(**wait);
  auto order = judge(guess, now, factor, lock);
  if (!order) return failure_answer(order.failure());
  if (order->empty()) return not_found();
  return *std::move(order);
}

std::variant<std::string, http::Response> Access::recognise(
    const http::Request& request, const std::string& subject, const std::string& factor,
    const std::function<Outcome<storage::Orders::Lock>(storage::Orders&)>& lock) {
  const Instant now = services_.clock();
  auto filing = ordered_id(now.seconds);
  auto nonce = ordered_id(now.seconds);
  if (!filing || !nonce) return failure_answer({FailureCode::Io, "no random bytes"});
  const auto guess = guess_of(request, subject, *std::move(nonce));
  const auto waits =
      storage::Attempts(*services_.database).begin({stranger_of(services_, request, *std::move(filing)), guess}, now);
  if (!waits) return failure_answer(waits.failure());
  if (waits->front()) return too_many_attempts(*waits->front());
  if (waits->back()) return std::string{};
  auto order = judge(guess, now, factor, lock);
  if (!order) return failure_answer(order.failure());
  return *std::move(order);
}

}  // namespace returns::intake
