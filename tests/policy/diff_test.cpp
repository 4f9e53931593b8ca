#include "native/policy/diff.h"

#include <algorithm>
#include <set>

#include "core/item_facts.h"
#include "core/prove/case.h"
#include "core/wire/read.h"
#include "native/policy/diff_sides.h"
#include "native/policy/meaning.h"
#include "tests/policy/support.h"
#include "tests/unit/small_pack.h"

namespace returns::policy {
namespace {

using nlohmann::json;
using Named = std::map<std::string, std::string>;

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

// "table: from → to" of a case in one of the three kinds of rows.
using Changes = std::set<std::string>;
std::string kind_of(const std::string& table) {
  if (table == "windows" || table == "limits") return "term";
  return table == "questions" || table == "details" ? "asked" : "answer";
}
std::string change(const std::string& table, const std::vector<std::string>& from, const std::vector<std::string>& to) {
  std::string text = table + ":";
  for (const std::string& one : from) text += ' ' + one + ';';
  text += " →";
  for (const std::string& one : to) text += ' ' + one + ';';
  return text;
}

// All cases of two small packs, asked one by one, without any of diff's machinery but the texts of rules.
class Brute {
 public:
  Brute(const Pack& a, const Pack& b)
      : packs_{&a, &b},
        tables_{tables_of(a), tables_of(b)},
        meanings_{meanings_of(a), meanings_of(b)} {}

  // Calls `use` with every case and its changes by kind.
  template <class Use>
  void each(const Use& use) {
    for (const std::string& category : both(Fact::Category)) {
      for (const std::string& reason : both(Fact::Reason)) {
        for (int goods = 0; goods < 4; ++goods) {
          for (const WindowState timing : {WindowState::Open, WindowState::Closed, WindowState::Unknown}) {
            for (int days = -1; days <= (tested(Fact::DaysLate) ? 5 : 1); ++days) {
              around(category, reason, static_cast<Goods>(goods), timing, days, use);
            }
          }
        }
      }
    }
  }

 private:
  bool tested(Fact fact) const {
    return std::any_of(tables_.begin(), tables_.end(), [&](const std::vector<TableView>& tables) {
      return std::any_of(tables.begin(), tables.end(), [&](const TableView& view) {
        const auto& columns = view.table->tested();
        return view.stage < Stage::Request && view.name != "rights"
               && std::any_of(columns.begin(), columns.end(),
                              [&](const auto& one) { return one.column == static_cast<std::size_t>(fact); });
      });
    });
  }

  std::vector<std::string> both(Fact fact) const {
    std::vector<std::string> all = packs_[0]->column(fact).values;
    for (const std::string& value : packs_[1]->column(fact).values) {
      if (std::find(all.begin(), all.end(), value) == all.end()) all.push_back(value);
    }
    return all;
  }

  template <class Use>
  void around(const std::string& category, const std::string& reason, Goods goods, WindowState timing, int days,
              const Use& use) {
    const bool away = goods == Goods::NotShipped || goods == Goods::InTransit;
    if (away && timing != WindowState::Open) return;  // once is enough
    const bool is_signed = timing != WindowState::Unknown;
    Promise promise = Promise::None;
    if (days >= 0) promise = days > 0 ? Promise::Late : Promise::Kept;
    const bool measured = goods != Goods::Unknown && !(goods == Goods::Received && !is_signed);
    if (days >= 0 && !measured) {
      if (days > 0) return;
      promise = Promise::Unknown;
    }
    Named of{{"category", category},
             {"reason", reason},
             {"market", "A"},
             {"goods", std::string{value_name(Fact::Goods, goods)}},
             {"window", std::string{value_name(Fact::Window, away ? WindowState::NotStarted : timing)}},
             {"promise", std::string{value_name(Fact::Promise, promise)}},
             {"days_late", std::to_string(promise == Promise::Late ? days : 0)}};
    // A column that no rule of either pack looks at is not stepped through.
    using Words = std::vector<const char*>;
    for (const char* confirmed : tested(Fact::Confirmed) ? Words{"yes", "no", "unknown"} : Words{"no"}) {
      for (const char* gift : tested(Fact::Gift) ? Words{"yes", "no"} : Words{"no"}) {
        for (const char* recall : tested(Fact::Recall) ? Words{"listed", "not_listed", "unknown"} : Words{"listed"}) {
          for (int quantity = 1; quantity <= (tested(Fact::Quantity) ? 5 : 1); ++quantity) {
            of["confirmed"] = confirmed;
            of["gift"] = gift;
            of["recall"] = recall;
            of["quantity"] = std::to_string(quantity);
            answers(of, use);
          }
        }
      }
    }
  }

  // Facts without answers; false when the pack does not have such a case.
  bool facts_of(std::size_t side, const Named& of, Facts& facts) const {
    const Pack& pack = *packs_[side];
    for (const auto& [column, value] : of) {
      for (std::size_t c = 0; c < pack.columns.size(); ++c) {
        if (pack.columns[c].name != column || column == "window" || column.starts_with("answer.")) continue;
        facts.set(c, pack.columns[c].is_integer() ? std::stoi(value) : pack.columns[c].find(value));
        if (facts[c] < 0) return false;
      }
    }
    const Reason* reason = pack.reason(of.at("reason"));
    if (reason == nullptr || !answered_for(pack, *reason, static_cast<Goods>(facts[Fact::Goods]))) return false;
    add_reason(pack, *reason, facts);
    const auto timing = static_cast<WindowState>(pack.column(Fact::Window).find(of.at("window")));
    facts.set_enum(Fact::Window, window_at(pack, facts, timing));
    for (const Question& question : pack.questions)
      facts.set(question.column, static_cast<std::int32_t>(question.options.size()));
    return true;
  }

  template <class Use>
  void answers(Named& of, const Use& use) {
    std::array<Facts, 2> facts{Facts(packs_[0]->columns.size()), Facts(packs_[1]->columns.size())};
    std::array<bool, 2> there{};
    std::array<std::set<std::string>, 2> asked;
    for (std::size_t side = 0; side < 2; ++side) {
      there[side] = facts_of(side, of, facts[side]);
      if (!there[side]) continue;
      for (const auto* rule : packs_[side]->question_rules.collect(facts[side]))
        asked[side].insert(packs_[side]->questions[rule->then.question].id);
    }
    if (!there[0] && !there[1]) return;
    for (const char* seal : {"whole", "torn", "not_asked"}) {
      for (const char* box : {"there", "gone", "not_asked"}) {
        const auto fits = [&](const char* question, std::string_view answer) {
          return (answer == "not_asked") != (asked[0].contains(question) || asked[1].contains(question));
        };
        if (!fits("seal", seal) || !fits("box", box)) continue;
        of["answer.seal"] = seal;
        of["answer.box"] = box;
        std::array<Facts, 2> full = facts;
        for (std::size_t side = 0; side < 2; ++side) {
          for (const Question& question : packs_[side]->questions) {
            if (there[side] && asked[side].contains(question.id))
              full[side].set(question.column, packs_[side]->columns[question.column].find(of["answer." + question.id]));
          }
        }
        use(of, changes(full, there));
      }
    }
  }

  std::map<std::string, Changes> changes(std::array<Facts, 2>& facts, const std::array<bool, 2>& there) const {
    std::map<std::string, Changes> all;
    if (there[0] != there[1]) {
      all["answer"].insert(change("offered", {there[0] ? "yes" : "no"}, {there[1] ? "yes" : "no"}));
      return all;
    }
    std::array<std::string, 2> verdicts;
    for (std::size_t side = 0; side < 2; ++side) {
      const Verdict verdict = assess(*packs_[side], facts[side], Window{}).verdict;
      facts[side].set_enum(Fact::Verdict, verdict);
      verdicts[side] = value_name(Fact::Verdict, verdict);
    }
    if (verdicts[0] != verdicts[1]) all["answer"].insert(change("verdict", {verdicts[0]}, {verdicts[1]}));
    for (std::size_t t = 0; t < tables_[0].size(); ++t) {
      const Stage stage = tables_[0][t].stage;
      if (stage == Stage::Line || stage >= Stage::Request || stage == Stage::Complaint
          || tables_[0][t].name == "rights")
        continue;
      if (stage < Stage::Remedy) {
        add(t, facts, "", all);
        continue;
      }
      for (const std::string& resolution : given(0, facts[0])) {
        if (!given(1, facts[1]).contains(resolution)) continue;
        std::array<Facts, 2> with = facts;
        for (std::size_t side = 0; side < 2; ++side)
          with[side].set(Fact::Resolution, packs_[side]->column(Fact::Resolution).find(resolution));
        if (stage == Stage::Remedy) add(t, with, resolution + ": ", all);
        if (stage == Stage::Fee) fees(t, with, resolution, all);
      }
    }
    return all;
  }
  std::set<std::string> given(std::size_t side, const Facts& facts) const {
    std::set<std::string> ids;
    for (const auto* rule : packs_[side]->remedies.collect(facts))
      ids.insert(packs_[side]->resolutions[rule->then.resolution].id);
    return ids;
  }

  // By value, without regions: the first value of each run of the same change is compared with what diff says of it.
  void fees(std::size_t t, std::array<Facts, 2>& facts, const std::string& resolution,
            std::map<std::string, Changes>& all) const {
    for (std::int32_t value = 0; value <= 130; ++value) {
      for (Facts& of : facts) of.set(Fact::Value, value);
      std::map<std::string, Changes> here;
      add(t, facts, "", here);
      for (const std::string& text : here["answer"])
        all["fees of " + resolution].insert(std::to_string(value) + ' ' + text);
    }
  }

  void add(std::size_t t, const std::array<Facts, 2>& facts, const std::string& prefix,
           std::map<std::string, Changes>& all) const {
    std::array<std::set<std::string>, 2> says;
    for (std::size_t side = 0; side < 2; ++side) {
      for (const std::size_t rule : tables_[side][t].table->matches(facts[side])) {
        says[side].insert(meanings_[side][t][rule]);
        if (tables_[side][t].hit != Hit::Collect) break;
      }
    }
    if (says[0] == says[1]) return;
    std::vector<std::string> from, to;
    for (const std::string& text : says[0]) {
      if (!says[1].contains(text)) from.push_back(prefix + text);
    }
    for (const std::string& text : says[1]) {
      if (!says[0].contains(text)) to.push_back(prefix + text);
    }
    const std::string table{tables_[0][t].name};
    all[kind_of(table)].insert(change(table, from, to));
  }

  std::array<const Pack*, 2> packs_;
  std::array<std::vector<TableView>, 2> tables_;
  std::array<std::vector<std::vector<std::string>>, 2> meanings_;
};

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
  std::size_t differing = 0, equal = 0, rows = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
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
    Brute(a, b).each([&](const Named& of, const std::map<std::string, Changes>& wanted) {
      std::map<std::string, Changes> said;
      std::map<std::string, int> times;
      for (const DiffRow& row : found->rows) {
        if (row.about != About::Item) continue;
        if (!std::all_of(row.when.begin(), row.when.end(), [&](const Condition& c) { return in(c, of); })) continue;
        ++times[kind_of(row.what.front().table)];
        collect(row, said);
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
  EXPECT_GT(differing, 5'000U);
  EXPECT_GT(equal, 5'000U);
  EXPECT_GT(rows, 40U);
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
