#pragma once
// A ticket as the desk sees it.

#include <string>
#include <variant>

#include "native/http.h"
#include "native/intake/services.h"
#include "native/storage/staff.h"
#include "native/storage/tickets.h"

namespace returns::intake {

// One line of the queue.
Json row_of(const storage::TicketRow& row);

struct CaseFile {
  Json document = Json::object();  // everything for one screen
  std::int64_t quoted = 0, paid = 0;
};
Outcome<CaseFile> case_of(Services& services, const storage::TicketRow& row, const storage::StaffMember& who);

}  // namespace returns::intake
