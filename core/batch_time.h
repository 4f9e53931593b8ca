#pragma once
// What a row says about time, and whether a window is still open then. Only for batch*.cpp.

#include <cstdint>

#include "core/batch_rows.h"

namespace returns::batching {

inline constexpr std::int32_t kMinutesOfDay = 1440;

// `state` None: both moments are known.
struct Moments {
  WindowState state = WindowState::None;
  std::int32_t signed_at = 0, now = 0;  // minutes since 1970-01-01T00:00Z
};
// `values`: those of a row, `step` apart.
Moments moments_of(const Form& form, const std::int32_t* values, std::size_t step);

// Precondition: both moments are known and the term ends.
bool is_open(const WindowThen& term, const Form& form, const Moments& moments);
// Seconds since 1970; the same for all terms when the row says only what the window is.
std::int64_t end_of_window(const WindowThen& term, const Form& form, const Moments& moments);

}  // namespace returns::batching
