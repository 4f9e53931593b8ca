#include "core/policy/facts.h"

#include <algorithm>

namespace returns {
namespace {

struct Built {
  std::string_view name;
  std::string_view values;
};

constexpr std::array<Built, kFactCount> kBuilt{{
#define X(enumerator, text, values) Built{text, values},
    RETURNS_FACTS(X)
#undef X
}};

// The nth word of a list, or the whole rest when `index` is the last.
std::string_view word(std::string_view words, std::size_t index) {
  while (index > 0) {
    const std::size_t space = words.find(' ');
    if (space == std::string_view::npos) return {};
    words.remove_prefix(space + 1);
    --index;
  }
  return words.substr(0, words.find(' '));
}

}  // namespace

std::int32_t Column::find(std::string_view value) const {
  const auto found = std::find(values.begin(), values.end(), value);
  return found == values.end() ? -1 : static_cast<std::int32_t>(found - values.begin());
}

std::string_view value_name(Fact fact, std::size_t index) {
  return word(kBuilt[static_cast<std::size_t>(fact)].values, index);
}

std::vector<Column> built_in_columns() {
  std::vector<Column> columns;
  columns.reserve(kFactCount);
  for (const Built& built : kBuilt) {
    Column column;
    column.name = built.name;
    for (std::size_t i = 0; !word(built.values, i).empty(); ++i) column.values.emplace_back(word(built.values, i));
    columns.push_back(std::move(column));
  }
  columns[static_cast<std::size_t>(Fact::DaysLate)].max = kMaxDaysLate;
  columns[static_cast<std::size_t>(Fact::Quantity)].min = 1;
  columns[static_cast<std::size_t>(Fact::Quantity)].max = kMaxQuantity;
  columns[static_cast<std::size_t>(Fact::Value)].max = kMaxValue;
  return columns;
}

}  // namespace returns
