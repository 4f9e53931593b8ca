#include "native/policy/fired.h"

#include "native/policy/coverage.h"
#include "tests/policy/support.h"

namespace returns::policy {
namespace {

// A table of two columns: colour (red, green, blue) and size 0…9.
struct Small {
  std::vector<returns::Column> columns{{"colour", {"red", "green", "blue"}, 0, 0}, {"size", {}, 0, 9}};
  Table table{columns,
              {{{.column = 0, .allowed = {0}}, {.column = 1, .min = 4, .max = 6}},
               {{.column = 0, .allowed = {1, 2}}},
               {{.column = 1, .min = 8, .max = 9}},
               {}}};
  RuleHead heads[4] = {{"t/a", "s"}, {"t/b", "s"}, {"t/c", "s"}, {"t/d", "s"}};
  TableView view{"t", Stage::Item, Hit::Collect, &table, {&heads[0], &heads[1], &heads[2], &heads[3]}};
  Facts facts(std::int32_t colour, std::int32_t size) const {
    Facts made(2);
    made.set(0, colour);
    made.set(1, size);
    return made;
  }
};

TEST(Fired, NearestMissesComeFirstWithTheirMargin) {
  const Small small;
  const std::vector<Missed> all = missed(small.view, small.columns, small.facts(0, 7));
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].rule, 1U) << "one column, no margin";
  EXPECT_EQ(all[1].rule, 0U) << "size 7 is 1 above 4…6";
  EXPECT_EQ(all[2].rule, 2U) << "size 7 is 1 below 8…9";
  ASSERT_EQ(all[1].against.size(), 1U);
  EXPECT_EQ(all[1].against[0].margin, 1);
  EXPECT_EQ(all[1].against[0].ranges, (std::vector<std::pair<std::int32_t, std::int32_t>>{{4, 6}}));
  EXPECT_EQ(all[0].against[0].allowed, (std::vector<std::int32_t>{1, 2}));
}

TEST(Fired, AFactThatIsNotKnownIsAgainstEveryRuleThatAsksForIt) {
  const Small small;
  Facts facts(2);
  facts.set(0, 1);
  const std::vector<Missed> all = missed(small.view, small.columns, facts);
  for (const Missed& miss : all) {
    const bool asks_size = miss.rule == 0 || miss.rule == 2;
    const bool named = std::any_of(miss.against.begin(), miss.against.end(),
                                   [](const Against& one) { return one.column == 1 && one.value == kUnset; });
    EXPECT_EQ(named, asks_size) << miss.rule;
  }
}

TEST(Fired, FirstSpeaksAloneAndCollectTogether) {
  Small small;
  EXPECT_EQ(speaking(small.view, small.facts(0, 5)), (std::vector<std::size_t>{0, 3}));
  small.view.hit = Hit::First;
  EXPECT_EQ(speaking(small.view, small.facts(0, 5)), (std::vector<std::size_t>{0}));
}

// A rule misses exactly when the table says so, and what is said to be against it is: with that column changed to an
// allowed value, it is no longer named.
TEST(Fired, WhatIsNamedIsWhatStandsAgainst) {
  const Small small;
  for (std::int32_t colour = 0; colour < 3; ++colour) {
    for (std::int32_t size = 0; size <= 9; ++size) {
      const Facts facts = small.facts(colour, size);
      const std::vector<std::size_t> matching = small.table.matches(facts);
      const std::vector<Missed> all = missed(small.view, small.columns, facts);
      EXPECT_EQ(matching.size() + all.size(), 4U);
      for (const Missed& miss : all) {
        ASSERT_FALSE(miss.against.empty());
        Facts mended = facts;
        for (const Against& one : miss.against)
          mended.set(one.column, one.ranges.empty() ? one.allowed.front() : one.ranges.front().first);
        const std::vector<std::size_t> now = small.table.matches(mended);
        EXPECT_TRUE(std::find(now.begin(), now.end(), miss.rule) != now.end());
      }
    }
  }
}

TEST(Coverage, CountsRulesAndTheValuesTheyWereTriedWith) {
  const wire::Core& core = test::pack("cn-cosmetics").core;
  Coverage coverage(core.pack());
  EXPECT_EQ(coverage.covered(), 0U);
  const auto made = test::situation(
      "cn-cosmetics", {{"reason", "changed.not_needed"}, {"category", "cosmetic"}, {"answer.seal", "broken"}});
  ASSERT_TRUE(made) << test::problem(made);
  coverage.add(*made);
  coverage.add(*made);
  const auto rules = coverage.by_rule();
  EXPECT_EQ(rules.size(), coverage.rules());
  const auto seal = std::find_if(rules.begin(), rules.end(),
                                 [](const RuleCoverage& rule) { return rule.rule == "eligibility/seal-broken"; });
  ASSERT_NE(seal, rules.end());
  EXPECT_EQ(seal->hits, 2U);
  const auto untried = [&](const std::string& value) {
    return std::any_of(seal->untried.begin(), seal->untried.end(),
                       [&](const Untried& one) { return one.value == value; });
  };
  EXPECT_TRUE(untried("special_cosmetic"));
  EXPECT_FALSE(untried("cosmetic"));
  EXPECT_GT(coverage.covered(), 5U);
  EXPECT_LT(coverage.percent(), 100);
}

}  // namespace
}  // namespace returns::policy
