#include <gtest/gtest.h>

#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;

TEST(Movie, StatesTypeSizeAndDuration) {
  EXPECT_EQ(picture(look(film())), "video/mp4 640x360 1");
  EXPECT_EQ(picture(look(film({.brand = "qt  "}))), "video/quicktime 640x360 1");
  EXPECT_EQ(picture(look(film({.brand = "3gp5"}))), "video/3gpp 640x360 1");
  for (const bool wide : {false, true}) {
    for (const bool first : {false, true}) {
      const Report report = look(film({.wide = wide, .index_first = first}));
      EXPECT_EQ(report.kind, FileKind::Video);
      EXPECT_EQ(report.duration_ms, 2500);
      EXPECT_TRUE(report.complete);
      EXPECT_EQ(problems(report), "");
      EXPECT_EQ(metadata(report), "");
    }
  }
}

TEST(Movie, OldQuickTimeHasNoBrands) {
  const std::string whole = film();
  const std::string bare = film({.index_first = false}).substr(ftyp("isom").size());
  EXPECT_EQ(look(bare).type, "video/quicktime");
  EXPECT_EQ(look("the freedom to return goods").type, "");
  EXPECT_EQ(look(whole.substr(ftyp("isom").size())).type, "video/quicktime");
}

TEST(Movie, RotationIsTheNameExifHasForTheMatrix) {
  const auto orientation = [](const Turned& turned) { return look(film({}, turned)).orientation; };
  EXPECT_EQ(orientation({1, 0, 0, 1}), 1);
  EXPECT_EQ(orientation({-1, 0, 0, 1}), 2);
  EXPECT_EQ(orientation({-1, 0, 0, -1}), 3);
  EXPECT_EQ(orientation({1, 0, 0, -1}), 4);
  EXPECT_EQ(orientation({0, 1, 1, 0}), 5);
  EXPECT_EQ(orientation({0, 1, -1, 0}), 6);  // a phone held upright
  EXPECT_EQ(orientation({0, -1, -1, 0}), 7);
  EXPECT_EQ(orientation({0, -1, 1, 0}), 8);
  EXPECT_EQ(orientation({1, 1, 1, 1}), 0);
}

TEST(Movie, CutBehindItsIndexIsTruncatedAlthoughTheIndexIsWhole) {
  const std::string whole = film();
  for (const std::size_t length :
       {whole.size() - 48, whole.size() - 44, whole.size() - 40, whole.size() - 20, whole.size() - 1}) {
    const Report report = look(whole.substr(0, length));
    EXPECT_EQ(problems(report), "truncated@" + std::to_string(length));
    EXPECT_EQ(report.duration_ms, 2500);  // what its index says
    EXPECT_FALSE(report.complete);
  }
  // The data box claims no end: only the places of the chunks tell, to the byte.
  std::string open = whole;
  open.replace(whole.size() - 48, 4, be(0, 4));
  EXPECT_EQ(problems(look(open)), "");
  EXPECT_EQ(problems(look(open.substr(0, open.size() - 1))), "truncated@" + std::to_string(open.size() - 1));
}

TEST(Movie, WithoutIndexOrDataIsTruncated) {
  const std::string head = ftyp("isom");
  EXPECT_EQ(problems(look(head)), "truncated@16");
  EXPECT_EQ(problems(look(head + box("mdat", zeros(40)))), "truncated@64");
  const std::string last = film({.index_first = false});
  EXPECT_EQ(problems(look(last.substr(0, last.size() - 1))), "truncated@" + std::to_string(last.size() - 1));
}

TEST(Movie, SizesInBoxesMayBeLongOpenOrWrong) {
  const std::string whole = film({.index_first = false});
  const std::size_t mdat = whole.find("mdat") - 4;
  const std::string moov = whole.substr(mdat + 48);
  // 64 bits of size move the data by 8 bytes; a free box of 8 less in front would do. The offsets still lie inside.
  EXPECT_EQ(problems(look(whole.substr(0, mdat) + long_box("mdat", std::string(40, 'm')) + moov)), "");
  const std::string endless = be(1, 4) + "mdat" + be(UINT64_MAX, 8) + std::string(40, 'm') + moov;
  EXPECT_EQ(problems(look(whole.substr(0, mdat) + endless)).substr(0, 10), "truncated@");
  EXPECT_EQ(problems(look(whole.substr(0, mdat) + be(7, 4) + "mdat" + zeros(40))).substr(0, 11),
            "corrupt@" + std::to_string(mdat) + " ");
  EXPECT_EQ(problems(look(whole.substr(0, mdat) + be(1, 4) + "mdat" + be(15, 8) + zeros(40))).substr(0, 9),
            "truncated");
  EXPECT_EQ(problems(look(whole + zeros(5))), "");
  EXPECT_EQ(problems(look(whole + box("free", "room"))), "");
  EXPECT_EQ(problems(look(whole + "PK\3\4 and an archive")), "trailing_data@" + std::to_string(whole.size()));
}

TEST(Movie, ChunkTablesThatLieAreCorruptOrTruncated) {
  const auto patched = [](std::string_view before, std::size_t skip, const std::string& bytes) {
    std::string whole = film();
    whole.replace(whole.find(before) + skip, bytes.size(), bytes);
    const std::string found = problems(look(whole));
    return found.substr(0, found.find('@'));
  };
  EXPECT_EQ(patched("stco", 12, be(0xFFFFFFFF, 4)), "truncated");
  EXPECT_EQ(patched("stco", 8, be(0xFFFFFFFF, 4)), "corrupt");    // more chunks than the box has room for
  EXPECT_EQ(patched("stsc", 12, be(0x01010000, 4)), "corrupt");   // a run that begins behind the last chunk
  EXPECT_EQ(patched("stsc", 16, be(0xFFFFFFFF, 4)), "");          // all samples in the first chunk: still inside
  EXPECT_EQ(patched("stsz", 8, be(0xFFFFFFFF, 4)), "truncated");  // every sample of 4 GB
  EXPECT_EQ(patched("stsz", 28, be(17, 4)), "truncated");         // the last sample, one byte longer than the file
}

TEST(Movie, PlacesCommentsCoversAndXmpAreNamed) {
  const auto marks = [](const std::string& user_data) { return metadata(look(film({.user_data = user_data}))); };
  const std::string place = "\xA9xyz", iso = "com.apple.quicktime.location.ISO6709";
  EXPECT_EQ(marks(box(place, be(18, 2) + be(0, 2) + "+52.5000+013.4000/")), "gps");
  EXPECT_EQ(marks(full_box("loci", zeros(20))), "gps");
  EXPECT_EQ(marks(box("XMP_", "<x/>")), "xmp");
  EXPECT_EQ(marks(full_box("meta", full_box("hdlr", zeros(20))
                                       + box("ilst", box("covr", "jpeg")
                                                         + box("\xA9"
                                                               "cmt",
                                                               "hi")))),
            "comment thumbnail");
  const std::string keys = full_box("keys", be(1, 4) + be(iso.size() + 8, 4) + "mdta" + iso);
  EXPECT_EQ(marks(box("meta", full_box("hdlr", zeros(20)) + keys)), "gps");  // QuickTime's meta is no full box
  EXPECT_EQ(metadata(look(film({.extra = box("meta", full_box("hdlr", zeros(20)) + keys)}))), "gps");
  EXPECT_EQ(metadata(look(film()
                          + box("uuid", raw("\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC")
                                            + "<exif:GPSLatitude>"))),
            "gps xmp");
  EXPECT_EQ(marks(box("name", "nothing")), "");
}

TEST(Movie, ProtectedFilmsAreEncrypted) {
  const Report report = look(film({.entry = "encv"}));
  EXPECT_EQ(report.problems.front().code, ProblemCode::Encrypted);
  EXPECT_TRUE(report.complete);
}

TEST(Movie, OtherTracksAloneAreNoneOfOurKinds) {
  for (const FilmParts& parts : {FilmParts{.handler = "text"}, FilmParts{.brand = "qt  ", .handler = "soun"}}) {
    const Report report = look(film(parts), "a.mp4", "video/mp4");
    EXPECT_EQ(problems(report), "unknown_type");
    EXPECT_EQ(report.type, "");
    EXPECT_EQ(report.kind, FileKind::Unknown);
  }
}

TEST(Movie, BombsAreSeenInTheHeader) {
  EXPECT_EQ(problems(look(film({.width = 65535, .height = 2}))).substr(0, 11), "pixel_bomb@");
}

// A fragmented film: an index without samples, then fragments of `moof` and `mdat`.
std::string fragmented(const std::string& defaults, const std::string& runs, std::uint64_t stated = 0) {
  std::string index = film({.duration = stated, .extra = box("mvex", defaults)});
  index.resize(index.size() - 48);
  const std::size_t sizes = index.find("stsz") + 12, offsets = index.find("stco") + 8, chunks = index.find("stsc") + 8;
  index.replace(sizes, 4, be(0, 4));
  index.replace(offsets, 4, be(0, 4));
  index.replace(chunks, 4, be(0, 4));
  const std::string fragment = box("moof", full_box("mfhd", be(1, 4)) + box("traf", runs)) + box("mdat", "media");
  return index + fragment + fragment;
}

TEST(Movie, FragmentsTellTheTimeWhereTheIndexDoesNot) {
  const std::string trex = full_box("trex", be(1, 4) + be(1, 4) + be(20, 4) + zeros(8));
  const std::string track = full_box("tfhd", be(1, 4)),
                    own = full_box("tfhd", be(1, 4) + be(7, 8) + be(1, 4) + be(40, 4), 0, 0xB);
  const auto duration = [](const std::string& bytes) {
    EXPECT_EQ(problems(look(bytes)), "");
    return look(bytes).duration_ms;
  };
  // 15 samples of the track's 20 units, twice, at 600 units a second
  EXPECT_EQ(duration(fragmented(trex, track + full_box("trun", be(15, 4)))), 1000);
  EXPECT_EQ(duration(fragmented(trex, own + full_box("trun", be(15, 4)))), 2000);
  EXPECT_EQ(duration(fragmented(trex, track
                                          + full_box("trun",
                                                     be(3, 4) + be(8, 4) + be(100, 4) + be(1, 4) + be(200, 4) + be(1, 4)
                                                         + be(300, 4) + be(1, 4),
                                                     0, 0x301))),
            2000);
  EXPECT_EQ(duration(fragmented(trex + full_box("mehd", be(6000, 4)), track + full_box("trun", be(15, 4)))), 10000);
  EXPECT_EQ(duration(fragmented(trex, track + full_box("trun", be(15, 4)), 0xFFFFFFFF)), 1000);  // "not known"
  EXPECT_EQ(duration(fragmented(trex, full_box("tfhd", be(9, 4)) + full_box("trun", be(15, 4)))),
            0);  // of a track nobody announced
  // Lying counts: no more is read than there is; times stop at what a report can carry.
  EXPECT_EQ(duration(fragmented(trex, track + full_box("trun", be(0xFFFFFFFF, 4) + be(600, 4), 0, 0x100))), 2000);
  EXPECT_GT(duration(fragmented(full_box("trex", be(1, 4) + be(1, 4) + be(0xFFFFFFFF, 4) + zeros(8)),
                                track + full_box("trun", be(0xFFFFFFFF, 4)))),
            1'000'000'000);
}

TEST(Movie, AFragmentWithoutItsDataIsTruncated) {
  const std::string whole = fragmented(full_box("trex", zeros(20)), full_box("tfhd", be(1, 4)));
  EXPECT_EQ(problems(look(whole)), "");
  const std::size_t size = whole.size() - 13;  // all but the last data box
  EXPECT_EQ(problems(look(whole.substr(0, size))), "truncated@" + std::to_string(size));
}

TEST(Movie, TimesBeyondAnyFilmStopAtWhatAReportCanCarry) {
  EXPECT_EQ(look(film({.duration = UINT64_MAX - 1, .timescale = 1, .wide = true})).duration_ms, std::int64_t{1} << 42);
  EXPECT_EQ(look(film({.duration = 5, .timescale = 0})).duration_ms, 0);
}

}  // namespace
}  // namespace returns
