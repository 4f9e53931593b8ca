// When a picture was taken, beside when the parcel came.

#include <gtest/gtest.h>

#include "core/wire/taken.h"
#include "tests/unit/media_samples.h"

namespace returns {
namespace {

using namespace build;

// A photo by a camera whose clock says so; an empty zone names none.
std::string photo(const std::string& moment, const std::string& zone) {
  const bool zoned = !zone.empty();
  const std::uint64_t second = 8 + 2 + 12 + 4, texts = second + 2 + (zoned ? 24 : 12) + 4;
  std::vector<TiffEntry> details{{0x9003, 2, 20, texts}};
  if (zoned) details.push_back({0x9011, 2, 7, texts + 20});
  return jpeg(app1_exif(tiff(directory({{0x8769, 4, 1, second}}, 0, false) + directory(details, 0, false) + moment
                                 + zeros(1) + (zoned ? zone + zeros(1) : ""),
                             false)));
}
std::string order(const std::string& delivery) { return R"({"id":"O-1","delivery":)" + delivery + "}"; }
const std::string kCame = order(R"({"state":"delivered","signed_at":"2026-11-07T15:20:00+08:00"})");

std::string before(const std::string& moment, const std::string& zone) {
  const std::string answer = wire::taken(photo(moment, zone), kCame);
  return answer.find(R"("before_delivery":true)") != std::string::npos ? "before"
         : answer.find(R"("at")") != std::string::npos                 ? "not"
                                                                       : answer;
}

TEST(Taken, SaysTheCamerasOwnTime) {
  EXPECT_EQ(wire::taken(photo("2026:11:02 14:03:22", ""), kCame),
            R"({"taken":{"at":"2026-11-02T14:03:22","before_delivery":true}})");
  EXPECT_EQ(wire::taken(photo("2026:11:08 09:00:00", "+08:00"), kCame),
            R"({"taken":{"at":"2026-11-08T09:00:00","before_delivery":false}})");
}

TEST(Taken, WithAZoneToTheSecond) {
  EXPECT_EQ(before("2026:11:07 15:19:59", "+08:00"), "before");
  EXPECT_EQ(before("2026:11:07 15:20:00", "+08:00"), "not");
  EXPECT_EQ(before("2026:11:07 08:19:59", "+01:00"), "before");
  EXPECT_EQ(before("2026:11:07 08:20:00", "+01:00"), "not");
}

TEST(Taken, WithoutOneOnlyIfItIsSoEverywhere) {
  EXPECT_EQ(before("2026:11:06 19:19:59", ""), "before");
  EXPECT_EQ(before("2026:11:06 19:20:00", ""), "not");
}

TEST(Taken, NothingIsSaidWhereNothingIsKnown) {
  EXPECT_EQ(wire::taken(jpeg(), kCame), R"({"taken":{}})");
  EXPECT_EQ(wire::taken("", kCame), R"({"taken":{}})");
  EXPECT_EQ(wire::taken(photo("2026:11:02 14:03:22", ""), order(R"({"state":"not_shipped"})")),
            R"({"taken":{"at":"2026-11-02T14:03:22","before_delivery":false}})");
}

TEST(Taken, AnOrderThatIsNoneIsAFaultWithItsPlace) {
  for (const char* text : {"", "[", "{}", R"({"delivery":{"signed_at":"yesterday"}})"}) {
    const std::string answer = wire::taken(photo("2026:11:02 14:03:22", ""), text);
    EXPECT_TRUE(answer.starts_with(R"({"fault":{"code":)")) << answer;
    EXPECT_NE(answer.find(R"("document":"order")"), std::string::npos) << answer;
  }
}

}  // namespace
}  // namespace returns
