// A scrub changes no pixel: notes put into encoded pictures and taken out again, decoded before and after.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/media/scrub.h"
#include "decode/decode.h"
#include "tests/unit/media_build.h"

namespace returns {
namespace {

using namespace build;
namespace fs = std::filesystem;

std::string with_notes(const std::string& type, const std::string& bytes) {
  const std::string block = exif(1, true, true, true);
  if (type == "image/jpeg") {
    return bytes.substr(0, 2) + app1_exif(block) + segment(0xFE, "a note")
           + segment(0xE1, "http://ns.adobe.com/xap/1.0/") + bytes.substr(2) + "behind the end";
  }
  if (type == "image/png") {
    constexpr std::size_t kHead = 33;  // signature and IHDR
    return bytes.substr(0, kHead) + chunk("eXIf", block) + chunk("tEXt", "a note") + bytes.substr(kHead) + "behind";
  }
  const std::string notes = riff_chunk("EXIF", block) + riff_chunk("XMP ", "<x/>");
  return "RIFF" + le(bytes.size() - 8 + notes.size(), 4) + bytes.substr(8) + notes + "behind";
}

TEST(ScrubPixels, AreThoseOfThePictureWithoutItsNotes) {
  std::size_t looked_at = 0;
  for (const auto& entry : fs::directory_iterator(RETURNS_SAMPLES)) {
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    const std::string type = look(bytes).type;
    if (type != "image/jpeg" && type != "image/png" && type != "image/webp") continue;
    const std::string plain = scrubbed(bytes, plan_scrub(bytes).edits), noted = with_notes(type, bytes);
    const Scrub scrub = plan_scrub(noted);
    ASSERT_EQ(scrub.outcome, ScrubOutcome::Scrubbed) << entry.path();
    const std::string clean = scrubbed(noted, scrub.edits);
    EXPECT_EQ(clean, plain) << entry.path();
    const decode::Decoded before = decode::decode_picture(type, bytes), after = decode::decode_picture(type, clean);
    ASSERT_EQ(before.outcome, decode::Outcome::Done) << entry.path();
    ASSERT_EQ(after.outcome, decode::Outcome::Done) << entry.path();
    EXPECT_EQ(before.picture.width, after.picture.width) << entry.path();
    EXPECT_TRUE(before.picture.luma == after.picture.luma) << entry.path();
    ++looked_at;
  }
  EXPECT_GT(looked_at, 8U);
}

}  // namespace
}  // namespace returns
