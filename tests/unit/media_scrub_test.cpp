// What goes, what stays, byte by byte; and what holds for any bytes at all.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "core/media/scrub.h"
#include "tests/thinned.h"
#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;

std::string removed(const Scrub& scrub) {
  std::string out;
  for (const std::string& mark : scrub.removed) out += (out.empty() ? "" : " ") + mark;
  return out;
}

// "scrubbed exif gps"
std::string told(const std::string& bytes) {
  const Scrub scrub = plan_scrub(bytes);
  const std::string marks = removed(scrub);
  return std::string(name(scrub.outcome)) + (marks.empty() ? "" : " ") + marks;
}
std::string clean(const std::string& bytes) { return scrubbed(bytes, plan_scrub(bytes).edits); }

// The block that may stay, written out.
std::string only_orientation(unsigned orientation) {
  return tiff(directory({{0x0112, 3, 1, orientation}}, 0, false), false);
}

const std::string kXap = raw("http://ns.adobe.com/xap/1.0/\0");
const std::string kIcc = segment(0xE2, raw("ICC_PROFILE\0\1\1") + "profile");
const std::string kJfif = segment(0xE0, raw("JFIF\0\1\1\0\0\1\0\1\0\0"));
const std::string kAdobe = segment(0xEE, raw("Adobe\0\144\0\0\0\0\1"));

TEST(Scrub, JpegKeepsWhatColoursNeedAndNothingElse) {
  EXPECT_EQ(told(jpeg()), "clean");
  EXPECT_EQ(told(jpeg(kJfif + kIcc + kAdobe)), "clean");
  const std::string notes = segment(0xE1, kXap + "<rdf exif:GPSLatitude='52,30N'/>")
                            + segment(0xED, raw("Photoshop 3.0\0")) + segment(0xFE, "made by Ann")
                            + segment(0xE2, raw("MPF\0")) + segment(0xE5, "anything")
                            + segment(0xE0, raw("JFXX\0\x10"));
  const std::string file = jpeg(kJfif + app1_exif(exif(1, true, true, true)) + kIcc + notes + kAdobe);
  EXPECT_EQ(told(file), "scrubbed exif gps xmp comment thumbnail");
  EXPECT_EQ(clean(file), jpeg(kJfif + kIcc + kAdobe));
}

TEST(Scrub, JpegDropsWhatHangsOnKeptSegments) {
  EXPECT_EQ(clean(jpeg(segment(0xE0, raw("JFIF\0\1\1\0\0\1\0\1\1\1") + "rgb and more"))), jpeg(kJfif));
  EXPECT_EQ(clean(jpeg(segment(0xEE, raw("Adobe\0\144\0\0\0\0\1") + "hidden"))), jpeg(kAdobe));
  // Too short to be what they say, as decoders see it.
  EXPECT_EQ(clean(jpeg(segment(0xE0, raw("JFIF\0\1\1")) + segment(0xEE, "Adobe"))), jpeg());
  EXPECT_EQ(told(jpeg(segment(0xEB, "JP"))), "scrubbed other");
}

TEST(Scrub, JpegOrientationStaysAloneWhereItTurns) {
  for (const bool little : {true, false}) {
    for (unsigned orientation = 0; orientation <= 9; ++orientation) {
      const bool turns = orientation >= 2 && orientation <= 8;
      EXPECT_EQ(clean(jpeg(app1_exif(exif(orientation, true, true, little)))),
                jpeg(turns ? app1_exif(only_orientation(orientation)) : ""));
    }
  }
  const std::string twice = jpeg(app1_exif(exif(6, true, true, true)) + app1_exif(exif(6, true, false, false)));
  EXPECT_EQ(clean(twice), jpeg(app1_exif(only_orientation(6))));
  EXPECT_EQ(told(jpeg(app1_exif(only_orientation(6)))), "clean");
  EXPECT_EQ(told(jpeg(app1_exif(only_orientation(1)))), "scrubbed exif");
}

TEST(Scrub, JpegBetweenScansAndBehindTheEnd) {
  const auto progressive = [](const std::string& between) {
    return "\xFF\xD8" + frame(40, 30, 0xC2) + scan(raw("\x01\xFF\x00\x02\xFF\xD0\x03")) + between + scan("\x03")
           + "\xFF\xD9";
  };
  EXPECT_EQ(clean(progressive(segment(0xFE, "note") + segment(0xE1, kXap))), progressive(""));
  EXPECT_EQ(told(jpeg() + jpeg()), "scrubbed trailing_data");
  EXPECT_EQ(clean(jpeg() + "MotionPhoto_Data"), jpeg());
  EXPECT_EQ(told(jpeg() + zeros(9)), "scrubbed");
  EXPECT_EQ(clean(jpeg() + zeros(9)), jpeg());
}

TEST(Scrub, PngKeepsWhatColoursNeedAndNothingElse) {
  const std::string colours = chunk("gAMA", be(45455, 4)) + chunk("iCCP", "profile") + chunk("tRNS", "abc")
                              + chunk("pHYs", zeros(9)) + chunk("acTL", zeros(8));
  EXPECT_EQ(told(png(colours)), "clean");
  const std::string notes = chunk("tEXt", "Author") + chunk("zTXt", "x") + chunk("iTXt", "XML:com.adobe.xmp")
                            + chunk("tIME", zeros(7)) + chunk("caBX", "manifest") + chunk("prVt", "serial");
  EXPECT_EQ(told(png(notes)), "scrubbed xmp comment");
  EXPECT_EQ(clean(png(colours + notes)), png(colours));
  EXPECT_EQ(told(png(chunk("tIME", zeros(7)))), "scrubbed other");
  EXPECT_EQ(clean(png() + "an archive"), png());
  EXPECT_EQ(clean(png(chunk("eXIf", exif(8, true, true, true)))), png(chunk("eXIf", only_orientation(8))));
  EXPECT_EQ(clean(png(chunk("eXIf", exif(1, true, true, true)))), png());
}

TEST(Scrub, WebpFlagsAndSizesSayWhatIsThere) {
  const auto extended = [](unsigned flags) {
    return riff_chunk("VP8X", be(flags, 1) + zeros(3) + le(39, 3) + le(29, 3));
  };
  const std::string icc = riff_chunk("ICCP", "profile"), alpha = riff_chunk("ALPH", "abc");
  const std::string place = riff_chunk("EXIF", exif(1, true, false, true));
  EXPECT_EQ(told(webp(vp8(40, 30))), "clean");
  EXPECT_EQ(told(webp(extended(0x30) + icc + alpha + vp8(40, 30))), "clean");
  const std::string full = webp(extended(0x3C) + icc + alpha + vp8(40, 30) + place + riff_chunk("XMP ", "<x/>")
                                + riff_chunk("C2PA", "manifest"));
  EXPECT_EQ(told(full), "scrubbed exif gps xmp");
  EXPECT_EQ(clean(full), webp(extended(0x30) + icc + alpha + vp8(40, 30)));
  EXPECT_EQ(clean(webp(extended(0x0C) + vp8(40, 30) + riff_chunk("EXIF", exif(6, true, false, true)))),
            webp(extended(0x08) + vp8(40, 30) + riff_chunk("EXIF", only_orientation(6))));
  EXPECT_EQ(clean(full + "behind"), clean(full));
  const auto moving = [&](const std::string& inside) {
    return webp(extended(0x02) + riff_chunk("ANIM", zeros(6)) + riff_chunk("ANMF", zeros(16) + vp8(40, 30) + inside));
  };
  EXPECT_EQ(told(moving("")), "clean");
  EXPECT_EQ(clean(moving(riff_chunk("note", "who made it"))), moving(""));
}

TEST(Scrub, WebpPaddingGoesWithItsChunk) {
  const std::string odd = "XMP " + le(1, 4) + "x";  // its padding byte is behind it
  const std::string plain = webp(vp8(40, 30));
  // Left out of the file's sum, and of a frame's.
  const std::string outside = "RIFF" + le(plain.size() - 8 + odd.size(), 4) + plain.substr(8) + odd + zeros(1);
  EXPECT_EQ(clean(outside), plain);
  const auto frame_with = [&](const std::string& inside) {
    return webp(vp8x(40, 30) + riff_chunk("ANMF", zeros(16) + vp8(40, 30) + inside));
  };
  EXPECT_EQ(clean(frame_with(odd)), frame_with(""));
}

TEST(Scrub, WhatCannotBeScrubbedSaysSo) {
  EXPECT_EQ(told(gif()), "not_supported");
  EXPECT_EQ(told(heif()), "not_supported");
  EXPECT_EQ(told(recording()), "not_supported");
  EXPECT_EQ(told(pdf()), "not_supported");
  EXPECT_EQ(told(""), "broken");
  EXPECT_EQ(told("just text"), "broken");
  const std::string cut = jpeg(app1_exif(exif(6, true, true, true))).substr(0, 100);
  EXPECT_EQ(told(cut), "broken");
  EXPECT_EQ(name(plan_scrub(cut).problems.at(0).code), "truncated");
  EXPECT_EQ(told("\xFF\xD8" + frame(40, 30) + "xyz" + scan("coded") + "\xFF\xD9"), "broken");
}

// --- laws of any bytes

void expect_lawful(const std::string& bytes, const std::string& what) {
  const Scrub scrub = plan_scrub(bytes);
  ASSERT_EQ(scrub.edits.empty(), scrub.outcome != ScrubOutcome::Scrubbed) << what;
  ASSERT_EQ(scrub.problems.empty(), scrub.outcome != ScrubOutcome::Broken) << what;
  std::uint64_t at = 0;
  for (const Edit& edit : scrub.edits) {
    ASSERT_TRUE(edit.at >= at && edit.at <= bytes.size() && edit.length <= bytes.size() - edit.at) << what;
    at = edit.at + edit.length;
  }
  if (scrub.outcome != ScrubOutcome::Scrubbed) return;
  const std::string once = scrubbed(bytes, scrub.edits);
  ASSERT_EQ(name(plan_scrub(once).outcome), "clean") << what;
  Report before = look(bytes);
  const Report after = look(once);
  if (before.orientation == 1) before.orientation = after.orientation == 1 ? 1 : 0;  // upright is not said again
  ASSERT_EQ(picture(after), picture(before)) << what;
  ASSERT_EQ(after.duration_ms, before.duration_ms) << what;
  ASSERT_TRUE(after.complete) << what;
  ASSERT_TRUE(metadata(after).empty() || (metadata(after) == "exif" && after.orientation > 1)) << what;
  ASSERT_FALSE(std::any_of(after.problems.begin(), after.problems.end(),
                           [](const Problem& problem) {
                             return problem.code == ProblemCode::TrailingData || problem.code == ProblemCode::Corrupt;
                           }))
      << what << problems(after);
}

std::vector<Sample> carriers() {
  std::vector<Sample> all = samples();
  const std::string xmp = segment(0xE1, kXap + "<x/>");
  all.push_back(
      {"a jpeg full of notes",
       jpeg(kJfif + kIcc + app1_exif(exif(6, true, true, false)) + xmp + segment(0xFE, "n") + kAdobe) + "more"});
  all.push_back({"a png full of notes", png(chunk("eXIf", exif(5, true, true, true)) + chunk("tEXt", "a")
                                            + chunk("tIME", zeros(7)) + chunk("gAMA", zeros(4)))
                                            + "more"});
  all.push_back(
      {"a webp full of notes", webp(vp8x(40, 30) + riff_chunk("ANMF", zeros(16) + vp8(40, 30) + riff_chunk("note", "x"))
                                    + riff_chunk("EXIF", exif(3, true, false, true)) + riff_chunk("XMP ", "x"))
                                   + "more"});
  all.push_back({"a film full of notes", film({.user_data = "serial", .extra = box("uuid", "x") + box("meta", "y")})
                                             + box("skip", "z") + "more"});
  return all;
}

TEST(ScrubAny, EverySampleEveryCutEveryByte) {
  for (const Sample& sample : carriers()) {
    expect_lawful(sample.bytes, sample.what);
    for (std::size_t size = 0; size < sample.bytes.size(); ++size)
      expect_lawful(sample.bytes.substr(0, size), sample.what + std::string(" cut at ") + std::to_string(size));
    std::string changed = sample.bytes;
    for (std::size_t at = 0; at < changed.size(); ++at) {
      for (int value = 0; value < 256; value += test::thinned(3, 51)) {
        changed[at] = static_cast<char>(value);
        expect_lawful(changed, sample.what + std::string(" changed at ") + std::to_string(at));
      }
      changed[at] = sample.bytes[at];
    }
  }
}

// Any mixture of segments: what is scrubbed is the file as if nobody had added the notes.
TEST(ScrubAny, NotesComeAndGoWithoutATrace) {
  const bool holds = rc::check("a scrubbed picture is the picture without its notes", [] {
    const auto pieces = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 7));
    const auto text = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    std::string with, without;
    for (const int piece : pieces) {
      switch (piece) {
        case 0: with += kIcc, without += kIcc; break;
        case 1: with += kJfif, without += kJfif; break;
        case 2: with += kAdobe, without += kAdobe; break;
        case 3: with += segment(0xFE, text); break;
        case 4: with += segment(0xE1, kXap + text); break;
        case 5: with += segment(0xE7, text); break;
        default: with += app1_exif(exif(1, true, true, true)); break;
      }
    }
    RC_ASSERT(clean(jpeg(with) + text) == jpeg(without));
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace returns
