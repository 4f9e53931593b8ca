#pragma once
// Sales of Tryton as our orders.

#include <string>

#include "core/calendar.h"
#include "native/connectors/settings.h"
#include "native/support/json.h"

namespace returns::connectors {

// Lines of one page of sales that are read; a sale has few.
inline constexpr int kMostLines = 5000;

// What sales to search for, with which fields.
Json sales_after(Instant from);
Json sale_fields();
Json sale_line_fields();
Instant written_at(const Json& sale);

// `lines`: of many sales. What is no order of ours (half a piece, taxes that differ from line to line) has what cannot
// be said left out, and its reader says so.
Json order_of_sale(const Json& sale, const Json& lines, const ConnectorSettings& settings);

}  // namespace returns::connectors
