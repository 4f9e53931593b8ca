#pragma once
// Two packs side by side: what their words and rules have in common. Parts of diff.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "native/policy/boxes.h"
#include "native/policy/diff.h"

namespace returns::policy {

// Values of a column that no rule of either pack tells apart.
struct ValueClass {
  std::vector<std::string> texts;
  std::vector<std::pair<std::int32_t, std::int32_t>> ranges;  // of integer columns
  std::array<std::int32_t, 2> at{-1, -1};                     // one of the values in each pack; -1: it has none of them
};

struct Dimension {
  std::string column;
  std::vector<ValueClass> classes;
};

class Sides {
 public:
  Sides(const Pack& a, const Pack& b);

  const Pack& pack(std::size_t side) const { return *packs_[side]; }
  const std::vector<TableView>& tables(std::size_t side) const { return tables_[side]; }
  std::size_t table(std::string_view name) const;
  // Whether the table is the same in both, word for word and bit for bit.
  bool same(std::size_t table) const { return same_[table]; }
  bool same_words() const { return same_words_; }

  // A list column: the values of both packs, joined where no rule of these tables tells them apart.
  Dimension words(const std::string& column) const;
  Dimension words(Fact fact) const { return words(pack(0).column(fact).name); }
  // An integer column from `from` on, cut where some rule cuts.
  Dimension regions(Fact fact, std::int32_t from) const;
  // What all rules make of a value; empty when the pack does not have it.
  std::string signature(std::size_t side, std::size_t column, std::int32_t value) const;

  // The rules that speak in each pack, compared by what they say; adds an aspect when they differ.
  void compare(std::size_t table, const std::array<Facts, 2>& facts, std::vector<Aspect>& out,
               const std::string& prefix = {}) const;
  // The number of a set of aspects, for Boxes; no aspects are Boxes::kNothing.
  std::uint32_t number(std::vector<Aspect> aspects);
  const std::vector<Aspect>& aspects(std::uint32_t number) const { return kept_[number]; }

 private:
  static ValueClass& class_of(Dimension& dimension, std::map<std::string, std::size_t>& seen,
                              const std::string& signature);

  std::array<const Pack*, 2> packs_;
  std::array<std::vector<TableView>, 2> tables_;
  std::array<std::vector<std::vector<std::string>>, 2> meanings_;
  std::vector<bool> same_;
  bool same_words_ = false;
  std::map<std::vector<Aspect>, std::uint32_t> numbers_;
  std::vector<std::vector<Aspect>> kept_{{}};
};

// The conditions of a box's plain columns: nothing for a column that has all its values.
std::optional<Condition> condition_of(const Dimension& dimension, const std::optional<std::vector<std::uint16_t>>& set);

// Columns that only some combinations of values have (where the goods are, and the window). A member is one
// combination; integers are written as regions.
struct Member {
  std::vector<std::string> texts;                                  // by column
  std::vector<std::pair<std::int32_t, std::int32_t>> ranges = {};  // by column; empty: no column is an integer
};
// The chosen among all members, as alternatives of conditions: each chosen one fits exactly one alternative, and no
// other member fits any.
std::vector<std::vector<Condition>> factor(const std::vector<std::string>& columns, const std::vector<Member>& all,
                                           const std::vector<bool>& chosen);

// The parts of diff_packs; each adds its rows and gives false when there are too many regions.
bool diff_items(Sides& sides, Diff& diff);
bool diff_lines(Sides& sides, Diff& diff);
bool diff_requests(Sides& sides, Diff& diff);

inline constexpr std::uint64_t kMostRegions = 20'000'000;

// The columns that say what an order is like around an item.
inline const std::vector<std::string>& around_columns() {
  static const std::vector<std::string> columns{"goods", "window", "promise", "days_late"};
  return columns;
}

// 0, 1, … as a choice of values holds them.
inline std::vector<std::uint16_t> indexes(std::size_t count) {
  std::vector<std::uint16_t> all;
  all.reserve(count);
  for (std::size_t i = 0; i < count; ++i) all.push_back(static_cast<std::uint16_t>(i));
  return all;
}

}  // namespace returns::policy
