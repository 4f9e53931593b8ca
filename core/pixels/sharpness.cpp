#include "core/pixels/sharpness.h"

#include <algorithm>

namespace returns::pixels {
namespace {

constexpr std::uint64_t kStrongest = 20;     // thousandths of all pixels that decide
constexpr std::uint64_t kStrongestEach = 5;  // of one direction
constexpr std::uint64_t kFewest = 1;         // a direction with fewer is not judged
constexpr std::uint64_t kScale = 16'000;     // Sobel sums are four times an edge's height, and count it twice
constexpr std::int32_t kMost = 100'000;

std::int32_t ratio(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return 0;
  return static_cast<std::int32_t>(std::min<std::uint64_t>(part * kScale / whole, kMost));
}

void add(Slope& sum, const Slope& slope) {
  sum.bend += slope.bend;
  sum.curve += slope.curve;
  sum.steep += slope.steep;
  sum.count += slope.count;
}

// The steepest, until `enough` pixels are together.
template <class At>
Slope steepest(std::uint64_t enough, At at) {
  Slope sum;
  for (std::size_t steep = kSteepest; steep-- > 0 && sum.count < enough;) at(sum, steep);
  return sum;
}

}  // namespace

Sharpness sharpness_of(const Edges& edges) {
  Sharpness sharpness;
  if (edges.pixels == 0) return sharpness;
  std::uint64_t count = 0;
  for (const auto& slopes : edges.slopes) {
    for (const Slope& slope : slopes) count += slope.count;
  }
  sharpness.edges = static_cast<std::int32_t>(count * 1000 / edges.pixels);
  const Slope strongest = steepest(edges.pixels * kStrongest / 1000 + 1, [&](Slope& sum, std::size_t steep) {
    for (const auto& slopes : edges.slopes) add(sum, slopes[steep]);
  });
  sharpness.overall = ratio(strongest.curve, strongest.steep);
  std::int32_t weakest = kMost;
  for (const auto& slopes : edges.slopes) {
    const Slope own = steepest(edges.pixels * kStrongestEach / 1000 + 1,
                               [&](Slope& sum, std::size_t steep) { add(sum, slopes[steep]); });
    if (own.count * std::uint64_t{1000} >= edges.pixels * kFewest)
      weakest = std::min(weakest, std::max(1, ratio(own.bend, own.steep)));
  }
  if (weakest < kMost) sharpness.weakest = weakest;
  return sharpness;
}

}  // namespace returns::pixels
