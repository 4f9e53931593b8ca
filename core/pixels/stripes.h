#pragma once
// The pattern that a photo of a screen shows all over: its pixels against the camera's. A weak hint for the person who
// looks at the picture, never more: no pattern proves nothing, and a striped tablecloth has one too.

#include <cstdint>

#include "core/pixels/plane.h"

namespace returns::pixels {

// Thousandths of the picture in which brightness goes up and down in one and the same step.
std::int32_t stripes_of(const Plane& plane);

}  // namespace returns::pixels
