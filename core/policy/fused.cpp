#include "core/policy/fused.h"

#include <algorithm>

namespace returns {
namespace {

using Word = Fused::Word;
constexpr std::size_t kWordBits = Fused::kWordBits;
// Ranges up to this many values are looked up, wider ones searched.
constexpr std::uint32_t kLookedUp = 4096;

const Table::Tested* tested_in(const Table& table, std::size_t column) {
  const auto& all = table.tested();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Table::Tested& tested) { return tested.column == column; });
  return found == all.end() ? nullptr : &*found;
}

std::size_t region_of(const std::vector<std::int32_t>& cuts, std::int32_t value) {
  return static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), value) - cuts.begin());
}

// Clears in `row`, from bit `bit` on, what is not set in the first `count` bits of `bits`; nullptr: none is set.
void keep(Word* row, std::size_t bit, const Word* bits, std::size_t count) {
  for (std::size_t done = 0; done < count; done += kWordBits) {
    const std::size_t left = count - done;
    const Word within = left >= kWordBits ? ~Word{0} : (Word{1} << left) - 1;
    const Word gone = ~(bits == nullptr ? 0 : bits[done / kWordBits]) & within;
    const std::size_t word = (bit + done) / kWordBits, shift = (bit + done) % kWordBits;
    row[word] &= ~(gone << shift);
    if (shift != 0 && (gone >> (kWordBits - shift)) != 0) row[word + 1] &= ~(gone >> (kWordBits - shift));
  }
}

}  // namespace

Fused::Fused(const std::vector<Column>& columns, const std::vector<const Table*>& tables) {
  std::size_t bits = 0;
  for (const Table* table : tables) {
    places_.push_back({bits, table->size()});
    bits += table->size();
  }
  words_ = std::max<std::size_t>(1, (bits + kWordBits - 1) / kWordBits);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool asked =
        std::any_of(tables.begin(), tables.end(), [&](const Table* table) { return tested_in(*table, i) != nullptr; });
    if (asked) strips_.push_back(make_strip(columns[i], i, tables));
  }
}

Fused::Strip Fused::make_strip(const Column& column, std::size_t index, const std::vector<const Table*>& tables) const {
  Strip strip{.column = index, .min = column.is_integer() ? column.min : 0};
  if (column.is_integer()) {
    strip.values = static_cast<std::uint32_t>(column.max) - static_cast<std::uint32_t>(column.min) + 1;
    for (const Table* table : tables) {
      if (const Table::Tested* tested = tested_in(*table, index))
        strip.cuts.insert(strip.cuts.end(), tested->cuts.begin(), tested->cuts.end());
    }
    std::sort(strip.cuts.begin(), strip.cuts.end());
    strip.cuts.erase(std::unique(strip.cuts.begin(), strip.cuts.end()), strip.cuts.end());
    strip.regions = strip.cuts.size() + 1;
    if (strip.values <= kLookedUp) {
      for (std::uint32_t v = 0; v < strip.values; ++v)
        strip.region.push_back(
            static_cast<std::uint16_t>(region_of(strip.cuts, strip.min + static_cast<std::int32_t>(v))));
    }
  } else {
    strip.values = static_cast<std::uint32_t>(column.values.size());
    strip.regions = column.values.size();
  }
  strip.rows.assign((strip.regions + 1) * words_, ~Word{0});
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const Table::Tested* tested = tested_in(*tables[t], index);
    if (tested == nullptr) continue;
    for (std::size_t r = 0; r < strip.regions; ++r) {
      // One value stands for its region: the table's own regions are unions of these.
      const std::size_t own = !tested->integer ? r : region_of(tested->cuts, r == 0 ? strip.min : strip.cuts[r - 1]);
      keep(&strip.rows[r * words_], places_[t].bit, &tested->bits[own * tables[t]->words()], places_[t].rules);
    }
    keep(&strip.rows[strip.regions * words_], places_[t].bit, nullptr, places_[t].rules);
  }
  return strip;
}

const Fused::Strip* Fused::strip(std::size_t column) const {
  const auto found =
      std::find_if(strips_.begin(), strips_.end(), [&](const Strip& strip) { return strip.column == column; });
  return found == strips_.end() ? nullptr : &*found;
}

void Fused::fold(std::size_t into, std::size_t column, const std::vector<std::int32_t>& value_of) {
  const Strip* folded = strip(column);
  if (folded == nullptr) return;
  auto target = std::find_if(strips_.begin(), strips_.end(), [&](const Strip& strip) { return strip.column == into; });
  if (target == strips_.end()) {
    Strip fresh{.column = into};
    fresh.values = static_cast<std::uint32_t>(value_of.size());
    fresh.regions = value_of.size();
    fresh.rows.assign((fresh.regions + 1) * words_, ~Word{0});
    strips_.push_back(std::move(fresh));
    target = strips_.end() - 1;
    folded = strip(column);
  }
  for (std::size_t r = 0; r <= target->regions; ++r) {
    const std::int32_t value = r < value_of.size() ? value_of[r] : kUnset;
    const std::size_t row = value == kUnset ? folded->regions : static_cast<std::size_t>(value);
    for (std::size_t w = 0; w < words_; ++w) target->rows[r * words_ + w] &= folded->rows[row * words_ + w];
  }
  std::erase_if(strips_, [&](const Strip& strip) { return strip.column == column; });
}

}  // namespace returns
