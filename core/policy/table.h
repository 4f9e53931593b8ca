#pragma once
// A compiled decision table: one bit per rule and column value. A decision takes, for each column, the row of
// bits that the fact's value selects and ands them; the bits left are the rules that match.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/policy/facts.h"

namespace returns {

// Hit policies as in DMN 1.3, 8.2.10.
enum class Hit : std::uint8_t { First, Unique, Any, Collect };

// What one rule accepts in one column. Set columns: the allowed value indexes, sorted; integers: an interval.
struct Cell {
  std::size_t column = 0;
  std::vector<std::int32_t> allowed = {};
  std::int32_t min = 0;
  std::int32_t max = 0;
};

class Table {
 public:
  Table() = default;
  // `rules[i]` lists the cells of rule i; a column that is not listed accepts everything.
  Table(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rules);

  // Indexes of the matching rules, ascending.
  std::vector<std::size_t> matches(const Facts& facts) const;
  // The lowest matching rule, or size() when none does.
  std::size_t first(const Facts& facts) const;
  std::size_t size() const { return rules_; }

  // What the rules accept in one column: bit i of row r is set when rule i accepts the values of region r.
  struct Tested {
    std::size_t column = 0;
    std::vector<std::int32_t> cuts = {};  // integer columns: region r holds cuts[r-1] <= value < cuts[r]
    bool integer = false;
    std::size_t regions = 0;
    std::vector<std::uint64_t> bits = {};  // regions × words
    std::vector<std::uint64_t> open = {};  // words: the rules that do not ask for this column
  };
  // The columns that some rule asks for, in the pack's order.
  const std::vector<Tested>& tested() const { return tested_; }
  // 64-bit words of a row of bits.
  std::size_t words() const { return words_; }
  // The bits of the rules that accept this value of the column, or nullptr when no rule tests the column.
  const std::uint64_t* row(std::size_t column, std::int32_t value) const;

 private:
  static std::size_t region(const Tested& tested, std::int32_t value);
  std::vector<std::uint64_t> and_all(const Facts& facts) const;

  std::size_t rules_ = 0;
  std::size_t words_ = 0;
  std::vector<Tested> tested_;
};

}  // namespace returns
