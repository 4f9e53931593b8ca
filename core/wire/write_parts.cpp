// Pieces of documents that the plan and the request share.

#include <algorithm>

#include "core/wire/write.h"

namespace returns::wire {
namespace {

void write_quote_line(Writer& writer, const QuoteLine& line) {
  writer.begin_object().member("code", name(line.code)).member("amount", line.amount);
  if (line.code == QuoteCode::Compensation) writer.member("kind", "coupon");
  writer.member_if("line", line.line);
  if (line.quantity != 0) writer.member("quantity", line.quantity);
  writer.member_if("discount", line.discount)
      .member_if("fee", line.fee)
      .member_if("exchange", line.exchange)
      .member_if("rule", line.rule)
      .member_if("source", line.source)
      .end_object();
}

}  // namespace

void write_finding(Writer& writer, const Finding& finding) {
  writer.begin_object().member("code", finding.code).member("verdict", value_name(Fact::Verdict, finding.verdict));
  writer.member_if("rule", finding.rule).member_if("source", finding.source);
  if (!finding.params.empty()) {
    writer.key("params");
    write_params(writer, finding.params);
  }
  writer.end_object();
}

void write_margin(Writer& writer, const Window& window) {
  if (!window.until && !window.until_instant) return;
  writer.key("margin")
      .begin_object()
      .member("n", window.margin)
      .member("unit", window.until ? "day" : "hour")
      .end_object();
}

void write_window(Writer& writer, const Window& window, Zone zone) {
  writer.begin_object().member("state", value_name(Fact::Window, window.state));
  if (window.rule != nullptr && window.rule->then.unit != Unit::None) {
    if (window.until) writer.member("until", write_day(*window.until));
    if (window.until_instant) writer.member("until", write_instant(*window.until_instant, zone));
    writer.member("n", window.rule->then.n).member("unit", name(window.rule->then.unit));
    write_margin(writer, window);
    if (window.until || window.until_instant) writer.flag("estimated", window.estimated);
  }
  if (window.rule != nullptr) writer.member("rule", window.rule->id).member("source", window.rule->source);
  writer.end_object();
}

void write_claims(Writer& writer, const Plan& plan) {
  const bool any = std::any_of(plan.items.begin(), plan.items.end(),
                               [](const PlannedItem& item) { return item.assessed && !item.claims.empty(); });
  if (!any) return;
  writer.key("claims").begin_array();
  for (const PlannedItem& item : plan.items) {
    if (!item.assessed) continue;
    for (const Claim& claim : item.claims)
      writer.begin_object()
          .member("code", "claim." + claim.rule->then.code)
          .member("item", static_cast<std::int64_t>(item.item))
          .member("amount", claim.amount)
          .member("rule", claim.rule->id)
          .member("source", claim.rule->source)
          .end_object();
  }
  writer.end_array();
}

void write_outside(Writer& writer, const std::vector<const Rule<OutsideThen>*>& rules) {
  if (rules.empty()) return;
  writer.key("outside").begin_array();
  for (const auto* rule : rules)
    writer.begin_object()
        .member("code", "outside." + rule->then.route)
        .member_if("url", rule->then.url)
        .member("rule", rule->id)
        .member("source", rule->source)
        .end_object();
  writer.end_array();
}

void write_localized(Writer& writer, const Localized& text) {
  writer.begin_object();
  for (const auto& [locale, value] : text) writer.member(locale, value);
  writer.end_object();
}

void write_policy(Writer& writer, const Pack& pack) {
  writer.key("policy")
      .begin_object()
      .member("id", pack.id.text())
      .member("version", pack.version)
      .member("digest", pack.digest)
      .end_object();
}

void write_items(Writer& writer, const Policy& policy, const Order& order, const Draft& draft, const Plan& plan) {
  writer.key("items").begin_array();
  for (const PlannedItem& planned : plan.items) {
    const DraftItem& item = draft.items[planned.item];
    writer.begin_object()
        .member("item", static_cast<std::int64_t>(planned.item))
        .member("line", order.lines[item.line].id.text())
        .member("quantity", item.quantity);
    if (planned.reason != nullptr) {
      const auto ground = static_cast<std::size_t>(planned.reason->ground);
      writer.member("ground", policy.pack.value(Fact::Ground, ground))
          .member("fault", value_name(Fact::Fault, planned.reason->fault));
      writer.key("window");
      write_window(writer, planned.window, policy.pack.zone);
    }
    if (planned.assessed) {
      writer.member("verdict", value_name(Fact::Verdict, planned.assessment.verdict));
      writer.key("findings").begin_array();
      for (const Finding& finding : planned.assessment.findings) write_finding(writer, finding);
      writer.end_array();
      if (planned.disposition != nullptr) writer.member("disposition", planned.disposition->then.code);
    }
    writer.end_object();
  }
  writer.end_array();
}

void write_deadlines(Writer& writer, const Pack& pack, const std::vector<Deadline>& deadlines) {
  writer.key("deadlines").begin_array();
  for (const Deadline& deadline : deadlines) {
    const ClockThen& clock = deadline.rule->then;
    writer.begin_object()
        .member("stage", clock.stage)
        .member("who", name(clock.who))
        .member("n", clock.n)
        .member("unit", name(clock.unit))
        .member("from", name(clock.from));
    if (deadline.due)
      writer.member("due", write_instant(*deadline.due, pack.zone)).flag("estimated", deadline.estimated);
    if (deadline.capped) writer.flag("capped", true);
    writer.member("rule", deadline.rule->id).member("source", deadline.rule->source).end_object();
  }
  writer.end_array();
}

void write_escalations(Writer& writer, const Pack& pack, const std::vector<Escalation>& escalations) {
  writer.key("escalations").begin_array();
  for (const Escalation& escalation : escalations) {
    const EscalationThen& then = escalation.rule->then;
    writer.begin_object()
        .member("grade", pack.value(Fact::Grade, then.grade))
        .member("role", then.role)
        .member("n", then.n)
        .member("unit", name(then.unit))
        .member("from", name(then.from));
    if (escalation.due)
      writer.member("due", write_instant(*escalation.due, pack.zone)).flag("estimated", escalation.estimated);
    writer.member("rule", escalation.rule->id).member("source", escalation.rule->source).end_object();
  }
  writer.end_array();
}

void write_offer(Writer& writer, const Pack& pack, const Order& order, const Offer& offer) {
  const Quote& quote = offer.quote;
  const ResolutionKind& kind = pack.resolutions[quote.resolution];
  writer.begin_object()
      .member("resolution", kind.id)
      .flag("goods_back", kind.goods_back)
      .member("currency", order.currency)
      .member("refund", quote.refund);
  writer.key("lines").begin_array();
  for (const QuoteLine& line : quote.lines) write_quote_line(writer, line);
  writer.end_array();
  writer.key("freight").begin_array();
  for (const FreightLeg& leg : quote.freight) {
    writer.begin_object().member("leg", leg.leg).member("payer", name(leg.payer));
    if (leg.estimate) writer.member("estimate", *leg.estimate);
    writer.end_object();
  }
  writer.end_array();
  writer.key("tenders").begin_array();
  for (const TenderShare& tender : quote.tenders) {
    writer.begin_object().member("id", tender.id).member("kind", tender.kind).member("amount", tender.amount);
    if (tender.units != 0) writer.member("units", tender.units);
    writer.end_object();
  }
  writer.end_array();
  if (!quote.returned_coupons.empty()) {
    writer.key("returned_coupons");
    write_texts(writer, quote.returned_coupons);
  }
  if (quote.tax_included != 0) writer.member("tax_included", quote.tax_included);
  if (quote.due != 0) writer.member("due", quote.due);
  if (quote.credit != 0) writer.member("credit", quote.credit);
  if (quote.coupon != 0) writer.member("coupon", quote.coupon);
  if (offer.time) {
    const ClockThen& clock = offer.time->rule->then;
    writer.key("time")
        .begin_object()
        .member("n", clock.n)
        .member("unit", name(clock.unit))
        .member("from", name(clock.from))
        .end_object();
  }
  writer.end_object();
}

void write_missing(Writer& writer, const std::vector<Missing>& missing) {
  writer.key("missing").begin_array();
  for (const Missing& entry : missing) {
    writer.begin_object().member("step", entry.step);
    if (entry.item) writer.member("item", static_cast<std::int64_t>(*entry.item));
    writer.member("path", entry.path).member("code", entry.code);
    writer.key("params");
    write_params(writer, entry.params);
    writer.end_object();
  }
  writer.end_array();
}

std::string write_fault(const Fault& fault, const std::vector<Missing>& missing) {
  Writer writer;
  begin_fault(writer, fault);
  if (!missing.empty()) write_missing(writer, missing);
  writer.end_object().end_object();
  return writer.take();
}

}  // namespace returns::wire
