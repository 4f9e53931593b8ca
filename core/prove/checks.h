#pragma once
// The parts of the proof, one file each. All add to the same list.

#include <algorithm>
#include <utility>
#include <vector>

#include "core/calendar.h"
#include "core/policy/pack.h"
#include "core/prove/bits.h"
#include "core/prove/case.h"
#include "core/prove/finding.h"
#include "core/prove/prove.h"
#include "core/prove/walk.h"

namespace returns {

class Proof {
 public:
  explicit Proof(const Pack& pack) : pack_(pack) {}
  const Pack& pack() const { return pack_; }

  void add(ProofFinding finding) {
    if (findings_.size() < kMaxFindings) findings_.push_back(std::move(finding));
  }
  // The same fault of the same rules is shown by one case.
  bool fresh(ProofCode code, const std::vector<std::string>& rules) const {
    return std::none_of(findings_.begin(), findings_.end(),
                        [&](const ProofFinding& other) { return other.code == code && other.rules == rules; });
  }
  std::vector<ProofFinding> take() { return std::move(findings_); }

 private:
  const Pack& pack_;
  std::vector<ProofFinding> findings_;
};

// What a walk must decide so that these tables have all their columns.
Walk::Scope scope_of(const std::vector<const Table*>& tables);
// Runs a walk; one that is too large is a finding of `table`.
void run(Proof& proof, std::string_view table, Walk& walk, const std::function<void(const Leaf&)>& use);

// Index of the lowest bit, or the number of bits when there is none.
std::size_t lowest(const std::uint64_t* words, const Table& table);

// A value of the leaf's region at which its fees are more than that share of the value, and the first fee rule.
struct FeeExcess {
  std::size_t rule = 0;
  std::int32_t value = 0;
};
std::optional<FeeExcess> fee_excess(const Pack& pack, const Leaf& leaf, const std::uint64_t* alive,
                                    std::int32_t basis_points);

void prove_tables(Proof& proof);    // no_answer, unreachable_rule, conflict of item tables
void prove_rights(Proof& proof);    // window_below_floor, right_denied
void prove_fees(Proof& proof);      // fee_above_refund
void prove_slots(Proof& proof);     // slot_cannot_be_filled
void prove_requests(Proof& proof);  // request and complaint tables
void prove_calendar(Proof& proof, const Calendar& calendar);
void prove_vocabulary(Proof& proof);  // dead_value

}  // namespace returns
