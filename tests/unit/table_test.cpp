#include "core/policy/table.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace returns {
namespace {

std::vector<Column> columns() {
  Column a{.name = "a", .values = {"x", "y", "z"}};
  Column b{.name = "b", .values = {"p", "q"}};
  Column n{.name = "n", .values = {}, .min = 0, .max = 9};
  return {a, b, n};
}

bool accepts(const std::vector<Cell>& rule, const Facts& facts, const std::vector<Column>& of) {
  return std::all_of(rule.begin(), rule.end(), [&](const Cell& cell) {
    const std::int32_t value = facts[cell.column];
    if (of[cell.column].is_integer()) return cell.min <= value && value <= cell.max;
    return std::find(cell.allowed.begin(), cell.allowed.end(), value) != cell.allowed.end();
  });
}

rc::Gen<std::vector<Cell>> gen_rule() {
  return rc::gen::exec([] {
    std::vector<Cell> rule;
    for (std::size_t column = 0; column < 2; ++column) {
      if (*rc::gen::arbitrary<bool>()) continue;
      const int size = column == 0 ? 3 : 2;
      Cell cell{.column = column};
      for (int value = 0; value < size; ++value) {
        if (*rc::gen::arbitrary<bool>()) cell.allowed.push_back(value);
      }
      if (cell.allowed.empty()) cell.allowed.push_back(0);
      rule.push_back(cell);
    }
    if (*rc::gen::arbitrary<bool>()) {
      const int from = *rc::gen::inRange(0, 10);
      rule.push_back({.column = 2, .min = from, .max = *rc::gen::inRange(from, 10)});
    }
    return rule;
  });
}

// The law: bits and-ed give what reading the rules one by one gives, for every case there is.
TEST(Table, AgreesWithReadingTheRules) {
  EXPECT_TRUE(rc::check("all cases of a small world", [] {
    const auto of = columns();
    // More than 64 rules, so that a table spans several words.
    const auto rules = *rc::gen::container<std::vector<std::vector<Cell>>>(
        static_cast<std::size_t>(*rc::gen::inRange(0, 140)), gen_rule());
    const Table table(of, rules);
    for (int a = 0; a < 3; ++a) {
      for (int b = 0; b < 2; ++b) {
        for (int n = 0; n < 10; ++n) {
          Facts facts(of.size());
          facts.set(std::size_t{0}, a);
          facts.set(std::size_t{1}, b);
          facts.set(std::size_t{2}, n);
          std::vector<std::size_t> expected;
          for (std::size_t i = 0; i < rules.size(); ++i) {
            if (accepts(rules[i], facts, of)) expected.push_back(i);
          }
          RC_ASSERT(table.matches(facts) == expected);
          RC_ASSERT(table.first(facts) == (expected.empty() ? rules.size() : expected.front()));
        }
      }
    }
  }));
}

// The rows that others compute with say the same as the table itself.
TEST(Table, RowsAreWhatTheTableAnds) {
  const auto of = columns();
  const Table table(of, {{{.column = 0, .allowed = {0, 2}}}, {{.column = 2, .min = 3, .max = 5}}, {}});
  EXPECT_EQ(table.words(), 1U);
  EXPECT_EQ(table.row(1, 0), nullptr);
  EXPECT_EQ(*table.row(0, 0), 0b111U);
  EXPECT_EQ(*table.row(0, 1), 0b110U);
  EXPECT_EQ(*table.row(2, 2), 0b101U);
  EXPECT_EQ(*table.row(2, 3), 0b111U);
  ASSERT_EQ(table.tested().size(), 2U);
  EXPECT_EQ(table.tested()[1].cuts, (std::vector<std::int32_t>{3, 6}));
}

TEST(Table, AFactThatIsNotThereSatisfiesNoRuleThatAsks) {
  const auto of = columns();
  const Table table(of, {{{.column = 0, .allowed = {0, 1, 2}}}, {}});
  const Facts facts(of.size());
  EXPECT_EQ(table.matches(facts), std::vector<std::size_t>{1});
}

// A complaint has no resolution; the rules that do not speak of one still hold for it.
TEST(Table, ARuleThatDoesNotAskMatchesWithoutTheFact) {
  const auto of = columns();
  const Table table(of, {{{.column = 0, .allowed = {0}}, {.column = 1, .allowed = {0}}},
                         {{.column = 0, .allowed = {0}}},
                         {{.column = 0, .allowed = {1}}},
                         {}});
  Facts facts(of.size());
  facts.set(std::size_t{0}, 0);
  EXPECT_EQ(table.matches(facts), (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(table.first(facts), 1U);
}

}  // namespace
}  // namespace returns
