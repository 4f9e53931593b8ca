#include <algorithm>

#include "core/wire/read.h"
#include "core/wire/read_rules.h"

namespace returns::wire {
namespace {

template <class Then, class ReadThen>
void read_rules(const Cursor& tables, std::string_view name, const Pack& pack, Stage stage, Answers answers,
                Rules<Then>& rules, ReadThen read_then) {
  const Cursor cursor = tables.member(name);
  if (cursor.failed()) return;
  RawTable raw = read_raw(cursor, pack, name, stage, answers);
  rules.hit = raw.hit;
  rules.table = std::move(raw.table);
  rules.rules.reserve(raw.rules.size());
  for (RawRule& rule : raw.rules) rules.rules.push_back({std::move(rule.head), read_then(rule.then)});
}

template <class T>
std::vector<std::string> ids_of(const std::vector<T>& entries) {
  std::vector<std::string> ids;
  ids.reserve(entries.size());
  for (const T& entry : entries) ids.push_back(entry.id);
  return ids;
}

constexpr std::string_view kVerdicts[] = {"eligible", "needs_review", "ineligible"};
constexpr std::string_view kUnits[] = {"hour", "day", "workday", "month", "none"};
constexpr std::string_view kRolls[] = {"none", "next_workday"};
constexpr std::string_view kPayers[] = {"merchant", "customer", "none"};
constexpr std::string_view kStarts[] = {"submitted", "goods_received", "inspected", "investigated", "decided"};
constexpr std::string_view kPers[] = {"item", "request"};
constexpr std::string_view kPrecedences[] = {"longest", "shortest"};
constexpr std::string_view kStages[] = {"acknowledge", "accept", "first_check", "decide", "send_back",
                                        "investigate", "handle", "refund",      "notify", "close"};
constexpr std::string_view kWho[] = {"merchant", "customer"};
constexpr std::string_view kDetails[] = {"description", "batch"};
constexpr std::int32_t kMaxTerm = 3660;

// One of two words; true for the first.
bool either(const Cursor& cursor, std::string_view yes, std::string_view no) {
  const std::string_view words[] = {yes, no};
  return cursor.choice(words) == 0;
}

// Working days are counted one by one: a term of a year is the most.
std::int32_t term(const Cursor& then, Unit unit) {
  return then.member("n").small(0, unit == Unit::Workday ? 366 : kMaxTerm);
}

CodeThen read_code(const Cursor& then, std::string_view key) {
  then.only({key});
  return CodeThen{then.member(key).id()};
}

WindowThen read_term(const Cursor& then) {
  then.only({"unit", "n", "roll"});
  const auto unit = static_cast<Unit>(then.member("unit").choice(kUnits));
  const Cursor roll = then.optional("roll");
  return WindowThen{unit, unit == Unit::None ? 0 : term(then, unit),
                    roll.present() ? static_cast<Roll>(roll.choice(kRolls)) : Roll::None};
}

RoutingThen read_routing(const Cursor& then, const Pack& pack) {
  then.only({"lane", "grade"});
  return RoutingThen{then.member("lane").choice(pack.column(Fact::Lane).values),
                     then.member("grade").choice(pack.column(Fact::Grade).values)};
}

// Exactly one kind of right.
RightThen read_right(const Cursor& then, const std::vector<std::string>& resolutions) {
  constexpr std::string_view kKinds[] = {"window",         "verdict",  "fee_basis_points",
                                         "return_freight", "outbound", "resolution"};
  then.only({"window", "verdict", "fee_basis_points", "return_freight", "outbound", "resolution", "for"});
  RightThen right{};
  right.window.unit = Unit::None;
  std::size_t kinds = 0;
  for (std::size_t i = 0; i < std::size(kKinds); ++i) {
    if (!then.optional(kKinds[i]).present()) continue;
    right.kind = static_cast<RightKind>(i);
    ++kinds;
  }
  if (kinds != 1) then.fail(kinds == 0 ? FaultCode::Missing : FaultCode::UnknownMember);
  const Cursor value = then.member(kKinds[static_cast<std::size_t>(right.kind)]);
  switch (right.kind) {
    case RightKind::Window: right.window = read_term(value); break;
    case RightKind::Verdict: right.verdict = static_cast<Verdict>(value.choice(kVerdicts)); break;
    case RightKind::Fee: right.basis_points = value.small(0, 10'000); break;
    case RightKind::ReturnFreight: right.payer = static_cast<Payer>(value.choice(kPayers)); break;
    case RightKind::Outbound: either(value, "refund", "refund"); break;
    case RightKind::Resolution: right.resolution = value.choice(resolutions); break;
  }
  const Cursor term = then.optional("for");
  if (!term.present()) return right;
  if (right.kind != RightKind::Resolution) term.fail(FaultCode::UnknownMember);
  right.window = read_term(term);
  return right;
}

FeeThen read_fee(const Cursor& then) {
  then.only({"code", "per", "amount", "basis_points", "floor", "cap"});
  const Cursor per = then.optional("per");
  return FeeThen{then.member("code").id(),
                 per.present() ? static_cast<Per>(per.choice(kPers)) : Per::Item,
                 then.optional("amount").integer(0, kMaxAmount),
                 then.optional("basis_points").small(0, 10'000),
                 then.optional("floor").integer(0, kMaxAmount),
                 then.optional("cap").integer(0, kMaxAmount)};
}

EvidenceThen read_evidence(const Cursor& then, const std::vector<std::string>& slots) {
  then.only({"slot", "min", "max"});
  return EvidenceThen{then.member("slot").choice(slots), then.member("min").small(0, 20),
                      then.member("max").small(1, 20)};
}

void read_line_tables(const Cursor& tables, Pack& pack) {
  read_rules(tables, "outlooks", pack, Stage::Line, Answers::One, pack.outlooks, [](const Cursor& then) {
    then.only({"outlook", "note"});
    return OutlookThen{static_cast<Verdict>(then.member("outlook").choice(kVerdicts)), then.optional("note").text()};
  });
  const std::vector<std::string> questions = ids_of(pack.questions);
  read_rules(tables, "questions", pack, Stage::Reason, Answers::Many, pack.question_rules, [&](const Cursor& then) {
    then.only({"question"});
    return QuestionThen{then.member("question").choice(questions)};
  });
  read_rules(tables, "details", pack, Stage::Reason, Answers::Many, pack.details, [](const Cursor& then) {
    then.only({"field", "required"});
    return DetailThen{static_cast<Detail>(then.member("field").choice(kDetails)), then.member("required").boolean()};
  });
  read_rules(tables, "windows", pack, Stage::Reason, Answers::OneOrMany, pack.windows, read_term);
  // Where several windows may apply, the pack says which one holds.
  const Cursor precedence = tables.member("windows").optional("precedence");
  if (precedence.present() != (pack.windows.hit == Hit::Collect))
    tables.member("windows").member("precedence").fail(FaultCode::UnknownMember);
  if (precedence.present()) pack.precedence = static_cast<Precedence>(precedence.choice(kPrecedences) + 1);
  read_rules(tables, "eligibility", pack, Stage::Item, Answers::Many, pack.eligibility, [](const Cursor& then) {
    then.only({"verdict", "code"});
    return EligibilityThen{static_cast<Verdict>(then.member("verdict").choice(kVerdicts)), then.member("code").id()};
  });
}

void read_judged_tables(const Cursor& tables, Pack& pack) {
  const std::vector<std::string> resolutions = ids_of(pack.resolutions);
  read_rules(tables, "remedies", pack, Stage::Judged, Answers::Many, pack.remedies, [&](const Cursor& then) {
    then.only({"resolution"});
    return RemedyThen{then.member("resolution").choice(resolutions)};
  });
  read_rules(tables, "limits", pack, Stage::Remedy, Answers::One, pack.limits, read_term);
  read_rules(tables, "settlement", pack, Stage::Judged, Answers::One, pack.settlement, [](const Cursor& then) {
    then.only({"return_freight", "outbound", "promotion", "shipping_threshold", "gift"});
    return SettlementThen{static_cast<Payer>(then.member("return_freight").choice(kPayers)),
                          either(then.member("outbound"), "refund", "keep"),
                          either(then.member("promotion"), "reprice", "share"),
                          either(then.member("shipping_threshold"), "reprice", "ignore"),
                          either(then.member("gift"), "deduct", "ignore")};
  });
  read_rules(tables, "fees", pack, Stage::Fee, Answers::Many, pack.fees, read_fee);
  read_rules(tables, "compensations", pack, Stage::Judged, Answers::One, pack.compensations, [](const Cursor& then) {
    then.only({"coupon", "basis_points", "per_day", "floor", "cap"});
    return CompensationThen{then.optional("coupon").integer(0, kMaxAmount),
                            then.optional("basis_points").small(0, 100'000),
                            then.optional("per_day").integer(0, kMaxAmount / kMaxDaysLate),
                            then.optional("floor").integer(0, kMaxAmount), then.optional("cap").integer(0, kMaxAmount)};
  });
  read_rules(tables, "claims", pack, Stage::Judged, Answers::Many, pack.claims, [](const Cursor& then) {
    then.only({"code", "basis_points", "minimum"});
    return ClaimThen{then.member("code").id(), then.member("basis_points").small(0, 1'000'000),
                     then.optional("minimum").integer(0, kMaxAmount)};
  });
  const std::vector<std::string> slots = ids_of(pack.slots);
  read_rules(tables, "evidence", pack, Stage::Judged, Answers::Many, pack.evidence,
             [&](const Cursor& then) { return read_evidence(then, slots); });
  read_rules(tables, "routing", pack, Stage::Judged, Answers::One, pack.routing,
             [&](const Cursor& then) { return read_routing(then, pack); });
  read_rules(tables, "dispositions", pack, Stage::Judged, Answers::One, pack.dispositions,
             [](const Cursor& then) { return read_code(then, "disposition"); });
  read_rules(tables, "notices", pack, Stage::Judged, Answers::Many, pack.notices,
             [](const Cursor& then) { return read_code(then, "notice"); });
  read_rules(tables, "rights", pack, Stage::Item, Answers::Many, pack.rights,
             [&](const Cursor& then) { return read_right(then, resolutions); });
}

void read_complaint_tables(const Cursor& tables, Pack& pack) {
  const std::vector<std::string> slots = ids_of(pack.slots);
  read_rules(tables, "complaint_routing", pack, Stage::Complaint, Answers::One, pack.complaint_routing,
             [&](const Cursor& then) { return read_routing(then, pack); });
  read_rules(tables, "complaint_evidence", pack, Stage::Complaint, Answers::Many, pack.complaint_evidence,
             [&](const Cursor& then) { return read_evidence(then, slots); });
}

void read_request_tables(const Cursor& tables, Pack& pack) {
  read_rules(tables, "clocks", pack, Stage::Request, Answers::Many, pack.clocks, [](const Cursor& then) {
    then.only({"stage", "who", "n", "unit", "from"});
    const auto unit = static_cast<Unit>(then.member("unit").choice(kUnits));
    return ClockThen{std::string{kStages[then.member("stage").choice(kStages)]},
                     static_cast<Who>(then.member("who").choice(kWho)), term(then, unit), unit,
                     static_cast<Start>(then.member("from").choice(kStarts))};
  });
  read_rules(tables, "escalations", pack, Stage::Request, Answers::Many, pack.escalations, [&](const Cursor& then) {
    then.only({"grade", "role", "n", "unit", "from"});
    const auto unit = static_cast<Unit>(then.member("unit").choice(kUnits));
    return EscalationThen{then.member("grade").choice(pack.column(Fact::Grade).values), then.member("role").id(),
                          term(then, unit), unit, static_cast<Start>(then.member("from").choice(kStarts))};
  });
  read_rules(tables, "next", pack, Stage::Request, Answers::Many, pack.next,
             [](const Cursor& then) { return read_code(then, "code"); });
  read_rules(tables, "outside", pack, Stage::Outside, Answers::Many, pack.outside, [](const Cursor& then) {
    then.only({"route", "url"});
    return OutsideThen{then.member("route").id(), then.optional("url").text(1000)};
  });
}

}  // namespace

void read_tables(const Cursor& tables, Pack& pack) {
  tables.only({
#define X(member, text, Then, stage) text,
      RETURNS_TABLES(X)
#undef X
  });
  read_line_tables(tables, pack);
  read_judged_tables(tables, pack);
  read_complaint_tables(tables, pack);
  read_request_tables(tables, pack);
}

}  // namespace returns::wire
