#pragma once
// The cases of a pack, run like a test suite: every case through the real door, every difference named.

#include <string>
#include <vector>

#include "native/policy/answer.h"
#include "native/policy/coverage.h"
#include "native/policy/tool.h"

namespace returns::policy {

struct CaseResult {
  std::string name;
  std::string at;  // JSON pointer in its file
  std::vector<Mismatch> mismatches;
  bool passed() const { return mismatches.empty(); }
};

// A case that cannot be (it contradicts itself, or expects something that has no such name) stops the run.
Or<std::vector<CaseResult>> run_cases(const wire::Core& core, const std::string& file, Coverage& coverage);

// The cases kept beside the pack, or the files named instead. Prints, and gives kInOrder or kNotInOrder.
Or<int> test_pack(const Tool& tool, const std::string& name, const std::vector<std::string>& named);

}  // namespace returns::policy
