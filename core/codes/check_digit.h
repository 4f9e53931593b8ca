#pragma once
// Check digits of GTIN, GLN, SSCC and their kin: weights 3 and 1 from the right, sum a multiple of ten
// (GS1 General Specifications 7.9.1).

#include <optional>
#include <string>
#include <string_view>

namespace returns::codes {

bool is_digits(std::string_view text);

// The digit that belongs behind `digits`. Precondition: is_digits(digits).
char check_digit(std::string_view digits);

// True when the last digit fits the ones before it.
bool has_check_digit(std::string_view digits);

// Any GTIN (8, 12, 13 or 14 digits) in the 14 digits that databases compare; nothing when the length is another.
// The check digit is not looked at.
std::optional<std::string> gtin14(std::string_view gtin);

// UPC-E, 8 digits with number system and check digit, as the UPC-A it stands for.
std::optional<std::string> upc_a_of(std::string_view upc_e);

}  // namespace returns::codes
