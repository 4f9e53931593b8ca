#pragma once
// The proof of packs, for a reader: every finding with its rules, a case that shows it, and what to do.

#include <string>
#include <vector>

#include "native/policy/tool.h"

namespace returns::policy {

Or<int> check(const Tool& tool, const std::vector<std::string>& names);

// Words of the pack that a language lacks, as findings; `what` is the key and the languages that lack it.
std::vector<ProofFinding> missing_texts_of(const std::filesystem::path& assets, const Pack& pack);

// The case of a finding as a document that `policy explain` takes; null when the finding has none.
Json case_of(const Pack& pack, const ProofFinding& finding);

}  // namespace returns::policy
