#pragma once
// Codes read from the pictures of a request, beside what the order says of the goods.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/evidence.h"
#include "core/params.h"

namespace returns {

// Match: as ordered. Note: worth knowing. Differs: a person has to look; it is never a refusal, because the text comes
// from a browser, and a wrong item is what some people want to show.
enum class CodeBearing : std::uint8_t { Match, Note, Differs };
std::string_view name(CodeBearing bearing);

// Days between delivery and expiry under which goods are said to have been near their end when they came.
inline constexpr std::int32_t kNearExpiryDays = 30;

// Reads the codes of every file that fills a slot and says how they bear on its line.
void match_codes(const Pack& pack, const Order& order, const Draft& draft, Instant now, std::vector<SlotNeed>& slots);

// The batch may be taken over as the customer's own: it was not read from other goods.
bool offers_batch(const CodeVerdict& verdict);

// The batch that the pictures give for an item, to be offered where the customer is asked for it; empty without one.
std::string batch_read(const std::vector<SlotNeed>& slots, std::size_t item);

}  // namespace returns
