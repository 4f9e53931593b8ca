#include <gtest/gtest.h>

#include <bit>

#include "core/media/ebml.h"
#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;

std::string number(double value) { return be(std::bit_cast<std::uint64_t>(value), 8); }
std::string number(float value) { return be(std::bit_cast<std::uint32_t>(value), 4); }

TEST(Matroska, StatesTypeSizeAndDuration) {
  const Report report = look(recording({.info = element(0x4489, number(9033.7))}));
  EXPECT_EQ(picture(report), "video/webm 640x360 0");
  EXPECT_EQ(report.kind, FileKind::Video);
  EXPECT_EQ(report.duration_ms, 9033);
  EXPECT_TRUE(report.complete);
  EXPECT_EQ(problems(report), "");
  EXPECT_EQ(look(recording({.doctype = "matroska"})).type, "video/x-matroska");
  EXPECT_EQ(look(recording({.doctype = "other"})).type, "");
  EXPECT_EQ(look(recording({.info = element(0x4489, number(2.5F)), .scale = 1'000'000'000})).duration_ms, 2500);
}

TEST(Matroska, WithoutADurationTheLastBlockTellsIt) {
  for (const bool live : {false, true}) {
    const Report report = look(recording({.live = live}));
    EXPECT_EQ(report.duration_ms, 1200) << live;
    EXPECT_EQ(problems(report), "") << live;
    EXPECT_TRUE(report.complete) << live;
  }
  EXPECT_EQ(look(recording({.scale = 500'000})).duration_ms, 600);
}

TEST(Matroska, NumbersWithAPointAreReadByIntegerArithmetic) {
  const auto times = [](const std::string& bytes, std::uint32_t factor) {
    return media::ebml_float_times(media::Bytes(bytes), factor);
  };
  for (const double value : {1.0, 0.5, 0.001, 1234.5678, 9007199254740992.0, 3.0e-9, 1.0e-300}) {
    for (const std::uint32_t factor : {1U, 1000U, 1'000'000U}) {
      const double exact = value * factor;
      if (exact >= 1.8e19) continue;
      EXPECT_NEAR(static_cast<double>(times(number(value), factor)), exact, 1.0 + exact * 1e-12)
          << value << ' ' << factor;
    }
  }
  EXPECT_EQ(times(number(1.5), 1000), 1500U);
  EXPECT_EQ(times(number(1.5F), 1000), 1500U);
  EXPECT_EQ(times(number(0.0), 1000), 0U);
  EXPECT_EQ(times(number(-1.0), 1000), 0U);
  EXPECT_EQ(times(be(0x7FF8000000000000, 8), 1000), 0U);          // not a number
  EXPECT_EQ(times(be(0x7FF0000000000000, 8), 1000), UINT64_MAX);  // infinity
  EXPECT_EQ(times(number(1.0e300), 1000), UINT64_MAX);
  EXPECT_EQ(times(be(1, 8), 1000), 0U);  // the smallest of all
  EXPECT_EQ(times("abc", 1000), 0U);
  EXPECT_EQ(look(recording({.info = element(0x4489, number(1.0e300))})).duration_ms, std::int64_t{1} << 42);
}

TEST(Matroska, AnElementThatRunsPastTheEndIsTruncated) {
  const std::string whole = recording();
  for (std::size_t cut = 1; cut < 40; ++cut) {
    const Report report = look(whole.substr(0, whole.size() - cut));
    EXPECT_EQ(problems(report), "truncated@" + std::to_string(whole.size() - cut));
    EXPECT_FALSE(report.complete);
  }
  // Inside, the same size is damage: the file goes on.
  std::string damaged = whole;
  const std::size_t block = whole.find(simple_block(0));
  damaged.replace(block + 1, 2, be(0x7000, 2));
  EXPECT_EQ(problems(look(damaged)), "corrupt@" + std::to_string(block));
}

TEST(Matroska, ALiveRecordingIsCutInsideABlockOrNotAtAll) {
  const std::string whole = recording({.live = true});
  std::size_t complete = 0;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Report report = look(whole.substr(0, size));
    if (!report.complete) continue;
    ++complete;
    EXPECT_EQ(problems(report), "");
  }
  // Nothing tells a recording that was stopped from one that was cut between two elements: behind its first block
  // there are five such places.
  EXPECT_EQ(complete, 5U);
}

TEST(Matroska, WithoutTracksOrBlocksIsTruncated) {
  EXPECT_EQ(problems(look(ebml_head("webm"))), "truncated@19");
  const std::string only_info = ebml_head("webm") + element(0x18538067, element(0x1549A966, ""));
  EXPECT_EQ(problems(look(only_info)), "truncated@" + std::to_string(only_info.size()));
}

TEST(Matroska, OtherTracksAloneAreNoneOfOurKindsAndProtectedFilmsAreEncrypted) {
  EXPECT_EQ(problems(look(recording({.type = 17}))), "unknown_type");  // subtitles
  const std::string locked =
      element(0x1654AE6B, element(0xAE, element(0x83, be(1, 1)) + element(0xE0, "")
                                            + element(0x6D80, element(0x6240, element(0x5035, "")))));
  EXPECT_EQ(problems(look(recording({.more = locked}))).substr(0, 10), "encrypted@");
}

TEST(Matroska, TagsNamePlacesAndComments) {
  const auto tag = [](const std::string& name) {
    return element(0x1254C367, element(0x7373, element(0x67C8, element(0x45A3, name) + element(0x4487, "value"))));
  };
  EXPECT_EQ(metadata(look(recording({.more = tag("COMMENT")}))), "comment");
  EXPECT_EQ(metadata(look(recording({.more = tag("LOCATION")}))), "gps");
  EXPECT_EQ(metadata(look(recording({.more = tag("ENCODER")}))), "");
}

TEST(Matroska, DataBehindTheSegmentIsAHint) {
  const std::string whole = recording();
  EXPECT_EQ(problems(look(whole + "PK\3\4zip")), "trailing_data@" + std::to_string(whole.size()));
  EXPECT_EQ(problems(look(whole + element(0xEC, "void"))), "");
}

TEST(Matroska, BombsAreSeenInTheHeader) {
  const std::string tracks =
      element(0x1654AE6B,
              element(0xAE, element(0x83, be(1, 1))
                                + element(0xE0, element(0xB0, be(UINT64_MAX, 8)) + element(0xBA, be(UINT64_MAX, 8)))));
  const std::string bomb =
      ebml_head("webm") + element(0x18538067, tracks + element(0x1F43B675, element(0xE7, be(0, 1)) + simple_block(0)));
  EXPECT_EQ(problems(look(bomb)).substr(0, 11), "pixel_bomb@");
  EXPECT_EQ(look(bomb).width, 0x7FFFFFFF);
}

}  // namespace
}  // namespace returns
