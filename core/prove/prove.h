#pragma once
// What other engines only test, proved: every case has an answer, every rule can matter, nothing denies what the law
// gives. Exact over the facts of one item; for requests of several items the states of their goods are taken together
// and their other circumstances each by itself.

#include <string>
#include <vector>

#include "core/calendar.h"
#include "core/policy/pack.h"
#include "core/prove/finding.h"

namespace returns {

// A pack that gives a finding does not load. At most this many are listed.
inline constexpr std::size_t kMaxFindings = 200;
std::vector<ProofFinding> prove(const Pack& pack, const Calendar& calendar);

// Keys of assets/locales that the pack's words need, sorted.
std::vector<std::string> text_keys(const Pack& pack);
// `keys`: those a language has, sorted.
std::vector<ProofFinding> missing_texts(const Pack& pack, const std::vector<std::string>& keys);

}  // namespace returns
