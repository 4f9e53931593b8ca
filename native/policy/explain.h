#pragma once
// One case in full: the answer with its sources, and how every rule of every table took it.

#include <string>

#include "native/policy/tool.h"

namespace returns::policy {

struct ExplainOptions {
  std::string case_file;   // "case.json", "cases.json#/cases/3", "-"
  std::string pack;        // empty: the pack beside the case
  std::string at;          // RFC 3339; empty: the case's own moment
  std::size_t misses = 3;  // rules shown per table among those that did not match; 0: all
};

Or<int> explain(const Tool& tool, const ExplainOptions& options);

}  // namespace returns::policy
