#pragma once
// Bulk decisions as flat buffers: int32 words in little-endian order. Format: docs/batch.md.

#include <string>
#include <string_view>

#include "core/wire/doors.h"

namespace returns::wire {

// {"batch":{…}}: the columns and tables that a buffer may name, with their values and rules, and the pack's mark.
std::string batch_layout(const Core& core);

// Rows in, answers out. A buffer that is not well formed, is meant for another pack or lacks a column is answered with
// {"fault":…}; a value out of range spoils its row alone and is told in the row's status.
std::string decide_batch(const Core& core, std::string_view buffer);

}  // namespace returns::wire
