// Decoding: the right pixels, the same on every machine, and an answer for whatever the bytes are.

#include "decode/decode.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "core/pixels/shrink.h"
#include "decode/inspect.h"
#include "tests/pixels/encode.h"
#include "tests/pixels/scene.h"

namespace returns {
namespace {

using namespace scene;
using decode::Outcome;

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

double difference(const Picture& a, const Picture& b) {
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.height, b.height);
  if (a.luma.size() != b.luma.size() || a.luma.empty()) return 255;
  double sum = 0;
  for (std::size_t i = 0; i < a.luma.size(); ++i) sum += std::abs(a.luma[i] - b.luma[i]);
  return sum / static_cast<double>(a.luma.size());
}

// Committed files and what was made of them when they were committed; tests/wasm/pixels.test.js reads the same.
TEST(Decode, SamplesGiveTheSameReportToTheBit) {
  const std::string folder = std::string{RETURNS_SAMPLES} + '/';
  const auto reports = nlohmann::json::parse(file(folder + "reports.json"));
  ASSERT_GE(reports.size(), 11U);
  for (const auto& [name, expected] : reports.items()) {
    const std::string bytes = file(folder + name);
    ASSERT_FALSE(bytes.empty()) << name;
    EXPECT_EQ(nlohmann::json::parse(decode::inspect(bytes, name, "")), expected) << name;
    EXPECT_TRUE(expected.at("report").contains("pixels")) << name;
  }
}

TEST(Decode, GivesThePixelsThatWentIn) {
  const Picture drawn = draw({.seed = 3, .width = 401, .height = 299});
  EXPECT_EQ(decode::decode_png(png(drawn)).picture.luma, drawn.luma);
  EXPECT_EQ(decode::decode_png(png(drawn, true)).picture.luma, drawn.luma);
  EXPECT_LT(difference(decode::decode_jpeg(jpeg(drawn, {.quality = 95})).picture, drawn), 2);
  EXPECT_LT(difference(decode::decode_jpeg(jpeg(drawn, {.quality = 95, .progressive = true})).picture, drawn), 2);
  EXPECT_LT(difference(decode::decode_webp(webp(drawn, 95)).picture, drawn), 3);
  EXPECT_LT(difference(decode::decode_webp(webp(drawn, 100, true)).picture, drawn), 0.01);
}

TEST(Decode, LargePicturesComeAtTheWorkingSize) {
  const Picture drawn = draw({.seed = 4, .width = 2600, .height = 1950});
  for (const auto& decoded :
       {decode::decode_jpeg(jpeg(drawn)), decode::decode_png(png(drawn)), decode::decode_webp(webp(drawn, 80))}) {
    ASSERT_EQ(decoded.outcome, Outcome::Done);
    EXPECT_GE(decoded.picture.width, 900);
    EXPECT_LE(decoded.picture.width, pixels::kMostWorkingSide);
    const Picture expected = pixels::shrink(drawn.plane(), {decoded.picture.width, decoded.picture.height});
    EXPECT_LT(difference(decoded.picture, expected), 4);
  }
}

TEST(Decode, CutOrChangedIsNeverTakenForWhole) {
  const Picture drawn = draw({.seed = 5, .width = 200, .height = 150});
  const std::string whole = jpeg(drawn, {.quality = 60, .restarts = true});
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    const auto cut = decode::decode_jpeg(whole.substr(0, size));
    EXPECT_NE(cut.outcome, Outcome::Done) << size;
    EXPECT_TRUE(cut.picture.empty()) << size;
  }
  for (const std::string& bytes : {png(drawn), png(drawn, true), webp(drawn, 50), webp(drawn, 100, true)}) {
    const std::string type = bytes.starts_with("RIFF") ? "image/webp" : "image/png";
    for (std::size_t size = 0; size + 12 < bytes.size(); size += 13)
      EXPECT_NE(decode::decode_picture(type, bytes.substr(0, size)).outcome, Outcome::Done) << type << ' ' << size;
  }
}

TEST(Decode, AnyByteChangedHasAReport) {
  const Picture drawn = draw({.seed = 6, .width = 48, .height = 40});
  for (const std::string& whole :
       {jpeg(drawn, {.quality = 40}), jpeg(drawn, {.quality = 40, .progressive = true}), png(drawn, true),
        png(drawn, false, true), webp(drawn, 30), webp(drawn, 100, true)}) {
    for (std::size_t at = 0; at < whole.size(); at += 3) {
      for (const int value : {0x00, 0x7F, 0xFF, 0x10}) {
        std::string changed = whole;
        changed[at] = static_cast<char>(value);
        const auto report = nlohmann::json::parse(decode::inspect(changed, "", "")).at("report");
        ASSERT_EQ(report.at("size"), changed.size());
      }
    }
  }
}

TEST(Decode, WhatWouldCostTooMuchIsNotDecoded) {
  // A progressive picture of 30,000 by 30,000 with a kilobyte of data.
  std::string bytes = jpeg(draw({.seed = 7, .width = 64, .height = 64}), {.progressive = true});
  const std::size_t frame = bytes.find("\xFF\xC2");
  ASSERT_NE(frame, std::string::npos);
  bytes[frame + 5] = bytes[frame + 7] = '\x75';
  bytes[frame + 6] = bytes[frame + 8] = '\x30';
  EXPECT_EQ(decode::decode_jpeg(bytes).outcome, Outcome::NotRead);
  const auto report = nlohmann::json::parse(decode::inspect(bytes, "", "")).at("report");
  EXPECT_FALSE(report.contains("pixels"));
}

// Scans without end: each costs a pass over all pixels.
TEST(Decode, ScansWithoutEndAreLeftAlone) {
  std::string bytes = jpeg(draw({.seed = 7, .width = 64, .height = 64}), {.progressive = true, .colour = false});
  const std::size_t frame = bytes.find("\xFF\xC2");
  ASSERT_NE(frame, std::string::npos);
  bytes[frame + 5] = bytes[frame + 7] = '\x1B';  // 6,912 by 6,912: 48 million pixels
  bytes[frame + 6] = bytes[frame + 8] = '\x00';
  const std::size_t scan = bytes.rfind("\xFF\xDA");
  const std::string last = bytes.substr(scan, bytes.size() - 2 - scan);
  bytes.resize(bytes.size() - 2);
  for (int i = 0; i < 3000; ++i) bytes += last;
  bytes += "\xFF\xD9";
  EXPECT_NE(decode::decode_jpeg(bytes).outcome, Outcome::Done);
}

TEST(Decode, DamageInsideAWholeContainerIsAHint) {
  std::string bytes = jpeg(draw({.seed = 8, .width = 320, .height = 240}), {.quality = 80});
  const std::size_t middle = bytes.size() / 2;
  for (std::size_t i = 0; i < 40; ++i) bytes[middle + i] = static_cast<char>(0x11 * (i % 7 + 1));
  bytes.erase(middle + 60, 300);
  const auto report = nlohmann::json::parse(decode::inspect(bytes, "", "")).at("report");
  EXPECT_TRUE(report.at("complete").get<bool>());
  EXPECT_EQ(report.at("problems").dump(), R"([{"code":"damaged","verdict":"hint"}])");
  EXPECT_FALSE(report.contains("pixels"));
}

TEST(Decode, AFrameIsLumaOrColoursOrAFault) {
  const Picture drawn = draw({.seed = 9, .width = 640, .height = 480});
  const std::string luma(reinterpret_cast<const char*>(drawn.luma.data()), drawn.luma.size());
  std::string colours;
  for (const char value : luma) colours += {value, value, value, '\xFF'};
  EXPECT_EQ(decode::advise(luma, "640x480"), decode::advise(colours, "640x480"));
  EXPECT_EQ(decode::advise(luma, "640x480").rfind(R"({"advice":"good","sharpness":)", 0), 0U);
  for (const char* size : {"640x479", "", "x", "640x", "640x480 ", "-640x480", "0x0", "99999999999x1", "4097x1"})
    EXPECT_EQ(decode::advise(luma, size), R"({"fault":{"code":"bad_frame"}})") << size;
  for (const auto& [width, height] : {std::pair{1, 1}, {2, 2}, {3, 3}, {1, 500}, {500, 1}, {17, 9}})
    EXPECT_EQ(decode::advise(luma.substr(0, static_cast<std::size_t>(width * height)),
                             std::to_string(width) + 'x' + std::to_string(height))
                  .rfind(R"({"advice":)", 0),
              0U);
}

// "1 0 2 40\n<</Type/Catalog/Pages 2 0 R>> <</Type/Pages/Kids[3 0 R 4 0 R]/Count 23>>", deflated.
constexpr std::string_view kObjects(
    "\x78\xda\x33\x54\x30\x50\x30\x52\x30\x31\xe0\xb2\xb1\xd1\x0f\xa9\x2c\x48\xd5\x77\x4e\x2c\x49\xcc\xc9"
    "\x4f\xd7\x0f\x48\x4c\x4f\x2d\x06\x4a\x19\x28\x04\xd9\xd9\x29\xc0\x64\xc1\xa2\xfa\xde\x99\x29\xc5\xd1"
    "\xc6\x20\x29\x05\x13\x10\x19\xab\xef\x9c\x5f\x9a\x57\xa2\x60\x64\x6c\x67\x07\x00\x8b\x0e\x16\x82",
    74);

std::string compressed_pdf(std::string_view objects) {
  return "%PDF-1.7\n5 0 obj\n<</Type/ObjStm/N 2/First 9/Filter/FlateDecode>>\nstream\r\n" + std::string(objects)
         + "\nendstream\nendobj\nstartxref\n9\n%%EOF\n";
}
std::int64_t pages(const std::string& pdf) {
  return nlohmann::json::parse(decode::inspect(pdf, "", "")).at("report").value("pages", std::int64_t{0});
}

TEST(Decode, PagesInCompressedStreamsAreCounted) {
  EXPECT_EQ(pages(compressed_pdf(kObjects)), 23);
  EXPECT_EQ(pages(compressed_pdf("")), 0);
  EXPECT_EQ(pages("%PDF-1.7\n<</Type/ObjStm"), 0);
}

TEST(Decode, DamagedStreamsEndWhereTheyAreDamaged) {
  for (std::size_t at = 0; at < kObjects.size(); ++at) {
    std::string changed(kObjects);
    for (const char value : {'\0', '\x55', '\xFF'}) {
      changed[at] = value;
      EXPECT_GE(pages(compressed_pdf(changed)), 0);
    }
    EXPECT_GE(pages(compressed_pdf(kObjects.substr(0, at))), 0);
  }
}

}  // namespace
}  // namespace returns
