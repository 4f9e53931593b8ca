#pragma once
// What many decisions come to: counted by each thread for itself and added up at the end.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/batch.h"
#include "core/policy/pack.h"

namespace returns::policy {

// Verdicts as counted: eligible, needs_review, ineligible, and no answer (a question is open, or the pack does not know
// a word of the line).
inline constexpr std::size_t kVerdicts = 4;
inline constexpr std::size_t kNoAnswer = 3;

// Where the answers of one pack stand in what Batch gives, and what two packs are compared by.
struct PackLayout {
  const Pack* pack = nullptr;
  std::vector<TableView> tables;
  std::vector<Batch::Out> outs;
  const Batch::Out* eligibility = nullptr;
  const Batch::Out* routing = nullptr;
  const Batch::Out* remedies = nullptr;
  const Batch::Out* settlement = nullptr;

  PackLayout(const Pack& of, std::vector<Batch::Out> where);
  PackLayout(const PackLayout&) = delete;
  PackLayout& operator=(const PackLayout&) = delete;
};

struct Tally {
  explicit Tally(const Pack& pack);
  void add(const PackLayout& layout, const std::int32_t* row);
  void add(const Tally& other);

  std::array<std::uint64_t, kVerdicts> verdicts{};
  std::vector<std::uint64_t> lanes, grades;      // by value
  std::vector<std::vector<std::uint64_t>> hits;  // by table (index in tables_of) and rule
};

// What changed of one line between two packs.
struct Change {
  std::size_t from = 0, to = 0;  // verdicts
  bool findings = false, resolutions = false, settlement = false, routing = false;
  bool any() const { return from != to || findings || resolutions || settlement || routing; }
};

struct Changes {
  std::uint64_t lines = 0, verdict = 0, findings = 0, resolutions = 0, settlement = 0, routing = 0, any = 0;
  // category, reason → from × to
  std::map<std::pair<std::int32_t, std::int32_t>, std::array<std::uint64_t, kVerdicts * kVerdicts>> rows;

  void add(const Change& change, std::int32_t category, std::int32_t reason);
  void add(const Changes& other);
};

// Compares rows of answers of two packs by what a customer would see, not by the names of rules.
class Comparison {
 public:
  Comparison(const PackLayout& a, const PackLayout& b);
  Change compare(const std::int32_t* a, const std::int32_t* b) const;

 private:
  // By rule, what it says: equal numbers say the same.
  struct Meaning {
    std::vector<std::uint64_t> findings, resolutions, settlement, routing;
  };
  const PackLayout& a_;
  const PackLayout& b_;
  Meaning of_a_, of_b_;
};

}  // namespace returns::policy
