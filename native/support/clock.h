#pragma once
// The server's only source of time. Tests give their own.

#include <chrono>
#include <functional>

#include "core/calendar.h"

namespace returns {

using Clock = std::function<Instant()>;

inline Clock system_clock() {
  return [] {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::seconds>(since).count()};
  };
}

}  // namespace returns
