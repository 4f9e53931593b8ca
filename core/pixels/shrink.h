#pragma once
// Makes a picture smaller by averaging areas, row by row, so that a large one need never be in memory as a whole.
// Exact: each source pixel counts by the area it covers, in integers; the same rows give the same bytes everywhere.

#include <cstdint>
#include <vector>

#include "core/pixels/plane.h"

namespace returns::pixels {

// Measures are taken at about this many pixels on the longer side, whatever the camera delivers: what "sharp" means
// depends on it. A little more is left as it is: making 1080 pixels into 1024 only blurs.
inline constexpr std::int32_t kWorkingSide = 1024;
inline constexpr std::int32_t kMostWorkingSide = 1160;

struct Size {
  std::int32_t width = 0;
  std::int32_t height = 0;
};

// What `size` is measured at: its own, or the working size; never less than one pixel on a side.
Size working_size(Size size);

class Shrinker {
 public:
  // `to` is at most `from` on both sides, and no side of `from` is above 65,535.
  Shrinker(Size from, Size to);

  void add(const std::uint8_t* row);
  // After from.height rows. With fewer, what is missing is black.
  Picture take();

 private:
  void add_across(const std::uint8_t* row);
  void put_row();

  Size from_, to_;
  bool same_;
  std::vector<std::uint32_t> across_;  // the row in hand, across; each sum weighs from.width
  std::vector<std::uint64_t> sums_;  // rows so far of the row that is coming; each sum weighs from.width * from.height
  std::int64_t filled_ = 0;          // of from.height
  Picture out_;
  std::int32_t done_ = 0;
};

// All at once.
Picture shrink(const Plane& plane, Size to);

// At most 256 pixels on the longer side: what is looked for in large shapes is looked for here.
Picture overview(const Plane& plane);

}  // namespace returns::pixels
