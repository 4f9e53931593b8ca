#pragma once
// One channel of a picture: how bright each pixel is, 0 to 255, row after row.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace returns::pixels {

// A view; whoever makes one keeps the bytes.
struct Plane {
  const std::uint8_t* luma = nullptr;
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::int32_t stride = 0;

  const std::uint8_t* row(std::int32_t y) const {
    return luma + static_cast<std::ptrdiff_t>(y) * static_cast<std::ptrdiff_t>(stride);
  }
  Plane part(std::int32_t x, std::int32_t y, std::int32_t wide, std::int32_t high) const {
    return {row(y) + x, wide, high, stride};
  }
};

// A plane that has its bytes.
struct Picture {
  std::vector<std::uint8_t> luma = {};
  std::int32_t width = 0;
  std::int32_t height = 0;

  bool empty() const { return luma.empty(); }
  Plane plane() const { return {luma.data(), width, height, width}; }
};

// BT.601 in 8 bits; the weights sum to 256.
constexpr std::uint8_t luma_of(unsigned red, unsigned green, unsigned blue) {
  return static_cast<std::uint8_t>((77U * red + 150U * green + 29U * blue + 128U) >> 8U);
}

}  // namespace returns::pixels
