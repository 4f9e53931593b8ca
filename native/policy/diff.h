#pragma once
// What changes from one pack to another: every region of cases whose answer differs, as rows a person can read.
// Exact: each case whose answer differs lies in exactly one row, and no other case lies in any. What is asked, and how
// long windows and limits last, have rows of their own, for which the same holds.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "native/policy/tool.h"

namespace returns::policy {

// A column of a row and the values it is about. A column that a row does not name may have any value.
struct Condition {
  std::string column;
  std::vector<std::string> values;
  std::vector<std::string> others = {};                            // the values of the column that are left out
  std::vector<std::pair<std::int32_t, std::int32_t>> ranges = {};  // of integer columns, instead of values
};

// What one table says before and after, without what it says both times.
struct Aspect {
  std::string table;  // or "verdict", "offered"
  std::vector<std::string> from = {}, to = {};
  std::vector<std::string> rules_from = {}, rules_to = {};
  friend auto operator<=>(const Aspect&, const Aspect&) = default;
};

// Where a row's cases are found.
enum class About : std::uint8_t { Item, Line, Request, Complaint };

struct DiffRow {
  About about = About::Item;
  std::vector<Condition> when;
  std::vector<Aspect> what;
  Json example;  // of items: a `returns.case/1` that lies in the row
};

struct Diff {
  std::vector<DiffRow> rows;
  std::uint64_t regions = 0;  // that were looked at
};

// A problem when the two packs together have too many regions.
Or<Diff> diff_packs(const Pack& a, const Pack& b);

struct DiffOptions {
  std::string a, b;
  std::string requests;  // JSON Lines, as `policy simulate` takes them; empty: none
};
Or<int> diff(const Tool& tool, const DiffOptions& options);

}  // namespace returns::policy
