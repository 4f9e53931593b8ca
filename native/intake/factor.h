#pragma once
// The second factor of a look-up, as people type it and as it is kept.
//
// What is kept is a keyed digest with a salt per factor. The key lies in a file beside the database: four digits of a
// telephone number have 10,000 values, and no digest without a secret protects so few.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/storage/orders.h"

namespace returns::intake {

// Upper case, full-width signs made narrow, no white space: "ｋｎ－1001 " and "KN-1001" are the same order.
std::string fold_number(std::string_view typed);

// Lower case, narrow, no white space; of a number without letters only the digits.
std::string fold_factor(std::string_view typed);

// Nothing when the system has no random bytes.
std::optional<storage::Factor> make_factor(std::string_view secret, std::string_view kind, std::string_view value);

// Does what was typed open the lock? Takes the same work whether the order is there or not and whichever factor fits.
// A whole telephone number opens what its last four digits open.
bool opens(std::string_view secret, const std::vector<storage::Factor>& factors, std::string_view typed);

}  // namespace returns::intake
