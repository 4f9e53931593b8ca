#pragma once
// Figures over all tickets, and the same tickets as a table for a spreadsheet.

#include <string>
#include <vector>

#include "native/storage/tickets.h"

namespace returns::intake {

// Closed without a refusal or a withdrawal counts as resolved; the rate is in basis points of the closed ones.
Json board_of(const std::vector<storage::TicketRow>& rows, Instant now);

std::string csv_of(const std::vector<storage::TicketRow>& rows);

}  // namespace returns::intake
