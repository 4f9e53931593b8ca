#pragma once
// The integers of a report's "pixels", by name; one list for reading and for writing.

#include <array>
#include <cstdint>
#include <string_view>

#include "core/report.h"

namespace returns::wire {

struct PixelName {
  std::string_view name;
  std::int32_t Pixels::*value;
};

inline constexpr std::array kPixelNames{
#define X(member, text) PixelName{text, &Pixels::member},
    RETURNS_PIXELS(X)
#undef X
};

}  // namespace returns::wire
