#include "core/pixels/shrink.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace returns {
namespace {

using pixels::Picture;
using pixels::Size;

// The same average, one output pixel at a time: each source pixel by the part of it that is covered.
std::uint8_t average(const Picture& from, Size to, std::int32_t x, std::int32_t y) {
  const auto covered = [](std::int64_t i, std::int64_t of, std::int64_t at, std::int64_t out) {
    return std::max<std::int64_t>(0, std::min((i + 1) * out, (at + 1) * of) - std::max(i * out, at * of));
  };
  std::int64_t sum = 0;
  for (std::int32_t j = 0; j < from.height; ++j) {
    for (std::int32_t i = 0; i < from.width; ++i)
      sum += covered(i, from.width, x, to.width) * covered(j, from.height, y, to.height) * from.plane().row(j)[i];
  }
  const std::int64_t whole = std::int64_t{from.width} * from.height;
  return static_cast<std::uint8_t>((sum + whole / 2) / whole);
}

TEST(Shrink, IsTheExactAverage) {
  EXPECT_TRUE(rc::check([] {
    const Size from{*rc::gen::inRange(1, 20), *rc::gen::inRange(1, 20)};
    const Size to{*rc::gen::inRange(1, from.width + 1), *rc::gen::inRange(1, from.height + 1)};
    Picture picture{{}, from.width, from.height};
    picture.luma = *rc::gen::container<std::vector<std::uint8_t>>(
        static_cast<std::size_t>(from.width) * static_cast<std::size_t>(from.height),
        rc::gen::arbitrary<std::uint8_t>());
    const Picture small = pixels::shrink(picture.plane(), to);
    for (std::int32_t y = 0; y < to.height; ++y) {
      for (std::int32_t x = 0; x < to.width; ++x) RC_ASSERT(small.plane().row(y)[x] == average(picture, to, x, y));
    }
  }));
}

TEST(Shrink, ExtremesStayWhatTheyAre) {
  const Picture white{std::vector<std::uint8_t>(65'500, 255), 65'500, 1};
  const Picture small = pixels::shrink(white.plane(), pixels::working_size({65'500, 1}));
  EXPECT_EQ(small.width, pixels::kWorkingSide);
  EXPECT_EQ(small.height, 1);
  EXPECT_TRUE(std::all_of(small.luma.begin(), small.luma.end(), [](std::uint8_t value) { return value == 255; }));
}

TEST(Shrink, WorkingSizeKeepsTheShape) {
  EXPECT_EQ(pixels::working_size({800, 600}).width, 800);
  EXPECT_EQ(pixels::working_size({1160, 600}).width, 1160);
  EXPECT_EQ(pixels::working_size({4000, 3000}).width, 1024);
  EXPECT_EQ(pixels::working_size({4000, 3000}).height, 768);
  EXPECT_EQ(pixels::working_size({3, 60'000}).width, 1);
}

}  // namespace
}  // namespace returns
