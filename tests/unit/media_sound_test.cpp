// Sounds: what a recorder in a page writes, and the containers' own laws. The recordings are real ones
// (tests/recordings).

#include <gtest/gtest.h>

#include "tests/unit/media_samples.h"
#include "tests/unit/support.h"

namespace returns {
namespace {

using namespace build;

std::string recorded(const std::string& name) {
  std::string bytes = test::read_text(std::string{RETURNS_ASSETS} + "/../tests/recordings/" + name);
  EXPECT_GT(bytes.size(), 500U) << name;
  return bytes;
}

struct Recorded {
  const char* name;
  const char* claimed;
  const char* type;
  FileKind kind;
};

constexpr Recorded kRecorded[] = {{"chromium-film.webm", "video/webm", "video/webm", FileKind::Video},
                                  {"chromium-film-sound.webm", "video/webm", "video/webm", FileKind::Video},
                                  {"chromium-film.mp4", "video/mp4", "video/mp4", FileKind::Video},
                                  {"firefox-film.webm", "video/webm", "video/webm", FileKind::Video},
                                  {"firefox-film-sound.webm", "video/webm", "video/webm", FileKind::Video},
                                  {"chromium-voice.webm", "audio/webm", "audio/webm", FileKind::Audio},
                                  {"chromium-voice.mp4", "audio/mp4", "audio/mp4", FileKind::Audio},
                                  {"firefox-voice.webm", "audio/webm", "audio/webm", FileKind::Audio},
                                  {"firefox-voice.ogg", "audio/ogg", "audio/ogg", FileKind::Audio}};

TEST(Recordings, AreWholeAndOfASecond) {
  for (const Recorded& one : kRecorded) {
    const Report report = look(recorded(one.name), one.name, one.claimed);
    EXPECT_EQ(report.type, one.type) << one.name;
    EXPECT_EQ(report.kind, one.kind) << one.name;
    EXPECT_EQ(problems(report), "") << one.name;
    EXPECT_TRUE(report.complete) << one.name;
    EXPECT_EQ(report.width > 0, one.kind == FileKind::Video) << one.name;
    // None of them states its length; a canvas draws its last picture a while before the end.
    EXPECT_GE(report.duration_ms, 600) << one.name;
    EXPECT_LE(report.duration_ms, 1300) << one.name;
    EXPECT_EQ(metadata(report), "") << one.name;
  }
}

TEST(Recordings, CutAnywhereAreNotWholeOrEndBetweenTwoElements) {
  for (const Recorded& one : kRecorded) {
    const std::string whole = recorded(one.name);
    std::size_t complete = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const Report report = look(whole.substr(0, size), one.name, one.claimed);
      EXPECT_TRUE(report.complete || !report.problems.empty()) << one.name << ' ' << size;
      if (report.complete) ++complete;
    }
    // Nothing tells a live recording that was stopped from one that was cut there; Ogg has an end, and Chromium's MP4
    // can end behind any fragment.
    EXPECT_LT(complete, whole.size() / 8) << one.name;
    if (whole.starts_with("OggS")) {
      EXPECT_EQ(complete, 0U) << one.name;
    }
  }
}

// As Safari writes it: brands of streaming, a track of sound before that of pictures, fragments with times of their
// own.
TEST(Recordings, OfWebKitAreFilmsToo) {
  const auto track = [](const std::string& handler, unsigned id) {
    const std::string empty = full_box("stsd", be(0, 4)) + full_box("stts", be(0, 4)) + full_box("stsc", be(0, 4))
                              + full_box("stsz", be(0, 8)) + full_box("stco", be(0, 4));
    const std::string size = handler == "vide" ? be(1280U << 16U, 4) + be(720U << 16U, 4) : zeros(8);
    return box("trak", full_box("tkhd", zeros(8) + be(id, 4) + zeros(24) + matrix(1, 0, 0, 1) + size)
                           + box("mdia", full_box("mdhd", zeros(8) + be(600, 4) + zeros(8))
                                             + full_box("hdlr", zeros(4) + handler + zeros(13))
                                             + box("minf", box("stbl", empty))));
  };
  const auto moof = [](unsigned id, unsigned samples) {
    return box("moof", full_box("mfhd", be(1, 4))
                           + box("traf", full_box("tfhd", be(id, 4) + be(20, 4), 0, 0x20008)
                                             + full_box("tfdt", zeros(4)) + full_box("trun", be(samples, 4), 0, 0)))
           + box("mdat", "media");
  };
  const std::string head = ftyp("iso5", "hlsf");
  const std::string trex = box(
      "mvex", full_box("trex", be(1, 4) + be(1, 4) + zeros(12)) + full_box("trex", be(2, 4) + be(1, 4) + zeros(12)));
  const std::string mvhd = full_box("mvhd", zeros(8) + be(600, 4) + zeros(84));
  const std::string moov = box("moov", mvhd + track("soun", 1) + track("vide", 2) + trex);
  const Report report = look(head + moov + moof(1, 30) + moof(2, 60), "film.mp4", "video/mp4");
  EXPECT_EQ(picture(report), "video/mp4 1280x720 1");
  EXPECT_EQ(report.duration_ms, 2000);
  EXPECT_EQ(problems(report), "");
  EXPECT_TRUE(report.complete);
  const std::string voice = box("moov", mvhd + track("soun", 1) + trex);
  const Report note = look(head + voice + moof(1, 90), "voice.mp4", "audio/mp4");
  EXPECT_EQ(note.type, "audio/mp4");
  EXPECT_EQ(note.duration_ms, 3000);
  EXPECT_EQ(problems(note), "");
}

TEST(Sound, OfEachContainerHasAKindAndALength) {
  EXPECT_EQ(look(recording({.type = 2})).type, "audio/webm");
  EXPECT_EQ(look(recording({.doctype = "matroska", .type = 2})).type, "audio/x-matroska");
  EXPECT_EQ(look(recording({.type = 2})).duration_ms, 1200);
  EXPECT_EQ(look(film({.handler = "soun"}), "voice.m4a", "audio/mp4").type, "audio/mp4");
  EXPECT_EQ(problems(look(film({.handler = "soun"}), "voice.m4a", "audio/mp4")), "");
  EXPECT_EQ(look(film({.brand = "M4A ", .handler = "soun"})).kind, FileKind::Audio);
  EXPECT_EQ(look(film({.brand = "3gp4", .handler = "soun"})).type, "audio/3gpp");
  EXPECT_EQ(problems(look(film({.brand = "M4P ", .entry = "drms", .handler = "soun"}))).substr(0, 10), "encrypted@");
  EXPECT_EQ(problems(look(recording({.type = 2}), "voice.webm", "video/webm")), "");
  EXPECT_EQ(problems(look(recording({.type = 2}), "voice.mp3", "audio/mpeg")), "type_mismatch");
  EXPECT_EQ(problems(look(voice(), "note.opus", "audio/opus")), "");
  EXPECT_EQ(problems(look(voice(), "note.webm", "")), "type_mismatch");
}

TEST(Ogg, CountsWhatIsHeard) {
  EXPECT_EQ(look(voice()).duration_ms, 1200);
  EXPECT_EQ(look(voice()).type, "audio/ogg");
  EXPECT_EQ(metadata(look(voice("COMMENT=hi LOCATION=here"))), "gps comment");
  EXPECT_EQ(metadata(look(voice("METADATA_BLOCK_PICTURE=AAAA"))), "thumbnail");
}

TEST(Ogg, OtherStreamsAreNoneOfOurKinds) {
  EXPECT_EQ(problems(look(ogg_page(2, 0, 0, "\x01vorbis") + ogg_page(4, 10, 1, "coded"))), "unknown_type");
  EXPECT_EQ(problems(look(ogg_page(2, 0, 0, opus_head()) + ogg_page(2, 0, 0, "\x80theora", 8))), "unknown_type");
  EXPECT_EQ(problems(look("OggS")), "unknown_type");
}

TEST(Ogg, AChangedMissingOrForeignPageIsDamage) {
  const std::string first = ogg_page(2, 0, 0, opus_head()), tags = ogg_page(0, 0, 1, "OpusTags");
  const std::string end = ogg_page(4, 9'600, 2, "coded");
  EXPECT_EQ(problems(look(first + tags + end)), "");
  std::string changed = first + tags + end;
  changed.back() = 'X';
  EXPECT_EQ(problems(look(changed)), "corrupt@" + std::to_string(first.size() + tags.size()));
  EXPECT_EQ(problems(look(first + end)), "corrupt@" + std::to_string(first.size()));
  EXPECT_EQ(problems(look(first + ogg_page(0, 0, 1, "OpusTags", 9) + end)), "corrupt@" + std::to_string(first.size()));
  // Without its last page it is cut, even between two pages; behind it lies what does not belong there.
  EXPECT_EQ(problems(look(first + tags)), "truncated@" + std::to_string(first.size() + tags.size()));
  EXPECT_EQ(problems(look(first + tags + end + "PK\3\4")), "trailing_data@" + std::to_string(changed.size()));
  EXPECT_EQ(problems(look(first + tags + end + zeros(9))), "");
  EXPECT_EQ(problems(look(first + tags + ogg_page(4, 0, 2, ""))).substr(0, 9), "truncated");
}

}  // namespace
}  // namespace returns
