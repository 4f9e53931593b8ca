#pragma once
// Products and suppliers that somebody should look at: goods of which more than one in twenty was complained about, and
// suppliers whose goods had three problems in a row (ADR 0445).

#include <string>

#include "core/calendar.h"
#include "native/storage/database.h"
#include "native/support/json.h"

namespace returns::intake {

struct WatchRules {
  std::int64_t days = 90;         // orders placed, and problems reported, within them
  std::int64_t alarm_rate = 500;  // basis points of the units sold; above it, not at it
  std::int64_t in_a_row = 3;
};

// {"from","until","days","alarm_rate","in_a_row","orders","products":[{"sku","title","sold","complaints","rate",
// "one_is_enough"}],"suppliers":[{"supplier","in_a_row","sold","complaints","rate","tickets"}],"products_seen",
// "suppliers_seen"}. Units are counted, and no unit twice; rates are in basis points.
Outcome<Json> watch_of(storage::Database& database, Instant now, const WatchRules& rules = {});

}  // namespace returns::intake
