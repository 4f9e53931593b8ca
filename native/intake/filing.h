#pragma once
// What every way to file something has in common: the key that makes it single, the ticket's pseudonym, the answer.

#include <optional>
#include <string>
#include <string_view>

#include "native/http.h"
#include "native/intake/services.h"
#include "native/storage/attempts.h"

namespace returns::intake {

inline constexpr std::size_t kFilingBody = std::size_t{1} << 20;
// Each round that is lost was won by another request of the same order, so a real order never needs many.
inline constexpr int kFilingRounds = 100;

// 8 to 255 visible ASCII characters.
bool is_filing_key(std::string_view key);

// Who files for the first time gets five digits of Crockford's base 32: no I, L, O, U.
std::string draw_pseudonym();

http::Response receipt_answer(int status, std::string receipt);
http::Response replayed_answer(std::string receipt);
http::Response in_flight_answer();

// One more thing that this address opens or states without an account, to be counted under `nonce`.
storage::Attempts::Attempt stranger_of(Services& services, const http::Request& request, std::string nonce);
// Counts it, or the 429 to give instead.
std::optional<http::Response> count_stranger(Services& services, const http::Request& request);

}  // namespace returns::intake
