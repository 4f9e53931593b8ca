#include <gtest/gtest.h>

#include "tests/unit/media_build.h"

namespace returns {
namespace {

using namespace build;

TEST(Gif, StatesItsSize) {
  const Report report = look(gif());
  EXPECT_EQ(picture(report), "image/gif 40x30 0");
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(problems(report), "");
}

TEST(Gif, FramesLargerThanTheScreenCountAsBombs) {
  const std::string huge = "\x2C" + zeros(4) + le(60000, 2) + le(60000, 2) + zeros(1) + raw("\x02\x00");
  EXPECT_EQ(problems(look(gif(huge))), "pixel_bomb@19");
  EXPECT_EQ(look(gif(huge)).width, 40);
}

TEST(Gif, AScreenOfNoSizeTakesThatOfItsFirstPicture) {
  std::string bytes = gif();
  bytes.replace(6, 4, zeros(4));
  EXPECT_EQ(picture(look(bytes)), "image/gif 40x30 0");
}

TEST(Gif, MetadataIsNamed) {
  EXPECT_EQ(metadata(look(gif(raw("\x21\xFE\x02hi\x00")))), "comment");
  // The packet stands bare among the sub-blocks; the "magic trailer" of descending bytes ends the block.
  std::string trailer = "\x01";
  for (int i = 255; i >= 0; --i) trailer += static_cast<char>(i);
  const std::string xmp = gif("\x21\xFF\x0BXMP DataXMP<x exif:GPSLongitude='1'/>" + trailer + zeros(1));
  EXPECT_EQ(metadata(look(xmp)), "gps xmp");
  EXPECT_EQ(problems(look(xmp)), "");
}

TEST(Gif, UnknownBlocksAndMissingPicturesAreCorrupt) {
  EXPECT_EQ(problems(look(gif("?"))), "corrupt@19");
  EXPECT_EQ(problems(look(gif().substr(0, 19) + ";")), "corrupt@19");
  EXPECT_EQ(problems(look(gif() + "more")), "trailing_data@" + std::to_string(gif().size()));
}

}  // namespace
}  // namespace returns
