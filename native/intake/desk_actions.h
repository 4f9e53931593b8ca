#pragma once
// What may be done to a ticket at the desk, by whom and when.

#include <string>
#include <variant>

#include "native/intake/judge.h"
#include "native/storage/staff.h"
#include "native/storage/tickets.h"

namespace returns::intake {

struct DeskCase {
  const storage::TicketRow& row;
  std::int64_t quoted = 0;  // minor units the request's quote gives back
  std::int64_t paid = 0;    // what was paid for the order and is not refunded yet
};

// The change that `asked` ({"action","revision","text","amount","assignee"}) means, or why it may not be.
std::variant<storage::TicketChange, Refusal> desk_change(const Json& asked, const storage::StaffMember& member,
                                                         const DeskCase& the_case);

// The actions that make sense now for this person; the page shows these and no others.
Json desk_actions(const storage::TicketRow& row, const storage::StaffMember& member);

}  // namespace returns::intake
