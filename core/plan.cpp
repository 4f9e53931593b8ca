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

void add_remedies(const Policy& policy, const Order& order, Instant now, PlannedItem& planned) {
  const Pack& pack = policy.pack;
  for (const auto* rule : pack.remedies.collect(planned.facts)) {
    const std::size_t resolution = rule->then.resolution;
    const auto at = std::lower_bound(planned.remedies.begin(), planned.remedies.end(), resolution,
                                     [](const Remedy& known, std::size_t wanted) { return known.resolution < wanted; });
    if (at != planned.remedies.end() && at->resolution == resolution) continue;
    const auto* limit = pack.limits.decide(remedy_facts(planned, resolution));
    planned.remedies.insert(at, {resolution, window_by(limit, pack, policy.calendar, order, now)});
  }
}

// A complaint is always for a person: there is no verdict to compute, only who answers and how soon.
void add_complaint(const Pack& pack, const Order& order, const Draft& draft, Plan& plan) {
  const auto topic = std::find_if(pack.topics.begin(), pack.topics.end(), [&](const Topic& candidate) {
    return candidate.leaf && candidate.id == *draft.complaint;
  });
  if (topic == pack.topics.end()) return;
  plan.subject = static_cast<std::size_t>(pack.column(Fact::Subject).find(topic->id));
  plan.assessed = true;
  plan.verdict = Verdict::NeedsReview;
  const Facts facts = request_facts(pack, order, draft, plan, {});
  if (const auto* routing = pack.complaint_routing.decide(facts)) {
    plan.lane = routing->then.lane;
    plan.grade = routing->then.grade;
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

void add_proof(const Pack& pack, const Order& order, const Draft& draft, Plan& plan) {
  for (const PlannedItem& item : plan.items)
    add_slots(pack, pack.evidence, item.facts, order.lines[draft.items[item.item].line].id.text(), plan.slots);
  if (plan.subject)
    add_slots(pack, pack.complaint_evidence, request_facts(pack, order, draft, plan, {}), {}, plan.slots);
  fill_slots(pack, draft, plan.slots);
}

// Clocks and next steps are those of the chosen resolution, or of the first on offer until one is chosen.
void add_outcome(const Policy& policy, const Order& order, const Draft& draft, Plan& plan) {
  if (plan.offers.empty() && !plan.subject) return;
  std::optional<std::size_t> resolution;
  if (!plan.offers.empty()) resolution = plan.offers[plan.chosen.value_or(0)].quote.resolution;
  Facts facts = request_facts(policy.pack, order, draft, plan, resolution);
  plan.deadlines = deadlines(policy.pack, policy.calendar, facts, plan.now);
  plan.escalations = escalations(policy.pack, policy.calendar, facts, plan.now);
  plan.next = policy.pack.next.collect(facts);
  plan.outside = policy.pack.outside.collect(facts);
  facts.set_enum(Fact::Extended, Extended::Yes);
  const auto longer = policy.pack.clocks.table.matches(facts);
  facts.set_enum(Fact::Extended, Extended::No);
  plan.asks_extension = longer != policy.pack.clocks.table.matches(facts);
}

}  // namespace

std::string_view name(FieldKind kind) {
  constexpr std::array<std::string_view, 9> kNames{"lines", "reason",     "choice",  "text",    "line_text",
                                                   "files", "resolution", "consent", "exchange"};
  return kNames[static_cast<std::size_t>(kind)];
}

void sum_up(Plan& plan) {
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

Facts request_facts(const Pack& pack, const Order& order, const Draft& draft, const Plan& plan,
                    std::optional<std::size_t> resolution) {
  Facts facts(pack.columns.size());
  if (!order.lines.empty()) facts.set(Fact::Market, order.market);
  facts.set_enum(Fact::Channel, draft.channel);
  facts.set_enum(Fact::Extended, draft.consents_to(kLongerInvestigation) ? Extended::Yes : Extended::No);
  const std::size_t none = pack.column(Fact::Subject).values.size() - 1;
  facts.set(Fact::Subject, static_cast<std::int32_t>(plan.subject.value_or(none)));
  facts.set_enum(Fact::Verdict, plan.verdict);
  if (plan.lane) facts.set(Fact::Lane, static_cast<std::int32_t>(*plan.lane));
  if (plan.grade) facts.set(Fact::Grade, static_cast<std::int32_t>(*plan.grade));
  if (resolution) facts.set(Fact::Resolution, static_cast<std::int32_t>(*resolution));
  return facts;
}

Facts remedy_facts(const PlannedItem& item, std::size_t resolution) {
  Facts facts = item.facts;
  facts.set(Fact::Resolution, static_cast<std::int32_t>(resolution));
  facts.set(Fact::Value, static_cast<std::int32_t>(std::clamp(item.value, Minor{0}, Minor{kMaxValue})));
  return facts;
}

namespace {

// Words in place of pictures are read by a person. Which pictures are asked for hangs on the verdict of the tables;
// a no does not become better or worse by them.
bool words_to_read(const Pack& pack, const OrderLine& line, const Draft& draft, const PlannedItem& planned) {
  if (planned.assessment.verdict == Verdict::Ineligible || !draft.consents_to(kInWords)) return false;
  std::vector<SlotNeed> slots;
  add_slots(pack, pack.evidence, planned.facts, line.id.text(), slots);
  fill_slots(pack, draft, slots);
  return told_in_words(draft, slots);
}

}  // namespace

void judge(const Policy& policy, const Order& order, const Books& books, const Draft& draft, const DraftItem& item,
           Instant now, PlannedItem& planned) {
  const Pack& pack = policy.pack;
  planned.assessment = assess(pack, planned.facts, planned.window);
  planned.facts.set_enum(Fact::Verdict, planned.assessment.verdict);
  if (words_to_read(pack, order.lines[item.line], draft, planned)) {
    planned.assessment.verdict = Verdict::NeedsReview;
    planned.assessment.findings.push_back({"described_in_words", Verdict::NeedsReview, {}, {}});
    planned.facts.set_enum(Fact::Verdict, Verdict::NeedsReview);
  }
  planned.value = paid_for(books, order, item.line, item.quantity);
  planned.settlement = pack.settlement.decide(planned.facts);
  planned.compensation = pack.compensations.decide(planned.facts);
  planned.routing = pack.routing.decide(planned.facts);
  planned.disposition = pack.dispositions.decide(planned.facts);
  add_remedies(policy, order, now, planned);
  for (const auto* rule : pack.claims.collect(planned.facts)) {
    const ClaimThen& claim = rule->then;
    planned.claims.push_back({rule, std::max(percent(planned.value, claim.basis_points), claim.minimum)});
  }
}

PlannedItem plan_item(const Policy& policy, const Order& order, const Books& books, const Draft& draft,
                      std::size_t index, Instant now) {
  const Pack& pack = policy.pack;
  const DraftItem& item = draft.items[index];
  PlannedItem planned{.item = index,
                      .facts = line_facts(pack, order, item.line, item.quantity, item.answer("batch"), now)};
  const Reason* reason = pack.reason(item.reason);
  if (reason == nullptr || !answered_for(pack, *reason, order.goods)) return planned;
  planned.reason = reason;
  add_reason(pack, *reason, planned.facts);
  const bool answered = add_answers(pack, item, planned);
  planned.window = window_of(pack, policy.calendar, order, planned.facts, now);
  planned.facts.set_enum(Fact::Window, planned.window.state);
  if (!answered) return planned;

  judge(policy, order, books, draft, item, now, planned);
  add_gifts(order, draft, item, planned);
  planned.assessed = std::all_of(planned.gifts.begin(), planned.gifts.end(), [&](std::size_t gift) {
    const std::string_view answer = item.answer("gift." + order.lines[gift].id.text());
    return answer == "returned" || answer == "kept";
  });
  return planned;
}

Plan decide(const Policy& policy, const Order& order, const Books& books, const Draft& draft, Instant now) {
  Plan plan{};
  plan.now = now;
  if (draft.complaint) {
    add_complaint(policy.pack, order, draft, plan);
    return plan;
  }
  for (std::size_t i = 0; i < draft.items.size(); ++i)
    plan.items.push_back(plan_item(policy, order, books, draft, i, now));
  sum_up(plan);
  if (plan.assessed) add_offers(policy, order, books, draft, plan);
  return plan;
}

Plan make_plan(const Policy& policy, const Order& order, const Draft& draft, Instant now) {
  const Books books = books_of(order);
  Plan plan = decide(policy, order, books, draft, now);
  add_lines(policy, order, plan);
  add_notices(policy.pack, plan);
  if (plan.assessed) {
    add_times(policy, order, draft, plan);
    add_proof(policy.pack, order, draft, plan);
    add_outcome(policy, order, draft, plan);
    add_changes(policy, order, books, draft, plan);
  }
  add_steps(policy, order, draft, plan);
  if (plan.assessed) add_advice(policy, order, books, draft, plan);
  return plan;
}

}  // namespace returns
