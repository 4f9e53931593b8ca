// The prover against brute force: over small packs made at random, every case is enumerated one by one and asked of
// the tables themselves. Both must find the same faults, and every case the prover shows must be one that can happen.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/prove/prove.h"
#include "core/wire/read.h"
#include "tests/thinned.h"
#include "tests/unit/brute.h"
#include "tests/unit/small_pack.h"

namespace returns {
namespace {

using test::Brute;
using test::Found;
using test::Maker;

TEST(ProveSmall, FindsWhatBruteForceFinds) {
  Calendar calendar;
  calendar.id = "c";
  std::map<std::string, int> seen;
  constexpr unsigned kPacks = test::thinned(25U, 2U);
  for (unsigned seed = 1; seed <= kPacks; ++seed) {
    const std::string text = Maker(seed).pack().dump();
    const Result<Pack> pack = wire::read_pack(text);
    ASSERT_TRUE(pack) << name(pack.fault().code) << ' ' << pack.fault().at << '\n' << text;
    Brute brute(*pack);
    const std::set<Found> expected = brute.run();
    std::set<Found> found;
    std::set<std::string> denied, below;
    for (const ProofFinding& finding : prove(*pack, calendar)) {
      ++seen[std::string{name(finding.code)}];
      const bool verdict_right =
          finding.code == ProofCode::RightDenied && finding.rules.back().starts_with("eligibility/");
      if (verdict_right) {
        denied.insert(finding.rules.front());
      } else if (finding.code == ProofCode::WindowBelowFloor) {
        below.insert(finding.rules.front());
      } else {
        std::vector<std::string> rules = finding.rules;
        // Which earlier rule answers instead is the prover's own addition.
        if (finding.code == ProofCode::UnreachableRule) rules.resize(1);
        found.insert({std::string{name(finding.code)}, finding.table, std::move(rules), finding.what});
      }
      // The case is one that can happen, as far as it is an item's.
      const auto has = [&](std::string_view column) {
        return std::any_of(finding.shown_by.begin(), finding.shown_by.end(),
                           [&](const auto& entry) { return entry.first == column; });
      };
      if (has("category") && !has("value") && !has("resolution")) {
        EXPECT_TRUE(brute.has_case(finding.shown_by)) << text << "\n seed " << seed << ' ' << name(finding.code);
      }
    }
    EXPECT_EQ(denied, brute.denied_) << "seed " << seed;
    EXPECT_EQ(below, brute.below_) << "seed " << seed;
    for (const Found& entry : expected) {
      EXPECT_TRUE(found.count(entry) != 0)
          << "missed: " << std::get<0>(entry) << ' ' << std::get<1>(entry) << ' '
          << testing::PrintToString(std::get<2>(entry)) << ' ' << std::get<3>(entry) << " seed " << seed;
    }
    for (const Found& entry : found) {
      EXPECT_TRUE(expected.count(entry) != 0)
          << "not so: " << std::get<0>(entry) << ' ' << std::get<1>(entry) << ' '
          << testing::PrintToString(std::get<2>(entry)) << ' ' << std::get<3>(entry) << " seed " << seed;
    }
    if (HasFailure()) return;
  }
  // The packs were rich enough: every kind of fault that a small pack can have was among them.
  if (kPacks < 25) return;
  for (const char* code : {"no_answer", "unreachable_rule", "conflict", "window_below_floor", "right_denied",
                           "fee_above_refund", "slot_cannot_be_filled", "dead_value"})
    EXPECT_GT(seen[code], 0) << code;
}

}  // namespace
}  // namespace returns
