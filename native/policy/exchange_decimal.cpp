// Amounts between decimals and minor units, without floating point.

#include <algorithm>

#include "native/policy/exchange.h"
#include "native/policy/money_text.h"

namespace returns::policy {
namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string decimal_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  // The shortest text that reads as the same number, which is the one that was written.
  return value.is_number() ? value.dump() : std::string{};
}

std::optional<Minor> minor_of(const std::string& decimal, const std::string& currency) {
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  const auto digits = static_cast<std::size_t>(Currency{currency}.digits());
  const std::string whole = decimal.substr(0, point);
  std::string fraction = point < decimal.size() ? decimal.substr(point + 1) : std::string{};
  while (fraction.size() > digits && fraction.back() == '0') fraction.pop_back();
  if (whole.empty() || whole.size() > 9 || fraction.size() > digits || !all_digits(whole) || !all_digits(fraction))
    return std::nullopt;
  fraction.resize(digits, '0');
  return std::stoll(whole + fraction);
}

std::string decimal_text(Minor minor, const std::string& currency) {
  const std::string text = amount_text({minor, Currency{currency}});
  return text.substr(0, text.find(' '));
}

}  // namespace returns::policy
