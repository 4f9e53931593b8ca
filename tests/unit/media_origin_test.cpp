// What metadata claim about where a file comes from.

#include <gtest/gtest.h>

#include "core/media/scrub.h"
#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;
using media::Origin;

Origin origin_of(const std::string& bytes) {
  Origin origin;
  inspect_media(bytes, "", "", &origin);
  return origin;
}

// "2026-11-20T14:03:22 +08:00 | Make | Model | Software | trace trace"
std::string told(const std::string& bytes) {
  const Origin origin = origin_of(bytes);
  std::string out = origin.taken_at + ' ' + origin.offset + " | " + origin.make + " | " + origin.model + " | "
                    + origin.software + " |";
  for (std::size_t i = 0; i < media::kTraces.size(); ++i) {
    if (origin.traces[i]) out += ' ' + std::string(media::kTraces[i]);
  }
  return out;
}

struct CameraParts {
  std::string moment = "2026:11:20 14:03:22", offset = "+08:00", make = "Maker", model = "Model 5", software = "17.2";
  std::string comment = "";
};

// Two directories and their texts behind them; texts shorter than five bytes stand in the entry.
std::string camera(const CameraParts& parts, bool little) {
  const std::uint64_t second = 8 + 2 + 4 * 12 + 4, texts = second + 2 + 3 * 12 + 4;
  std::string heap;
  const auto text = [&](unsigned tag, std::string value, unsigned type = 2) -> TiffEntry {
    if (type == 2) value += '\0';
    const std::uint64_t at = texts + heap.size();
    heap += value;
    return {tag, type, value.size(), at};
  };
  const std::vector<TiffEntry> first{
      text(0x010F, parts.make), text(0x0110, parts.model), text(0x0131, parts.software), {0x8769, 4, 1, second}};
  const std::vector<TiffEntry> details{text(0x9003, parts.moment), text(0x9011, parts.offset),
                                       text(0x9286, "ASCII\0\0\0" + parts.comment + "    ", 7)};
  return tiff(directory(first, 0, little) + directory(details, 0, little) + heap, little);
}

TEST(Origin, MomentAndDeviceFromEveryContainerThatCarriesExif) {
  for (const bool little : {true, false}) {
    const std::string block = camera({.software = "Editor 9"}, little);
    const std::string expected = "2026-11-20T14:03:22 +08:00 | Maker | Model 5 | Editor 9 |";
    EXPECT_EQ(told(jpeg(app1_exif(block))), expected);
    EXPECT_EQ(told(png(chunk("eXIf", block))), expected);
    EXPECT_EQ(told(webp(vp8x(40, 30) + vp8(40, 30) + riff_chunk("EXIF", block))), expected);
    EXPECT_EQ(told(heif({.block = block})), expected);
  }
  EXPECT_TRUE(origin_of(jpeg()).empty());
  EXPECT_TRUE(origin_of("no picture").empty());
}

TEST(Origin, WhatIsNoMomentIsNothing) {
  for (const char* moment : {"0000:00:00 00:00:00", "2026-11-20 14:03:22", "2026:13:01 00:00:00", "2026:11:20 24:00:00",
                             "    :  :     :  :  ", "2026:11:20"}) {
    EXPECT_EQ(origin_of(jpeg(app1_exif(camera({.moment = moment}, true)))).taken_at, "") << moment;
  }
  for (const char* offset : {"8:00", "+25:00", "+08:60", "", "GMT+08"})
    EXPECT_EQ(origin_of(jpeg(app1_exif(camera({.offset = offset}, true)))).offset, "") << offset;
}

TEST(Origin, TextsAreShortAndPrintable) {
  const Origin origin = origin_of(jpeg(
      app1_exif(camera({.make = "  Mak\xC3\xA9r\n", .model = std::string(500, 'm'), .software = "     "}, false))));
  EXPECT_EQ(origin.make, "Mak??r?");
  EXPECT_EQ(origin.model, std::string(64, 'm'));
  EXPECT_EQ(origin.software, "");
}

TEST(Origin, TracesOfGeneratedContent) {
  const auto packet = [](const std::string& text) {
    return jpeg(segment(0xE1, raw("http://ns.adobe.com/xap/1.0/\0") + text));
  };
  const std::string source = "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/";
  EXPECT_EQ(told(packet(source + "trainedAlgorithmicMedia<")), "  |  |  |  | trained_algorithmic_media");
  EXPECT_EQ(told(packet(source + "compositeWithTrainedAlgorithmicMedia<")),
            "  |  |  |  | composite_with_trained_algorithmic_media");
  EXPECT_EQ(told(packet(source + "algorithmicMedia<")), "  |  |  |  | algorithmic_media");
  EXPECT_EQ(told(packet(source + "digitalCapture<")), "  |  |  |  |");
  EXPECT_EQ(told(packet("<TC260:AIGC>{\"Label\":\"1\",\"ContentProducer\":\"x\"}<")), "  |  |  |  | aigc_label");
  EXPECT_EQ(told(packet("<dc:title>AIGC<")), "  |  |  |  |");
  EXPECT_EQ(told(packet("xmp:CreatorTool=\"Tool 1\"")), "  |  |  | Tool 1 |");
  EXPECT_EQ(told(packet("<xmp:CreatorTool>Tool 2</xmp:CreatorTool>")), "  |  |  | Tool 2 |");
  EXPECT_EQ(told(packet("xmp:CreatorTool=\"never ends")), "  |  |  |  |");
  EXPECT_EQ(origin_of(jpeg(app1_exif(camera({.comment = "{\"AIGC\":{\"Label\":\"1\"}}"}, true)))).traces,
            origin_of(packet("<TC260:AIGC>{\"Label\":\"1\"}<")).traces);
}

TEST(Origin, ManifestsAndGenerators) {
  EXPECT_EQ(told(jpeg(segment(0xEB, raw("JP\0\1\0\0\0\1") + "....jumb....jumdc2pa"))), "  |  |  |  | c2pa_manifest");
  EXPECT_EQ(told(jpeg(segment(0xEB, raw("JP\0\1") + "another box"))), "  |  |  |  |");
  EXPECT_EQ(told(png(chunk("caBX", "manifest"))), "  |  |  |  | c2pa_manifest");
  EXPECT_EQ(told(webp(vp8x(40, 30) + vp8(40, 30) + riff_chunk("C2PA", "x"))), "  |  |  |  | c2pa_manifest");
  const std::string uuid = raw("\xD8\xFE\xC3\xD6\x1B\x0E\x48\x3C\x92\x97\x58\x28\x87\x7E\xC4\x81");
  EXPECT_EQ(told(film() + box("uuid", uuid + "manifest")), "  |  |  |  | c2pa_manifest");
  EXPECT_EQ(told(png(chunk("tEXt", raw("parameters\0") + "a box, Steps: 20"))), "  |  |  |  | generator_text");
  EXPECT_EQ(told(png(chunk("tEXt", raw("Software\0") + "Painter 4"))), "  |  |  | Painter 4 |");
  EXPECT_EQ(told(png(chunk("tEXt", raw("Comment\0") + "parameters of the box"))), "  |  |  |  |");
  EXPECT_EQ(told(png(chunk("tEXt", raw("AIGC\0") + "{}"))), "  |  |  |  | aigc_label");
}

TEST(Origin, NothingIsLeftAfterAScrub) {
  const std::string block = camera({.comment = "{\"AIGC\":{\"Label\":\"1\"}}"}, true);
  for (const std::string& bytes :
       {jpeg(app1_exif(block) + segment(0xEB, raw("JP\0\1") + "c2pa")),
        png(chunk("eXIf", block) + chunk("caBX", "x") + chunk("tEXt", raw("prompt\0") + "x")),
        webp(vp8x(40, 30) + vp8(40, 30) + riff_chunk("EXIF", block) + riff_chunk("C2PA", "x"))}) {
    EXPECT_FALSE(origin_of(bytes).empty());
    EXPECT_TRUE(origin_of(scrubbed(bytes, plan_scrub(bytes).edits)).empty());
  }
}

// As many entries as a directory can have, all pointing at all of the block: a second would be far too long.
TEST(Origin, ManyEntriesForOneComment) {
  const std::uint64_t second = 8 + 2 + 12 + 4;
  const std::vector<TiffEntry> details(5000, TiffEntry{0x9286, 7, 60'000, 8});
  const std::string block = tiff(directory({{0x8769, 4, 1, second}}, 0, true) + directory(details, 0, true), true);
  std::string file = "\xFF\xD8";
  for (int i = 0; i < 60; ++i) file += app1_exif(block);
  EXPECT_TRUE(origin_of(file + frame(40, 30) + scan("x") + "\xFF\xD9").empty());
}

}  // namespace
}  // namespace returns
