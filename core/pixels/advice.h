#pragma once
// One thing to do now, for a camera's preview: the picture of a moment, judged before it is taken.

#include <cstdint>
#include <string_view>

#include "core/pixels/plane.h"

namespace returns::pixels {

// In the order in which they are said: light before distance, distance before a steady hand.
#define RETURNS_ADVICE(X)    \
  X(Good, "good")            \
  X(TooDark, "too_dark")     \
  X(TooBright, "too_bright") \
  X(Glare, "glare")          \
  X(TooFar, "too_far")       \
  X(Moved, "moved")          \
  X(Blurred, "blurred")      \
  X(CannotJudge, "cannot_judge")

enum class Advice : std::uint8_t {
#define X(name, text) name,
  RETURNS_ADVICE(X)
#undef X
};
std::string_view name(Advice advice);

struct FrameAdvice {
  Advice advice = Advice::Good;
  std::int32_t sharpness = 0;  // of two frames of one scene, the larger is the sharper
};

FrameAdvice advise(const Plane& frame);

}  // namespace returns::pixels
