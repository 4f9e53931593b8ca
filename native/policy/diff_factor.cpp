// Combinations as conditions.

#include <algorithm>

#include "native/policy/diff_sides.h"

namespace returns::policy {
namespace {

class Factor {
 public:
  Factor(const std::vector<std::string>& columns, const std::vector<Member>& all) : columns_(columns), all_(all) {}

  // `within`: the members among which `chosen` is to be told apart; `fixed` holds what was split off already.
  void run(const std::vector<bool>& within, const std::vector<bool>& chosen, std::vector<Condition> fixed,
           std::size_t from) {
    std::vector<bool> kept(columns_.size(), true);
    if (select(within, chosen, kept) != chosen) return split(within, chosen, fixed, from);
    for (std::size_t c = columns_.size(); c-- > 0;) {
      kept[c] = false;
      if (select(within, chosen, kept) != chosen) kept[c] = true;
    }
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (kept[c]) fixed.push_back(condition(within, chosen, c));
    }
    rows.push_back(std::move(fixed));
  }

  std::vector<std::vector<Condition>> rows;

 private:
  std::vector<std::string> values(const std::vector<bool>& of, std::size_t column) const {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (of[i] && std::find(found.begin(), found.end(), all_[i].texts[column]) == found.end())
        found.push_back(all_[i].texts[column]);
    }
    return found;
  }
  // The members that have, in every column that is kept, a value that some chosen one has.
  std::vector<bool> select(const std::vector<bool>& within, const std::vector<bool>& chosen,
                           const std::vector<bool>& kept) const {
    std::vector<bool> fits = within;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (!kept[c]) continue;
      const std::vector<std::string> wanted = values(chosen, c);
      for (std::size_t i = 0; i < all_.size(); ++i) {
        if (fits[i]) fits[i] = std::find(wanted.begin(), wanted.end(), all_[i].texts[c]) != wanted.end();
      }
    }
    return fits;
  }
  Condition condition(const std::vector<bool>& within, const std::vector<bool>& chosen, std::size_t column) const {
    Condition made{columns_[column], values(chosen, column), {}};
    for (const std::string& value : values(within, column)) {
      if (std::find(made.values.begin(), made.values.end(), value) == made.values.end()) made.others.push_back(value);
    }
    for (const std::string& value : made.values) {
      const auto member =
          std::find_if(all_.begin(), all_.end(), [&](const Member& of) { return of.texts[column] == value; });
      if (!member->ranges.empty() && member->ranges[column].second >= 0) made.ranges.push_back(member->ranges[column]);
    }
    return made;
  }
  // One column's values apart; those after which the same is chosen stay together.
  void split(const std::vector<bool>& within, const std::vector<bool>& chosen, const std::vector<Condition>& fixed,
             std::size_t column) {
    while (values(chosen, column).size() < 2 && values(within, column).size() < 2) ++column;
    std::map<std::vector<std::vector<std::string>>, std::vector<std::string>> alike;
    for (const std::string& value : values(chosen, column)) {
      std::vector<std::vector<std::string>> rest;
      for (std::size_t i = 0; i < all_.size(); ++i) {
        if (!within[i] || all_[i].texts[column] != value) continue;
        std::vector<std::string> other = all_[i].texts;
        other[column] = chosen[i] ? "+" : "-";
        rest.push_back(std::move(other));
      }
      std::sort(rest.begin(), rest.end());
      alike[std::move(rest)].push_back(value);
    }
    for (const auto& [rest, group] : alike) {
      std::vector<bool> part = within;
      std::vector<bool> taken = chosen;
      for (std::size_t i = 0; i < all_.size(); ++i) {
        const bool in = std::find(group.begin(), group.end(), all_[i].texts[column]) != group.end();
        part[i] = part[i] && in;
        taken[i] = taken[i] && in;
      }
      std::vector<Condition> with = fixed;
      with.push_back(condition(within, taken, column));
      run(part, taken, std::move(with), column + 1);
    }
  }

  const std::vector<std::string>& columns_;
  const std::vector<Member>& all_;
};

}  // namespace

std::vector<std::vector<Condition>> factor(const std::vector<std::string>& columns, const std::vector<Member>& all,
                                           const std::vector<bool>& chosen) {
  Factor made(columns, all);
  made.run(std::vector<bool>(all.size(), true), chosen, {}, 0);
  return std::move(made.rows);
}

}  // namespace returns::policy
