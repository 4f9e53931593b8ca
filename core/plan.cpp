#include "core/plan.h"

#include <algorithm>
#include <array>

#include "core/item_facts.h"

namespace returns {
namespace {

void add_lines(const Policy& policy, const Order& order, Plan& plan) {
  const Pack& pack = policy.pack;
  const Reason* reason = no_reason_leaf(pack, order.goods);
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    LineOutlook line{
        .line = i, .returnable = order.lines[i].returnable(), .outlook = std::nullopt, .note = {}, .window = {}};
    Facts facts = line_facts(pack, order, i, line.returnable, {}, plan.now);
    if (reason != nullptr) {
      add_reason(pack, *reason, facts);
      line.window = window_of(pack, policy.calendar, order, facts, plan.now);
    }
    facts.set_enum(Fact::Window, line.window.state);
    if (const auto* rule = pack.outlooks.decide(facts)) {
      line.outlook = rule->then.outlook;
      line.note = rule->then.note;
    }
    if (line.returnable == 0) line.note = "already_open";
    plan.lines.push_back(std::move(line));
  }
}

bool selected(const Draft& draft, std::size_t line) {
  return std::any_of(draft.items.begin(), draft.items.end(), [&](const DraftItem& item) { return item.line == line; });
}

bool offered(const Reason& reason, Goods goods) {
  return reason.leaf && std::find(reason.goods.begin(), reason.goods.end(), goods) != reason.goods.end();
}

// Fills the answers in; false while one is open.
bool add_answers(const Pack& pack, const DraftItem& item, PlannedItem& planned) {
  bool complete = true;
  for (const auto* rule : pack.question_rules.collect(planned.facts)) {
    const std::size_t index = rule->then.question;
    if (std::find(planned.questions.begin(), planned.questions.end(), index) != planned.questions.end()) continue;
    planned.questions.push_back(index);
    const Question& question = pack.questions[index];
    const auto found = std::find(question.options.begin(), question.options.end(), item.answer(question.id));
    if (found == question.options.end()) {
      complete = false;
    } else {
      planned.facts.set(question.column, static_cast<std::int32_t>(found - question.options.begin()));
    }
  }
  return complete;
}

void add_gifts(const Order& order, const Draft& draft, const DraftItem& item, PlannedItem& planned) {
  // The gift goes with the last unit: while some of the line stays, so may the gift.
  if (planned.settlement == nullptr || !planned.settlement->then.deduct_gift
      || item.quantity < order.lines[item.line].returnable())
    return;
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    const OrderLine& line = order.lines[i];
    if (line.gift && line.gift->of == order.lines[item.line].id && line.gift->value > 0 && line.returnable() > 0
        && !selected(draft, i))
      planned.gifts.push_back(i);
  }
}

PlannedItem plan_item(const Policy& policy, const Order& order, const Draft& draft, std::size_t index, Instant now) {
  const Pack& pack = policy.pack;
  const DraftItem& item = draft.items[index];
  PlannedItem planned{.item = index,
                      .facts = line_facts(pack, order, item.line, item.quantity, item.answer("batch"), now)};
  const Reason* reason = pack.reason(item.reason);
  if (reason == nullptr || !offered(*reason, order.goods)) return planned;
  planned.reason = reason;
  add_reason(pack, *reason, planned.facts);
  const bool answered = add_answers(pack, item, planned);
  planned.window = window_of(pack, policy.calendar, order, planned.facts, now);
  planned.facts.set_enum(Fact::Window, planned.window.state);
  if (!answered) return planned;

  planned.assessment = assess(pack, planned.facts, planned.window);
  planned.facts.set_enum(Fact::Verdict, planned.assessment.verdict);
  planned.settlement = pack.settlement.decide(planned.facts);
  planned.compensation = pack.compensations.decide(planned.facts);
  planned.routing = pack.routing.decide(planned.facts);
  planned.disposition = pack.dispositions.decide(planned.facts);
  add_gifts(order, draft, item, planned);
  planned.assessed = std::all_of(planned.gifts.begin(), planned.gifts.end(), [&](std::size_t gift) {
    const std::string_view answer = item.answer("gift." + order.lines[gift].id.text());
    return answer == "returned" || answer == "kept";
  });
  return planned;
}

void add_request_verdict(Plan& plan) {
  plan.assessed = !plan.items.empty() && std::all_of(plan.items.begin(), plan.items.end(), [](const PlannedItem& item) {
    return item.assessed;
  });
  if (!plan.assessed) return;
  for (const PlannedItem& item : plan.items) {
    plan.verdict = std::max(plan.verdict, item.assessment.verdict);
    if (item.routing == nullptr) continue;
    // The vocabulary lists lanes and grades in order of precedence.
    plan.lane = std::min(plan.lane.value_or(item.routing->then.lane), item.routing->then.lane);
    plan.grade = std::min(plan.grade.value_or(item.routing->then.grade), item.routing->then.grade);
  }
}

Facts request_facts(const Policy& policy, const Draft& draft, const Plan& plan, std::size_t resolution) {
  Facts facts(policy.pack.columns.size());
  facts.set_enum(Fact::Channel, draft.channel);
  const bool extended =
      std::find(draft.consents.begin(), draft.consents.end(), "longer_investigation") != draft.consents.end();
  facts.set_enum(Fact::Extended, extended ? Extended::Yes : Extended::No);
  facts.set(Fact::Subject, static_cast<std::int32_t>(policy.pack.column(Fact::Subject).values.size()) - 1);
  facts.set_enum(Fact::Verdict, plan.verdict);
  if (plan.lane) facts.set(Fact::Lane, static_cast<std::int32_t>(*plan.lane));
  if (plan.grade) facts.set(Fact::Grade, static_cast<std::int32_t>(*plan.grade));
  facts.set(Fact::Resolution, static_cast<std::int32_t>(resolution));
  return facts;
}

std::vector<std::size_t> common_resolutions(const Pack& pack, const Plan& plan) {
  std::vector<std::size_t> common;
  for (std::size_t resolution = 0; resolution < pack.resolutions.size(); ++resolution) {
    const bool everywhere = std::all_of(plan.items.begin(), plan.items.end(), [&](const PlannedItem& item) {
      const auto rules = pack.remedies.collect(item.facts);
      return std::any_of(rules.begin(), rules.end(),
                         [&](const auto* rule) { return rule->then.resolution == resolution; });
    });
    if (everywhere) common.push_back(resolution);
  }
  return common;
}

std::vector<SettledItem> settled_items(const Order& order, const Draft& draft, const Plan& plan) {
  std::vector<SettledItem> items;
  for (const PlannedItem& planned : plan.items) {
    const DraftItem& item = draft.items[planned.item];
    SettledItem settled{.line = item.line,
                        .quantity = item.quantity,
                        .settlement = planned.settlement,
                        .compensation = planned.compensation};
    for (const std::size_t gift : planned.gifts) {
      if (item.answer("gift." + order.lines[gift].id.text()) == "kept") settled.kept_gifts.push_back(gift);
    }
    items.push_back(std::move(settled));
  }
  return items;
}

void add_offers(const Policy& policy, const Order& order, const Draft& draft, Plan& plan) {
  const std::vector<SettledItem> items = settled_items(order, draft, plan);
  for (const std::size_t resolution : common_resolutions(policy.pack, plan)) {
    Offer offer{quote(policy.pack, order, items, resolution), std::nullopt};
    for (const Deadline& deadline :
         deadlines(policy.pack, policy.calendar, request_facts(policy, draft, plan, resolution), plan.now)) {
      if (!offer.time && deadline.rule->then.stage == "refund") offer.time = deadline;
    }
    if (policy.pack.resolutions[resolution].id == draft.resolution) plan.chosen = plan.offers.size();
    plan.offers.push_back(std::move(offer));
  }
}

// What must be heard at once, of every item whose answers stand; it does not wait for the other items.
void add_notices(const Pack& pack, Plan& plan) {
  for (const PlannedItem& item : plan.items) {
    if (!item.assessed) continue;
    for (const auto* rule : pack.notices.collect(item.facts)) {
      const bool said = std::any_of(plan.notices.begin(), plan.notices.end(),
                                    [&](const auto* other) { return other->then.code == rule->then.code; });
      if (!said) plan.notices.push_back(rule);
    }
  }
}

// Clocks and next steps are those of the chosen resolution, or of the first on offer until one is chosen.
void add_outcome(const Policy& policy, const Draft& draft, Plan& plan) {
  if (plan.offers.empty()) return;
  const Offer& offer = plan.offers[plan.chosen.value_or(0)];
  const Facts facts = request_facts(policy, draft, plan, offer.quote.resolution);
  plan.deadlines = deadlines(policy.pack, policy.calendar, facts, plan.now);
  plan.escalations = escalations(policy.pack, policy.calendar, facts, plan.now);
  plan.next = policy.pack.next.collect(facts);
}

// One refused item leaves the whole request with a person; the others would settle at once without it.
void advise_filing_apart(const Order& order, const Draft& draft, Plan& plan) {
  std::vector<std::string> refused;
  for (const PlannedItem& item : plan.items) {
    if (item.assessment.verdict != Verdict::Ineligible) continue;
    refused.push_back(order.lines[draft.items[item.item].line].id.text());
  }
  if (!refused.empty() && refused.size() < plan.items.size()) {
    plan.advice.push_back({"file_apart", {{"lines", std::move(refused)}}});
  }
}

void advise_keeping_promotion(const Order& order, Plan& plan) {
  for (const Offer& offer : plan.offers) {
    for (const QuoteLine& line : offer.quote.lines) {
      if (line.code != QuoteCode::PromotionLost) continue;
      plan.advice.push_back(
          {"promotion_lost",
           {{"amount", std::int64_t{-line.amount}}, {"currency", order.currency}, {"discount", line.discount}}});
      return;
    }
  }
}

}  // namespace

std::string_view name(FieldKind kind) {
  constexpr std::array<std::string_view, 8> kNames{"lines",     "reason", "choice",     "text",
                                                   "line_text", "files",  "resolution", "consent"};
  return kNames[static_cast<std::size_t>(kind)];
}

Plan make_plan(const Policy& policy, const Order& order, const Draft& draft, Instant now) {
  Plan plan{};
  plan.now = now;
  add_lines(policy, order, plan);
  for (std::size_t i = 0; i < draft.items.size(); ++i) plan.items.push_back(plan_item(policy, order, draft, i, now));
  add_notices(policy.pack, plan);
  add_request_verdict(plan);
  if (plan.assessed) {
    for (const PlannedItem& item : plan.items)
      add_slots(policy.pack, item.facts, order.lines[draft.items[item.item].line].id.text(), plan.slots);
    fill_slots(policy.pack, draft, plan.slots);
    add_offers(policy, order, draft, plan);
    add_outcome(policy, draft, plan);
    advise_filing_apart(order, draft, plan);
    advise_keeping_promotion(order, plan);
  }
  add_steps(policy, order, draft, plan);
  return plan;
}

}  // namespace returns
