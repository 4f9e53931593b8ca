#pragma once
// What a customer sees of a filed request: what was done and when, what comes and by when.

#include "native/intake/policies.h"
#include "native/storage/orders.h"
#include "native/storage/requests.h"
#include "native/support/json.h"

namespace returns::intake {

// Six stages, in the order in which every request goes through them: accept, register, assign, investigate, handle,
// feed_back. The first two are done when the ticket stands; the others have the due time of the pack's clocks.
Json progress_of(const storage::FiledRequest& filed, const storage::StoredOrder& order, const Policies& policies);

}  // namespace returns::intake
