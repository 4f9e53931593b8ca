#include "core/codes/check_digit.h"

#include <algorithm>

namespace returns::codes {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

char check_digit(std::string_view digits) {
  int sum = 0, weight = 3;
  for (std::size_t i = digits.size(); i-- > 0;) {
    sum += (digits[i] - '0') * weight;
    weight = 4 - weight;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool has_check_digit(std::string_view digits) {
  return digits.size() > 1 && is_digits(digits) && check_digit(digits.substr(0, digits.size() - 1)) == digits.back();
}

std::optional<std::string> gtin14(std::string_view gtin) {
  const std::size_t n = gtin.size();
  if (!is_digits(gtin) || (n != 8 && n != 12 && n != 13 && n != 14)) return std::nullopt;
  return std::string(14 - n, '0').append(gtin);
}

std::optional<std::string> upc_a_of(std::string_view upc_e) {
  if (upc_e.size() != 8 || !is_digits(upc_e) || upc_e[0] > '1') return std::nullopt;
  const std::string_view body = upc_e.substr(1, 6);
  const char last = body[5];
  // How many digits of the company number stand before the zeros that were squeezed out.
  const std::size_t head = last <= '2' ? 2 : last == '3' ? 3 : last == '4' ? 4 : 5;
  std::string full{upc_e.substr(0, 1 + head)};
  if (last <= '2') full += last;
  const std::string_view tail = head == 5 ? body.substr(5) : body.substr(head, 5 - head);
  full.append(11 - full.size() - tail.size(), '0').append(tail).push_back(upc_e[7]);
  return full;
}

}  // namespace returns::codes
