#include "native/intake/filing.h"

#include <algorithm>

#include "native/intake/answers.h"
#include "native/storage/attempts.h"
#include "native/support/crypto.h"

namespace returns::intake {
namespace {

constexpr std::size_t kShortestKey = 8;
constexpr std::size_t kLongestKey = 255;
constexpr std::size_t kPseudonym = 5;

}  // namespace

bool is_filing_key(std::string_view key) {
  return key.size() >= kShortestKey && key.size() <= kLongestKey
         && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string draw_pseudonym() {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string pseudonym;
  for (const char c : random_bytes(kPseudonym).value_or(""))
    pseudonym += kDigits[static_cast<unsigned char>(c) % kDigits.size()];
  return pseudonym;
}

http::Response receipt_answer(int status, std::string receipt) {
  http::Response response;
  response.status = status;
  response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
  response.body = std::move(receipt);
  return response;
}

http::Response replayed_answer(std::string receipt) {
  http::Response response = receipt_answer(200, std::move(receipt));
  response.set("Idempotent-Replayed", "true");
  return response;
}

http::Response in_flight_answer() {
  http::Response response = error_answer(409, "in_flight");
  response.set("Retry-After", "1");
  return response;
}

std::optional<http::Response> count_stranger(Services& services, const http::Request& request) {
  const auto nonce = random_bytes(16);
  if (!nonce) return failure_answer({FailureCode::Io, "no random bytes"});
  // Its own count, beside that of wrong guesses; the subject is new each time, so only the address limits it.
  const auto counted = storage::Attempts(*services.database)
                           .begin(keyed(services, "stranger", *nonce), keyed(services, "files from", request.address),
                                  to_hex(*nonce), services.clock());
  if (!counted) return failure_answer(counted.failure());
  if (!counted->retry_after) return std::nullopt;
  http::Response response = error_answer(429, "too_many_attempts", {.params = {{"seconds", *counted->retry_after}}});
  response.set("Retry-After", std::to_string(*counted->retry_after));
  return response;
}

}  // namespace returns::intake
