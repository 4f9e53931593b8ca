// The smallest change that turns a no into a yes or makes a yes cost less. Only choices are advised: what to file,
// what to send along, when, how it is settled. What the goods look like and what happened are facts, and no advice
// touches them.

#include <algorithm>

#include "core/plan.h"
#include "core/plan_savings.h"
#include "core/text.h"

namespace returns {
namespace {

class Advisor {
 public:
  Advisor(const Policy& policy, const Order& order, const Books& books, const Draft& draft, Plan& plan)
      : policy_(policy),
        order_(order),
        books_(books),
        draft_(draft),
        plan_(plan) {}

  void run() {
    file_apart();
    keep_promotion();
    other_items();
    gift_back();
    other_resolution();
    in_time();
    add_files();
    extend();
  }

 private:
  void say(Advice advice) { plan_.advice.push_back(std::move(advice)); }

  const std::string& line_of(std::size_t line) const { return order_.lines[line].id.text(); }

  std::vector<std::string> lines_of(const std::vector<std::size_t>& lines) const {
    std::vector<std::string> ids;
    ids.reserve(lines.size());
    for (const std::size_t line : lines) ids.push_back(line_of(line));
    return ids;
  }

  // One refused item leaves the whole request with a person; the others would settle at once without it.
  void file_apart() {
    std::vector<std::string> worst;
    std::vector<DraftItem> rest;
    for (const PlannedItem& planned : plan_.items) {
      const DraftItem& item = draft_.items[planned.item];
      if (planned.assessment.verdict == plan_.verdict) {
        worst.push_back(line_of(item.line));
      } else {
        rest.push_back(item);
      }
    }
    if (rest.empty()) return;
    // The same kind of proof and the same gifts: nothing else hangs on the company an item is in.
    say({.code = plan_.verdict == Verdict::Ineligible ? "file_apart" : "review_apart",
         .params = {{"lines", std::move(worst)}},
         .edit = Edit{"/items", std::move(rest)}});
  }

  void keep_promotion() {
    for (const Offer& offer : plan_.offers) {
      for (const QuoteLine& line : offer.quote.lines) {
        if (line.code != QuoteCode::PromotionLost) continue;
        return say(
            {.code = "promotion_lost",
             .params = {
                 {"amount", std::int64_t{-line.amount}}, {"currency", order_.currency}, {"discount", line.discount}}});
      }
    }
  }

  // The offer that is chosen, or the first: what the customer looks at.
  const Offer* in_view() const { return plan_.offers.empty() ? nullptr : &plan_.offers[plan_.chosen.value_or(0)]; }

  void other_items() {
    const Offer* offer = in_view();
    if (offer == nullptr || policy_.pack.resolutions[offer->quote.resolution].money != MoneyBack::Refund) return;
    const Savings found = savings(policy_, order_, books_, draft_, plan_, *offer);
    if (found.smallest) choose(*found.smallest);
    if (found.best) choose(*found.best);
  }

  void choose(const Choice& choice) {
    Advice advice{.code = "return_also", .exact = choice.exact};
    if (choice.item) {
      const DraftItem& item = choice.draft.items[*choice.item];
      advice.code = item.quantity < draft_.items[*choice.item].quantity ? "return_fewer" : "return_more";
      advice.params = {{"line", line_of(item.line)}, {"quantity", std::int64_t{item.quantity}}};
      advice.edit =
          Edit{"/items/" + to_text(static_cast<std::int64_t>(*choice.item)) + "/quantity", std::int64_t{item.quantity}};
    } else {
      if (!choice.dropped.empty()) {
        advice.code = choice.added.empty() ? "keep" : "swap";
        advice.params.push_back({"keep", lines_of(choice.dropped)});
      }
      // Nobody has said yet what the added goods look like: the sentence says what is taken for granted.
      if (!choice.added.empty()) {
        advice.params.push_back({"lines", lines_of(choice.added)});
        advice.params.push_back({"like", line_of(choice.like)});
      }
      advice.edit = Edit{"/items", choice.draft.items};
    }
    advice.params.push_back({"amount", std::int64_t{choice.saved}});
    advice.params.push_back({"currency", order_.currency});
    say(std::move(advice));
  }

  void gift_back() {
    const Offer* offer = in_view();
    if (offer == nullptr) return;
    for (const QuoteLine& line : offer->quote.lines) {
      if (line.code != QuoteCode::GiftKept) continue;
      for (const PlannedItem& planned : plan_.items) {
        const std::string path =
            "/items/" + to_text(static_cast<std::int64_t>(planned.item)) + "/answers/gift." + line.line;
        if (draft_.items[planned.item].answer("gift." + line.line) != "kept") continue;
        say({.code = "return_gift",
             .params = {{"line", line.line}, {"amount", std::int64_t{-line.amount}}, {"currency", order_.currency}},
             .edit = Edit{path, std::string{"returned"}}});
      }
    }
  }

  // What reaches the customer, less what the customer pays the carrier.
  static Minor net(const Quote& quote) {
    Minor net = quote.refund;
    for (const FreightLeg& leg : quote.freight) net -= leg.estimate.value_or(0);
    return net;
  }

  void other_resolution() {
    const Pack& pack = policy_.pack;
    const auto id = [&](std::size_t resolution) { return pack.resolutions[resolution].id; };
    const bool wanted = std::any_of(plan_.passed.begin(), plan_.passed.end(),
                                    [&](const Remedy& remedy) { return id(remedy.resolution) == draft_.resolution; });
    if (wanted && !plan_.offers.empty()) {
      const std::string& first = id(plan_.offers.front().quote.resolution);
      return say({.code = "choose_other",
                  .params = {{"passed", draft_.resolution}, {"resolution", first}},
                  .edit = Edit{"/resolution", first}});
    }
    if (!plan_.chosen) return;
    // Only between ways that end alike: whoever wants another one of the goods does not want money.
    const Offer& chosen = plan_.offers[*plan_.chosen];
    const Offer* best = &chosen;
    for (const Offer& offer : plan_.offers) {
      if (pack.resolutions[offer.quote.resolution].money != MoneyBack::Refund) continue;
      if (net(offer.quote) > net(best->quote)) best = &offer;
    }
    if (best == &chosen || pack.resolutions[chosen.quote.resolution].money != MoneyBack::Refund) return;
    say({.code = "choose",
         .params = {{"resolution", id(best->quote.resolution)},
                    {"amount", net(best->quote) - net(chosen.quote)},
                    {"currency", order_.currency}},
         .edit = Edit{"/resolution", id(best->quote.resolution)}});
  }

  // The first change for the worse, with the last moment before it; and the first for the better.
  void in_time() {
    const Change* worse = nullptr;
    const Change* better = nullptr;
    for (const Change& change : plan_.changes) {
      const bool bad = is_worse(change);
      const Change*& slot = bad ? worse : better;
      if (slot == nullptr && (bad || is_better(change))) slot = &change;
    }
    const Zone zone = policy_.pack.zone;
    if (worse != nullptr)
      say({.code = "send_before", .params = {{"until", write_instant({worse->at.seconds - 1}, zone)}}});
    if (better != nullptr) say({.code = "wait_until", .params = {{"at", write_instant(better->at, zone)}}});
  }

  bool is_worse(const Change& change) const {
    if (change.item) return *change.verdict > plan_.items[*change.item].assessment.verdict;
    if (change.code == "offer_ends") return true;
    return change.code == "refund" && *change.refund < refund_of(*change.resolution);
  }

  bool is_better(const Change& change) const {
    if (change.item) return *change.verdict < plan_.items[*change.item].assessment.verdict;
    return change.code == "refund" && *change.refund > refund_of(*change.resolution);
  }

  Minor refund_of(std::size_t resolution) const {
    for (const Offer& offer : plan_.offers) {
      if (offer.quote.resolution == resolution) return offer.quote.refund;
    }
    return 0;
  }

  // Only once nothing else is open: before that a shell has better things to ask for.
  void add_files() {
    const bool only_files = !plan_.missing.empty()
                            && std::all_of(plan_.missing.begin(), plan_.missing.end(),
                                           [](const Missing& missing) { return missing.code == "too_few_files"; });
    if (!only_files) return;
    for (const Missing& missing : plan_.missing) say({.code = "add_files", .params = missing.params});
  }

  // The case is closed before the investigation could end: with consent it may take its time.
  void extend() {
    if (!plan_.asks_extension || draft_.consents_to(kLongerInvestigation)) return;
    const auto cut = [](const Deadline& deadline) { return deadline.capped; };
    const auto first = std::find_if(plan_.deadlines.begin(), plan_.deadlines.end(), cut);
    if (first == plan_.deadlines.end()) return;
    Draft longer = draft_;
    longer.consents.emplace_back(kLongerInvestigation);
    std::optional<std::size_t> resolution;
    if (const Offer* offer = in_view()) resolution = offer->quote.resolution;
    const auto then = deadlines(policy_.pack, policy_.calendar,
                                request_facts(policy_.pack, order_, longer, plan_, resolution), plan_.now);
    if (std::count_if(then.begin(), then.end(), cut)
        >= std::count_if(plan_.deadlines.begin(), plan_.deadlines.end(), cut))
      return;
    say({.code = "consent_to_longer",
         .params = {{"stage", first->rule->then.stage}},
         .edit = Edit{"/consents", longer.consents}});
  }

  const Policy& policy_;
  const Order& order_;
  const Books& books_;
  const Draft& draft_;
  Plan& plan_;
};

}  // namespace

void add_advice(const Policy& policy, const Order& order, const Books& books, const Draft& draft, Plan& plan) {
  Advisor(policy, order, books, draft, plan).run();
}

}  // namespace returns
