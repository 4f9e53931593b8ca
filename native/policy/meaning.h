#pragma once
// What a rule says, as a short text that is the same in two packs when they say the same.

#include <string>
#include <vector>

#include "core/policy/pack.h"

namespace returns::policy {

// By table (in the order of tables_of) and rule.
std::vector<std::vector<std::string>> meanings_of(const Pack& pack);

}  // namespace returns::policy
