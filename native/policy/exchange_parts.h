#pragma once
// Parts of an imported pack that do not depend on its rules: place and time, words, vocabulary.

#include <string>
#include <string_view>
#include <vector>

#include "native/policy/exchange.h"

namespace returns::policy {

struct Place {
  std::string_view market, zone, summer, calendar, currency;
  std::int32_t offset_minutes;
};
// Of the first market that is known here; nullptr when none is.
const Place* place_of(const std::vector<std::string>& markets);

// A label as a word of the vocabulary: "Final sale!" becomes "final_sale".
std::string word_of(const std::string& label);

// Whether a return without a reason depends on the goods being unopened, or may.
bool asks_seal(const Offer& offer);

Json vocabulary_of(const std::vector<Offer>& offers, const std::vector<std::string>& markets,
                   const std::vector<std::string>& categories);

}  // namespace returns::policy
