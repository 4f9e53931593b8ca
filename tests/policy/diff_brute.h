#pragma once
// What diff finds, found by asking every case of two small packs (tests/unit/small_pack.h) one by one, without any of
// diff's machinery but the texts of rules.

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/eligibility.h"
#include "core/item_facts.h"
#include "core/prove/case.h"
#include "native/policy/meaning.h"

namespace returns::policy::test {

using Named = std::map<std::string, std::string>;

// "table: from → to" of a case in one of the three kinds of rows.
using Changes = std::set<std::string>;
inline std::string kind_of(const std::string& table) {
  if (table == "windows" || table == "limits") return "term";
  return table == "questions" || table == "details" ? "asked" : "answer";
}
inline std::string change(const std::string& table, const std::vector<std::string>& from,
                          const std::vector<std::string>& to) {
  std::string text = table + ":";
  for (const std::string& one : from) text += ' ' + one + ';';
  text += " →";
  for (const std::string& one : to) text += ' ' + one + ';';
  return text;
}

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

}  // namespace returns::policy::test
