#include "core/pixels/fingerprint.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/pixels/likeness.h"
#include "core/pixels/shrink.h"

namespace returns::pixels {
namespace {

constexpr std::int32_t kGrid = 32;
constexpr std::int32_t kFlat = 12;  // levels between the darkest and the lightest cell; less is no picture

// cos((2x + 1) u π / 64), in 1024ths.
constexpr std::array<std::array<std::int16_t, kGrid>, 8> kCosine{
    {{1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024,
      1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024},
     {1023, 1013, 993,  964,  926,  878,  822,  759,  688,  610,  526,  438,  345,  249,  150,   50,
      -50,  -150, -249, -345, -438, -526, -610, -688, -759, -822, -878, -926, -964, -993, -1013, -1023},
     {1019,  980,  903,  792,  650,  483,  297,  100,  -100, -297, -483, -650, -792, -903, -980, -1019,
      -1019, -980, -903, -792, -650, -483, -297, -100, 100,  297,  483,  650,  792,  903,  980,  1019},
     {1013, 926, 759, 526, 249, -50,  -345, -610, -822, -964, -1023, -993, -878, -688, -438, -150,
      150,  438, 688, 878, 993, 1023, 964,  822,  610,  345,  50,    -249, -526, -759, -926, -1013},
     {1004, 851, 569, 200, -200, -569, -851, -1004, -1004, -851, -569, -200, 200, 569, 851, 1004,
      1004, 851, 569, 200, -200, -569, -851, -1004, -1004, -851, -569, -200, 200, 569, 851, 1004},
     {993,  759,  345,  -150,  -610, -926, -1023, -878, -526, -50,  438, 822, 1013, 964,  688,  249,
      -249, -688, -964, -1013, -822, -438, 50,    526,  878,  1023, 926, 610, 150,  -345, -759, -993},
     {980,  650,  100,  -483, -903, -1019, -792, -297, 297,  792,  1019,  903,  483,  -100, -650, -980,
      -980, -650, -100, 483,  903,  1019,  792,  297,  -297, -792, -1019, -903, -483, 100,  650,  980},
     {964, 526, -150, -759, -1023, -822, -249, 438,  926,  993, 610, -50,  -688, -1013, -878, -345,
      345, 878, 1013, 688,  50,    -610, -993, -926, -438, 249, 822, 1023, 759,  150,   -526, -964}}};

// Signs of the lowest frequencies but the mean.
std::uint64_t signs(const Picture& cells) {
  std::array<std::array<std::int32_t, kGrid>, 8> across{};  // frequency across, row
  for (std::size_t u = 0; u < 8; ++u) {
    for (std::size_t y = 0; y < kGrid; ++y) {
      const std::uint8_t* row = cells.luma.data() + y * kGrid;
      for (std::size_t x = 0; x < kGrid; ++x) across[u][y] += kCosine[u][x] * row[x];
    }
  }
  std::uint64_t bits = 0;
  for (std::size_t v = 0; v < 8; ++v) {
    for (std::size_t u = v == 0 ? 1 : 0; u < 8; ++u) {
      std::int64_t sum = 0;
      for (std::size_t y = 0; y < kGrid; ++y) sum += std::int64_t{kCosine[v][y]} * across[u][y];
      if (sum > 0) bits |= std::uint64_t{1} << (v * 8 + u);
    }
  }
  return bits;
}

struct Cut {
  std::int32_t left, top, right, bottom;  // thousandths
};
constexpr std::array<Cut, kWindows> kCuts{{{0, 0, 0, 0},
                                           {20, 20, 20, 20},
                                           {35, 35, 35, 35},
                                           {50, 50, 50, 50},
                                           {75, 75, 75, 75},
                                           {100, 100, 100, 100},
                                           {0, 0, 100, 100},
                                           {100, 0, 0, 100},
                                           {0, 100, 100, 0},
                                           {100, 100, 0, 0}}};

Plane cut(const Plane& plane, const Cut& by) {
  const auto part = [](std::int32_t side, std::int32_t thousandths) { return (side * thousandths + 500) / 1000; };
  const std::int32_t left = part(plane.width, by.left), top = part(plane.height, by.top);
  return plane.part(left, top, plane.width - left - part(plane.width, by.right),
                    plane.height - top - part(plane.height, by.bottom));
}

}  // namespace

std::string fingerprint(const Picture& overview) {
  // The smallest window must still have a pixel for each cell.
  if (std::min(overview.width, overview.height) * 80 < kGrid * 100) return {};
  Likeness likeness{};
  for (std::size_t i = 0; i < kWindows; ++i) {
    const Picture cells = shrink(cut(overview.plane(), kCuts[i]), {kGrid, kGrid});
    if (i == 0) {
      const auto [darkest, lightest] = std::minmax_element(cells.luma.begin(), cells.luma.end());
      if (*lightest - *darkest < kFlat) return {};
    }
    likeness[i] = signs(cells);
  }
  return write_likeness(likeness);
}

}  // namespace returns::pixels
