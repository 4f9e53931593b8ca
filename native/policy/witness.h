#pragma once
// A case in which a rule speaks, found by the prover's walk and not by chance.

#include <cstddef>
#include <optional>

#include "core/policy/pack.h"
#include "native/support/json.h"

namespace returns::policy {

// A `returns.case/1` without name, or nothing: no request of one item makes the rule speak, or the pack is too large
// to be walked.
std::optional<Json> witness(const Pack& pack, const TableView& table, std::size_t rule);

// A whole case for wanted facts of a request (verdict, lane, grade, resolution, …): one item that leads to them.
// Nothing when only several items together do.
std::optional<Json> witness_of_request(const Pack& pack, const Facts& wanted);

// The case document of complete facts; what follows from the rest is left out.
Json case_document(const Pack& pack, const Facts& facts);

}  // namespace returns::policy
