// Films: what goes leaves zeros, and nothing moves.

#include <gtest/gtest.h>

#include <algorithm>

#include "core/media/scrub.h"
#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;

std::string told(const std::string& bytes) {
  const Scrub scrub = plan_scrub(bytes);
  std::string out(name(scrub.outcome));
  for (const std::string& mark : scrub.removed) out += ' ' + mark;
  return out;
}
std::string clean(const std::string& bytes) { return scrubbed(bytes, plan_scrub(bytes).edits); }
std::string free_space(std::size_t size) { return box("free", zeros(size)); }
bool has(const std::string& bytes, std::string_view text) { return bytes.find(text) != std::string::npos; }

const std::string kPlace = box("\xA9xyz", raw("\0\x12\x15\xC7") + "+52.5200+013.4050/");

TEST(ScrubMovie, NothingInItIsClean) {
  EXPECT_EQ(told(film()), "clean");
  EXPECT_EQ(told(film({.wide = true, .index_first = false})), "clean");
  EXPECT_EQ(told(film({.extra = free_space(10)})), "clean");
}

TEST(ScrubMovie, UserDataBecomesFreeSpaceOfItsSize) {
  const std::string meta = box("meta", full_box("hdlr", zeros(4) + "mdta" + zeros(13))
                                           + box("keys", "com.apple.quicktime.location.ISO6709") + box("ilst", "x"));
  const std::string data = kPlace
                           + box(
                               "\xA9"
                               "cmt",
                               "for Ann");
  const std::string noted = film({.user_data = data, .extra = meta});
  EXPECT_EQ(told(noted), "scrubbed gps comment");
  const std::string once = clean(noted);
  EXPECT_EQ(once.size(), noted.size());
  EXPECT_EQ(told(once), "clean");
  EXPECT_EQ(picture(look(once)), picture(look(noted)));
  EXPECT_EQ(metadata(look(once)), "");
  // As if there had been free space from the start.
  EXPECT_EQ(once, film({.extra = free_space(meta.size() - 8) + free_space(data.size())}));
}

TEST(ScrubMovie, BoxesThatNoPlayerNeedsAreEmptiedOnEveryLevel) {
  for (const char* type : {"uuid", "free", "skip", "udta", "meta", "Xtra", "beam"}) {
    const std::string secret = box(type, "serial 12345678");
    for (const std::string& noted : {film() + secret, film({.extra = secret}), film({.user_data = secret}),
                                     film({.index_first = false, .extra = box("mvex", secret)})}) {
      if (!has(noted, "serial 12345678")) ADD_FAILURE() << "the case has nothing to lose";
      const bool unknown_in_defaults =
          has(noted, "mvex") && (std::string(type) == "Xtra" || std::string(type) == "beam");
      EXPECT_EQ(has(clean(noted), "serial"), unknown_in_defaults) << type;
      EXPECT_EQ(clean(noted).size(), noted.size()) << type;
    }
  }
}

TEST(ScrubMovie, TimesMakersAndNamesAreZeros) {
  std::string noted = film();
  const auto put = [&](const std::string& behind, std::size_t skip, const std::string& text) {
    const std::size_t at = noted.find(behind);
    ASSERT_NE(at, std::string::npos);
    noted.replace(at + 4 + skip, text.size(), text);
  };
  const std::string plain = noted;
  put("mvhd", 4, be(0xE5A1B2C3, 4) + be(0xE5A1B2C4, 4));
  put("tkhd", 4, be(0xE5A1B2C3, 4) + be(0xE5A1B2C4, 4));
  put("mdhd", 4, be(0xE5A1B2C3, 4) + be(0xE5A1B2C4, 4));
  put("hdlr", 12, "appl");
  put("avc1", 12, "GoPr");
  put("avc1", 42, "\x0EGoPro AVC enc.");
  EXPECT_NE(noted, plain);
  EXPECT_EQ(told(noted), "scrubbed other");
  EXPECT_EQ(clean(noted), plain);
}

// A track of places, two samples in one chunk of the same mdat, beside the pictures.
std::string film_with_places(bool overlapping, bool fragments = false) {
  const auto track = [](std::uint64_t at) {
    const std::string stbl =
        box("stbl", full_box("stsd", be(1, 4) + box("mebx", zeros(8)))
                        + full_box("stsc", be(1, 4) + be(1, 4) + be(2, 4) + be(1, 4))
                        + full_box("stsz", be(10, 4) + be(2, 4)) + full_box("stco", be(1, 4) + be(at, 4)));
    return box("trak", full_box("tkhd", zeros(80))
                           + box("mdia", full_box("mdhd", zeros(20)) + full_box("hdlr", zeros(4) + "meta" + zeros(13))
                                             + box("minf", stbl)));
  };
  const auto made = [&](std::uint64_t at) {
    return film({.extra = track(at) + (fragments ? box("mvex", "") : "")}) + box("mdat", "48.8566N, 2.3522E...")
           + (fragments ? box("moof", box("traf", "")) + box("mdat", "data") : "");
  };
  const std::string first = made(0);
  return made(overlapping ? first.find("mmmm") : first.find("48.8566N"));
}

TEST(ScrubMovie, TracksOfPlacesGoWithTheirSamples) {
  const std::string noted = film_with_places(false);
  EXPECT_EQ(told(noted), "scrubbed other");
  const std::string once = clean(noted);
  EXPECT_FALSE(has(once, "48.8566N"));
  EXPECT_FALSE(has(once, "mebx"));
  EXPECT_TRUE(has(once, std::string(40, 'm'))) << "the film itself";
  EXPECT_EQ(once.size(), noted.size());
  EXPECT_EQ(picture(look(once)), picture(look(noted)));
  EXPECT_EQ(told(once), "clean");
}

TEST(ScrubMovie, SamplesThatCannotBeToldApartStayAndItSaysSo) {
  EXPECT_EQ(told(film_with_places(true)), "not_supported");
  EXPECT_EQ(told(film_with_places(false, true)), "not_supported");
}

TEST(ScrubMovie, WhatIsAppendedGoes) {
  EXPECT_EQ(clean(film() + "PK\3\4 an archive with a program"), film());
  EXPECT_EQ(clean(film() + zeros(5)), film());
}

// Found by fuzzing: the table of a film points behind its last box.
TEST(ScrubMovie, WhatATrackLooksAtIsNotAppended) {
  std::string bytes = film({.index_first = false});
  const std::size_t sizes = bytes.find("stsz");
  bytes.replace(sizes + 16, 16, zeros(16));  // no sample sizes: empty chunks
  bytes.replace(bytes.find("stco") + 12, 4, be(bytes.size() + 9, 4));
  EXPECT_EQ(told(bytes + "PK\3\4 an archive with a program"), "not_supported");
}

}  // namespace
}  // namespace returns
