// Explanations: they agree with the tables, nearest rules first, and cost the plan nothing.

#include "core/plan_trace.h"

#include <gtest/gtest.h>

#include "tests/unit/support.h"

namespace returns {
namespace {

using test::draft;
using test::item;
using test::json;
using test::kNow;
using test::line;
using test::order;

std::vector<Column> columns() {
  return {{.name = "a", .values = {"x", "y", "z"}}, {.name = "n", .values = {}, .min = 0, .max = 9}};
}

// The law: a rule matches exactly when nothing stands in its way, and a margin is the smallest step that would help.
TEST(Trace, MissesAreWhyARuleDoesNotMatch) {
  const auto of = columns();
  std::vector<std::vector<Cell>> rules{{}};
  for (int from = 0; from < 10; ++from) {
    for (int to = from; to < 10; ++to) {
      rules.push_back({{.column = 1, .min = from, .max = to}});
      rules.push_back({{.column = 0, .allowed = {from % 3}}, {.column = 1, .min = from, .max = to}});
    }
  }
  const Table table(of, rules);
  for (std::int32_t a = 0; a < 3; ++a) {
    for (std::int32_t n = 0; n < 10; ++n) {
      Facts facts(of.size());
      facts.set(std::size_t{0}, a);
      facts.set(std::size_t{1}, n);
      const auto matching = table.matches(facts);
      for (std::size_t rule = 0; rule < rules.size(); ++rule) {
        const bool matches = std::find(matching.begin(), matching.end(), rule) != matching.end();
        const std::vector<Miss> found = misses(table, facts, rule);
        ASSERT_EQ(found.empty(), matches) << rule;
        for (const Miss& miss : found) {
          if (miss.column == 0) {
            EXPECT_EQ(miss.accepts, rules[rule][0].allowed);
            continue;
          }
          const Cell& cell = rules[rule].back();
          const std::int32_t nearest = n < cell.min ? cell.min - n : cell.max - n;
          EXPECT_EQ(miss.margin, nearest) << n << " in " << cell.min << ".." << cell.max;
        }
      }
    }
  }
}

TEST(Trace, AFactThatIsNotThereMissesOnlyRulesThatAsk) {
  const auto of = columns();
  const Table table(of, {{}, {{.column = 0, .allowed = {1}}}, {{.column = 1, .min = 2, .max = 9}}});
  const Facts facts(of.size());
  EXPECT_TRUE(misses(table, facts, 0).empty());
  EXPECT_EQ(misses(table, facts, 1).at(0).accepts, (std::vector<std::int32_t>{1}));
  EXPECT_EQ(misses(table, facts, 2).at(0).value, kUnset);
}

const json kOrder = order({line("L1", "cosmetic", 1, 12000)});

json explain(const json& draft, const std::string& now = kNow) {
  return json::parse(test::core("cn-pharmacy").explain(kOrder.dump(), draft.dump(), now));
}

TEST(Trace, TheDoorGivesTheSamePlanAndWhy) {
  const json of = draft({item("L1", 1, "changed.not_needed", {{"seal", "broken"}, {"outer_box", "intact"}})});
  const json answer = explain(of);
  EXPECT_EQ(answer.at("plan"), test::plan(kOrder, of));
  ASSERT_EQ(answer.at("trace").size(), 2U) << "one item, one request";
  std::vector<std::string> fired, rules;
  for (const json& table : answer["trace"][0]["tables"]) {
    if (table.at("table") != "eligibility") continue;
    for (const json& rule : table.at("fired")) fired.push_back(rule.at("rule"));
    std::size_t before = 0;
    for (const json& missed : table.at("missed")) {
      EXPECT_GE(missed.at("misses").size(), std::max<std::size_t>(before, 1)) << "nearest first";
      before = missed.at("misses").size();
    }
  }
  for (const json& finding : answer["plan"]["items"][0]["findings"]) rules.push_back(finding.at("rule"));
  EXPECT_EQ(fired, rules);
}

TEST(Trace, AClosedWindowSaysByHowMuch) {
  const json answer =
      explain(draft({item("L1", 1, "changed.not_needed", {{"seal", "intact"}, {"outer_box", "intact"}})}),
              "2026-11-20T09:00:00+08:00");
  int seen = 0;
  for (const json& table : answer["trace"][0]["tables"]) {
    for (const json& missed : table.at("missed")) {
      for (const json& miss : missed.at("misses")) {
        if (miss.at("column") != "window") continue;
        EXPECT_EQ(miss.at("margin"), answer["plan"]["items"][0]["window"]["margin"]);
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 0);
}

TEST(Trace, NothingIsExplainedThatIsNotDecided) {
  const json answer = explain(draft({item("L1", 1, "changed.not_needed")}));
  EXPECT_TRUE(answer.at("trace").empty());
}

}  // namespace
}  // namespace returns
