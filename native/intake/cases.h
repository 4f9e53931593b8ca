#pragma once
// What is said without an order: the case that stands for it, and who may open it again.

#include <string>
#include <vector>

#include "native/intake/policies.h"
#include "native/intake/services.h"
#include "native/storage/cases.h"

namespace returns::intake {

struct OpenedCase {
  std::string id;
  Json document;
};

// For a complaint: whoever gets its token says it later.
Outcome<OpenedCase> open_complaint(Services& services, const LoadedPack& pack);
// For a withdrawal that is filed next; `factors` open the case again.
Outcome<OpenedCase> open_withdrawal(Services& services, const LoadedPack& pack,
                                    const std::vector<storage::Factor>& factors);

// The second factors that somebody's contact gives: {"phone","email"}, each only where it is one.
std::vector<storage::Factor> factors_of(const Services& services, const Json& contact);

}  // namespace returns::intake
