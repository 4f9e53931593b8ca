// Marks on pictures: read within the picture, sealed as they were set, and part of what is verified.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/support.h"

namespace returns {
namespace {

using test::complete;
using test::core;
using test::draft;
using test::item;
using test::json;
using test::kNow;
using test::line;
using test::order;
using test::sealed_bytes;

const json kOrder = order({line("L1", "rx_medicine", 2, 3990)});

json marked(const json& marks) {
  json said = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  said.at("evidence").at(0)["marks"] = marks;
  return said;
}

json mark(const char* kind, int x, int y, int w, int h) {
  return {{"kind", kind}, {"x", x}, {"y", y}, {"w", w}, {"h", h}};
}

TEST(Marks, AreSealedAsTheyWereSet) {
  json ring = mark("ring", 0, 250, 1000, 750);
  ring["note"] = "brown spots, 褐色斑点";
  const json marks = json::array({ring, mark("box", 999, 999, 1, 1), mark("arrow", 900, 900, -900, -900)});
  const std::string request = sealed_bytes(kOrder, marked(marks));
  EXPECT_EQ(json::parse(request).at("draft").at("evidence").at(0).at("marks"), marks);
  EXPECT_EQ(json::parse(core("cn-pharmacy").verify(kOrder.dump(), request)).at("verification"), (json{{"same", true}}));
  // In the order of docs/documents.md, whatever order they came in.
  EXPECT_NE(request.find(R"("marks":[{"kind":"ring","x":0,"y":250,"w":1000,"h":750,"note":")"), std::string::npos);
  // Without any, the member is left out.
  EXPECT_EQ(sealed_bytes(kOrder, marked(json::array())).find("marks"), std::string::npos);
}

TEST(Marks, StayWithinThePicture) {
  struct Case {
    json mark;
    std::string code, member;
  };
  json noted = mark("box", 0, 0, 1, 1);
  noted["note"] = std::string(801, 'x');
  json coloured = mark("box", 0, 0, 1, 1);
  coloured["colour"] = "red";
  const std::vector<Case> cases{
      {mark("box", 0, 0, 1001, 1), "out_of_range", "/w"},
      {mark("box", 600, 0, 401, 1), "out_of_range", "/w"},
      {mark("ring", 0, 600, 1, 401), "out_of_range", "/h"},
      {mark("ring", 10, 10, 0, 5), "out_of_range", "/w"},
      {mark("box", 10, 10, 5, -5), "out_of_range", "/h"},
      {mark("arrow", 10, 10, -11, 0), "out_of_range", "/w"},
      {mark("arrow", 10, 10, 0, 991), "out_of_range", "/h"},
      {mark("box", -1, 0, 1, 1), "out_of_range", "/x"},
      {mark("cloud", 0, 0, 1, 1), "not_in_list", "/kind"},
      {noted, "too_large", "/note"},
      {coloured, "unknown_member", "/colour"},
  };
  for (const Case& one : cases) {
    const json answer =
        json::parse(core("cn-pharmacy").plan(kOrder.dump(), marked(json::array({one.mark})).dump(), kNow));
    ASSERT_TRUE(answer.contains("fault")) << one.mark;
    EXPECT_EQ(answer.at("fault").at("code"), one.code) << one.mark;
    EXPECT_EQ(answer.at("fault").at("at"), "/evidence/0/marks/0" + one.member) << one.mark;
  }
}

TEST(Marks, AreCounted) {
  const json one = mark("box", 0, 0, 1, 1);
  const auto answer = [&](std::size_t n) {
    return json::parse(core("cn-pharmacy").plan(kOrder.dump(), marked(json(std::vector<json>(n, one))).dump(), kNow));
  };
  EXPECT_TRUE(answer(20).contains("plan"));
  EXPECT_TRUE(answer(21).contains("fault"));
}

}  // namespace
}  // namespace returns
