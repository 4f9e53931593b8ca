// Drawn pictures whose faults are known: precision and recall of every hint. docs/pixels.md has the figures.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/pixels/advice.h"
#include "core/pixels/measure.h"
#include "core/pixels/shrink.h"
#include "core/pixels/verdict.h"
#include "tests/pixels/scene.h"
#include "tests/thinned.h"

namespace returns {
namespace {

using namespace scene;

constexpr std::uint32_t kScenes = test::thinned(20U, 2U);

Choice choice(std::uint32_t seed) { return {.seed = seed, .width = 640, .height = 480, .table = seed % 3 != 0}; }

std::set<std::string> hints(const Picture& picture) {
  std::vector<Problem> problems;
  pixels::judge(pixels::measure(picture.plane()), problems);
  std::set<std::string> names;
  for (const Problem& problem : problems) {
    EXPECT_FALSE(refuses(problem.code)) << "a hint is never a refusal";
    names.emplace(name(problem.code));
  }
  return names;
}

struct Fault {
  const char* what;
  std::set<std::string> expected;  // any of them; none: nothing may be said
  std::function<Picture(const Picture&, std::uint32_t)> make;
};

const std::vector<Fault>& faults() {
  static const std::vector<Fault> kFaults{
      {"as it should be", {}, [](const Picture& p, std::uint32_t) { return p; }},
      {"blur 0.5", {}, [](const Picture& p, std::uint32_t) { return blurred(p, 0.5); }},
      {"half the light", {}, [](const Picture& p, std::uint32_t) { return brighter(p, 0.6, 0); }},
      {"blur 1", {"blurred"}, [](const Picture& p, std::uint32_t) { return blurred(p, 1); }},
      {"blur 1.5", {"blurred"}, [](const Picture& p, std::uint32_t) { return blurred(p, 1.5); }},
      {"blur 4", {"blurred"}, [](const Picture& p, std::uint32_t) { return blurred(p, 4); }},
      {"blur 9", {"blurred"}, [](const Picture& p, std::uint32_t) { return blurred(p, 9); }},
      {"moved 7", {"moved", "blurred"}, [](const Picture& p, std::uint32_t s) { return moved(p, 7, s * 0.7); }},
      {"moved 12", {"moved", "blurred"}, [](const Picture& p, std::uint32_t s) { return moved(p, 12, s * 0.9); }},
      {"dark", {"too_dark"}, [](const Picture& p, std::uint32_t) { return brighter(p, 0.22, 0); }},
      {"washed out", {"too_bright"}, [](const Picture& p, std::uint32_t) { return brighter(p, 2.2, 80); }},
      {"small glare", {"glare"}, [](const Picture& p, std::uint32_t s) { return glaring(p, s, 0.12); }},
      {"large glare", {"glare"}, [](const Picture& p, std::uint32_t s) { return glaring(p, s, 0.22); }},
      {"from a screen",
       {"looks_like_screen"},
       [](const Picture& p, std::uint32_t s) { return on_screen(p, 4.3 + s % 5, 0.25); }},
  };
  return kFaults;
}

TEST(Labelled, PrecisionAndRecallOfEveryHint) {
  struct Tally {
    int right = 0, missed = 0, wrong = 0;
  };
  std::map<std::string, Tally> tallies;
  std::map<std::string, int> found;
  for (std::uint32_t seed = 1; seed <= kScenes; ++seed) {
    const Picture drawn = draw(choice(seed));
    for (const Fault& fault : faults()) {
      const std::set<std::string> said = hints(fault.make(drawn, seed));
      // Blur and movement are one family: both say that it must be taken again with a steadier hand.
      const auto family = [](const std::string& name) { return name == "moved" ? std::string("blurred") : name; };
      std::set<std::string> wanted, got;
      for (const std::string& name : fault.expected) wanted.insert(family(name));
      for (const std::string& name : said) got.insert(family(name));
      bool good = true;
      for (const std::string& name : wanted) {
        const bool hit = got.count(name) > 0;
        ++(hit ? tallies[name].right : tallies[name].missed);
        good = good && hit;
      }
      for (const std::string& name : got) tallies[name].wrong += wanted.count(name) == 0 ? 1 : 0;
      if (wanted.empty()) good = got.empty();
      found[fault.what] += good ? 1 : 0;
    }
  }
  if (kScenes < 20) return;  // too few to count
  for (const Fault& fault : faults())
    std::cout << "  " << fault.what << ": " << found[fault.what] << " of " << kScenes << '\n';
  for (const auto& [name, tally] : tallies) {
    const double precision = 100.0 * tally.right / std::max(1, tally.right + tally.wrong);
    const double recall = 100.0 * tally.right / std::max(1, tally.right + tally.missed);
    std::cout << "  " << name << ": precision " << precision << " %, recall " << recall << " %\n";
    const bool soft = name == "glare" || name == "looks_like_screen";
    EXPECT_GE(precision, soft ? 90 : 95) << name;
    EXPECT_GE(recall, soft ? 70 : 95) << name;
  }
  EXPECT_GE(found["as it should be"] * 100, 95 * static_cast<int>(kScenes)) << "false alarms";
  EXPECT_GE(found["blur 1"] * 100, 90 * static_cast<int>(kScenes));
  EXPECT_GE(found["blur 1.5"] * 100, 99 * static_cast<int>(kScenes));
}

// The same thing less sharp is always measured as less sharp.
TEST(Labelled, RanksWithinOneScene) {
  for (std::uint32_t seed = 1; seed <= kScenes; ++seed) {
    const Picture drawn = draw(choice(seed));
    std::int32_t last = pixels::measure(drawn.plane()).sharpness;
    for (const double sigma : {0.6, 0.8, 1.0, 1.4, 2.0, 3.0}) {
      const std::int32_t now = pixels::measure(blurred(drawn, sigma).plane()).sharpness;
      EXPECT_LT(now, last) << "scene " << seed << ", blur " << sigma;
      last = now;
    }
  }
}

TEST(Labelled, APlainWhiteBoxIsNotBlurred) {
  for (std::uint32_t seed = 1; seed <= kScenes; ++seed) {
    Choice plain = choice(seed);
    plain.plain = true;
    EXPECT_EQ(hints(draw(plain)).count("blurred"), 0U) << seed;
  }
  const Picture wall{std::vector<std::uint8_t>(640 * 480, 200), 640, 480};
  EXPECT_EQ(hints(wall), std::set<std::string>{"cannot_judge"});
}

TEST(Labelled, ScaleDoesNotDecide) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    for (const std::int32_t width : {480, 960, 1900}) {
      const Picture drawn = draw({.seed = seed, .width = width, .height = width * 3 / 4});
      const pixels::Size size = pixels::working_size({drawn.width, drawn.height});
      EXPECT_EQ(hints(pixels::shrink(drawn.plane(), size)).count("blurred"), 0U) << seed << ' ' << width;
    }
  }
}

TEST(Labelled, AdviceForAPreview) {
  using pixels::Advice;
  int good = 0, blurry = 0, closer = 0;
  for (std::uint32_t seed = 1; seed <= kScenes; ++seed) {
    const Picture drawn = draw(choice(seed));
    good += pixels::advise(drawn.plane()).advice == Advice::Good ? 1 : 0;
    const Advice soft = pixels::advise(blurred(drawn, 2).plane()).advice;
    blurry += soft == Advice::Blurred || soft == Advice::Moved ? 1 : 0;
    Choice away = choice(seed);
    away.reach = 0.2;
    away.table = false;
    const Advice far = pixels::advise(draw(away).plane()).advice;
    closer += far == Advice::TooFar || far == Advice::TooDark ? 1 : 0;
    EXPECT_EQ(pixels::advise(brighter(drawn, 0.15, 0).plane()).advice, Advice::TooDark);
    EXPECT_GT(pixels::advise(drawn.plane()).sharpness, pixels::advise(blurred(drawn, 1).plane()).sharpness);
  }
  constexpr int kAll = static_cast<int>(kScenes);
  EXPECT_GE(good, kAll - 1);
  EXPECT_GE(blurry, kAll - 1);
  EXPECT_GE(closer, kAll - 2);
}

}  // namespace
}  // namespace returns
