#include <algorithm>

#include "core/wire/read.h"

namespace returns::wire {
namespace {

constexpr std::size_t kMaxRules = 10'000;

// Which facts are known when a table is asked. Later stages know all that earlier ones do.
enum class Stage : std::uint8_t { Line, Reason, Window, Judged, Request };

bool knows(Stage stage, const Pack& pack, std::size_t column) {
  constexpr std::size_t kFirstAnswer = kFactCount;
  if (stage == Stage::Request) {
    constexpr Fact kRequest[] = {Fact::Verdict, Fact::Lane, Fact::Grade, Fact::Channel, Fact::Resolution};
    return std::any_of(std::begin(kRequest), std::end(kRequest),
                       [&](Fact fact) { return column == static_cast<std::size_t>(fact); });
  }
  if (column >= kFirstAnswer) return column < pack.columns.size() && stage >= Stage::Window;
  switch (static_cast<Fact>(column)) {
    case Fact::Reason:
    case Fact::Ground:
    case Fact::Fault: return stage >= Stage::Reason;
    case Fact::Window:
      return stage == Stage::Line || stage >= Stage::Window;  // outlooks see the window of a no-reason return
    case Fact::Verdict: return stage >= Stage::Judged;
    case Fact::Lane:
    case Fact::Grade:
    case Fact::Channel:
    case Fact::Resolution: return false;
    default: return true;
  }
}

struct Head {
  std::string id, source;
  Cursor then;
};

struct RawTable {
  Hit hit = Hit::First;
  Table table;
  std::vector<Head> heads;
};

Cell read_cell(const Cursor& cursor, const Column& column, std::size_t index) {
  Cell cell{.column = index, .min = column.min, .max = column.max};
  if (column.is_integer()) {
    if (cursor.kind() == Value::Kind::Object) {
      cursor.only({"min", "max"});
      if (const Cursor min = cursor.optional("min"); min.present()) cell.min = min.small(column.min, column.max);
      if (const Cursor max = cursor.optional("max"); max.present()) cell.max = max.small(column.min, column.max);
      if (cell.min > cell.max)
        cursor.fail(FaultCode::OutOfRange, {{"min", std::int64_t{cell.min}}, {"max", std::int64_t{cell.max}}});
    } else {
      cell.min = cell.max = cursor.small(column.min, column.max);
    }
    return cell;
  }
  const auto add = [&](const Cursor& value, std::size_t /*i*/) {
    cell.allowed.push_back(static_cast<std::int32_t>(value.choice(column.values)));
  };
  bool inverted = false;
  if (cursor.kind() == Value::Kind::Array) {
    cursor.each(column.values.size(), add);
  } else if (cursor.kind() == Value::Kind::Object) {
    cursor.only({"not"});
    cursor.member("not").each(column.values.size(), add);
    inverted = true;
  } else {
    add(cursor, 0);
  }
  std::sort(cell.allowed.begin(), cell.allowed.end());
  if (inverted) {
    std::vector<std::int32_t> others;
    for (std::int32_t value = 0; value < static_cast<std::int32_t>(column.values.size()); ++value) {
      if (!std::binary_search(cell.allowed.begin(), cell.allowed.end(), value)) others.push_back(value);
    }
    cell.allowed = std::move(others);
  }
  if (cell.allowed.empty()) cursor.fail(FaultCode::Missing);  // a rule that could never match
  return cell;
}

std::vector<std::size_t> read_columns(const Cursor& list, const Pack& pack, Stage stage) {
  std::vector<std::string> names;
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < pack.columns.size(); ++i) {
    if (!knows(stage, pack, i)) continue;
    names.push_back(pack.columns[i].name);
    known.push_back(i);
  }
  std::vector<std::size_t> columns;
  list.each(names.size(),
            [&](const Cursor& cursor, std::size_t /*index*/) { columns.push_back(known[cursor.choice(names)]); });
  return columns;
}

RawTable read_raw(const Cursor& cursor, const Pack& pack, std::string_view table_name, Stage stage, bool collects) {
  constexpr std::string_view kHits[] = {"first", "unique", "any", "collect"};
  cursor.only({"hit", "columns", "rules", "note"});
  RawTable raw;
  raw.hit = static_cast<Hit>(cursor.member("hit").choice(kHits));
  if (!cursor.failed() && collects != (raw.hit == Hit::Collect))
    cursor.member("hit").fail(FaultCode::NotInList, {{"value", std::string{kHits[static_cast<std::size_t>(raw.hit)]}}});
  const std::vector<std::size_t> columns = read_columns(cursor.member("columns"), pack, stage);
  std::vector<std::vector<Cell>> rules;
  cursor.member("rules").each(kMaxRules, [&](const Cursor& rule, std::size_t /*index*/) {
    rule.only({"id", "when", "then", "source", "note"});
    std::string id = std::string{table_name} + '/' + rule.member("id").id();
    if (std::any_of(raw.heads.begin(), raw.heads.end(), [&](const Head& head) { return head.id == id; }))
      rule.fail(FaultCode::DuplicateId, {{"value", id}});
    std::string source = rule.member("source").text();
    if (!rule.failed() && pack.source(source) == nullptr)
      rule.member("source").fail(FaultCode::NotInList, {{"value", source}});
    std::vector<Cell> cells;
    rule.optional("when").each_member(pack.columns.size(), [&](std::string_view name, const Cursor& cell) {
      const auto column = std::find_if(columns.begin(), columns.end(),
                                       [&](std::size_t index) { return pack.columns[index].name == name; });
      if (column == columns.end()) return cell.fail(FaultCode::UnknownMember);
      cells.push_back(read_cell(cell, pack.columns[*column], *column));
    });
    rules.push_back(std::move(cells));
    raw.heads.push_back({std::move(id), std::move(source), rule.member("then")});
  });
  if (!cursor.failed()) raw.table = Table(pack.columns, rules);
  return raw;
}

template <class Then, class ReadThen>
void read_rules(const Cursor& tables, std::string_view table_name, const Pack& pack, Stage stage, bool collects,
                Rules<Then>& rules, ReadThen read_then) {
  const Cursor cursor = tables.member(table_name);
  if (cursor.failed()) return;
  RawTable raw = read_raw(cursor, pack, table_name, stage, collects);
  rules.hit = raw.hit;
  rules.table = std::move(raw.table);
  for (Head& head : raw.heads)
    rules.rules.push_back({std::move(head.id), std::move(head.source), read_then(head.then)});
  if (cursor.failed() || (rules.hit != Hit::Unique && rules.hit != Hit::Any)) return;
  for (std::size_t a = 0; a < rules.rules.size(); ++a) {
    for (std::size_t b = a + 1; b < rules.rules.size(); ++b) {
      if (!rules.table.overlap(a, b) || (rules.hit == Hit::Any && rules.rules[a].then == rules.rules[b].then)) continue;
      return cursor.fail(FaultCode::OverlappingRules, {{"a", rules.rules[a].id}, {"b", rules.rules[b].id}});
    }
  }
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
constexpr std::string_view kStages[] = {"acknowledge", "accept", "first_check", "decide", "investigate",
                                        "handle",      "refund", "notify",      "close"};
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

void read_line_tables(const Cursor& tables, Pack& pack) {
  read_rules(tables, "outlooks", pack, Stage::Line, false, pack.outlooks, [](const Cursor& then) {
    then.only({"outlook", "note"});
    return OutlookThen{static_cast<Verdict>(then.member("outlook").choice(kVerdicts)), then.optional("note").text()};
  });
  const std::vector<std::string> questions = ids_of(pack.questions);
  read_rules(tables, "questions", pack, Stage::Reason, true, pack.question_rules, [&](const Cursor& then) {
    then.only({"question"});
    return QuestionThen{then.member("question").choice(questions)};
  });
  read_rules(tables, "details", pack, Stage::Reason, true, pack.details, [](const Cursor& then) {
    then.only({"field", "required"});
    return DetailThen{static_cast<Detail>(then.member("field").choice(kDetails)), then.member("required").boolean()};
  });
  read_rules(tables, "windows", pack, Stage::Reason, false, pack.windows, [](const Cursor& then) {
    then.only({"unit", "n", "roll"});
    const auto unit = static_cast<Unit>(then.member("unit").choice(kUnits));
    const Cursor roll = then.optional("roll");
    return WindowThen{unit, unit == Unit::None ? 0 : term(then, unit),
                      roll.present() ? static_cast<Roll>(roll.choice(kRolls)) : Roll::None};
  });
  read_rules(tables, "eligibility", pack, Stage::Window, true, pack.eligibility, [](const Cursor& then) {
    then.only({"verdict", "code"});
    return EligibilityThen{static_cast<Verdict>(then.member("verdict").choice(kVerdicts)), then.member("code").id()};
  });
}

void read_judged_tables(const Cursor& tables, Pack& pack) {
  const std::vector<std::string> resolutions = ids_of(pack.resolutions);
  read_rules(tables, "remedies", pack, Stage::Judged, true, pack.remedies, [&](const Cursor& then) {
    then.only({"resolution"});
    return RemedyThen{then.member("resolution").choice(resolutions)};
  });
  read_rules(tables, "settlement", pack, Stage::Judged, false, pack.settlement, [](const Cursor& then) {
    then.only({"return_freight", "outbound", "promotion", "shipping_threshold", "gift"});
    return SettlementThen{static_cast<Payer>(then.member("return_freight").choice(kPayers)),
                          either(then.member("outbound"), "refund", "keep"),
                          either(then.member("promotion"), "reprice", "share"),
                          either(then.member("shipping_threshold"), "reprice", "ignore"),
                          either(then.member("gift"), "deduct", "ignore")};
  });
  read_rules(tables, "compensations", pack, Stage::Judged, false, pack.compensations, [](const Cursor& then) {
    then.only({"coupon", "basis_points", "floor", "cap"});
    return CompensationThen{then.optional("coupon").integer(0, kMaxAmount),
                            then.optional("basis_points").small(0, 100'000),
                            then.optional("floor").integer(0, kMaxAmount), then.optional("cap").integer(0, kMaxAmount)};
  });
  const std::vector<std::string> slots = ids_of(pack.slots);
  read_rules(tables, "evidence", pack, Stage::Judged, true, pack.evidence, [&](const Cursor& then) {
    then.only({"slot", "min", "max"});
    return EvidenceThen{then.member("slot").choice(slots), then.member("min").small(0, 20),
                        then.member("max").small(1, 20)};
  });
  read_rules(tables, "routing", pack, Stage::Judged, false, pack.routing, [&](const Cursor& then) {
    then.only({"lane", "grade"});
    return RoutingThen{then.member("lane").choice(pack.column(Fact::Lane).values),
                       then.member("grade").choice(pack.column(Fact::Grade).values)};
  });
  read_rules(tables, "dispositions", pack, Stage::Judged, false, pack.dispositions,
             [](const Cursor& then) { return read_code(then, "disposition"); });
  read_rules(tables, "notices", pack, Stage::Judged, true, pack.notices,
             [](const Cursor& then) { return read_code(then, "notice"); });
}

void read_request_tables(const Cursor& tables, Pack& pack) {
  read_rules(tables, "clocks", pack, Stage::Request, true, pack.clocks, [](const Cursor& then) {
    then.only({"stage", "who", "n", "unit", "from"});
    const auto unit = static_cast<Unit>(then.member("unit").choice(kUnits));
    return ClockThen{std::string{kStages[then.member("stage").choice(kStages)]},
                     static_cast<Who>(then.member("who").choice(kWho)), term(then, unit), unit,
                     static_cast<Start>(then.member("from").choice(kStarts))};
  });
  read_rules(tables, "escalations", pack, Stage::Request, true, pack.escalations, [&](const Cursor& then) {
    then.only({"grade", "role", "n", "unit", "from"});
    const auto unit = static_cast<Unit>(then.member("unit").choice(kUnits));
    return EscalationThen{then.member("grade").choice(pack.column(Fact::Grade).values), then.member("role").id(),
                          term(then, unit), unit, static_cast<Start>(then.member("from").choice(kStarts))};
  });
  read_rules(tables, "next", pack, Stage::Request, true, pack.next,
             [](const Cursor& then) { return read_code(then, "code"); });
}

}  // namespace

void read_tables(const Cursor& tables, Pack& pack) {
  tables.only({"outlooks", "questions", "details", "windows", "eligibility", "remedies", "settlement", "compensations",
               "evidence", "routing", "dispositions", "notices", "clocks", "escalations", "next"});
  read_line_tables(tables, pack);
  read_judged_tables(tables, pack);
  read_request_tables(tables, pack);
}

}  // namespace returns::wire
