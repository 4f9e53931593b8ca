#include "core/pixels/shrink.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace returns::pixels {
namespace {

std::int32_t scaled(std::int32_t side, std::int32_t longest) {
  const std::int64_t size = (std::int64_t{side} * kWorkingSide + longest / 2) / longest;
  return static_cast<std::int32_t>(std::max<std::int64_t>(1, size));
}

}  // namespace

Size working_size(Size size) {
  const std::int32_t longest = std::max(size.width, size.height);
  if (longest <= kMostWorkingSide) return size;
  return {scaled(size.width, longest), scaled(size.height, longest)};
}

Shrinker::Shrinker(Size from, Size to)
    : from_(from),
      to_(to),
      same_(from.width == to.width && from.height == to.height) {
  const auto width = static_cast<std::size_t>(to.width);
  out_.width = to.width;
  out_.height = to.height;
  out_.luma.resize(width * static_cast<std::size_t>(to.height));
  if (same_) return;
  across_.resize(width);
  sums_.resize(width);
}

void Shrinker::add_across(const std::uint8_t* row) {
  // In units of 1/(from.width * to.width): a source pixel is to.width wide, one of ours from.width.
  const auto pixel = static_cast<std::uint32_t>(to_.width);
  const auto whole = static_cast<std::uint32_t>(from_.width);
  std::size_t x = 0;
  std::uint32_t sum = 0, filled = 0;
  for (std::int32_t i = 0; i < from_.width; ++i) {
    const std::uint32_t value = row[i];
    filled += pixel;
    sum += value * pixel;
    if (filled < whole) continue;
    const std::uint32_t over = filled - whole;
    across_[x++] = sum - value * over;
    sum = value * over;
    filled = over;
  }
}

void Shrinker::add(const std::uint8_t* row) {
  if (done_ == to_.height) return;
  const auto width = static_cast<std::size_t>(to_.width);
  if (same_) {
    std::memcpy(out_.luma.data() + static_cast<std::size_t>(done_) * width, row, width);
    ++done_;
    return;
  }
  add_across(row);
  filled_ += to_.height;
  const std::int64_t over = filled_ - from_.height;
  const auto weight = static_cast<std::uint64_t>(over < 0 ? to_.height : to_.height - over);
  for (std::size_t x = 0; x < width; ++x) sums_[x] += across_[x] * weight;
  if (over < 0) return;
  put_row();
  const auto rest = static_cast<std::uint64_t>(over);
  for (std::size_t x = 0; x < width; ++x) sums_[x] = across_[x] * rest;
  filled_ = over;
}

void Shrinker::put_row() {
  const std::uint64_t whole = static_cast<std::uint64_t>(from_.width) * static_cast<std::uint64_t>(from_.height);
  std::uint8_t* out = out_.luma.data() + static_cast<std::size_t>(done_) * static_cast<std::size_t>(to_.width);
  for (std::size_t x = 0; x < sums_.size(); ++x) out[x] = static_cast<std::uint8_t>((sums_[x] + whole / 2) / whole);
  ++done_;
}

Picture Shrinker::take() { return std::move(out_); }

Picture shrink(const Plane& plane, Size to) {
  Shrinker shrinker({plane.width, plane.height}, to);
  for (std::int32_t y = 0; y < plane.height; ++y) shrinker.add(plane.row(y));
  return shrinker.take();
}

Picture overview(const Plane& plane) {
  constexpr std::int32_t kSide = 256;
  const std::int32_t longest = std::max(plane.width, plane.height);
  const auto scaled = [&](std::int32_t side) { return longest <= kSide ? side : std::max(1, side * kSide / longest); };
  return shrink(plane, {scaled(plane.width), scaled(plane.height)});
}

}  // namespace returns::pixels
