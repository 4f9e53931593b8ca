#include "core/text.h"

#include <gtest/gtest.h>

#include <limits>

namespace returns {
namespace {

TEST(Text, CountsCodePointsNotBytes) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("abc"), 3U);
  EXPECT_EQ(code_points("药盒破了"), 4U);
  EXPECT_EQ(code_points("\xF0\x9F\x93\xA6"), 1U);
}

TEST(Text, BlankKnowsTheWideSpace) {
  EXPECT_TRUE(is_blank(""));
  EXPECT_TRUE(is_blank(" \t\n\xE3\x80\x80\xC2\xA0"));
  EXPECT_FALSE(is_blank(" x "));
  EXPECT_FALSE(is_blank("药"));
}

TEST(Text, PhonesAsPeopleTypeThem) {
  for (const char* good : {"13800138000", "+86 138-0013-8000", "(020) 8888.1234", "１３８００１３８０００"})
    EXPECT_TRUE(is_phone(good)) << good;
  for (const char* bad : {"", "1234", "138001380001380013800", "138x0013800", "call me"})
    EXPECT_FALSE(is_phone(bad)) << bad;
}

TEST(Text, EmailsHaveOneAtAndADottedHost) {
  for (const char* good : {"a@b.cn", "wang.li+returns@mail.example.com", "李@例子.公司"})
    EXPECT_TRUE(is_email(good)) << good;
  for (const char* bad : {"", "@b.cn", "a@", "a@b", "a@@b.cn", "a b@c.cn", "a@b..cn", "a@.cn", "a@b."})
    EXPECT_FALSE(is_email(bad)) << bad;
  EXPECT_FALSE(is_email(std::string(250, 'a') + "@b.cn"));
}

TEST(Text, IdsAreShortAndPlain) {
  EXPECT_TRUE(is_id("KN-2026.11_05"));
  EXPECT_FALSE(is_id(""));
  EXPECT_FALSE(is_id("a/b"));
  EXPECT_FALSE(is_id("a b"));
  EXPECT_FALSE(is_id(std::string(65, 'a')));
}

TEST(Text, WritesEveryIntegerTheSameAsTheLibrary) {
  for (const std::int64_t n :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{7}, std::int64_t{-10}, std::int64_t{1234567890123},
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    EXPECT_EQ(to_text(n), std::to_string(n));
  }
}

}  // namespace
}  // namespace returns
