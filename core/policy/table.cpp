#include "core/policy/table.h"
#include "core/sorted.h"

#include <algorithm>
#include <bit>

namespace returns {
namespace {

constexpr std::size_t kWord = 64;

const Cell* cell_of(const std::vector<Cell>& rule, std::size_t column) {
  const auto found = std::find_if(rule.begin(), rule.end(), [&](const Cell& cell) { return cell.column == column; });
  return found == rule.end() ? nullptr : &*found;
}

bool accepts(const Cell* cell, const Column& column, std::int32_t value) {
  if (cell == nullptr) return true;
  if (column.is_integer()) return cell->min <= value && value <= cell->max;
  return std::binary_search(cell->allowed.begin(), cell->allowed.end(), value);
}

}  // namespace

Table::Table(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rules)
    : rules_(rules.size()),
      words_((rules.size() + kWord - 1) / kWord) {
  for (std::size_t index = 0; index < columns.size(); ++index) {
    if (std::none_of(rules.begin(), rules.end(), [&](const auto& rule) { return cell_of(rule, index) != nullptr; }))
      continue;
    const Column& column = columns[index];
    Tested tested{.column = index, .integer = column.is_integer()};
    if (tested.integer) {
      for (const auto& rule : rules) {
        if (const Cell* cell = cell_of(rule, index)) {
          if (cell->min > column.min) tested.cuts.push_back(cell->min);
          if (cell->max < column.max) tested.cuts.push_back(cell->max + 1);
        }
      }
      sort(tested.cuts);
      tested.cuts.erase(std::unique(tested.cuts.begin(), tested.cuts.end()), tested.cuts.end());
    }
    tested.regions = tested.integer ? tested.cuts.size() + 1 : column.values.size();
    tested.bits.assign(tested.regions * words_, 0);
    tested.open.assign(words_, 0);
    for (std::size_t i = 0; i < rules_; ++i) {
      if (cell_of(rules[i], index) == nullptr) tested.open[i / kWord] |= std::uint64_t{1} << (i % kWord);
    }
    for (std::size_t r = 0; r < tested.regions; ++r) {
      // One value stands for its whole region: no rule's bound lies inside it.
      const std::int32_t value =
          !tested.integer ? static_cast<std::int32_t>(r) : (r == 0 ? column.min : tested.cuts[r - 1]);
      for (std::size_t i = 0; i < rules_; ++i) {
        if (accepts(cell_of(rules[i], index), column, value))
          tested.bits[r * words_ + i / kWord] |= std::uint64_t{1} << (i % kWord);
      }
    }
    tested_.push_back(std::move(tested));
  }
}

std::size_t Table::region(const Tested& tested, std::int32_t value) {
  if (tested.integer)
    return static_cast<std::size_t>(std::upper_bound(tested.cuts.begin(), tested.cuts.end(), value)
                                    - tested.cuts.begin());
  return static_cast<std::size_t>(value);
}

std::vector<std::uint64_t> Table::and_all(const Facts& facts) const {
  std::vector<std::uint64_t> alive(words_, ~std::uint64_t{0});
  if (rules_ % kWord != 0) alive.back() = (std::uint64_t{1} << (rules_ % kWord)) - 1;
  for (const Tested& tested : tested_) {
    const std::int32_t value = facts[tested.column];
    const std::size_t row = region(tested, value);
    // A fact that is not there (or not of this pack) satisfies no rule that asks for it; a complaint has no resolution.
    const bool known = value != kUnset && row < tested.regions;
    const std::uint64_t* bits = known ? &tested.bits[row * words_] : tested.open.data();
    for (std::size_t w = 0; w < words_; ++w) alive[w] &= bits[w];
  }
  return alive;
}

std::vector<std::size_t> Table::matches(const Facts& facts) const {
  std::vector<std::size_t> found;
  const std::vector<std::uint64_t> alive = and_all(facts);
  for (std::size_t w = 0; w < words_; ++w) {
    for (std::uint64_t bits = alive[w]; bits != 0; bits &= bits - 1)
      found.push_back(w * kWord + static_cast<std::size_t>(std::countr_zero(bits)));
  }
  return found;
}

std::size_t Table::first(const Facts& facts) const {
  const std::vector<std::uint64_t> alive = and_all(facts);
  for (std::size_t w = 0; w < words_; ++w) {
    if (alive[w] != 0) return w * kWord + static_cast<std::size_t>(std::countr_zero(alive[w]));
  }
  return rules_;
}

const std::uint64_t* Table::row(std::size_t column, std::int32_t value) const {
  const auto found =
      std::find_if(tested_.begin(), tested_.end(), [&](const Tested& tested) { return tested.column == column; });
  return found == tested_.end() ? nullptr : &found->bits[region(*found, value) * words_];
}

}  // namespace returns
