#pragma once
// How light and dark are spread over a picture, and where a lamp is reflected in it.

#include <cstdint>

#include "core/pixels/plane.h"

namespace returns::pixels {

struct Tones {
  std::int32_t dark = 0;     // 2 of 100 pixels are darker than this
  std::int32_t middle = 0;   // half are
  std::int32_t light = 0;    // 90 of 100 are
  std::int32_t clipped = 0;  // thousandths that are white and nothing more
};

Tones tones_of(const Plane& plane);

// Thousandths of the picture that lie in spots of glare: white, not large, and fading out around. A label is as white
// and ends at once; a window or the sky goes on to the edge. `overview`: core/pixels/shrink.h.
std::int32_t glare_of(const Picture& overview);

}  // namespace returns::pixels
