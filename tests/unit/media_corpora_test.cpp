// Public sample files, where somebody has them: RETURNS_CORPORA names their folder.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "core/media/scrub.h"
#include "tests/unit/media_build.h"

namespace returns {
namespace {

using namespace build;
namespace fs = std::filesystem;

struct File {
  std::string name;
  std::string bytes;
  Report report;
};

class Corpora : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("RETURNS_CORPORA");
    if (folder == nullptr) GTEST_SKIP() << "RETURNS_CORPORA is not set: the public sample files are not looked at";
    root_ = folder;
  }

  // All files of a folder with one of the endings. An empty folder is a mistake of whoever set the variable.
  std::vector<File> files(const std::string& folder, const std::set<std::string>& endings) const {
    std::vector<File> found;
    for (const auto& entry : fs::recursive_directory_iterator(root_ / folder)) {
      if (!entry.is_regular_file() || !endings.contains(entry.path().extension().string())) continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
      Report report = look(bytes, entry.path().filename().string());
      found.push_back({entry.path().filename().string(), std::move(bytes), std::move(report)});
    }
    EXPECT_FALSE(found.empty()) << folder;
    return found;
  }

 private:
  fs::path root_;
};

bool is_fine(const Report& report) {
  return report.complete && std::none_of(report.problems.begin(), report.problems.end(), [](const Problem& problem) {
           return refuses(problem.code);
         });
}

TEST_F(Corpora, ThePhoto) {
  for (const File& file : files("photo", {".jpg"})) {
    EXPECT_EQ(picture(file.report), "image/jpeg 4048x3036 1");
    EXPECT_EQ(metadata(file.report), "exif gps thumbnail");
    EXPECT_EQ(problems(file.report), "");
    for (const std::size_t tenth : {1U, 5U, 9U}) {
      const std::size_t size = file.bytes.size() * tenth / 10;
      EXPECT_EQ(problems(look(file.bytes.substr(0, size))), "truncated@" + std::to_string(size));
    }
  }
}

TEST_F(Corpora, Orientations) {
  for (const File& file : files("orientation", {".jpg"})) {
    const std::size_t mark = file.name.find('_');
    if (mark == std::string::npos) continue;
    EXPECT_EQ(file.report.orientation, file.name[mark + 1] - '0') << file.name;
    EXPECT_TRUE(is_fine(file.report)) << file.name;
    // Stored sides, turned where the orientation turns.
    const bool turned = file.report.orientation >= 5;
    const bool landscape = file.name.starts_with("Landscape");
    EXPECT_EQ(file.report.width > file.report.height, landscape != turned) << file.name;
  }
}

TEST_F(Corpora, BrokenPngsAreTold) {
  for (const File& file : files("pngsuite/png", {".png"})) {
    EXPECT_EQ(is_fine(file.report), !file.name.starts_with('x')) << file.name << ' ' << problems(file.report);
  }
}

TEST_F(Corpora, ExifPhotosAreFine) {
  std::size_t with_place = 0;
  for (const File& file : files("exif", {".jpg", ".JPG"})) {
    EXPECT_EQ(file.report.type, "image/jpeg") << file.name;
    EXPECT_EQ(is_fine(file.report), file.name != "corrupted.jpg") << file.name << ' ' << problems(file.report);
    with_place += static_cast<std::size_t>(std::count(file.report.metadata.begin(), file.report.metadata.end(), "gps"));
  }
  EXPECT_GT(with_place, 0U);
}

TEST_F(Corpora, HostileFiles) {
  const std::map<std::string, std::string> expected{{"truncated_jpeg.jpg", "truncated@6698"},
                                                    {"truncated_app14.jpg", "corrupt@21834"},
                                                    {"truncated_image.png", "truncated@81920"},
                                                    {"truncated_end_chunk.png", "truncated@30339"},
                                                    {"decompression_bomb_extents.gif", "pixel_bomb@193"},
                                                    {"exif-72dpi-int.jpg", ""},
                                                    {"exif-dpi-zerodivision.jpg", ""},
                                                    {"exif_gps.jpg", ""},
                                                    {"exif_gps_typeerror.jpg", ""}};
  for (const File& file : files("hostile", {".jpg", ".png", ".gif", ".tif", ".sgi", ".j2k", ".fli", ".tga", ".ico"})) {
    const auto known = expected.find(file.name);
    EXPECT_EQ(problems(file.report), known == expected.end() ? "unknown_type" : known->second) << file.name;
  }
}

TEST_F(Corpora, Films) {
  // Two are indexes alone, one is a head without film, one has a run of chunks that begins behind the last.
  const std::map<std::string, std::string> expected{
      {"chunk_out_of_range.mp4", "corrupt@8629"},       {"invalid_userdata.mp4", "truncated@135418"},
      {"zero_empty_stsc.mp4", "truncated@48618"},       {"bipbop_cbcs_video_init.mp4", "encrypted@549 truncated@1100"},
      {"av1-clearkey-cbcs-video.mp4", "encrypted@549"}, {"short-cenc.mp4", "encrypted@457"}};
  const std::set<std::string> sounds{"amr_nb_1f.3gp", "bipbop-cenc-audioinit.mp4", "bipbop_cbcs_audio_init.mp4",
                                     "opus_audioinit.mp4", "sine-3s-xhe-aac-44khz-mono.mp4"};
  for (const File& file : files("video", {".mp4", ".3gp"})) {
    const auto known = expected.find(file.name);
    const std::string told = known != expected.end() ? known->second : sounds.contains(file.name) ? "unknown_type" : "";
    EXPECT_EQ(problems(file.report), told) << file.name;
    EXPECT_EQ(file.report.duration_ms > 0, !sounds.contains(file.name)) << file.name;
    EXPECT_EQ(file.report.orientation == 6, file.name == "video_rotation_90.mp4") << file.name;
  }
}

// Whatever cameras have written: nothing is left that says more than the picture, and once is enough.
TEST_F(Corpora, ScrubbedFilesSayNothing) {
  std::size_t scrubs = 0;
  for (const char* folder : {"photo", "orientation", "exif", "pngsuite/png", "video"}) {
    for (const File& file : files(folder, {".jpg", ".JPG", ".png", ".mp4", ".3gp"})) {
      const Scrub scrub = plan_scrub(file.bytes);
      EXPECT_EQ(scrub.outcome == ScrubOutcome::Broken,
                !file.report.complete || problems(file.report).find("corrupt") != std::string::npos)
          << file.name;
      if (scrub.outcome != ScrubOutcome::Scrubbed) continue;
      ++scrubs;
      const std::string once = scrubbed(file.bytes, scrub.edits);
      EXPECT_EQ(plan_scrub(once).outcome, ScrubOutcome::Clean) << file.name;
      media::Origin origin;
      const Report after = inspect_media(once, "", "", &origin);
      EXPECT_TRUE(origin.empty()) << file.name;
      EXPECT_TRUE(metadata(after).empty() || (metadata(after) == "exif" && after.orientation > 1)) << file.name;
      EXPECT_EQ(after.orientation > 1 ? after.orientation : 1, std::max(file.report.orientation, 1)) << file.name;
    }
  }
  EXPECT_GT(scrubs, 50U);
}

// Pictures and films cut anywhere (at a hundred places each) are never whole.
TEST_F(Corpora, CutAnywhere) {
  for (const char* folder : {"photo", "orientation", "exif", "pngsuite/png", "video"}) {
    for (const File& file : files(folder, {".jpg", ".png", ".mp4", ".3gp"})) {
      if (!is_fine(file.report) || file.report.problems.size() > 0) continue;
      for (std::size_t part = 0; part < 100; ++part) {
        const std::size_t size = file.bytes.size() * part / 100;
        EXPECT_FALSE(look(std::string_view(file.bytes).substr(0, size)).complete) << file.name << " cut at " << size;
      }
    }
  }
}

}  // namespace
}  // namespace returns
