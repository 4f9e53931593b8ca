#include <gtest/gtest.h>

#include "tests/unit/media_build.h"

namespace returns {
namespace {

using namespace build;

TEST(Jpeg, StatesItsSize) {
  const Report report = look(jpeg());
  EXPECT_EQ(picture(report), "image/jpeg 40x30 0");
  EXPECT_EQ(report.kind, FileKind::Image);
  EXPECT_EQ(report.size, static_cast<std::int64_t>(jpeg().size()));
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(problems(report), "");
  EXPECT_EQ(metadata(report), "");
}

TEST(Jpeg, MayHaveManyScansRestartsFillBytesAndNoHeightUntilTheFirstScanEnds) {
  const std::string progressive = "\xFF\xD8" + frame(4000, 3000, 0xC2) + scan(raw("\x01\xFF\x00\x02")) + "\xFF\xFF\xFF"
                                  + segment(0xC4, "table").substr(1) + scan("\x03") + scan("") + "\xFF\xD9";
  EXPECT_EQ(picture(look(progressive)), "image/jpeg 4000x3000 0");
  EXPECT_EQ(problems(look(progressive)), "");
  const std::string restarts = "\xFF\xD8" + frame(40, 30) + segment(0xDD, be(4, 2))
                               + scan(
                                   "a\xFF\xD0"
                                   "b\xFF\xD1"
                                   "c\xFF\xD2"
                                   "d\xFF\xD3"
                                   "e\xFF\xD4"
                                   "f\xFF\xD5"
                                   "g\xFF\xD6"
                                   "h\xFF\xD7"
                                   "i\xFF\xD0"
                                   "j")
                               + scan(
                                   "a\xFF\xD0"
                                   "b")
                               + "\xFF\xD9";
  EXPECT_EQ(problems(look(restarts)), "");
  const std::string late = "\xFF\xD8" + frame(40, 0) + scan("coded") + segment(0xDC, be(30, 2)) + "\xFF\xD9";
  EXPECT_EQ(picture(look(late)), "image/jpeg 40x30 0");
  EXPECT_EQ(problems(look(late)), "");
}

TEST(Jpeg, WithoutItsEndIsTruncatedAtTheFirstMissingByte) {
  const std::string whole = jpeg();
  const Report report = look(whole.substr(0, whole.size() - 2));
  EXPECT_EQ(problems(report), "truncated@" + std::to_string(whole.size() - 2));
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(report.width, 40);
  EXPECT_EQ(problems(look(whole.substr(0, whole.size() - 2) + zeros(500))),
            "truncated@" + std::to_string(whole.size() + 498));
}

TEST(Jpeg, DamageIsCorruptWhereItStands) {
  const std::string head = "\xFF\xD8" + frame(40, 30);
  const auto damaged = [&](const std::string& after) { return problems(look(head + after + "\xFF\xD9")); };
  const std::string at = std::to_string(head.size());
  EXPECT_EQ(damaged("xyz" + scan("coded")), "corrupt@" + at);  // bytes between segments
  EXPECT_EQ(damaged(scan("ab\xFF\xD1"
                         "cd")),
            "corrupt@" + std::to_string(head.size() + 10 + 2));  // a restart marker out of turn
  EXPECT_EQ(damaged(scan("ab\xFF\x42"
                         "cd")),
            "corrupt@" + std::to_string(head.size() + 10 + 2));  // a marker that does not exist
  EXPECT_EQ(damaged(scan("ab") + frame(80, 60)), "corrupt@" + std::to_string(head.size() + 10 + 2));  // a second frame
  EXPECT_EQ(damaged(""), "corrupt@" + at);                                                            // no scan
  EXPECT_EQ(problems(look("\xFF\xD8" + frame(0, 30) + scan("") + "\xFF\xD9")).substr(0, 9), "corrupt@2");
  EXPECT_EQ(problems(look("\xFF\xD8" + scan("") + frame(40, 30) + "\xFF\xD9")).substr(0, 9),
            "corrupt@2");  // a scan before its frame
  // Damage is not a cut: the end is there.
  EXPECT_TRUE(look(head + "xyz" + scan("coded") + "\xFF\xD9").complete);
}

TEST(Jpeg, DataBehindTheEndIsAHintAndPaddingIsNot) {
  const std::string whole = jpeg();
  const Report report = look(whole + "PK\3\4 an archive");
  EXPECT_EQ(problems(report), "trailing_data@" + std::to_string(whole.size()));
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(problems(look(whole + zeros(64))), "");
}

TEST(Jpeg, BombsAreSeenInTheHeader) {
  EXPECT_EQ(problems(look(jpeg("", 65501, 1))), "pixel_bomb@71");
  EXPECT_EQ(problems(look(jpeg("", 10001, 10000))), "pixel_bomb@71");
  EXPECT_EQ(problems(look(jpeg("", 10000, 10000))), "");
  EXPECT_EQ(problems(look(jpeg("", 65500, 1500))), "");
}

TEST(Jpeg, ExifInBothByteOrders) {
  for (const bool little : {true, false}) {
    for (unsigned orientation = 0; orientation <= 9; ++orientation) {
      const Report report = look(jpeg(app1_exif(exif(orientation, false, false, little))));
      EXPECT_EQ(report.orientation, orientation <= 8 ? static_cast<int>(orientation) : 0);
      EXPECT_EQ(metadata(report), "exif");
    }
    EXPECT_EQ(metadata(look(jpeg(app1_exif(exif(1, true, false, little))))), "exif gps");
    EXPECT_EQ(metadata(look(jpeg(app1_exif(exif(1, false, true, little))))), "exif thumbnail");
    EXPECT_EQ(metadata(look(jpeg(app1_exif(exif(1, true, true, little))))), "exif gps thumbnail");
  }
}

TEST(Jpeg, ExifThatLiesIsExifAndNothingElse) {
  const auto marks = [](const std::string& block) { return metadata(look(jpeg(app1_exif(block)))); };
  EXPECT_EQ(marks(""), "exif");
  EXPECT_EQ(marks("II*"), "exif");
  EXPECT_EQ(marks(tiff("", true, 0xFFFFFFFF)), "exif");  // a first directory outside
  EXPECT_EQ(marks(tiff("\xFF\xFF", true)), "exif");      // 65,535 entries in no bytes
  EXPECT_EQ(marks(tiff(directory({{0x8825, 4, 1, 8}, {0x8769, 4, 1, 8}}, 8, true), true)),
            "exif");  // directories in a circle
  EXPECT_EQ(marks(tiff(directory({{0x8825, 4, 1, 0xFFFFFFF0}}, 0xFFFFFFFF, false), false)),
            "exif");  // pointers outside
  EXPECT_EQ(look(jpeg(app1_exif(tiff(directory({{0x0112, 2, 1, 6}}, 0, true), true)))).orientation,
            0);  // text for a number
  EXPECT_EQ(look(jpeg(app1_exif(tiff(directory({{0x0112, 4, 1, 6}}, 0, true), true)))).orientation,
            6);  // LONG for SHORT, as some phones write
}

TEST(Jpeg, OtherMetadataIsNamed) {
  const std::string xap = raw("http://ns.adobe.com/xap/1.0/\0");
  const auto resource = [](unsigned id, const std::string& data) {
    return "8BIM" + be(id, 2) + raw("\0\0") + be(data.size(), 4) + data + (data.size() % 2 != 0 ? zeros(1) : "");
  };
  const auto photoshop = [&](const std::string& blocks) {
    return metadata(look(jpeg(segment(0xED, raw("Photoshop 3.0\0") + blocks))));
  };
  EXPECT_EQ(metadata(look(jpeg(segment(0xE1, xap + "<x:xmpmeta/>")))), "xmp");
  EXPECT_EQ(metadata(look(jpeg(segment(0xE1, xap + "<rdf exif:GPSLatitude='52,30N'/>")))), "gps xmp");
  EXPECT_EQ(metadata(look(jpeg(segment(
                0xE1, raw("http://ns.adobe.com/xmp/extension/\0") + std::string(40, 'x') + "<xmpGImg:image>")))),
            "xmp thumbnail");
  EXPECT_EQ(
      metadata(look(jpeg(segment(0xE1, xap + "<exif:GPSVersionID>2</exif:GPSVersionID><exif:GPSDestLongitude>")))),
      "gps xmp");
  EXPECT_EQ(metadata(look(jpeg(segment(0xE1, xap + "<exif:GPSVersionID>2</exif:GPSVersionID>")))), "xmp");
  EXPECT_EQ(metadata(look(jpeg(segment(0xFE, "made by hand")))), "comment");
  EXPECT_EQ(metadata(look(jpeg(segment(0xE0, raw("JFIF\0\1\1\0\0\1\0\1\0\0"))))), "");
  EXPECT_EQ(metadata(look(jpeg(segment(0xE0, raw("JFIF\0\1\1\0\0\1\0\1\1\1") + zeros(3))))), "thumbnail");
  EXPECT_EQ(photoshop(resource(0x0404, "abc")), "iptc");
  EXPECT_EQ(photoshop(resource(0x03ED, "odd") + resource(0x040C, "t") + resource(0x0404, "abc")), "iptc thumbnail");
  EXPECT_EQ(photoshop(resource(0x0422, exif(6, true, false, true))), "exif gps");
  EXPECT_EQ(photoshop("8BIM" + be(0x03ED, 2) + raw("\0\0") + be(0xFFFFFFFF, 4)), "");  // a length that lies
  EXPECT_EQ(metadata(look(jpeg(segment(0xED, "Photoshop 2.5")))), "");
}

}  // namespace
}  // namespace returns
