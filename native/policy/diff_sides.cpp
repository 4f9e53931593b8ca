#include "native/policy/diff_sides.h"

#include <algorithm>

#include "native/policy/fired.h"
#include "native/policy/meaning.h"

namespace returns::policy {
namespace {

std::int32_t find(const Pack& pack, std::size_t column, const std::string& value) {
  return column < pack.columns.size() ? pack.columns[column].find(value) : -1;
}

std::size_t column_of(const Pack& pack, const std::string& name) {
  const auto found = std::find_if(pack.columns.begin(), pack.columns.end(),
                                  [&](const returns::Column& column) { return column.name == name; });
  return static_cast<std::size_t>(found - pack.columns.begin());
}

bool same_words_of(const Pack& a, const Pack& b) {
  const bool columns = std::equal(
      a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
      [](const returns::Column& x, const returns::Column& y) { return x.name == y.name && x.values == y.values; });
  return columns
         && std::equal(a.reasons.begin(), a.reasons.end(), b.reasons.begin(), b.reasons.end(),
                       [](const Reason& x, const Reason& y) {
                         return x.id == y.id && x.ground == y.ground && x.fault == y.fault && x.goods == y.goods;
                       });
}

bool same_tables(const TableView& a, const TableView& b) {
  const auto& x = a.table->tested();
  const auto& y = b.table->tested();
  return a.hit == b.hit && a.rules.size() == b.rules.size()
         && std::equal(a.rules.begin(), a.rules.end(), b.rules.begin(),
                       [](const RuleHead* one, const RuleHead* other) { return one->id == other->id; })
         && std::equal(x.begin(), x.end(), y.begin(), y.end(),
                       [](const Table::Tested& one, const Table::Tested& other) {
                         return one.column == other.column && one.cuts == other.cuts && one.bits == other.bits;
                       });
}

// Sorted and each once.
std::vector<std::string> as_set(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

}  // namespace

Sides::Sides(const Pack& a, const Pack& b)
    : packs_{&a, &b},
      tables_{tables_of(a), tables_of(b)},
      meanings_{meanings_of(a), meanings_of(b)},
      same_words_(same_words_of(a, b)) {
  for (std::size_t t = 0; t < tables_[0].size(); ++t)
    same_.push_back(same_words_ && same_tables(tables_[0][t], tables_[1][t]) && meanings_[0][t] == meanings_[1][t]);
}

std::size_t Sides::table(std::string_view name) const {
  const auto found =
      std::find_if(tables_[0].begin(), tables_[0].end(), [&](const TableView& view) { return view.name == name; });
  return static_cast<std::size_t>(found - tables_[0].begin());
}

std::string Sides::signature(std::size_t side, std::size_t column, std::int32_t value) const {
  if (value < 0) return "-";
  std::string bytes = "+";
  for (const TableView& view : tables_[side]) {
    if (view.name == "rights") continue;
    const std::uint64_t* row = view.table->row(column, value);
    if (row != nullptr) bytes.append(reinterpret_cast<const char*>(row), view.table->words() * sizeof *row);
  }
  return bytes;
}

ValueClass& Sides::class_of(Dimension& dimension, std::map<std::string, std::size_t>& seen,
                            const std::string& signature) {
  const auto [known, fresh] = seen.try_emplace(signature, dimension.classes.size());
  if (fresh) dimension.classes.emplace_back();
  return dimension.classes[known->second];
}

Dimension Sides::words(const std::string& column) const {
  Dimension dimension{column, {}};
  std::map<std::string, std::size_t> seen;
  const std::array<std::size_t, 2> at{column_of(pack(0), column), column_of(pack(1), column)};
  std::vector<std::string> values;
  for (std::size_t side = 0; side < 2; ++side) {
    if (at[side] == pack(side).columns.size()) continue;
    for (const std::string& value : pack(side).columns[at[side]].values) {
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    }
  }
  for (const std::string& value : values) {
    const std::array<std::int32_t, 2> index{find(pack(0), at[0], value), find(pack(1), at[1], value)};
    std::string mark = signature(0, at[0], index[0]) + '|' + signature(1, at[1], index[1]);
    // An answer that is not asked for is no answer.
    if (value == "not_asked") mark += '!';
    ValueClass& of = class_of(dimension, seen, mark);
    of.texts.push_back(value);
    if (of.texts.size() == 1) of.at = index;
  }
  return dimension;
}

Dimension Sides::regions(Fact fact, std::int32_t from) const {
  const auto column = static_cast<std::size_t>(fact);
  const std::int32_t last = pack(0).columns[column].max;
  std::vector<std::int32_t> starts{from};
  for (const auto& tables : tables_) {
    for (const TableView& view : tables) {
      for (const Table::Tested& tested : view.table->tested()) {
        if (tested.column != column || view.name == "rights") continue;
        for (const std::int32_t cut : tested.cuts) {
          if (cut > from) starts.push_back(cut);
        }
      }
    }
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  Dimension dimension{pack(0).columns[column].name, {}};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::int32_t to = i + 1 < starts.size() ? starts[i + 1] - 1 : last;
    std::string text = std::to_string(starts[i]);
    if (to > starts[i]) text += "…" + std::to_string(to);
    dimension.classes.push_back({{std::move(text)}, {{starts[i], to}}, {starts[i], starts[i]}});
  }
  return dimension;
}

void Sides::compare(std::size_t table, const std::array<Facts, 2>& facts, std::vector<Aspect>& out,
                    const std::string& prefix) const {
  std::array<std::vector<std::size_t>, 2> rules;
  std::array<std::vector<std::string>, 2> says;
  for (std::size_t side = 0; side < 2; ++side) {
    rules[side] = speaking(tables_[side][table], facts[side]);
    for (const std::size_t rule : rules[side]) says[side].push_back(meanings_[side][table][rule]);
    says[side] = as_set(std::move(says[side]));
  }
  if (says[0] == says[1]) return;
  Aspect aspect{.table = std::string{tables_[0][table].name}};
  for (std::size_t side = 0; side < 2; ++side) {
    const auto& other = says[1 - side];
    std::vector<std::string>& texts = side == 0 ? aspect.from : aspect.to;
    std::vector<std::string>& ids = side == 0 ? aspect.rules_from : aspect.rules_to;
    for (const std::string& text : says[side]) {
      if (!std::binary_search(other.begin(), other.end(), text)) texts.push_back(prefix + text);
    }
    for (const std::size_t rule : rules[side]) {
      if (!std::binary_search(other.begin(), other.end(), meanings_[side][table][rule]))
        ids.push_back(tables_[side][table].rules[rule]->id);
    }
  }
  out.push_back(std::move(aspect));
}

std::uint32_t Sides::number(std::vector<Aspect> aspects) {
  if (aspects.empty()) return Boxes::kNothing;
  const auto [known, fresh] = numbers_.try_emplace(std::move(aspects), static_cast<std::uint32_t>(kept_.size()));
  if (fresh) kept_.push_back(known->first);
  return known->second;
}

std::optional<Condition> condition_of(const Dimension& dimension,
                                      const std::optional<std::vector<std::uint16_t>>& set) {
  if (!set || set->size() == dimension.classes.size()) return std::nullopt;
  Condition condition{dimension.column, {}, {}};
  for (std::size_t i = 0; i < dimension.classes.size(); ++i) {
    const ValueClass& of = dimension.classes[i];
    const bool in = std::binary_search(set->begin(), set->end(), static_cast<std::uint16_t>(i));
    std::vector<std::string>& texts = in ? condition.values : condition.others;
    texts.insert(texts.end(), of.texts.begin(), of.texts.end());
    if (in) condition.ranges.insert(condition.ranges.end(), of.ranges.begin(), of.ranges.end());
  }
  return condition;
}

}  // namespace returns::policy
