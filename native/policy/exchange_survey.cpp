// From a pack to what one sentence per category could say.

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "core/eligibility.h"
#include "core/item_facts.h"
#include "core/prove/case.h"
#include "native/policy/exchange.h"

namespace returns::policy {
namespace {

// Which rules gave which value.
class Trail {
 public:
  void add(const std::string& value, const std::string& rule) { by_[value].insert(rule); }
  bool several() const { return by_.size() > 1; }
  bool empty() const { return by_.empty(); }
  std::vector<std::string> values() const {
    std::vector<std::string> out;
    for (const auto& [value, rules] : by_) out.push_back(value);
    return out;
  }
  // Of every value but that one.
  std::vector<std::string> rules_but(const std::string& kept) const {
    std::set<std::string> out;
    for (const auto& [value, rules] : by_) {
      if (value != kept) out.insert(rules.begin(), rules.end());
    }
    return {out.begin(), out.end()};
  }

 private:
  std::map<std::string, std::set<std::string>> by_;
};

// The fewest days that many consecutive months can have.
std::int32_t days_of(const WindowThen& window) {
  constexpr std::array<std::int32_t, 12> kShortest = {0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334};
  if (window.unit == Unit::Hour) return window.n / 24;
  if (window.unit == Unit::Month) return window.n / 12 * 365 + kShortest[static_cast<std::size_t>(window.n % 12)];
  return window.n;  // n working days last at least n days
}

std::string text_of(const WindowThen& window) {
  if (window.unit == Unit::None) return "none";
  return std::to_string(window.n) + ' ' + std::string{name(window.unit)};
}

std::string text_of(const FeeThen& fee, const std::string& currency) {
  if (fee.basis_points == 0) return decimal_text(fee.amount, currency) + ' ' + currency;
  std::string text = decimal_text(fee.basis_points, "USD") + " %";  // hundredths of a percent
  if (fee.floor > 0) text += " ≥ " + decimal_text(fee.floor, currency);
  if (fee.cap > 0) text += " ≤ " + decimal_text(fee.cap, currency);
  return text;
}

class Survey {
 public:
  explicit Survey(const Pack& pack) : pack_(pack) { out_.currency = pack.currency; }

  Offers run() {
    for (std::size_t category = 0; category < pack_.column(Fact::Category).values.size(); ++category) {
      std::vector<Offer> offers;
      for (std::size_t market = 0; market < pack_.column(Fact::Market).values.size(); ++market)
        add(offers, survey(category, market));
      for (Offer& offer : offers) out_.offers.push_back(std::move(offer));
    }
    lose_the_rest();
    return std::move(out_);
  }

 private:
  // What the cases of one side say, each value with its rules.
  struct Seen {
    OfferSide side{.verdict = Verdict::Ineligible};
    Trail verdicts, windows, rolls, freight, outbound, fees, limits;
    std::optional<std::string> days_text;  // of the window that is kept
    std::set<std::size_t> resolutions;
    bool fee_always = true;
    bool answers_matter = false;
    std::optional<FeeThen> restocking, shipping;
  };

  static void add(std::vector<Offer>& offers, Offer offer) {
    for (Offer& known : offers) {
      Offer same = known;
      same.markets = offer.markets;
      if (!(same == offer)) continue;
      known.markets.push_back(offer.markets.front());
      return;
    }
    offers.push_back(std::move(offer));
  }

  const std::string& word(Fact fact, std::size_t index) const { return pack_.value(fact, index); }
  void spoke(const std::string& rule) { spoken_.insert(rule); }

  bool is_remorse(const Reason& leaf) const {
    return leaf.fault == FaultOf::Buyer || word(Fact::Ground, static_cast<std::size_t>(leaf.ground)) == "no_reason";
  }
  bool is_defect(const Reason& leaf) const {
    return leaf.fault == FaultOf::Seller && word(Fact::Ground, static_cast<std::size_t>(leaf.ground)) == "quality";
  }

  Offer survey(std::size_t category, std::size_t market) {
    Seen remorse, defect;
    for (const Reason& leaf : pack_.reasons) {
      if (!leaf.leaf || !answered_for(pack_, leaf, Goods::Received)) continue;
      if (is_remorse(leaf)) survey(leaf, category, market, remorse);
      if (is_defect(leaf)) survey(leaf, category, market, defect);
    }
    Offer offer{.category = word(Fact::Category, category), .markets = {word(Fact::Market, market)}};
    offer.remorse = conclude(remorse, "remorse", offer);
    offer.defect = conclude(defect, "defect", offer);
    const Seen& shown = offer.remorse.verdict == Verdict::Eligible ? remorse : defect;
    bool back = false;
    for (const std::size_t index : shown.resolutions) {
      const ResolutionKind& kind = pack_.resolutions[index];
      if (kind.money == MoneyBack::Refund) offer.refund = true;
      if (kind.goods_back) back = true;
      if (kind.id == "exchange") offer.exchange = true;
    }
    offer.keep = offer.refund && !back;
    offer.used = !remorse.answers_matter;
    offer.refund_days = refund_days();
    return offer;
  }

  // Every case of a leaf: each confirmation, each set of answers to the questions that are asked then.
  void survey(const Reason& leaf, std::size_t category, std::size_t market, Seen& seen) {
    for (std::int32_t confirmed = 0; confirmed < 3; ++confirmed) {
      Facts facts(pack_.columns.size());
      facts.set(Fact::Category, static_cast<std::int32_t>(category));
      facts.set(Fact::Market, static_cast<std::int32_t>(market));
      facts.set_enum(Fact::Goods, Goods::Received);
      facts.set(Fact::Confirmed, confirmed);
      facts.set(Fact::Gift, 1);
      facts.set_enum(Fact::Recall, Recall::NotListed);
      facts.set_enum(Fact::Promise, Promise::Kept);
      facts.set(Fact::DaysLate, 0);
      facts.set(Fact::Quantity, 1);
      facts = complete(pack_, std::move(facts), &leaf, WindowState::Open);
      std::vector<const Question*> asked;
      for (const auto* rule : pack_.question_rules.collect(facts)) {
        const Question* question = &pack_.questions[rule->then.question];
        if (std::find(asked.begin(), asked.end(), question) == asked.end()) asked.push_back(question);
      }
      std::set<Verdict> verdicts;
      answer(asked, 0, facts, [&](const Facts& answered) { verdicts.insert(look(answered, seen)); });
      if (verdicts.size() > 1) seen.answers_matter = true;
    }
  }

  void answer(const std::vector<const Question*>& asked, std::size_t at, Facts& facts,
              const std::function<void(const Facts&)>& use) {
    if (at == asked.size()) return use(facts);
    for (std::size_t option = 0; option < asked[at]->options.size(); ++option) {
      facts.set(asked[at]->column, static_cast<std::int32_t>(option));
      answer(asked, at + 1, facts, use);
    }
  }

  Verdict look(Facts facts, Seen& seen) {
    const Assessment assessment = assess(pack_, facts, Window{});
    facts.set_enum(Fact::Verdict, assessment.verdict);
    const std::string verdict{value_name(Fact::Verdict, assessment.verdict)};
    for (const Finding& finding : assessment.findings) {
      if (finding.verdict == assessment.verdict && !finding.rule.empty()) {
        seen.verdicts.add(verdict, finding.rule);
        spoke(finding.rule);
      }
    }
    seen.side.verdict = std::min(seen.side.verdict, assessment.verdict);
    if (assessment.verdict != Verdict::Eligible) return assessment.verdict;
    look_at_window(facts, seen);
    look_at_money(facts, seen);
    return assessment.verdict;
  }

  // Of several windows the one that counts.
  const Rule<WindowThen>* window(const Facts& facts) const {
    if (pack_.windows.hit != Hit::Collect) return pack_.windows.decide(facts);
    const Rule<WindowThen>* best = nullptr;
    for (const auto* rule : pack_.windows.collect(facts)) {
      if (rule->then.unit == Unit::None) continue;
      if (best == nullptr) best = rule;
      const std::int32_t more = days_of(rule->then) - days_of(best->then);
      if (pack_.precedence == Precedence::Shortest ? more < 0 : more > 0) best = rule;
    }
    if (best != nullptr) return best;
    const auto all = pack_.windows.collect(facts);
    return all.empty() ? nullptr : all.front();
  }

  void look_at_window(const Facts& facts, Seen& seen) {
    const Rule<WindowThen>* rule = window(facts);
    if (rule == nullptr) return;
    spoke(rule->id);
    const bool unlimited = rule->then.unit == Unit::None;
    const std::int32_t days = days_of(rule->then);
    const std::string text = text_of(rule->then);
    seen.windows.add(text, rule->id);
    if (rule->then.roll == Roll::NextWorkday) seen.rolls.add("next_workday", rule->id);
    const bool shorter = !seen.days_text || (seen.side.unlimited && !unlimited)
                         || (!seen.side.unlimited && !unlimited && days < seen.side.days);
    if (!shorter) return;
    seen.side.unlimited = unlimited;
    seen.side.days = unlimited ? 0 : days;
    seen.days_text = text;
  }

  void look_at_money(Facts facts, Seen& seen) {
    for (const auto* rule : pack_.remedies.collect(facts)) {
      spoke(rule->id);
      seen.resolutions.insert(rule->then.resolution);
      facts.set(Fact::Resolution, static_cast<std::int32_t>(rule->then.resolution));
      if (const auto* limit = pack_.limits.decide(facts)) {
        spoke(limit->id);
        seen.limits.add(pack_.resolutions[rule->then.resolution].id + ": " + text_of(limit->then), limit->id);
      }
      if (pack_.resolutions[rule->then.resolution].money == MoneyBack::Refund) look_at_fees(facts, seen);
    }
    if (const auto* rule = pack_.settlement.decide(facts)) {
      spoke(rule->id);
      const Payer payer = rule->then.return_freight;
      seen.freight.add(std::string{name(payer)}, rule->id);
      const bool worse = !seen.side.freight || payer == Payer::Customer;
      if (worse) seen.side.freight = payer;
      seen.outbound.add(rule->then.refund_outbound ? "refund" : "keep", rule->id);
    }
  }

  void look_at_fees(Facts facts, Seen& seen) {
    std::set<std::int32_t> values = {0, kMaxValue};
    for (const Table::Tested& tested : pack_.fees.table.tested()) {
      if (tested.column == static_cast<std::size_t>(Fact::Value)) values.insert(tested.cuts.begin(), tested.cuts.end());
    }
    for (const std::int32_t value : values) {
      facts.set(Fact::Value, value);
      bool any = false;
      for (const auto* rule : pack_.fees.collect(facts)) {
        any = true;
        spoke(rule->id);
        const FeeThen& fee = rule->then;
        seen.fees.add(fee.code + ": " + text_of(fee, pack_.currency), rule->id);
        std::optional<FeeThen>* kept = fee.code == "restocking"                                      ? &seen.restocking
                                       : fee.code == "return_shipping" || fee.code == "return_label" ? &seen.shipping
                                                                                                     : nullptr;
        if (kept == nullptr) continue;
        const auto more = [](const FeeThen& a, const FeeThen& b) {
          return std::pair{a.basis_points, a.amount} > std::pair{b.basis_points, b.amount};
        };
        if (!*kept || more(fee, **kept)) *kept = fee;
      }
      if (!any) seen.fee_always = false;
    }
  }

  OfferSide conclude(Seen& seen, const std::string& side, const Offer& offer) {
    const auto lose = [&](const std::string& code, const std::string& kept, const Trail& trail, bool all = false) {
      lost({.code = code,
            .policies = {offer.category},
            .side = side,
            .markets = offer.markets,
            .kept = kept,
            .values = trail.values(),
            .rules = trail.rules_but(all ? std::string{} : kept)});
    };
    const std::string best{value_name(Fact::Verdict, seen.side.verdict)};
    if (seen.verdicts.several()) lose("verdict_by_case", best, seen.verdicts);
    if (seen.side.verdict != Verdict::Eligible) return {.verdict = seen.side.verdict};
    if (seen.windows.several()) lose("window_by_reason", *seen.days_text, seen.windows);
    if (!seen.side.unlimited && !seen.days_text->ends_with(" day"))
      lose("window_unit", std::to_string(seen.side.days) + " day", seen.windows, true);
    if (!seen.rolls.empty()) lose("window_end", "", seen.rolls, true);
    if (seen.freight.several()) lose("freight_by_case", std::string{name(*seen.side.freight)}, seen.freight);
    if (!seen.outbound.empty()) lose("outbound", "", seen.outbound, true);
    if (!seen.limits.empty()) lose("limits", "", seen.limits, true);
    if (seen.restocking) {
      seen.side.restocking = OfferFee{.basis_points = seen.restocking->basis_points,
                                      .amount = seen.restocking->basis_points > 0 ? 0 : seen.restocking->amount};
    }
    if (seen.shipping && seen.shipping->basis_points == 0) {
      seen.side.shipping_fee = seen.shipping->amount;
      seen.side.freight = Payer::Customer;
    }
    const bool whole = seen.fees.empty() || (!seen.fees.several() && seen.fee_always && plain(seen));
    if (!whole) lose("fee_by_case", fee_text(seen.side), seen.fees, true);
    Trail others;
    for (const std::size_t index : seen.resolutions) {
      const ResolutionKind& kind = pack_.resolutions[index];
      if (kind.money == MoneyBack::Refund || kind.id == "exchange") continue;
      for (const auto& rule : pack_.remedies.rules) {
        if (rule.then.resolution == index) others.add(kind.id, rule.id);
      }
    }
    if (!others.empty()) lose("resolutions", "", others, true);
    return seen.side;
  }

  // A fee that is its kept value and nothing else.
  static bool plain(const Seen& seen) {
    const auto simple = [](const std::optional<FeeThen>& fee) { return !fee || (fee->floor == 0 && fee->cap == 0); };
    return (seen.restocking || seen.shipping) && simple(seen.restocking) && simple(seen.shipping);
  }

  std::string fee_text(const OfferSide& side) const {
    if (side.restocking && side.restocking->basis_points > 0)
      return decimal_text(side.restocking->basis_points, "USD") + " %";
    const Minor amount = side.restocking ? side.restocking->amount : side.shipping_fee;
    return amount > 0 ? decimal_text(amount, pack_.currency) + ' ' + pack_.currency : std::string{};
  }

  // The longest time until the money is on its way, counted from the goods' arrival.
  std::optional<std::int32_t> refund_days() {
    std::optional<std::int32_t> days;
    for (const auto& rule : pack_.clocks.rules) {
      const ClockThen& clock = rule.then;
      if (clock.stage != "refund" || clock.from != Start::GoodsReceived || clock.unit != Unit::Day) continue;
      days = std::max(days.value_or(0), clock.n);
      spoke(rule.id);
    }
    return days;
  }

  void lost(Lost entry) { out_.lost.push_back(std::move(entry)); }

  // Rules that no case above heard: of tables that are looked at, those for other circumstances; of others, all.
  void lose_the_rest() {
    static const std::set<std::string_view> looked_at = {"windows", "eligibility", "remedies",
                                                         "limits",  "settlement",  "fees"};
    Lost circumstances{.code = "circumstances"};
    for (const TableView& table : tables_of(pack_)) {
      Lost whole{.code = "table", .values = {std::string{table.name}}};
      for (const RuleHead* rule : table.rules) {
        if (spoken_.contains(rule->id)) continue;
        (looked_at.contains(table.name) ? circumstances : whole).rules.push_back(rule->id);
      }
      if (!whole.rules.empty()) out_.lost.push_back(std::move(whole));
    }
    if (!circumstances.rules.empty()) out_.lost.push_back(std::move(circumstances));
    Lost head{.code = "head", .values = {"sources", "help", "effective_from", "review_by"}};
    if (!pack_.recalls.empty()) head.values.emplace_back("recalls");
    if (!pack_.labels.empty()) head.values.emplace_back("labels");
    if (pack_.withdrawal) head.values.emplace_back("withdrawal");
    out_.lost.push_back(std::move(head));
  }

  const Pack& pack_;
  Offers out_;
  std::set<std::string> spoken_;
};

}  // namespace

void put_together(std::vector<Lost>& lost) {
  std::vector<Lost> out;
  // First the markets of each policy, then the policies that lose the same in the same markets.
  for (const auto part : {&Lost::markets, &Lost::policies}) {
    out.clear();
    for (Lost& entry : lost) {
      const auto same = std::find_if(out.begin(), out.end(), [&](const Lost& known) {
        Lost like = known;
        like.*part = entry.*part;
        return like == entry;
      });
      if (same == out.end()) {
        out.push_back(std::move(entry));
        continue;
      }
      auto& list = (*same).*part;
      for (std::string& text : entry.*part) {
        if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
      }
    }
    lost = out;
  }
}

Offers survey(const Pack& pack) { return Survey(pack).run(); }

}  // namespace returns::policy
