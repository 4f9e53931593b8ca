// The same picture again: what is found, what is not, and what costs nothing.

#include "core/pixels/likeness.h"

#include <gtest/gtest.h>

#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "core/pixels/fingerprint.h"
#include "core/pixels/shrink.h"
#include "decode/decode.h"
#include "tests/pixels/encode.h"
#include "tests/pixels/scene.h"
#include "tests/thinned.h"

namespace returns {
namespace {

using namespace scene;

std::string print(const Picture& picture) { return pixels::fingerprint(pixels::overview(picture.plane())); }

Picture decoded(const std::string& type, const std::string& bytes) {
  auto result = decode::decode_picture(type, bytes);
  EXPECT_EQ(result.outcome, decode::Outcome::Done);
  return std::move(result.picture);
}

const std::vector<Picture>& pictures() {
  static const std::vector<Picture> kDrawn = [] {
    std::vector<Picture> drawn;
    for (std::uint32_t seed = 1; seed <= test::thinned(40U, 6U); ++seed)
      drawn.push_back(
          draw({.seed = seed, .width = 480, .height = 360, .reach = 0.6 + seed % 4 * 0.12, .table = seed % 2 == 0}));
    return drawn;
  }();
  return kDrawn;
}

TEST(Likeness, TextAndBack) {
  pixels::Likeness likeness{1, 0xFFFF'FFFF'FFFF'FFFF, 0, 0x0123'4567'89AB'CDEF, 5, 6, 7, 8, 9, 10}, again{};
  const std::string text = pixels::write_likeness(likeness);
  EXPECT_EQ(text.size(), pixels::kLikenessDigits);
  EXPECT_EQ(text.substr(48, 16), "0123456789abcdef");
  ASSERT_TRUE(pixels::read_likeness(text, again));
  EXPECT_EQ(again, likeness);
  EXPECT_FALSE(pixels::read_likeness(text.substr(1), again));
  EXPECT_FALSE(pixels::read_likeness("G" + text.substr(1), again));
}

TEST(Likeness, NothingIsLikeNothing) {
  const Picture grey{std::vector<std::uint8_t>(300 * 200, 128), 300, 200};
  EXPECT_EQ(print(grey), "");
  EXPECT_FALSE(pixels::alike("", ""));
  EXPECT_FALSE(pixels::alike(print(pictures()[0]), ""));
  const Picture narrow{std::vector<std::uint8_t>(300 * 20, 128), 300, 20};
  EXPECT_EQ(print(narrow), "");
}

// All eight ways to lay it down, in both orders.
TEST(Likeness, TurnedAndMirroredIsTheSame) {
  for (const Picture& picture : pictures()) {
    const std::string own = print(picture);
    Picture laid = picture;
    for (int way = 0; way < 8; ++way) {
      laid = way == 4 ? mirrored(turned(laid)) : turned(laid);
      ASSERT_TRUE(pixels::alike(own, print(laid))) << way;
      ASSERT_TRUE(pixels::alike(print(laid), own)) << way;
    }
  }
}

TEST(Likeness, FindsWhatWasDoneToAPicture) {
  struct Change {
    const char* what;
    int percent;  // found, at least
    std::function<Picture(const Picture&)> make;
  };
  const std::vector<Change> changes{
      {"half size", 97, halved},
      {"JPEG quality 30", 97, [](const Picture& p) { return decoded("image/jpeg", jpeg(p, {.quality = 30})); }},
      {"WebP quality 40", 97, [](const Picture& p) { return decoded("image/webp", webp(p, 40)); }},
      {"brighter", 97, [](const Picture& p) { return brighter(p, 1.15, 12); }},
      {"4 % cut off", 97, [](const Picture& p) { return cropped(p, .02, .02, .02, .02); }},
      {"4 % cut off each side", 97, [](const Picture& p) { return cropped(p, .04, .04, .04, .04); }},
      {"10 % cut off", 80, [](const Picture& p) { return cropped(p, .05, .05, .05, .05); }},
      {"10 % cut off each side", 80, [](const Picture& p) { return cropped(p, .1, .1, .1, .1); }},
      {"10 % cut off at a corner", 80, [](const Picture& p) { return cropped(p, .1, 0, 0, .1); }},
      {"mirrored, quality 30", 80,
       [](const Picture& p) { return decoded("image/jpeg", jpeg(mirrored(p), {.quality = 30})); }},
      {"a quarter turn, WebP", 80, [](const Picture& p) { return decoded("image/webp", webp(turned(p), 40)); }},
  };
  for (const Change& change : changes) {
    int found = 0;
    for (const Picture& picture : pictures())
      found += pixels::alike(print(picture), print(change.make(picture))) ? 1 : 0;
    const double percent = 100.0 * found / static_cast<double>(pictures().size());
    std::cout << "  " << change.what << ": " << percent << " % found\n";
    EXPECT_GE(percent, change.percent) << change.what;
  }
}

TEST(Likeness, DifferentPicturesAreDifferent) {
  std::vector<std::string> prints;
  for (const Picture& picture : pictures()) prints.push_back(print(picture));
  int pairs = 0, wrong = 0;
  for (std::size_t i = 0; i < prints.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      ++pairs;
      wrong += pixels::alike(prints[i], prints[j]) ? 1 : 0;
    }
  }
  std::cout << "  " << wrong << " of " << pairs << " different pairs taken for one\n";
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace returns
