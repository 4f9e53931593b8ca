#pragma once
// How steep the edges of a picture are and how sharply they bend, sorted by steepness and by direction.
//
// A sharp edge rises within a pixel or two: for its height its slope bends a lot. A blurred one rises over many. The
// ratio of the two does not depend on contrast, and little on what is shown (core/pixels/sharpness.h). One pass, in
// WebAssembly with 128-bit lanes, elsewhere one pixel at a time: the same numbers.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/pixels/plane.h"

namespace returns::pixels {

// Sobel sums, |across| + |down|: 0 to 2040. Below the floor there is noise and paper, not edges.
inline constexpr std::size_t kSteepest = 2041;
inline constexpr std::int32_t kEdgeFloor = 48;

// The way a slope runs: across, down, and the two diagonals.
inline constexpr std::size_t kDirections = 4;

struct Slope {
  std::uint64_t bend = 0;   // sum of squares: second difference along the slope
  std::uint64_t curve = 0;  // sum of squares: second difference all around (Laplacian)
  std::uint64_t steep = 0;  // sum of squares: Sobel across and down
  std::uint32_t count = 0;
};

// Where the edges are: pixels steeper than the floor in each cell of a grid over the picture.
inline constexpr std::size_t kCells = 16;

struct Edges {
  std::array<std::vector<Slope>, kDirections> slopes;  // by steepness
  std::array<std::uint32_t, kCells * kCells> cells{};  // row by row
  std::uint64_t pixels = 0;                            // looked at
};

Edges find_edges(const Plane& plane);

}  // namespace returns::pixels
