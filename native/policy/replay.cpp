#include "native/policy/replay.h"

#include <algorithm>

#include "core/wire/read.h"
#include "native/policy/fired.h"

namespace returns::policy {
namespace {

Replayed refused(const Fault& fault) {
  return {.fault = "fault." + std::string{name(fault.code)}, .member = std::string{name(fault.document)} + fault.at};
}

// Sealed requests: the draft as it was handed in, at the moment at which it was.
Or<Situation> of_request(const wire::Core& core, const Json& line, Replayed& out) {
  const Problem broken{"line.request", {}};
  const Json* order = member(line, "order");
  const Json* request = member(line, "request");
  const Json* draft = request == nullptr ? nullptr : member(*request, "draft");
  if (order == nullptr || !order->is_object() || draft == nullptr) return broken;
  const Pack& pack = core.pack();
  Json own = *order;
  own["policy"] = {{"id", pack.id.text()}, {"version", pack.version}};
  Situation made;
  made.order_text = write_json(own);
  made.draft_text = write_json(*draft);
  made.now_text = text_of(*request, "sealed_at");
  const auto now = read_instant(made.now_text);
  if (!now) return broken;
  made.now = *now;
  auto read_order = wire::read_order(made.order_text, pack);
  if (!read_order) {
    out = refused(read_order.fault());
    return broken;
  }
  made.order = std::move(*read_order);
  auto read_draft = wire::read_draft(made.draft_text, made.order);
  if (!read_draft) {
    out = refused(read_draft.fault());
    return broken;
  }
  made.draft = std::move(*read_draft);
  made.plan = make_plan(Policy{pack, core.calendar()}, made.order, made.draft, made.now);
  return made;
}

void sort(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

void describe(const Situation& situation, const Pack& pack, Replayed& out) {
  const Plan& plan = situation.plan;
  if (!plan.assessed) return;
  out.verdict = static_cast<std::size_t>(plan.verdict);
  if (plan.lane) out.lane = pack.value(Fact::Lane, *plan.lane);
  if (plan.grade) out.grade = pack.value(Fact::Grade, *plan.grade);
  for (const PlannedItem& item : plan.items) {
    for (const Finding& finding : item.assessment.findings) out.findings.push_back(finding.code);
    if (item.settlement == nullptr) continue;
    const SettlementThen& then = item.settlement->then;
    std::string text{name(then.return_freight)};
    for (const bool flag : {then.refund_outbound, then.reprice_promotion, then.reprice_shipping, then.deduct_gift})
      text += flag ? '1' : '0';
    out.settlements.push_back(std::move(text));
  }
  for (const Offer& offer : plan.offers) out.resolutions.push_back(pack.resolutions[offer.quote.resolution].id);
  if (!plan.items.empty()) {
    const DraftItem& first = situation.draft.items[plan.items.front().item];
    out.category = pack.value(Fact::Category, static_cast<std::size_t>(situation.order.lines[first.line].category));
    out.reason = first.reason;
  }
  sort(out.findings);
  sort(out.resolutions);
  sort(out.settlements);
}

void count(const Situation& situation, const Pack& pack, Tally& tally) {
  const auto tables = tables_of(pack);
  for (const AskedTable& asked : questions_of(situation, pack)) {
    // The tables that rows are counted in: those asked before a resolution is chosen.
    if (tables[asked.table].stage == Stage::Line || tables[asked.table].stage >= Stage::Remedy) continue;
    if (tables[asked.table].name == "rights") continue;
    for (const std::size_t rule : speaking(tables[asked.table], asked.facts)) ++tally.hits[asked.table][rule];
  }
  if (situation.plan.lane) ++tally.lanes[*situation.plan.lane];
  if (situation.plan.grade) ++tally.grades[*situation.plan.grade];
}

}  // namespace

Replayed replay(const wire::Core& core, const Json& line, Tally& tally) {
  const Pack& pack = core.pack();
  Replayed out;
  Or<Situation> situation = Problem{};
  if (line.contains("request")) {
    situation = of_request(core, line, out);
  } else {
    const auto read = read_case(line, pack, {}, {});
    situation = read ? expand(*read, pack, core.calendar(), {}) : Or<Situation>(read.problem());
  }
  if (!situation) {
    if (out.fault.empty()) {
      out.fault = situation.problem().code;
      out.member = situation.problem().at;
    }
    ++tally.verdicts[kNoAnswer];
    return out;
  }
  describe(*situation, pack, out);
  ++tally.verdicts[out.verdict];
  count(*situation, pack, tally);
  return out;
}

Change compare(const Replayed& a, const Replayed& b) {
  Change change{.from = a.verdict, .to = b.verdict};
  if (!a.fault.empty() || !b.fault.empty()) return change;
  change.findings = a.findings != b.findings;
  change.resolutions = a.resolutions != b.resolutions;
  change.settlement = a.settlements != b.settlements;
  change.routing = a.lane != b.lane || a.grade != b.grade;
  return change;
}

}  // namespace returns::policy
