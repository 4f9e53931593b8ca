#include "native/policy/money_text.h"

namespace returns::policy {

std::string decimal_text(const Money& money) {
  const auto digits = static_cast<std::size_t>(money.currency.digits());
  std::string text = std::to_string(money.amount < 0 ? -money.amount : money.amount);
  if (digits > 0) {
    if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
    text.insert(text.size() - digits, ".");
  }
  return (money.amount < 0 ? "-" : "") + text;
}

std::string amount_text(const Money& money) { return decimal_text(money) + ' ' + std::string{money.currency.code()}; }

}  // namespace returns::policy
