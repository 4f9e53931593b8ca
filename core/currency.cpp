#include "core/currency.h"

#include <algorithm>

namespace returns {
namespace {

constexpr std::string_view kNone[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                      "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::string_view kThree[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
constexpr std::string_view kFour[] = {"CLF", "UYW"};

template <std::size_t n>
bool has(const std::string_view (&list)[n], std::string_view code) {
  return std::find(std::begin(list), std::end(list), code) != std::end(list);
}

}  // namespace

Currency::Currency(std::string_view code) {
  if (is_currency(code)) std::copy(code.begin(), code.end(), code_.begin());
}

int Currency::digits() const {
  if (has(kNone, code())) return 0;
  if (has(kThree, code())) return 3;
  return has(kFour, code()) ? 4 : 2;
}

std::optional<Money> sum(const Money& a, const Money& b) {
  if (a.currency != b.currency) return std::nullopt;
  return Money{a.amount + b.amount, a.currency};
}

}  // namespace returns
