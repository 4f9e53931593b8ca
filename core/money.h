#pragma once
// Money in integer minor units. Amounts inside one order share the order's currency, so an amount
// travels as a plain count and the currency is stated once; Money (currency.h) pairs them where they could be mixed.

#include <cstdint>
#include <string_view>
#include <vector>

namespace returns {

// Minor units (fen, cents) of the document's currency; signed.
using Minor = std::int64_t;

// The largest amount a document may state: 10^12 minor units. Sums over a whole order then stay far from overflow.
inline constexpr Minor kMaxAmount = 1'000'000'000'000;

// Three capital letters. Whether ISO 4217 lists them is the shop's business; the core never converts.
bool is_currency(std::string_view text);

// Splits `total` in proportion to `weights`, exactly: the parts sum to `total`. Floor division, then one more
// unit to the largest remainders, ties to the lower index. All weights zero: everything goes to the first part.
// Preconditions: weights >= 0 and each at most kMaxAmount; |total| at most kMaxAmount.
std::vector<Minor> prorate(Minor total, const std::vector<Minor>& weights);

// `basis_points` of `amount` (1/10000), half rounded away from zero.
Minor percent(Minor amount, std::int32_t basis_points);

}  // namespace returns
