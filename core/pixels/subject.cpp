#include "core/pixels/subject.h"

#include <algorithm>

namespace returns::pixels {
namespace {

// A cell with fewer edges (thousandths of its pixels) is background: grain, a fold, the seam of a table.
constexpr std::uint64_t kBusy = 12;

class Span {
 public:
  void add(std::size_t at) {
    first_ = std::min(first_, at);
    last_ = std::max(last_, at + 1);
  }
  std::int32_t thousandths() const {
    return last_ > first_ ? static_cast<std::int32_t>((last_ - first_) * 1000 / kCells) : 0;
  }

 private:
  std::size_t first_ = kCells;
  std::size_t last_ = 0;
};

}  // namespace

Subject subject_of(const Edges& edges) {
  Span across, down;
  for (std::size_t y = 0; y < kCells; ++y) {
    for (std::size_t x = 0; x < kCells; ++x) {
      const std::uint64_t found = edges.cells[y * kCells + x];
      if (found * 1000 * kCells * kCells <= edges.pixels * kBusy) continue;
      across.add(x);
      down.add(y);
    }
  }
  return {across.thousandths(), down.thousandths()};
}

}  // namespace returns::pixels
