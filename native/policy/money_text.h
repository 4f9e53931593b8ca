#pragma once
// Amounts as people write them.

#include <cstdint>
#include <string>
#include <string_view>

namespace returns::policy {

// Digits after the point (ISO 4217): 2 for most currencies.
int minor_digits(std::string_view currency);
// "129.00 CNY"
std::string amount_text(std::int64_t minor, std::string_view currency);

}  // namespace returns::policy
