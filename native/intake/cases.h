#pragma once
// What is said without an order: the case that stands for it, and who may open it again.

#include <string>
#include <vector>

#include "native/intake/policies.h"
#include "native/intake/services.h"
#include "native/storage/cases.h"

namespace returns::intake {

// A case of its own, not yet opened. `kind`: "complaint", "withdrawal"; `factors` open it again.
Outcome<storage::NewCase> new_case(Services& services, const LoadedPack& pack, const char* kind,
                                   std::vector<storage::Factor> factors);

// The second factors that somebody's contact gives: {"phone","email"}, each only where it is one.
std::vector<storage::Factor> factors_of(const Services& services, const Json& contact);

}  // namespace returns::intake
