#pragma once
// Several decision tables in one space of bits, for bulk work: rule i of a table is bit `bit + i` of a row, and
// tables are not aligned to words, so that a pack of forty rules is one word. A decision takes one row of words
// per column and ands them.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/policy/facts.h"
#include "core/policy/table.h"

namespace returns {

class Fused {
 public:
  using Word = std::uint64_t;
  static constexpr std::size_t kWordBits = 64;

  // Where a table's rules are.
  struct Place {
    std::size_t bit = 0;
    std::size_t rules = 0;
  };
  // One column as all tables together see it.
  struct Strip {
    std::size_t column = 0;
    std::int32_t min = 0;      // of integer columns; sets begin at 0
    std::uint32_t values = 0;  // min … min + values - 1 are in range
    // Which row a value selects, by value - min. Empty: the value is the row, or `cuts` tell, as in Table.
    std::vector<std::uint16_t> region = {};
    std::vector<std::int32_t> cuts = {};
    std::size_t regions = 0;
    // Regions × words, and one row more for a fact that is not there: the tables that do not test the column. As in
    // Table, a table that tests it then has no match.
    std::vector<Word> rows = {};
  };

  // Precondition: the tables are compiled for these columns.
  Fused(const std::vector<Column>& columns, const std::vector<const Table*>& tables);

  std::size_t words() const { return words_; }
  const Place& place(std::size_t table) const { return places_[table]; }
  // The strip of a column, or nullptr when no table asks for it.
  const Strip* strip(std::size_t column) const;
  // A set column that follows from another one is and-ed into that one's rows: `value_of[v]` is its value when the
  // other has value v, kUnset when it has none. Precondition: both are sets, and `into` has value_of.size() values.
  void fold(std::size_t into, std::size_t column, const std::vector<std::int32_t>& value_of);

 private:
  Strip make_strip(const Column& column, std::size_t index, const std::vector<const Table*>& tables) const;

  std::size_t words_ = 0;
  std::vector<Place> places_;
  std::vector<Strip> strips_;
};

}  // namespace returns
