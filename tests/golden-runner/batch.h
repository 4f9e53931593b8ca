#pragma once
// Bulk decisions in the golden corpus: rows that a small generator makes, the same here and in
// tests/wasm/batch.test.js, and the digest of what the core answers.

#include <string>

#include "core/wire/doors.h"

namespace returns::golden {

// A buffer of rows of every column and all tables. `timed`: windows end by the calendar, not by what the row says.
std::string batch_buffer(const wire::Core& core, bool timed);

// {"timing":"<digest>","signed_at":"<digest>"} of the answers.
std::string batch_digests(const wire::Core& core);

}  // namespace returns::golden
