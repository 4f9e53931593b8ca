#include "native/intake/filing.h"

#include <algorithm>

#include "native/intake/answers.h"
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

storage::Attempts::Attempt stranger_of(Services& services, const http::Request& request, std::string nonce) {
  // A count of its own, beside that of wrong guesses.
  return {.subject = {}, .address = keyed(services, "files from", request.address), .nonce = std::move(nonce)};
}

std::optional<http::Response> count_stranger(Services& services, const http::Request& request) {
  const Instant now = services.clock();
  auto nonce = ordered_id(now.seconds);
  if (!nonce) return failure_answer({FailureCode::Io, "no random bytes"});
  const auto wait = storage::Attempts(*services.database).begin(stranger_of(services, request, *std::move(nonce)), now);
  if (!wait) return failure_answer(wait.failure());
  return *wait ? std::optional{too_many_attempts(**wait)} : std::nullopt;
}

}  // namespace returns::intake
