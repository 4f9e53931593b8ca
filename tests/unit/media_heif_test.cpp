#include <gtest/gtest.h>

#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;

TEST(Heif, HeicAndAvifStateTheirSize) {
  EXPECT_EQ(picture(look(heif())), "image/heic 40x30 0");
  EXPECT_EQ(picture(look(heif({.brand = "avif", .codec = "av01"}))), "image/avif 40x30 0");
  // mif1 says only that there is a picture: its coding decides.
  EXPECT_EQ(picture(look(heif({.brand = "mif1", .codec = "av01"}))), "image/avif 40x30 0");
  EXPECT_EQ(picture(look(heif({.brand = "mif1", .codec = "hvc1"}))), "image/heic 40x30 0");
  for (const unsigned version : {0U, 1U}) {
    const Report report = look(heif({.version = version}));
    EXPECT_EQ(problems(report), "");
    EXPECT_TRUE(report.complete);
    EXPECT_EQ(metadata(report), "exif gps");
    EXPECT_EQ(report.kind, FileKind::Image);
  }
}

TEST(Heif, IsTurnedByItsPropertiesNeverByExif) {
  const auto irot = [](unsigned angle) { return box("irot", be(angle, 1)); };
  const auto imir = [](unsigned axis) { return box("imir", be(axis, 1)); };
  const auto turned = [](const std::string& turn, unsigned turns) {
    return look(heif({.turn = turn, .turns = turns})).orientation;
  };
  EXPECT_EQ(turned("", 0), 0);  // although the EXIF of the sample says 3
  EXPECT_EQ(turned(irot(0), 1), 1);
  EXPECT_EQ(turned(irot(1), 1), 8);
  EXPECT_EQ(turned(irot(2), 1), 3);
  EXPECT_EQ(turned(irot(3), 1), 6);
  EXPECT_EQ(turned(imir(0), 1), 4);
  EXPECT_EQ(turned(imir(1), 1), 2);
  EXPECT_EQ(turned(irot(1) + imir(0), 2), 5);
  EXPECT_EQ(turned(irot(1) + imir(1), 2), 7);
  EXPECT_EQ(turned(irot(2) + imir(0), 2), 2);
  EXPECT_EQ(turned(irot(3) + imir(0), 2), 7);
  EXPECT_EQ(turned(irot(3) + imir(1), 2), 5);
  EXPECT_EQ(turned(irot(3), 0), 0);  // a property that no one has said to be the picture's
}

TEST(Heif, BytesOfItsItemsMustBeThere) {
  const std::string whole = heif();
  const std::size_t mdat = whole.find("mdat") - 4;
  EXPECT_EQ(problems(look(whole.substr(0, mdat))), "truncated@" + std::to_string(mdat));
  // Where the last box has no stated end, only the items' places tell.
  std::string open = whole;
  open.replace(mdat, 4, be(0, 4));
  EXPECT_EQ(problems(look(open)), "");
  EXPECT_EQ(problems(look(open.substr(0, open.size() - 1))), "truncated@" + std::to_string(open.size() - 1));
  EXPECT_EQ(problems(look(whole + "PK\3\4 zip zip")), "trailing_data@" + std::to_string(whole.size()));
}

TEST(Heif, ThumbnailsAndBombsAreSeen) {
  EXPECT_EQ(metadata(look(heif({.thumbnail = true}))), "exif gps thumbnail");
  EXPECT_EQ(look(heif({.width = 70000, .height = 70000})).problems.front().code, ProblemCode::PixelBomb);
}

TEST(Heif, APlaceListThatLiesIsCorrupt) {
  const std::string whole = heif();
  const std::size_t iloc = whole.find("iloc") + 4;
  std::string more = whole;
  more.replace(iloc + 6, 2, be(0xFFFF, 2));  // items that the box has no room for
  EXPECT_EQ(problems(look(more)), "corrupt@" + std::to_string(iloc + 4));
}

}  // namespace
}  // namespace returns
