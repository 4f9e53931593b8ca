#pragma once
// What a customer sees of a filed request: what was done and when, what comes and by when.

#include <string>

#include "native/intake/services.h"
#include "native/support/json.h"
#include "native/support/outcome.h"

namespace returns::intake {

// Six stages, in the order in which every request goes through them: accept, register, assign, investigate, handle,
// feed_back. The first two are done when the ticket stands; the others once the desk has done them, and until then they
// have the due time of the pack's clocks. NotFound when there is no such ticket.
Outcome<Json> progress_of(Services& services, const std::string& ticket);

}  // namespace returns::intake
