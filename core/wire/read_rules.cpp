#include "core/wire/read_rules.h"
#include "core/sorted.h"

#include <algorithm>

namespace returns::wire {
namespace {

constexpr std::size_t kMaxRules = 10'000;

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
  sort(cell.allowed);
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
    if (!knows(stage, i)) continue;
    names.push_back(pack.columns[i].name);
    known.push_back(i);
  }
  std::vector<std::size_t> columns;
  list.each(names.size(),
            [&](const Cursor& cursor, std::size_t /*index*/) { columns.push_back(known[cursor.choice(names)]); });
  return columns;
}

}  // namespace

RawTable read_raw(const Cursor& cursor, const Pack& pack, std::string_view table_name, Stage stage, Answers answers) {
  constexpr std::string_view kHits[] = {"first", "unique", "any", "collect"};
  if (answers == Answers::OneOrMany) {
    cursor.only({"hit", "precedence", "columns", "rules", "note"});
  } else {
    cursor.only({"hit", "columns", "rules", "note"});
  }
  RawTable raw;
  raw.hit = static_cast<Hit>(cursor.member("hit").choice(kHits));
  const Answers given = raw.hit == Hit::Collect ? Answers::Many : Answers::One;
  if (!cursor.failed() && answers != Answers::OneOrMany && answers != given)
    cursor.member("hit").fail(FaultCode::NotInList, {{"value", std::string{kHits[static_cast<std::size_t>(raw.hit)]}}});
  const std::vector<std::size_t> columns = read_columns(cursor.member("columns"), pack, stage);
  std::vector<std::vector<Cell>> rules;
  cursor.member("rules").each(kMaxRules, [&](const Cursor& rule, std::size_t /*index*/) {
    rule.only({"id", "when", "then", "source", "note"});
    std::string id = std::string{table_name} + '/' + rule.member("id").id();
    if (std::any_of(raw.rules.begin(), raw.rules.end(), [&](const RawRule& other) { return other.head.id == id; }))
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
    raw.rules.push_back({{std::move(id), std::move(source)}, rule.member("then")});
  });
  if (!cursor.failed()) raw.table = Table(pack.columns, rules);
  return raw;
}

}  // namespace returns::wire
