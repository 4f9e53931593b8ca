#include "core/pixels/stripes.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace returns::pixels {
namespace {

constexpr std::int32_t kEvery = 8;     // lines looked at
constexpr std::int32_t kLength = 64;   // of a piece of a line
constexpr std::int32_t kShortest = 3;  // steps, in pixels
constexpr std::int32_t kLongest = 14;
constexpr std::int32_t kBlock = 8;  // the step of JPEG's own blocks says nothing
constexpr std::int32_t kReach = 8;  // pixels to each side that are the level a pixel is compared with
constexpr std::int32_t kWindow = 2 * kReach + 1;
constexpr std::int32_t kPiece = kLength + kLongest;
constexpr std::int64_t kFaintest = 1;  // mean square of the ups and downs, in levels

class Pieces {
 public:
  // `at` points to a piece, with kReach pixels before and behind it; `step` leads to the next pixel.
  void look(const std::uint8_t* at, std::ptrdiff_t step) {
    ++all_;
    std::array<std::int32_t, kPiece> wave{};
    std::int32_t sum = 0;
    for (std::int32_t i = -kReach; i < kReach; ++i) sum += at[i * step];
    for (std::int32_t i = 0; i < kPiece; ++i) {
      sum += at[(i + kReach) * step];
      wave[static_cast<std::size_t>(i)] = at[i * step] * kWindow - sum;
      sum -= at[(i - kReach) * step];
    }
    const std::int64_t energy = product(wave, 0);
    if (energy < kFaintest * kLength * kWindow * kWindow) return;
    std::int64_t best = 0, lowest = energy;
    std::int32_t step_found = 0;
    for (std::int32_t lag = kShortest - 1; lag <= kLongest; ++lag) {
      const std::int64_t found = product(wave, lag);
      // Up again only counts after down: a slope is like itself a little further on.
      if (lag >= kShortest && lag != kBlock && found > best && lowest * 4 < energy) {
        best = found;
        step_found = lag;
      }
      lowest = std::min(lowest, found);
    }
    if (best * 2 >= energy) ++steps_[static_cast<std::size_t>(step_found)];
  }

  std::int32_t thousandths() const {
    if (all_ == 0) return 0;
    std::int64_t most = 0;
    for (std::size_t lag = kShortest; lag < kLongest; ++lag) most = std::max(most, steps_[lag] + steps_[lag + 1]);
    return static_cast<std::int32_t>(most * 1000 / all_);
  }

 private:
  static std::int64_t product(const std::array<std::int32_t, kPiece>& wave, std::int32_t lag) {
    std::int64_t sum = 0;
    for (std::int32_t i = 0; i < kLength; ++i)
      sum += std::int64_t{wave[static_cast<std::size_t>(i)]}
             * wave[static_cast<std::size_t>(i) + static_cast<std::size_t>(lag)];
    return sum;
  }

  std::int64_t all_ = 0;
  std::array<std::int64_t, kLongest + 1> steps_{};
};

}  // namespace

std::int32_t stripes_of(const Plane& plane) {
  Pieces across, down;
  for (std::int32_t y = kEvery / 2; y < plane.height; y += kEvery) {
    for (std::int32_t x = kReach; x + kPiece + kReach <= plane.width; x += kLength) across.look(plane.row(y) + x, 1);
  }
  for (std::int32_t y = kReach; y + kPiece + kReach <= plane.height; y += kLength) {
    for (std::int32_t x = kEvery / 2; x < plane.width; x += kEvery) down.look(plane.row(y) + x, plane.stride);
  }
  return std::max(across.thousandths(), down.thousandths());
}

}  // namespace returns::pixels
