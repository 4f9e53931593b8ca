#pragma once
// Why a pack that reads well does not load.

#include <string>
#include <vector>

#include "core/policy/pack.h"
#include "core/prove/finding.h"

namespace returns::wire {

// [{"code","table","rules":[…],"what","case":{…}}…]
std::string write_findings(const Pack& pack, const std::vector<ProofFinding>& findings);
// {"fault":{"code":"not_proved",…},"findings":[…]}. Precondition: there is a finding.
std::string write_unproved(const Pack& pack, const std::vector<ProofFinding>& findings);

}  // namespace returns::wire
