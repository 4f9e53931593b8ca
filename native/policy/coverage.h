#pragma once
// Which rules of a pack a set of cases makes speak, and with which of the values each rule accepts.

#include <cstdint>
#include <string>
#include <vector>

#include "native/policy/fired.h"

namespace returns::policy {

// A value (or interval of integers) that a rule accepts and no case had when the rule spoke.
struct Untried {
  std::size_t column = 0;
  std::string value;  // "broken", "4…9"
};

struct RuleCoverage {
  std::string rule;  // "eligibility/seal-broken"
  std::uint64_t hits = 0;
  std::vector<Untried> untried = {};
};

class Coverage {
 public:
  // The pack must outlive it.
  explicit Coverage(const Pack& pack);
  void add(const Situation& situation);

  std::size_t rules() const;
  std::size_t covered() const;
  // Whole percent, rounded down: 100 only when nothing is left. A pack without rules is covered.
  std::int32_t percent() const;
  std::vector<RuleCoverage> by_rule() const;

 private:
  struct Column {
    std::size_t column = 0;
    std::vector<std::uint64_t> seen = {};  // region × words, as the table's own bits
  };
  struct OfTable {
    std::vector<std::uint64_t> hits;
    std::vector<Column> columns;
  };
  const Pack& pack_;
  std::vector<TableView> tables_;
  std::vector<OfTable> counts_;
};

}  // namespace returns::policy
