#pragma once
// How sharp a picture is, from its strongest edges alone: plain paper does not count against it, and neither does low
// contrast. docs/pixels.md has what was measured and where the limits come from.

#include <cstdint>

#include "core/pixels/edges.h"

namespace returns::pixels {

// Thousandths throughout; 1000 is an edge that rises within two pixels.
struct Sharpness {
  std::int32_t edges = 0;    // pixels steeper than the floor, of all
  std::int32_t overall = 0;  // on the strongest 20 thousandths
  std::int32_t weakest = 0;  // the direction that bends least: a camera that moved blurs one. 0: too few edges
};

Sharpness sharpness_of(const Edges& edges);

}  // namespace returns::pixels
