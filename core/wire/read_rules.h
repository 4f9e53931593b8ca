#pragma once
// The part that all decision tables share: columns, cells, rule heads. What a rule gives is read by read_tables.cpp.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/policy/pack.h"
#include "core/wire/cursor.h"

namespace returns::wire {

// How many rules of a table may answer at once.
enum class Answers : std::uint8_t { One, Many, OneOrMany };

struct RawRule {
  RuleHead head;
  Cursor then;
};

struct RawTable {
  Hit hit = Hit::First;
  Table table;
  std::vector<RawRule> rules;
};

RawTable read_raw(const Cursor& cursor, const Pack& pack, std::string_view name, Stage stage, Answers answers);

}  // namespace returns::wire
