#include "core/pixels/edges.h"

#include <algorithm>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace returns::pixels {
namespace {

std::int32_t magnitude(std::int32_t value) { return value < 0 ? -value : value; }

struct Rows {
  const std::uint8_t* above;
  const std::uint8_t* here;
  const std::uint8_t* below;
};

class Finder {
 public:
  Finder(const Plane& plane, Edges& edges) : plane_(plane), edges_(edges) {
    for (auto& slopes : edges_.slopes) slopes.resize(kSteepest);
    columns_.resize(static_cast<std::size_t>(std::max(plane.width, 0)));
    for (std::size_t x = 0; x < columns_.size(); ++x)
      columns_[x] = static_cast<std::uint8_t>(x * kCells / columns_.size());
  }

  void run() {
    for (std::int32_t y = 1; y + 1 < plane_.height; ++y) {
      cell_row_ =
          kCells * static_cast<std::size_t>(std::int64_t{y} * static_cast<std::int64_t>(kCells) / plane_.height);
      row({plane_.row(y - 1), plane_.row(y), plane_.row(y + 1)});
    }
    if (plane_.width > 2 && plane_.height > 2)
      edges_.pixels = static_cast<std::uint64_t>(plane_.width - 2) * static_cast<std::uint64_t>(plane_.height - 2);
  }

 private:
  void row(const Rows& rows) {
    std::int32_t x = 1;
#ifdef __wasm_simd128__
    for (; x + 8 < plane_.width; x += 8) eight(rows, x);
#endif
    for (; x + 1 < plane_.width; ++x) {
      const std::uint8_t *a = rows.above + x, *b = rows.here + x, *c = rows.below + x;
      const std::int32_t across = (a[1] - a[-1]) + 2 * (b[1] - b[-1]) + (c[1] - c[-1]);
      const std::int32_t down = (c[-1] + 2 * c[0] + c[1]) - (a[-1] + 2 * a[0] + a[1]);
      if (magnitude(across) + magnitude(down) >= kEdgeFloor) edge(rows, x, across, down);
    }
  }

#ifdef __wasm_simd128__
  static v128_t load(const std::uint8_t* at) { return wasm_u16x8_load8x8(at); }

  void eight(const Rows& rows, std::int32_t x) {
    const std::uint8_t *a = rows.above + x, *b = rows.here + x, *c = rows.below + x;
    const v128_t a0 = load(a - 1), a1 = load(a), a2 = load(a + 1);
    const v128_t b0 = load(b - 1), b2 = load(b + 1);
    const v128_t c0 = load(c - 1), c1 = load(c), c2 = load(c + 1);
    const v128_t middle = wasm_i16x8_sub(b2, b0);
    const v128_t across =
        wasm_i16x8_add(wasm_i16x8_add(wasm_i16x8_sub(a2, a0), wasm_i16x8_sub(c2, c0)), wasm_i16x8_add(middle, middle));
    const v128_t centre = wasm_i16x8_sub(c1, a1);
    const v128_t down =
        wasm_i16x8_add(wasm_i16x8_add(wasm_i16x8_sub(c0, a0), wasm_i16x8_sub(c2, a2)), wasm_i16x8_add(centre, centre));
    const v128_t steep = wasm_i16x8_add(wasm_i16x8_abs(across), wasm_i16x8_abs(down));
    unsigned found = static_cast<unsigned>(wasm_i16x8_bitmask(wasm_i16x8_ge(steep, wasm_i16x8_splat(kEdgeFloor))));
    if (found == 0) return;
    alignas(16) std::int16_t across_of[8];
    alignas(16) std::int16_t down_of[8];
    wasm_v128_store(across_of, across);
    wasm_v128_store(down_of, down);
    for (; found != 0; found &= found - 1) {
      const int lane = __builtin_ctz(found);
      edge(rows, x + lane, across_of[lane], down_of[lane]);
    }
  }
#endif

  void edge(const Rows& rows, std::int32_t x, std::int32_t across, std::int32_t down) {
    const std::uint8_t *a = rows.above + x, *b = rows.here + x, *c = rows.below + x;
    const std::int32_t wide = magnitude(across), high = magnitude(down);
    const std::int32_t flat = b[-1] + b[1], upright = a[0] + c[0], twice = 2 * b[0];
    std::size_t direction = 0;
    std::int32_t bend = 0;
    // Nearer than 26.6° to an axis, or a diagonal.
    if (high * 2 <= wide) {
      bend = twice - flat;
    } else if (wide * 2 <= high) {
      direction = 1;
      bend = twice - upright;
    } else if ((across < 0) == (down < 0)) {
      direction = 2;
      bend = twice - a[-1] - c[1];
    } else {
      direction = 3;
      bend = twice - a[1] - c[-1];
    }
    const std::int32_t curve = 2 * twice - flat - upright;
    // Where four fields meet, the way across a corner is flat though everything around it is sharp.
    if (direction >= 2 && magnitude(curve) > magnitude(bend)) bend = curve;
    Slope& slope = edges_.slopes[direction][static_cast<std::size_t>(wide) + static_cast<std::size_t>(high)];
    slope.bend += static_cast<std::uint64_t>(bend * bend);
    slope.curve += static_cast<std::uint64_t>(curve * curve);
    slope.steep += static_cast<std::uint64_t>(across * across + down * down);
    ++slope.count;
    ++edges_.cells[cell_row_ + columns_[static_cast<std::size_t>(x)]];
  }

  Plane plane_;
  Edges& edges_;
  std::size_t cell_row_ = 0;
  std::vector<std::uint8_t> columns_;  // which cell a pixel is in, across
};

}  // namespace

Edges find_edges(const Plane& plane) {
  Edges edges;
  Finder(plane, edges).run();
  return edges;
}

}  // namespace returns::pixels
