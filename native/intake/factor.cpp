#include "native/intake/factor.h"

#include <algorithm>
#include <array>

#include "native/support/crypto.h"

namespace returns::intake {
namespace {

// Every look-up computes this many digests, so that the number of factors of an order, or none, cannot be heard.
constexpr std::size_t kFactors = 4;
constexpr std::size_t kLastDigits = 4;
constexpr std::size_t kShortestPhone = 7;

bool is_space(unsigned char c) { return c == ' ' || (c >= 9 && c <= 13); }

// Full-width ASCII (U+FF01…U+FF5E) becomes ASCII; spaces of any kind people type (also U+3000, U+00A0) go.
std::string narrow(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto at = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U; };
    const unsigned code = ((at(0) & 0x0FU) << 12U) | ((at(1) & 0x3FU) << 6U) | (at(2) & 0x3FU);
    if (at(0) == 0xEF && code >= 0xFF01 && code <= 0xFF5E) {
      out += static_cast<char>(code - 0xFF01 + '!');
      i += 3;
    } else if (at(0) == 0xE3 && code == 0x3000) {
      i += 3;
    } else if (at(0) == 0xC2 && at(1) == 0xA0) {
      i += 2;
    } else {
      if (!is_space(static_cast<unsigned char>(text[i]))) out += text[i];
      ++i;
    }
  }
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string digest(std::string_view secret, std::string_view salt, std::string_view value) {
  return to_hex(hmac_sha256(secret, "factor\n" + std::string{salt} + '\n' + std::string{value}));
}

}  // namespace

std::string fold_number(std::string_view typed) {
  std::string out = narrow(typed);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string fold_factor(std::string_view typed) {
  std::string out = narrow(typed);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const bool number = std::all_of(out.begin(), out.end(), [](char c) {
    return is_digit(c) || c == '-' || c == '+' || c == '(' || c == ')' || c == '.' || c == '/';
  });
  if (number) std::erase_if(out, [](char c) { return !is_digit(c); });
  return out;
}

std::optional<storage::Factor> make_factor(std::string_view secret, std::string_view kind, std::string_view value) {
  const auto random = random_bytes(16);
  if (!random) return std::nullopt;
  const std::string salt = to_hex(*random);
  return storage::Factor{.kind = std::string{kind}, .salt = salt, .hash = digest(secret, salt, fold_factor(value))};
}

bool opens(std::string_view secret, const std::vector<storage::Factor>& factors, std::string_view typed) {
  const std::string whole = fold_factor(typed);
  const bool phone = whole.size() >= kShortestPhone && std::all_of(whole.begin(), whole.end(), is_digit);
  const std::array<std::string, 2> values = {whole, phone ? whole.substr(whole.size() - kLastDigits) : whole};
  const storage::Factor nobody{.kind = "", .salt = std::string(32, '0'), .hash = std::string(64, '-')};
  bool open = false;
  for (std::size_t i = 0; i < kFactors; ++i) {
    const storage::Factor& factor = i < factors.size() ? factors[i] : nobody;
    for (const std::string& value : values) {
      // No short cut: every comparison is made, and only then is it looked at.
      open = equal_in_constant_time(digest(secret, factor.salt, value), factor.hash) || open;
    }
  }
  return open && !whole.empty();
}

}  // namespace returns::intake
