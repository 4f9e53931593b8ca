#include "native/policy/money_text.h"

#include <algorithm>
#include <array>

namespace returns::policy {

int minor_digits(std::string_view currency) {
  constexpr std::array<std::string_view, 16> kNone{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                                   "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
  constexpr std::array<std::string_view, 7> kThree{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (std::find(kNone.begin(), kNone.end(), currency) != kNone.end()) return 0;
  return std::find(kThree.begin(), kThree.end(), currency) != kThree.end() ? 3 : 2;
}

std::string amount_text(std::int64_t minor, std::string_view currency) {
  const auto digits = static_cast<std::size_t>(minor_digits(currency));
  std::string text = std::to_string(minor < 0 ? -minor : minor);
  if (digits > 0) {
    if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
    text.insert(text.size() - digits, ".");
  }
  return (minor < 0 ? "-" : "") + text + ' ' + std::string{currency};
}

}  // namespace returns::policy
