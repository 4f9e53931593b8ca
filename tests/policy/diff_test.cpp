#include "native/policy/diff.h"

#include <algorithm>

#include "core/wire/read.h"
#include "native/policy/diff_sides.h"
#include "tests/policy/diff_brute.h"
#include "tests/policy/support.h"
#include "tests/thinned.h"
#include "tests/unit/small_pack.h"

namespace returns::policy {
namespace {

using nlohmann::json;
using test::Brute;
using test::change;
using test::Changes;
using test::kind_of;
using test::Named;

Pack read(const json& document) {
  const auto pack = wire::read_pack(document.dump());
  if (!pack) throw std::runtime_error(std::string{name(pack.fault().code)} + pack.fault().at);
  return *pack;
}

bool in(const Condition& condition, const Named& of) {
  const std::string& value = of.at(condition.column);
  if (condition.ranges.empty())
    return std::find(condition.values.begin(), condition.values.end(), value) != condition.values.end();
  const int number = std::stoi(value);
  return std::any_of(condition.ranges.begin(), condition.ranges.end(),
                     [&](const auto& range) { return range.first <= number && number <= range.second; });
}

// The changes that a row tells, the fees by resolution and value as Brute has them.
void collect(const DiffRow& row, std::map<std::string, Changes>& all) {
  for (const Aspect& aspect : row.what) {
    if (aspect.table != "fees") {
      all[kind_of(aspect.table)].insert(change(aspect.table, aspect.from, aspect.to));
      continue;
    }
    // "refund, value 40…79: box 5"
    const std::string& any = aspect.from.empty() ? aspect.to.front() : aspect.from.front();
    const std::size_t comma = any.find(", value ");
    const std::size_t colon = any.find(": ");
    const std::string region = any.substr(comma + 8, colon - comma - 8);
    const std::size_t dots = region.find("…");
    const int first = std::stoi(region);
    const int last = dots == std::string::npos ? first : std::stoi(region.substr(dots + std::string{"…"}.size()));
    const auto bare = [&](std::vector<std::string> texts) {
      for (std::string& text : texts) text.erase(0, colon + 2);
      return texts;
    };
    for (int value = first; value <= std::min(last, 130); ++value)
      all["fees of " + any.substr(0, comma)].insert(std::to_string(value) + ' '
                                                    + change("fees", bare(aspect.from), bare(aspect.to)));
  }
}

TEST(Diff, EveryCaseThatDiffersLiesInExactlyOneRow) {
  constexpr unsigned kSeeds = returns::test::thinned(12U, 4U);
  std::size_t differing = 0, equal = 0, rows = 0;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    json before = returns::test::Maker(seed).pack();
    json after = before;
    const json other = returns::test::Maker(seed + 1000).pack();
    const std::vector<std::vector<const char*>> replaced{{"eligibility"},
                                                         {"windows", "remedies"},
                                                         {"questions"},
                                                         {"fees", "limits", "settlement"},
                                                         {"routing", "evidence"}};
    for (const char* table : replaced[seed % replaced.size()]) after["tables"][table] = other["tables"][table];
    if (seed % 4 == 0) after["vocabulary"]["categories"] = {"pill", "soap", "cream"};
    if (seed % 3 == 0) after["vocabulary"]["reasons"][0]["goods"] = {"received", "in_transit"};
    const Pack a = read(before);
    const Pack b = read(after);
    const auto found = diff_packs(a, b);
    ASSERT_TRUE(found);
    rows += found->rows.size();
    // The rows that can be about the category and the reason at hand.
    std::string at_hand;
    std::vector<const DiffRow*> near;
    const auto about = [](const DiffRow& row, const Named& of, bool head) {
      return std::all_of(row.when.begin(), row.when.end(), [&](const Condition& one) {
        return (one.column == "category" || one.column == "reason") != head || in(one, of);
      });
    };
    Brute(a, b).each([&](const Named& of, const std::map<std::string, Changes>& wanted) {
      std::map<std::string, Changes> said;
      std::map<std::string, int> times;
      if (std::string both = of.at("category") + ' ' + of.at("reason"); both != at_hand) {
        at_hand = std::move(both);
        near.clear();
        for (const DiffRow& row : found->rows) {
          if (row.about == About::Item && about(row, of, true)) near.push_back(&row);
        }
      }
      for (const DiffRow* row : near) {
        if (!about(*row, of, false)) continue;
        ++times[kind_of(row->what.front().table)];
        collect(*row, said);
      }
      for (const auto& [kind, count] : times) ASSERT_EQ(count, 1) << "seed " << seed << ' ' << kind;
      if (said != wanted) {
        std::string text = "seed " + std::to_string(seed);
        for (const auto& [column, value] : of) text += "\n  " + column + ' ' + value;
        for (const auto& [kind, list] : wanted) {
          for (const std::string& one : list) text += "\n  wanted " + kind + ' ' + one;
        }
        for (const auto& [kind, list] : said) {
          for (const std::string& one : list) text += "\n  said " + kind + ' ' + one;
        }
        FAIL() << text;
      }
      ++(wanted.empty() ? equal : differing);
    });
    if (::testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(differing, kSeeds * 100U);
  EXPECT_GT(equal, kSeeds * 100U);
  EXPECT_GT(rows, kSeeds);
}

TEST(Diff, APackIsAsItselfEvenWhenItsRulesStandElsewhere) {
  const json before = json::parse(test::pack("cn-pharmacy").text);
  json after = before;
  auto& rules = after["tables"]["eligibility"]["rules"];
  std::reverse(rules.begin(), rules.end());
  auto& categories = after["vocabulary"]["categories"];
  std::reverse(categories.begin(), categories.end());
  const auto found = diff_packs(read(before), read(after));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->rows.empty());
  EXPECT_GT(found->regions, 1000U);
}

// The example of a row is a case of its own: built and decided by both packs, its answers differ.
TEST(Diff, TheExampleOfARowIsAnsweredDifferently) {
  const LoadedPack& before = test::pack("cn-cosmetics");
  json document = json::parse(before.text);
  for (json& rule : document["tables"]["eligibility"]["rules"]) {
    if (rule["id"] == "seal-broken") rule["then"] = {{"verdict", "needs_review"}, {"code", "seal_unsure"}};
    if (rule["id"] == "beauty-device") rule["then"]["verdict"] = "needs_review";
  }
  const Pack after = read(document);
  const auto found = diff_packs(before.core.pack(), after);
  ASSERT_TRUE(found);
  ASSERT_FALSE(found->rows.empty());
  for (const DiffRow& row : found->rows) {
    ASSERT_EQ(row.about, About::Item);
    const auto read_as = [&](const Pack& pack) {
      const auto one = read_case(row.example, pack, "example", "");
      EXPECT_TRUE(one) << row.example;
      const auto made = expand(*one, pack, before.core.calendar(), "example");
      EXPECT_TRUE(made) << row.example << test::problem(made);
      return made ? made->plan.verdict : Verdict::Eligible;
    };
    const Aspect& first = row.what.front();
    if (first.table != "verdict") continue;
    EXPECT_EQ(value_name(Fact::Verdict, read_as(before.core.pack())), first.from.front());
    EXPECT_EQ(value_name(Fact::Verdict, read_as(after)), first.to.front());
  }
}

TEST(Diff, ClocksChangeForTheRequestsThatHaveThem) {
  const LoadedPack& before = test::pack("cn-cosmetics");
  json document = json::parse(before.text);
  for (json& rule : document["tables"]["clocks"]["rules"]) {
    if (rule["id"] == "accept") rule["then"]["n"] = 12;
  }
  const auto found = diff_packs(before.core.pack(), read(document));
  ASSERT_TRUE(found);
  ASSERT_FALSE(found->rows.empty());
  for (const DiffRow& row : found->rows) {
    EXPECT_TRUE(row.about == About::Request || row.about == About::Complaint);
    ASSERT_EQ(row.what.size(), 1U);
    EXPECT_EQ(row.what[0].table, "clocks");
    EXPECT_EQ(row.what[0].rules_to, (std::vector<std::string>{"clocks/accept"}));
  }
}

// Any selection of any combinations, told in conditions: each chosen one fits one alternative, the others none.
TEST(Factor, TellsExactlyTheChosen) {
  const std::vector<std::string> columns{"a", "b", "c"};
  std::vector<Member> all;
  for (const char* a : {"1", "2"}) {
    for (const char* b : {"x", "y", "z"}) {
      for (const char* c : {"p", "q"}) {
        if (std::string{a} == "2" && std::string{b} == "z") continue;  // there is no such combination
        all.push_back({{a, b, c}});
      }
    }
  }
  for (std::uint32_t mask = 1; mask < (1U << all.size()); ++mask) {
    std::vector<bool> chosen;
    for (std::size_t i = 0; i < all.size(); ++i) chosen.push_back(((mask >> i) & 1U) != 0);
    const auto rows = factor(columns, all, chosen);
    for (std::size_t i = 0; i < all.size(); ++i) {
      int fits = 0;
      for (const auto& row : rows) {
        const Named of{{"a", all[i].texts[0]}, {"b", all[i].texts[1]}, {"c", all[i].texts[2]}};
        fits += std::all_of(row.begin(), row.end(), [&](const Condition& one) { return in(one, of); }) ? 1 : 0;
      }
      ASSERT_EQ(fits, chosen[i] ? 1 : 0) << mask << ' ' << i;
    }
  }
}

TEST(Boxes, CoverEveryTupleOnceWithItsAnswer) {
  const auto answer_of = [](const std::vector<std::uint16_t>& t) -> std::uint32_t {
    return (t[0] * 7U + t[1] * t[2]) % 3U;  // 0: left out
  };
  Boxes boxes(
      3,
      [](std::size_t /*depth*/, const auto& /*chosen*/, auto& values) {
        values = {0, 1, 2, 3};
      },
      answer_of, 1000);
  ASSERT_TRUE(boxes.run());
  const auto found = boxes.take();
  for (std::uint16_t a = 0; a < 4; ++a) {
    for (std::uint16_t b = 0; b < 4; ++b) {
      for (std::uint16_t c = 0; c < 4; ++c) {
        const std::vector<std::uint16_t> tuple{a, b, c};
        std::uint32_t answer = 0;
        int times = 0;
        for (const Box& box : found) {
          bool inside = true;
          for (std::size_t i = 0; i < 3; ++i)
            inside = inside && (!box.sets[i] || std::binary_search(box.sets[i]->begin(), box.sets[i]->end(), tuple[i]));
          if (!inside) continue;
          answer = box.answer;
          ++times;
        }
        EXPECT_EQ(answer, answer_of(tuple));
        EXPECT_EQ(times, answer == 0 ? 0 : 1);
      }
    }
  }
  Boxes tight(
      3,
      [](std::size_t, const auto&, auto& values) {
        values = {0, 1, 2, 3};
      },
      answer_of, 10);
  EXPECT_FALSE(tight.run()) << "more tuples than are allowed";
}

}  // namespace
}  // namespace returns::policy
