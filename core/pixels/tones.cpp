#include "core/pixels/tones.h"

#include <algorithm>
#include <array>

namespace returns::pixels {
namespace {

constexpr std::size_t kWhite = 250;

std::int32_t level(const std::array<std::uint32_t, 256>& counts, std::uint64_t pixels, std::uint64_t percent) {
  std::uint64_t below = 0;
  for (std::size_t value = 0; value < counts.size(); ++value) {
    below += counts[value];
    if (below * 100 > pixels * percent) return static_cast<std::int32_t>(value);
  }
  return 255;
}

}  // namespace

Tones tones_of(const Plane& plane) {
  // Four tables: neighbours are often alike, and one table would wait for itself.
  std::array<std::array<std::uint32_t, 256>, 4> part{};
  for (std::int32_t y = 0; y < plane.height; ++y) {
    const std::uint8_t* row = plane.row(y);
    for (std::int32_t x = 0; x < plane.width; ++x) ++part[static_cast<std::size_t>(x) & 3U][row[x]];
  }
  std::array<std::uint32_t, 256> counts{};
  for (std::size_t value = 0; value < counts.size(); ++value)
    counts[value] = part[0][value] + part[1][value] + part[2][value] + part[3][value];
  const std::uint64_t pixels = static_cast<std::uint64_t>(plane.width) * static_cast<std::uint64_t>(plane.height);
  if (pixels == 0) return {};
  std::uint64_t clipped = 0;
  for (std::size_t value = kWhite; value < counts.size(); ++value) clipped += counts[value];
  return {level(counts, pixels, 2), level(counts, pixels, 50), level(counts, pixels, 90),
          static_cast<std::int32_t>(clipped * 1000 / pixels)};
}

}  // namespace returns::pixels
