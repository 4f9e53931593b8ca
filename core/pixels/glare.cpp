#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/pixels/tones.h"

namespace returns::pixels {
namespace {

constexpr std::uint8_t kWhite = 250;
constexpr std::int32_t kRings = 3;
constexpr std::int64_t kFades = 2;         // levels from each ring to the next
constexpr std::int64_t kStillLight = 205;  // of the first ring; a label ends more suddenly
constexpr std::size_t kFilled = 45;        // hundredths of the box around it
constexpr std::int64_t kSmallest = 6;      // thousandths of the picture
constexpr std::int64_t kLargest = 400;
constexpr std::size_t kCell = 4;  // pixels of the overview

// The lightest pixel of each cell: between letters the paper is still seen.
Picture cells_of(const Picture& overview) {
  const std::size_t width = static_cast<std::size_t>(overview.width) / kCell;
  const std::size_t height = static_cast<std::size_t>(overview.height) / kCell;
  Picture cells{std::vector<std::uint8_t>(width * height), static_cast<std::int32_t>(width),
                static_cast<std::int32_t>(height)};
  for (std::size_t y = 0; y < height * kCell; ++y) {
    const std::uint8_t* row = overview.luma.data() + y * static_cast<std::size_t>(overview.width);
    std::uint8_t* out = cells.luma.data() + y / kCell * width;
    for (std::size_t x = 0; x < width * kCell; ++x) out[x / kCell] = std::max(out[x / kCell], row[x]);
  }
  return cells;
}

class Spots {
 public:
  explicit Spots(const Picture& cells) : cells_(cells), distance_(cells.luma.size(), kUnknown) {}

  std::int32_t find() {
    std::int64_t glaring = 0;
    for (std::size_t at = 0; at < cells_.luma.size(); ++at) {
      if (cells_.luma[at] < kWhite || distance_[at] != kUnknown) continue;
      gather(at);
      if (is_glare()) glaring += static_cast<std::int64_t>(spot_.size());
      settle();
    }
    return static_cast<std::int32_t>(glaring * 1000 / static_cast<std::int64_t>(cells_.luma.size()));
  }

 private:
  static constexpr std::int8_t kUnknown = -1;
  static constexpr std::int8_t kSeen = 100;

  template <class Use>
  void neighbours(std::size_t at, Use use) const {
    const auto width = static_cast<std::size_t>(cells_.width);
    const std::size_t x = at % width;
    if (x > 0) use(at - 1);
    if (x + 1 < width) use(at + 1);
    if (at >= width) use(at - width);
    if (at + width < cells_.luma.size()) use(at + width);
  }

  // All white cells that hang together.
  void gather(std::size_t first) {
    spot_.assign(1, first);
    distance_[first] = 0;
    open_ = false;
    for (std::size_t i = 0; i < spot_.size(); ++i) {
      std::size_t around = 0;
      neighbours(spot_[i], [&](std::size_t next) {
        ++around;
        if (distance_[next] != kUnknown || cells_.luma[next] < kWhite) return;
        distance_[next] = 0;
        spot_.push_back(next);
      });
      open_ = open_ || around < 4;
    }
  }

  bool is_glare() {
    const auto size = static_cast<std::int64_t>(spot_.size());
    const auto all = static_cast<std::int64_t>(cells_.luma.size());
    if (open_ || size < 3 || size * 1000 < all * kSmallest || size * 1000 > all * kLargest || !is_compact())
      return false;
    // Rings around the spot, one cell wide each: the light is still there in the first and fades from each to the next.
    std::vector<std::size_t> ring = spot_;
    std::int64_t first = 0, last = kWhite;
    for (std::int32_t step = 1; step <= kRings; ++step) {
      std::vector<std::size_t> next_ring;
      std::int64_t sum = 0;
      for (const std::size_t at : ring) {
        neighbours(at, [&](std::size_t next) {
          if (distance_[next] != kUnknown) return;
          distance_[next] = static_cast<std::int8_t>(step);
          next_ring.push_back(next);
          sum += cells_.luma[next];
        });
      }
      if (next_ring.empty()) return false;
      rings_.insert(rings_.end(), next_ring.begin(), next_ring.end());
      const std::int64_t mean = sum / static_cast<std::int64_t>(next_ring.size());
      if (mean + kFades > last) return false;
      last = mean;
      if (step == 1) first = mean;
      ring.swap(next_ring);
    }
    return first >= kStillLight;
  }

  // A reflection is a blob; letters, frames and the gaps between leaves are not.
  bool is_compact() const {
    const auto width = static_cast<std::size_t>(cells_.width);
    std::size_t left = width, right = 0;
    for (const std::size_t at : spot_) {
      left = std::min(left, at % width);
      right = std::max(right, at % width);
    }
    const auto [top, bottom] = std::minmax_element(spot_.begin(), spot_.end());
    return spot_.size() * 100 >= (right - left + 1) * (*bottom / width - *top / width + 1) * kFilled;
  }

  // The rings belong to nobody again, the spot is done with.
  void settle() {
    for (const std::size_t at : rings_) distance_[at] = kUnknown;
    for (const std::size_t at : spot_) distance_[at] = kSeen;
    rings_.clear();
  }

  const Picture& cells_;
  std::vector<std::int8_t> distance_;
  std::vector<std::size_t> spot_, rings_;
  bool open_ = false;  // reaches the edge of the picture
};

}  // namespace

std::int32_t glare_of(const Picture& overview) {
  const Picture cells = cells_of(overview);
  return cells.empty() ? 0 : Spots(cells).find();
}

}  // namespace returns::pixels
