#include <gtest/gtest.h>

#include "tests/unit/media_build.h"

namespace returns {
namespace {

using namespace build;

TEST(Webp, LossyLosslessAndExtendedStateTheirSize) {
  EXPECT_EQ(picture(look(webp(vp8(640, 480)))), "image/webp 640x480 0");
  EXPECT_EQ(picture(look(webp(vp8l(16384, 2)))), "image/webp 16384x2 0");
  EXPECT_EQ(picture(look(webp(vp8x(700, 500) + vp8(640, 480)))), "image/webp 700x500 0");
  EXPECT_EQ(picture(look(webp(vp8(0xC000 | 640U, 0x4000 | 480U)))), "image/webp 640x480 0");  // two bits of scale
  for (const std::string& bytes : {webp(vp8(640, 480)), webp(vp8l(640, 480)), webp(vp8x(640, 480) + vp8(640, 480))}) {
    EXPECT_EQ(problems(look(bytes)), "");
    EXPECT_TRUE(look(bytes).complete);
  }
}

TEST(Webp, AnimationsHoldTheirPicturesOneLevelDeeper) {
  const std::string frames = riff_chunk("ANIM", zeros(6)) + riff_chunk("ANMF", zeros(16) + vp8l(20, 10))
                             + riff_chunk("ANMF", zeros(16) + vp8(20, 10));
  EXPECT_EQ(picture(look(webp(vp8x(40, 30) + frames))), "image/webp 40x30 0");
  EXPECT_EQ(problems(look(webp(vp8x(40, 30) + frames))), "");
  EXPECT_EQ(problems(look(webp(vp8x(40, 30) + riff_chunk("ANMF", zeros(16))))), "corrupt@0");  // no picture
}

TEST(Webp, MetadataIsNamed) {
  const Report report = look(
      webp(vp8x(40, 30) + vp8(40, 30) + riff_chunk("EXIF", exif(6, true, false, true)) + riff_chunk("XMP ", "<x/>")));
  EXPECT_EQ(metadata(report), "exif gps xmp");
  EXPECT_EQ(report.orientation, 6);
}

TEST(Webp, TheStatedSizeIsHeldAgainstTheFile) {
  const std::string whole = webp(vp8(640, 480));
  EXPECT_EQ(problems(look(whole.substr(0, whole.size() - 1))), "truncated@" + std::to_string(whole.size() - 1));
  EXPECT_EQ(problems(look(whole + "PK")), "trailing_data@" + std::to_string(whole.size()));
  EXPECT_EQ(problems(look("RIFF" + le(3, 4) + "WEBP")), "corrupt@4");
  // A chunk that leaves the form although the file goes on.
  EXPECT_EQ(problems(look("RIFF" + le(12, 4) + "WEBP" + "VP8 " + le(0xFFFFFFFF, 4) + std::string(30, 'x'))),
            "corrupt@20");
}

TEST(Webp, DamagedPictureHeadersAreCorrupt) {
  std::string lossy = webp(vp8(640, 480));
  lossy[23] = 'x';  // the start code
  EXPECT_EQ(problems(look(lossy)), "corrupt@20");
  std::string lossless = webp(vp8l(640, 480));
  lossless[20] = 'x';
  EXPECT_EQ(problems(look(lossless)), "corrupt@20");
  EXPECT_EQ(problems(look(webp(vp8(0, 480)))), "corrupt@20");
}

TEST(Webp, BombsAreSeenInTheHeader) {
  EXPECT_EQ(problems(look(webp(vp8x(1U << 24U, 1U << 24U) + vp8(40, 30)))), "pixel_bomb@20");
}

}  // namespace
}  // namespace returns
