#include "core/plan_comparison.h"

#include <algorithm>

#include "core/text.h"

namespace returns {
namespace {

std::string term(std::int32_t n, Unit unit) { return to_text(std::int64_t{n}) + ' ' + std::string{name(unit)}; }

void say_item(const Policy& policy, const PlannedItem& item, std::vector<Said>& all) {
  const Assessment& assessment = item.assessment;
  all.push_back({.code = "verdict",
                 .item = item.item,
                 .value = std::string{value_name(Fact::Verdict, assessment.verdict)},
                 .worth = -static_cast<std::int64_t>(assessment.verdict)});
  for (const Finding& finding : assessment.findings) {
    if (finding.verdict == assessment.verdict && all.back().source.empty()) all.back().source = finding.source;
  }
  if (const WindowThen* then = item.window.rule == nullptr ? nullptr : &item.window.rule->then) {
    Said window{.code = "window", .item = item.item, .value = term(then->n, then->unit)};
    window.source = item.window.rule->source;
    if (const auto end = end_of(item.window, policy.pack.zone)) {
      window.value = write_instant(*end, policy.pack.zone);
      window.worth = end->seconds;
    }
    all.push_back(std::move(window));
  }
  for (const Finding& finding : assessment.findings)
    all.push_back({.code = "finding",
                   .item = item.item,
                   .about = finding.code,
                   .value = std::string{value_name(Fact::Verdict, finding.verdict)},
                   .source = finding.source});
}

void say_offer(const Pack& pack, const Offer& offer, std::vector<Said>& all) {
  const std::string& id = pack.resolutions[offer.quote.resolution].id;
  all.push_back({.code = "offer", .about = id, .value = "yes", .worth = 1});
  all.push_back({.code = "refund", .about = id, .value = to_text(offer.quote.refund), .worth = offer.quote.refund});
  Said fees{.code = "fees", .about = id};
  Minor sum = 0;
  for (const QuoteLine& line : offer.quote.lines) {
    if (line.code != QuoteCode::Fee) continue;
    sum -= line.amount;
    if (fees.source.empty()) fees.source = line.source;
  }
  fees.value = to_text(sum);
  fees.worth = -sum;
  all.push_back(std::move(fees));
  for (const FreightLeg& leg : offer.quote.freight)
    all.push_back({.code = "return_freight",
                   .about = id,
                   .value = std::string{name(leg.payer)},
                   .worth = leg.payer == Payer::Customer ? -1 : 0});
}

void say_clock(const Pack& pack, const Deadline& deadline, std::vector<Said>& all) {
  const ClockThen& then = deadline.rule->then;
  Said clock{.code = "clock", .about = then.stage, .value = term(then.n, then.unit), .source = deadline.rule->source};
  if (deadline.due) {
    clock.value = write_instant(*deadline.due, pack.zone);
    // The merchant's time is the customer's wait; the customer's own time is the customer's.
    clock.worth = then.who == Who::Merchant ? -deadline.due->seconds : deadline.due->seconds;
  }
  all.push_back(std::move(clock));
}

// What it is worth that a pack says nothing: no offer, no money and no photo are worth 0; of the rest nothing is known.
std::optional<std::int64_t> worth(const Said* statement, const Said& other) {
  if (statement != nullptr) return statement->worth;
  if (other.code == "offer" || other.code == "refund" || other.code == "slot") return 0;
  return std::nullopt;
}

const Said* same_thing(const std::vector<Said>& in, const Said& wanted, std::size_t nth) {
  for (const Said& candidate : in) {
    if (candidate.code == wanted.code && candidate.item == wanted.item && candidate.about == wanted.about && nth-- == 0)
      return &candidate;
  }
  return nullptr;
}

// Two clocks of one stage are told apart by their order.
std::size_t position(const std::vector<Said>& in, const Said& of) {
  std::size_t before = 0;
  for (const Said& candidate : in) {
    if (&candidate == &of) break;
    if (candidate.code == of.code && candidate.item == of.item && candidate.about == of.about) ++before;
  }
  return before;
}

Contrast contrast_of(const Said* purchase, const Said* today) {
  Contrast contrast{purchase, today, Better::Neither};
  const Said& any = purchase != nullptr ? *purchase : *today;
  const auto then = worth(purchase, any), now = worth(today, any);
  if (any.worth && then && now && *then != *now) contrast.better = *then > *now ? Better::Purchase : Better::Today;
  return contrast;
}

}  // namespace

std::vector<Said> said(const Policy& policy, const Plan& plan) {
  std::vector<Said> all;
  if (!plan.assessed) return all;
  all.push_back({.code = "verdict",
                 .value = std::string{value_name(Fact::Verdict, plan.verdict)},
                 .worth = -static_cast<std::int64_t>(plan.verdict)});
  for (const PlannedItem& item : plan.items) say_item(policy, item, all);
  for (const Offer& offer : plan.offers) say_offer(policy.pack, offer, all);
  for (const SlotNeed& need : plan.slots) {
    const std::string& id = policy.pack.slots[need.slot].id;
    all.push_back({.code = "slot",
                   .about = need.line.empty() ? id : id + '/' + need.line,
                   .value = to_text(std::int64_t{need.min}),
                   .worth = -need.min});
  }
  for (const Deadline& deadline : plan.deadlines) say_clock(policy.pack, deadline, all);
  return all;
}

std::vector<Contrast> contrast(const std::vector<Said>& purchase, const std::vector<Said>& today) {
  std::vector<Contrast> all;
  for (const Said& statement : purchase) {
    const Said* other = same_thing(today, statement, position(purchase, statement));
    if (other == nullptr || other->value != statement.value) all.push_back(contrast_of(&statement, other));
  }
  for (const Said& statement : today) {
    if (same_thing(purchase, statement, position(today, statement)) == nullptr)
      all.push_back(contrast_of(nullptr, &statement));
  }
  return all;
}

}  // namespace returns
