#pragma once
// How much of the frame what is shown takes up, told by where its edges are. On a busy table everything is subject; on
// a plain one a box that is too far away shows as one.

#include <cstdint>

#include "core/pixels/edges.h"

namespace returns::pixels {

// Thousandths of the picture's width and height.
struct Subject {
  std::int32_t wide = 0;
  std::int32_t high = 0;
};

Subject subject_of(const Edges& edges);

}  // namespace returns::pixels
