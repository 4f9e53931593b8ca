#include "core/currency.h"

std::optional<returns::Money> both(const returns::Money& a, const returns::Money& b) { return returns::sum(a, b); }
