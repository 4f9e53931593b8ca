#pragma once
// `policy coverage`: which rules the cases reach, and a case for those they do not.

#include <string>
#include <vector>

#include "native/policy/tool.h"

namespace returns::policy {

struct CoverageOptions {
  std::string pack;
  std::vector<std::string> files;  // empty: cases.json beside the pack
  std::int32_t threshold = 0;      // percent; below it the answer is kNotInOrder
  bool values = false;             // also list the values that rules accept and no case tried
};

Or<int> report_coverage(const Tool& tool, const CoverageOptions& options);

}  // namespace returns::policy
