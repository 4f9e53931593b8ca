// What a plan makes of the pixels in the reports of a draft's files.

#include <gtest/gtest.h>

#include <string>

#include "core/pixels/likeness.h"
#include "core/wire/pixel_names.h"
#include "tests/unit/support.h"

namespace returns {
namespace {

using test::complete;
using test::draft;
using test::item;
using test::json;
using test::line;
using test::order;
using test::plan;

const json kOrder = order({line("L1", "rx_medicine", 2, 3990)});

json pixels(const std::string& likeness = "") {
  json of = json::object();
  for (const wire::PixelName& entry : wire::kPixelNames) of[std::string{entry.name}] = 500;
  if (!likeness.empty()) of["likeness"] = likeness;
  return of;
}

std::string likeness(std::uint64_t whole) {
  pixels::Likeness of{};
  of.fill(0x0F0F'F00F'A5A5'3C3C);
  of[0] = whole;
  return pixels::write_likeness(of);
}

json seen(const json& of_draft, std::size_t index) {
  const json of = plan(kOrder, of_draft);
  for (const json& slot : of.at("slots")) {
    for (const json& file : slot.at("files")) {
      if (file.at("evidence") == index) return file;
    }
  }
  return json{};
}

bool says(const json& file, const std::string& code) {
  for (const json& problem : file.value("problems", json::array())) {
    if (problem.at("code") != code) continue;
    EXPECT_EQ(problem.at("verdict"), "hint");
    return true;
  }
  return false;
}

TEST(PlanPixels, TheSamePictureAgainIsAHint) {
  json of_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  json again = of_draft["evidence"][0];
  again["sha256"] = std::string(64, 'e');
  of_draft["evidence"][0]["report"]["pixels"] = pixels(likeness(0x1234'5678'9ABC'DEF0));
  const std::size_t last = of_draft["evidence"].size();
  const auto with = [&](std::uint64_t whole) {
    json changed = of_draft;
    again["report"]["pixels"] = pixels(likeness(whole));
    changed["evidence"].push_back(again);
    return changed;
  };
  EXPECT_TRUE(says(seen(with(0x1234'5678'9ABC'DEF0), last), "near_duplicate"));
  EXPECT_TRUE(says(seen(with(0x1234'5678'9ABC'DEF0 ^ 0x3F00), last), "near_duplicate")) << "six bits";
  EXPECT_FALSE(says(seen(with(0x1234'5678'9ABC'DEF0 ^ 0x7F00), last), "near_duplicate")) << "seven";
  EXPECT_TRUE(says(seen(with(0x1234'5678'9ABC'DEF0 ^ 0xAAAA'AAAA'AAAA'AAAA), last), "near_duplicate")) << "mirrored";
  EXPECT_TRUE(seen(with(0x1234'5678'9ABC'DEF0), last).at("accepted"));
  EXPECT_FALSE(says(seen(with(0x1234'5678'9ABC'DEF0), 0), "near_duplicate")) << "the first is the first";
  json same_bytes = with(0x1234'5678'9ABC'DEF0);
  same_bytes["evidence"][last]["sha256"] = of_draft["evidence"][0]["sha256"];
  EXPECT_FALSE(says(seen(same_bytes, last), "near_duplicate")) << "a duplicate, and said to be one";
}

TEST(PlanPixels, WhatIsShownMayBeTooSmallInALargePicture) {
  json of_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  json& report = of_draft["evidence"][0]["report"];
  report["width"] = 4000;
  report["height"] = 3000;
  report["pixels"] = pixels();
  const auto shown = [&](int wide, int high) {
    report["pixels"]["wide"] = wide;
    report["pixels"]["high"] = high;
    return seen(of_draft, 0);
  };
  EXPECT_FALSE(says(shown(900, 900), "too_far"));
  EXPECT_TRUE(says(shown(60, 60), "too_far"));
  EXPECT_FALSE(says(shown(0, 0), "too_far")) << "nothing is known";
}

TEST(PlanPixels, TravelThroughSealAndVerify) {
  json of_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  of_draft["evidence"][0]["report"]["pixels"] = pixels(likeness(7));
  of_draft["evidence"][0]["report"]["problems"] = json::array({{{"code", "moved"}, {"verdict", "hint"}}});
  const auto& core = test::core("cn-pharmacy");
  const json request = json::parse(core.seal(kOrder.dump(), of_draft.dump(), test::kNow)).at("request");
  EXPECT_EQ(request.at("draft").at("evidence").at(0).at("report").at("pixels"), pixels(likeness(7)));
  EXPECT_EQ(core.verify(kOrder.dump(), test::sealed_bytes(kOrder, of_draft)), R"({"verification":{"same":true}})");
}

TEST(PlanPixels, MembersThatAreMissingOrTooMuchAreFaults) {
  json of_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  const auto fault = [&](const json& of) {
    json changed = of_draft;
    changed["evidence"][0]["report"]["pixels"] = of;
    const json answer = json::parse(test::core("cn-pharmacy").plan(kOrder.dump(), changed.dump(), test::kNow));
    return answer.contains("fault") ? answer.at("fault").at("at").get<std::string>() : std::string{};
  };
  EXPECT_EQ(fault(pixels()), "");
  json of = pixels();
  of.erase("glare");
  EXPECT_EQ(fault(of), "/evidence/0/report/pixels/glare");
  of = pixels();
  of["sharpnes"] = 1;
  EXPECT_EQ(fault(of), "/evidence/0/report/pixels/sharpnes");
  of = pixels();
  of["sharpness"] = 100'001;
  EXPECT_EQ(fault(of), "/evidence/0/report/pixels/sharpness");
  EXPECT_EQ(fault(pixels(std::string(161, '0'))), "/evidence/0/report/pixels/likeness");
}

}  // namespace
}  // namespace returns
