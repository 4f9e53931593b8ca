#pragma once
// Amounts as people write them.

#include <string>

#include "core/currency.h"

namespace returns::policy {

// "129.00": all digits of the currency, and a point
std::string decimal_text(const Money& money);

// "129.00 CNY"
std::string amount_text(const Money& money);

}  // namespace returns::policy
