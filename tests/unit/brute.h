#pragma once
// What the prover finds, found by asking every case of a small pack (small_pack.h) one by one.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/eligibility.h"
#include "core/item_facts.h"
#include "core/policy/pack.h"
#include "core/prove/case.h"
#include "core/quote.h"

namespace returns::test {

// A finding without its case: what both sides must agree on.
using Found = std::tuple<std::string, std::string, std::vector<std::string>, std::string>;

class Brute {
 public:
  explicit Brute(const Pack& pack) : pack_(pack), views_(tables_of(pack)) {}

  std::set<Found> run() {
    for (const TableView& view : views_) reached_[std::string{view.name}].resize(view.rules.size());
    for (const bool lines : {true, false}) each_item(lines);
    requests();
    for (const TableView& view : views_) {
      const std::vector<bool>& reached = reached_[std::string{view.name}];
      for (std::size_t rule = 0; rule < reached.size(); ++rule) {
        if (!reached[rule]) found_.insert({"unreachable_rule", std::string{view.name}, {view.rules[rule]->id}, ""});
      }
    }
    vocabulary();
    return found_;
  }
  bool has_case(const Case& shown) const { return cases_.count(shown) != 0; }

 private:
  const TableView& view(std::string_view name) const {
    return *std::find_if(views_.begin(), views_.end(), [&](const TableView& v) { return v.name == name; });
  }
  void add(const char* code, std::string_view table, std::vector<std::string> rules, std::string what = {}) {
    found_.insert({code, std::string{table}, std::move(rules), std::move(what)});
  }

  template <class Then>
  static bool disagree(const Then& a, const Then& b, Hit hit) {
    if (hit == Hit::First) return false;
    if (hit == Hit::Unique) return true;
    if (a == b) return false;
    if (hit == Hit::Any) return true;
    if constexpr (std::is_same_v<Then, DetailThen>) return a.field == b.field;
    if constexpr (std::is_same_v<Then,
                                 EligibilityThen> || std::is_same_v<Then, FeeThen> || std::is_same_v<Then, ClaimThen>)
      return a.code == b.code;
    if constexpr (std::is_same_v<Then, ClockThen>) return a.stage == b.stage && a.who == b.who && a.from == b.from;
    if constexpr (std::is_same_v<Then, EscalationThen>) return a.role == b.role && a.from == b.from;
    if constexpr (std::is_same_v<Then, OutsideThen>) return a.route == b.route;
    return false;
  }

  // One table, one case.
  template <class Then>
  void ask(const char* name, const Rules<Then>& rules, const Facts& facts, bool must) {
    const std::vector<std::size_t> matched = rules.table.matches(facts);
    std::vector<bool>& reached = reached_[name];
    for (const std::size_t rule : matched) {
      reached[rule] = true;
      if (rules.hit != Hit::Collect) break;
    }
    if (must && matched.empty()) add("no_answer", name, {});
    for (std::size_t a = 0; a < matched.size(); ++a) {
      for (std::size_t b = a + 1; b < matched.size(); ++b) {
        if (disagree(rules.rules[matched[a]].then, rules.rules[matched[b]].then, rules.hit))
          add("conflict", name, {rules.rules[matched[a]].id, rules.rules[matched[b]].id});
      }
    }
  }

  void each_item(bool lines) {
    for (int goods = 0; goods < 4; ++goods) {
      const Goods g = static_cast<Goods>(goods);
      for (const Reason& reason : pack_.reasons) {
        if (lines ? no_reason_leaf(pack_, g) != &reason : !answered_for(pack_, reason, g)) continue;
        const bool away = g == Goods::NotShipped || g == Goods::InTransit;
        for (const bool is_signed : {false, true}) {
          for (const bool late_for_window : {false, true}) {
            const WindowState timing = away         ? WindowState::NotStarted
                                       : !is_signed ? WindowState::Unknown
                                                    : (late_for_window ? WindowState::Closed : WindowState::Open);
            for (int days = -1; days <= 5; ++days) {  // -1: nothing was promised
              Promise promise = Promise::None;
              if (days >= 0) {
                promise = days > 0 ? Promise::Late : Promise::Kept;
                if ((g == Goods::Received && !is_signed) || g == Goods::Unknown) promise = Promise::Unknown;
              }
              around(lines, g, reason, timing, promise, promise == Promise::Late ? days : 0);
            }
          }
        }
      }
    }
  }

  void around(bool lines, Goods goods, const Reason& reason, WindowState timing, Promise promise, int days) {
    Facts facts(pack_.columns.size());
    facts.set(Fact::Market, 0);
    facts.set_enum(Fact::Goods, goods);
    facts.set_enum(Fact::Promise, promise);
    facts.set(Fact::DaysLate, days);
    for (int category = 0; category < 2; ++category) {
      for (int confirmed = 0; confirmed < 3; ++confirmed) {
        for (int gift = 0; gift < 2; ++gift) {
          for (int recall = 0; recall < 3; ++recall) {
            for (int quantity = 1; quantity <= 6; ++quantity) {
              facts.set(Fact::Category, category);
              facts.set(Fact::Confirmed, confirmed);
              facts.set(Fact::Gift, gift);
              facts.set(Fact::Recall, recall);
              facts.set(Fact::Quantity, quantity);
              lines ? line(facts, reason, timing) : item(facts, reason, timing);
            }
          }
        }
      }
    }
  }

  void line(Facts facts, const Reason& reason, WindowState timing) {
    Facts with = facts;
    add_reason(pack_, reason, with);
    facts.set_enum(Fact::Window, window(with, timing));
    cases_.insert(describe(pack_, facts));
    ask("outlooks", pack_.outlooks, facts, true);
  }

  WindowState window(const Facts& facts, WindowState timing) const {
    const auto rules = pack_.windows.collect(facts);
    bool lasts = !rules.empty() && rules.front()->then.unit != Unit::None;
    if (pack_.windows.hit == Hit::Collect) {
      for (const auto* rule : rules) lasts = lasts || rule->then.unit != Unit::None;
    }
    return lasts ? timing : WindowState::None;
  }

  void item(Facts facts, const Reason& reason, WindowState timing) {
    add_reason(pack_, reason, facts);
    ask("questions", pack_.question_rules, facts, false);
    ask("details", pack_.details, facts, false);
    ask("windows", pack_.windows, facts, true);
    facts.set_enum(Fact::Window, window(facts, timing));
    std::set<std::size_t> asked;
    for (const auto* rule : pack_.question_rules.collect(facts)) asked.insert(rule->then.question);
    for (std::int32_t seal = 0; seal < 3; ++seal) {
      for (std::int32_t box = 0; box < 3; ++box) {
        if ((seal == 2) == (asked.count(0) != 0) || (box == 2) == (asked.count(1) != 0)) continue;
        facts.set(pack_.questions[0].column, seal);
        facts.set(pack_.questions[1].column, box);
        judged(facts);
      }
    }
  }

  void judged(Facts facts) {
    ask("eligibility", pack_.eligibility, facts, true);
    const Assessment assessment = assess(pack_, facts, Window{});
    facts.set_enum(Fact::Verdict, assessment.verdict);
    cases_.insert(describe(pack_, facts));
    ask("remedies", pack_.remedies, facts, true);
    ask("settlement", pack_.settlement, facts, true);
    ask("compensations", pack_.compensations, facts, false);
    ask("claims", pack_.claims, facts, false);
    ask("evidence", pack_.evidence, facts, false);
    ask("routing", pack_.routing, facts, true);
    ask("dispositions", pack_.dispositions, facts, true);
    ask("notices", pack_.notices, facts, false);
    ask("rights", pack_.rights, facts, false);
    slots(facts);
    const auto* routing = pack_.routing.decide(facts);
    std::set<std::size_t> offered;
    for (const auto* rule : pack_.remedies.collect(facts)) offered.insert(rule->then.resolution);
    for (const std::size_t resolution : offered) {
      facts.set(Fact::Resolution, static_cast<std::int32_t>(resolution));
      ask("limits", pack_.limits, facts, false);
      offer_limits(facts, resolution);
      if (routing != nullptr) {
        outcomes_[facts[Fact::Goods]].insert({facts[Fact::Verdict], static_cast<std::int32_t>(routing->then.lane),
                                              static_cast<std::int32_t>(routing->then.grade),
                                              static_cast<std::int32_t>(resolution)});
      }
      // Cases that neither fees nor rights tell apart need their values stepped through once.
      std::vector<std::int32_t> apart;
      for (const Table* table : {&pack_.fees.table, &pack_.rights.table}) {
        for (const auto& tested : table->tested()) apart.push_back(facts[tested.column]);
      }
      apart.push_back(static_cast<std::int32_t>(resolution));
      if (!stepped_.insert(apart).second) continue;
      for (std::int32_t value = 0; value <= 300; ++value) {
        facts.set(Fact::Value, value);
        ask("fees", pack_.fees, facts, false);
        fees(facts, value, resolution);
      }
      facts.set(Fact::Value, kUnset);
    }
    facts.set(Fact::Resolution, kUnset);
    rights(facts, offered);
  }

  void offer_limits(const Facts& facts, std::size_t resolution) {
    const auto* limit = pack_.limits.decide(facts);
    if (limit == nullptr || limit->then.unit == Unit::None) return;
    for (const auto* right : pack_.rights.collect(facts)) {
      const WindowThen& floor = right->then.window;
      if (right->then.kind != RightKind::Resolution || right->then.resolution != resolution) continue;
      if (floor.unit == Unit::None || !at_least(limit->then, floor))
        add("right_denied", "rights", {right->id, limit->id});
    }
  }

  void slots(const Facts& facts) {
    const bool away = facts[Fact::Goods] < 2;
    for (const auto* rule : pack_.evidence.collect(facts)) {
      if (rule->then.min > rule->then.max)
        add("slot_cannot_be_filled", "evidence", {rule->id}, pack_.slots[rule->then.slot].id);
      if (away && rule->then.min > 0 && pack_.slots[rule->then.slot].needs_goods)
        add("slot_cannot_be_filled", "evidence", {rule->id}, pack_.slots[rule->then.slot].id);
    }
  }

  void fees(const Facts& facts, std::int32_t value, std::size_t resolution) {
    if (pack_.resolutions[resolution].money != MoneyBack::Refund) return;
    Minor sum = 0;
    std::vector<std::string> ids;
    for (const auto* rule : pack_.fees.collect(facts)) {
      sum += fee_of(rule->then, value);
      ids.push_back(rule->id);
    }
    if (ids.empty()) return;
    if (sum > value) add("fee_above_refund", "fees", ids);
    for (const auto* right : pack_.rights.collect(facts)) {
      if (right->then.kind == RightKind::Fee && sum > percent(value, right->then.basis_points))
        add("right_denied", "rights", {right->id, ids.front()});
    }
  }

  static std::int32_t fewest_days(const WindowThen& window) {
    if (window.unit == Unit::Hour) return window.n / 24;
    if (window.unit != Unit::Month) return window.n;
    std::int32_t least = 10'000;
    for (std::int32_t year = 2025; year < 2029; ++year) {
      for (std::int32_t month = 1; month <= 12; ++month)
        least = std::min(least, add_months(civil(year, month, 1), window.n) - civil(year, month, 1));
    }
    return least;
  }
  static bool at_least(const WindowThen& window, const WindowThen& floor) {
    if (window.unit == Unit::None || window.unit == floor.unit) return window.unit == Unit::None || window.n >= floor.n;
    if (floor.unit == Unit::Hour) return fewest_days(window) * 24 >= floor.n;
    if (floor.unit == Unit::Month) {
      std::int32_t most = 0;
      for (std::int32_t year = 2025; year < 2029; ++year) {
        for (std::int32_t month = 1; month <= 12; ++month)
          most = std::max(most, add_months(civil(year, month, 1), floor.n) - civil(year, month, 1));
      }
      return fewest_days(window) >= most;
    }
    return fewest_days(window) >= floor.n;
  }

  void rights(const Facts& facts, const std::set<std::size_t>& offered) {
    for (const auto* right : pack_.rights.collect(facts)) {
      const RightThen& then = right->then;
      if (then.kind == RightKind::Verdict) {
        const auto rules = pack_.eligibility.collect(facts);
        if (!rules.empty() && facts[Fact::Verdict] > static_cast<std::int32_t>(then.verdict)) {
          for (const auto* rule : rules) {
            if (static_cast<std::int32_t>(rule->then.verdict) == facts[Fact::Verdict]) denied_.insert(right->id);
          }
        }
      }
      const auto* settled = pack_.settlement.decide(facts);
      if (then.kind == RightKind::ReturnFreight && settled != nullptr && settled->then.return_freight != then.payer
          && settled->then.return_freight != Payer::None)
        add("right_denied", "rights", {right->id, settled->id});
      if (then.kind == RightKind::Outbound && settled != nullptr && !settled->then.refund_outbound)
        add("right_denied", "rights", {right->id, settled->id});
      if (then.kind == RightKind::Resolution && offered.count(then.resolution) == 0)
        add("right_denied", "rights", {right->id});
      if (then.kind == RightKind::Window) window_right(facts, *right);
    }
  }

  void window_right(const Facts& facts, const Rule<RightThen>& right) {
    auto rules = pack_.windows.collect(facts);
    if (rules.empty()) return;
    if (pack_.windows.hit != Hit::Collect)
      rules.erase(rules.begin() + 1, rules.end());
    else
      std::erase_if(rules, [](const auto* rule) { return rule->then.unit == Unit::None; });
    std::vector<const Rule<WindowThen>*> shorter;
    for (const auto* rule : rules) {
      if (!at_least(rule->then, right.then.window)) shorter.push_back(rule);
    }
    const bool kept =
        pack_.precedence == Precedence::Longest ? rules.empty() || shorter.size() < rules.size() : shorter.empty();
    if (!kept) below_.insert(right.id);
  }

  void requests() {
    std::set<std::array<std::int32_t, 4>> all;
    for (const auto& [goods, outcomes] : outcomes_) {
      // The worst verdict, the first lane and the first grade come from at most three items.
      for (const auto& a : outcomes) {
        for (const auto& b : outcomes) {
          for (const auto& c : outcomes) {
            if (a[3] != b[3] || b[3] != c[3]) continue;
            all.insert(
                {std::max({a[0], b[0], c[0]}), std::min({a[1], b[1], c[1]}), std::min({a[2], b[2], c[2]}), a[3]});
          }
        }
      }
    }
    Facts facts(pack_.columns.size());
    facts.set(Fact::Market, 0);
    const auto each_way = [&](const auto& use) {
      for (int channel = 0; channel < 4; ++channel) {
        for (int extended = 0; extended < 2; ++extended) {
          facts.set(Fact::Channel, channel);
          facts.set(Fact::Extended, extended);
          use();
        }
      }
    };
    const auto request = [&] {
      ask("clocks", pack_.clocks, facts, false);
      ask("escalations", pack_.escalations, facts, false);
      ask("next", pack_.next, facts, true);
      ask("outside", pack_.outside, facts, false);
      bool due = false;
      for (const auto* rule : pack_.clocks.collect(facts)) due = due || rule->then.from == Start::Submitted;
      if (!due) add("no_answer", "clocks", {});
    };
    for (const auto& [verdict, lane, grade, resolution] : all) {
      facts.set(Fact::Verdict, verdict);
      facts.set(Fact::Lane, lane);
      facts.set(Fact::Grade, grade);
      facts.set(Fact::Resolution, resolution);
      facts.set(Fact::Subject, 2);
      each_way(request);
    }
    for (int subject = 0; subject < 2; ++subject) {
      for (const Fact unset : {Fact::Verdict, Fact::Lane, Fact::Grade, Fact::Resolution}) facts.set(unset, kUnset);
      facts.set(Fact::Subject, subject);
      each_way([&] {
        ask("complaint_routing", pack_.complaint_routing, facts, true);
        ask("complaint_evidence", pack_.complaint_evidence, facts, false);
        const auto* rule = pack_.complaint_routing.decide(facts);
        if (rule == nullptr) return;
        facts.set_enum(Fact::Verdict, Verdict::NeedsReview);
        facts.set(Fact::Lane, static_cast<std::int32_t>(rule->then.lane));
        facts.set(Fact::Grade, static_cast<std::int32_t>(rule->then.grade));
        request();
        for (const Fact unset : {Fact::Verdict, Fact::Lane, Fact::Grade}) facts.set(unset, kUnset);
      });
    }
  }

  void vocabulary() {
    const auto dead = [&](const char* list, const std::string& word, bool used) {
      if (!used) add("dead_value", "", {list}, word);
    };
    for (std::size_t i = 0; i < 2; ++i) {
      bool asked = false, slot = false, lane = false, grade = false;
      for (const auto& rule : pack_.question_rules.rules) asked = asked || rule.then.question == i;
      for (const auto& rule : pack_.evidence.rules) slot = slot || rule.then.slot == i;
      for (const auto& rule : pack_.complaint_evidence.rules) slot = slot || rule.then.slot == i;
      for (const auto* routing : {&pack_.routing, &pack_.complaint_routing}) {
        for (const auto& rule : routing->rules) {
          lane = lane || rule.then.lane == i;
          grade = grade || rule.then.grade == i;
        }
      }
      for (const auto& rule : pack_.escalations.rules) grade = grade || rule.then.grade == i;
      dead("questions", pack_.questions[i].id, asked);
      dead("slots", pack_.slots[i].id, slot);
      dead("lanes", pack_.value(Fact::Lane, i), lane);
      dead("grades", pack_.value(Fact::Grade, i), grade);
    }
    for (std::size_t i = 0; i < 3; ++i) {
      bool given = false;
      for (const auto& rule : pack_.remedies.rules) given = given || rule.then.resolution == i;
      dead("resolutions", pack_.resolutions[i].id, given);
    }
  }

  const Pack& pack_;
  std::vector<TableView> views_;
  std::map<std::string, std::vector<bool>> reached_;
  std::map<std::int32_t, std::set<std::array<std::int32_t, 4>>> outcomes_;
  std::set<std::vector<std::int32_t>> stepped_;
  std::set<Found> found_;
  std::set<Case> cases_;

 public:
  // Rights whose denial may be shown by any of several rules: compared by the right alone.
  std::set<std::string> denied_, below_;
};

}  // namespace returns::test
