#pragma once
// How long files of customers are kept: as many days after their request was closed as the pack's slot says, and two
// weeks when no request mentions them. What is open, or of a pack that is not here, stays.

#include <cstdint>

#include "native/intake/media_store.h"
#include "native/intake/services.h"

namespace returns::intake {

// A token lives a week, and a device may be without a network that long: twice that.
inline constexpr std::int64_t kUnusedSeconds = std::int64_t{14} * 86'400;

// Removes what is due; how many files.
Outcome<std::int64_t> remove_due_media(Services& services);

}  // namespace returns::intake
