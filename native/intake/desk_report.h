#pragma once
// The report of a quarter beside the quarter before: what came, why, what became of it, and how long that took.

#include <string>

#include "native/intake/quarter.h"
#include "native/storage/database.h"
#include "native/support/json.h"

namespace returns::intake {

// {"quarter","before","first","current","from","until","now","figures","lanes","reasons","outcomes","months","causes",
// "late"}. Days are those of each request's pack. Rates are in basis points of what is closed, times in seconds; a
// figure that nothing can be said of yet is left out.
Outcome<Json> report_of(storage::Database& database, Quarter quarter, Instant now);

// The same counts: part, name, quarter, quarter before; names are codes.
std::string report_csv(const Json& report);

}  // namespace returns::intake
