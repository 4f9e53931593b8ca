#pragma once
// Which rules of which table matched, and for those that did not, which columns were against it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/policy/pack.h"
#include "native/policy/situation.h"

namespace returns::policy {

// One table as one situation asks it; a table may be asked several times (for each resolution on offer).
struct AskedTable {
  std::size_t table = 0;  // index in tables_of(pack)
  Facts facts;
};
// Every question that the plan of a situation puts to the tables. A table whose facts are not known is not asked.
std::vector<AskedTable> questions_of(const Situation& situation, const Pack& pack);

// The rules that speak to these facts: all that match, or the first, as the table's hit policy says.
std::vector<std::size_t> speaking(const TableView& table, const Facts& facts);

// Which region of a column a value lies in, and how a region is written: "broken", "4…9", "4".
std::size_t region_of(const Table::Tested& tested, std::int32_t value);
std::string region_text(const Table::Tested& tested, const Column& column, std::size_t region);
// Whether the rule accepts the values of the region.
bool accepts(const Table& table, const Table::Tested& tested, std::size_t region, std::size_t rule);
// Whether the rule asks for the column at all: it does not when it accepts every region.
bool asks(const Table& table, const Table::Tested& tested, std::size_t rule);

// A column that stands between a case and a rule.
struct Against {
  std::size_t column = 0;
  std::int32_t value = 0;                                     // what the case has
  std::vector<std::int32_t> allowed = {};                     // what the rule wants: values,
  std::vector<std::pair<std::int32_t, std::int32_t>> ranges;  // or intervals of integers
  std::int32_t margin = 0;  // integers: how far the value is from the nearest interval
};
struct Missed {
  std::size_t rule = 0;
  std::vector<Against> against;
};
// The rules that do not match, those nearest first: fewest columns, then the smaller margin, then the pack's order.
std::vector<Missed> missed(const TableView& table, const std::vector<Column>& columns, const Facts& facts);

}  // namespace returns::policy
