#pragma once
// Currencies, and amounts that leave the document whose currency they are in. Inside one order amounts share its
// currency and travel as Minor; where amounts of several orders or packs meet, Money keeps them apart.

#include <array>
#include <optional>
#include <string_view>

#include "core/money.h"

namespace returns {

// A currency by its code of ISO 4217.
class Currency {
 public:
  // What is not three capital letters is XXX, no currency.
  explicit Currency(std::string_view code);

  std::string_view code() const { return {code_.data(), code_.size()}; }
  // Digits of its minor unit, 0 to 4 (ISO 4217 list one of 2024; what it does not list has 2). CLDR, and with it
  // JavaScript's Intl, has fewer for some.
  int digits() const;

  friend bool operator==(const Currency&, const Currency&) = default;

 private:
  std::array<char, 3> code_{'X', 'X', 'X'};
};

// Has no operators on purpose: two amounts are added where it is known that they are of one currency.
struct Money {
  Minor amount = 0;
  Currency currency;
};

// Nothing where the currencies differ; the core never converts.
std::optional<Money> sum(const Money& a, const Money& b);

}  // namespace returns
