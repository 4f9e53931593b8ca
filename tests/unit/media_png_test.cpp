#include <gtest/gtest.h>

#include "tests/unit/media_build.h"

namespace returns {
namespace {

using namespace build;

TEST(Crc32, HasItsCheckValueAtEveryLength) {
  const media::Crc32 crc;
  EXPECT_EQ(crc.of("123456789"), 0xCBF43926U);
  EXPECT_EQ(crc.of(""), 0U);
  EXPECT_EQ(crc.of("IEND"), 0xAE426082U);  // as at the end of every PNG
}

TEST(Png, StatesItsSize) {
  const Report report = look(png());
  EXPECT_EQ(picture(report), "image/png 40x30 0");
  EXPECT_EQ(report.kind, FileKind::Image);
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(problems(report), "");
}

TEST(Png, ADamagedCriticalChunkIsCorrupt) {
  std::string bytes = png();
  const std::size_t pixels = bytes.find("pixels");
  bytes[pixels] = 'P';
  EXPECT_EQ(problems(look(bytes)), "corrupt@" + std::to_string(pixels - 8));
  EXPECT_TRUE(look(bytes).complete);
  // Decoders pass over a damaged note.
  std::string noted = png(chunk("tIME", "1234567"));
  noted[noted.find("1234567")] = '9';
  EXPECT_EQ(problems(look(noted)), "");
}

TEST(Png, HeaderValuesMustBeAllowed) {
  const auto with = [](unsigned depth, unsigned colour) {
    return problems(
        look(png_head(40, 30, depth, colour) + chunk("PLTE", "abc") + chunk("IDAT", "x") + chunk("IEND", "")));
  };
  for (unsigned depth = 0; depth <= 17; ++depth) {
    for (unsigned colour = 0; colour <= 7; ++colour) {
      const bool power = depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
      const bool allowed = power
                           && (colour == 0 || (colour == 3 && depth <= 8)
                               || ((colour == 2 || colour == 4 || colour == 6) && depth >= 8));
      EXPECT_EQ(with(depth, colour), allowed ? "" : "corrupt@8") << depth << ' ' << colour;
    }
  }
  EXPECT_EQ(problems(look(png("", 0, 30))).substr(0, 9), "corrupt@8");
  EXPECT_EQ(look(png("", 0x80000000, 30)).width, 0x7FFFFFFF);
}

TEST(Png, ChunksStandInTheirOrder) {
  const std::string head = png_head(40, 30), end = chunk("IEND", ""), pixels = chunk("IDAT", "x");
  const auto found = [](const std::string& bytes) { return problems(look(bytes)); };
  EXPECT_EQ(found(head + pixels + chunk("tEXt", "a") + pixels + end),
            "corrupt@" + std::to_string(head.size() + pixels.size() + 13));
  EXPECT_EQ(found(head + end), "corrupt@" + std::to_string(head.size()));                             // no pixels
  EXPECT_EQ(found(png_head(40, 30, 8, 3) + pixels + end), "corrupt@" + std::to_string(head.size()));  // no palette
  EXPECT_EQ(found(head + chunk("PLTE", "ab") + pixels + end),
            "corrupt@" + std::to_string(head.size()));  // a part of a colour
  EXPECT_EQ(found(head + chunk("ABCD", "") + pixels + end),
            "corrupt@" + std::to_string(head.size()));  // critical, unknown
  EXPECT_EQ(found(head + chunk("abCD", "") + pixels + end), "");
  EXPECT_EQ(found(head.substr(0, 8) + pixels + end).substr(0, 9), "corrupt@8");  // no header
  EXPECT_EQ(found(head + be(0, 4) + "a\1b\2" + zeros(8)), "corrupt@" + std::to_string(head.size()));
  EXPECT_EQ(found(head + be(0x80000000, 4) + "IDAT" + zeros(8)), "corrupt@" + std::to_string(head.size()));
}

TEST(Png, ATransferAsTextShowsInTheSignature) {
  EXPECT_EQ(problems(look(raw("\x89PNG\n\x1A\n\0") + png().substr(8))), "corrupt@4");
  EXPECT_EQ(problems(look(raw("\x89PNG\r\x1A\r\0") + png().substr(8))), "corrupt@4");
}

TEST(Png, BombsAreSeenInTheHeader) {
  EXPECT_EQ(problems(look(png("", 30000, 30000))), "pixel_bomb@8");
  EXPECT_EQ(problems(look(png("", 0x7FFFFFFF, 0x7FFFFFFF))), "pixel_bomb@8");
  EXPECT_EQ(problems(look(png("", 1, 65501))), "pixel_bomb@8");
  // Also of a file that is nothing but the header.
  const Report report = look(png_head(30000, 30000));
  EXPECT_EQ(problems(report), "pixel_bomb@8 truncated@33");
}

TEST(Png, MetadataIsNamed) {
  EXPECT_EQ(metadata(look(png(chunk("tEXt", raw("Comment\0hello"))))), "comment");
  EXPECT_EQ(metadata(look(png(chunk("zTXt", raw("Author\0\0xx"))))), "comment");
  EXPECT_EQ(metadata(look(png(chunk("iTXt", raw("XML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>"))))), "gps xmp");
  EXPECT_EQ(metadata(look(png(chunk("zTXt", raw("Raw profile type exif\0\0xx"))))), "exif");
  EXPECT_EQ(metadata(look(png(chunk("zTXt", raw("Raw profile type iptc\0\0xx"))))), "iptc");
  const Report report = look(png(chunk("eXIf", exif(8, true, true, false))));
  EXPECT_EQ(metadata(report), "exif gps thumbnail");
  EXPECT_EQ(report.orientation, 8);
}

TEST(Png, DataBehindTheEndIsAHint) {
  EXPECT_EQ(problems(look(png() + "<html>")), "trailing_data@" + std::to_string(png().size()));
  EXPECT_EQ(problems(look(png() + zeros(3))), "");
}

}  // namespace
}  // namespace returns
