#include "native/policy/message.h"

#include <gtest/gtest.h>

namespace returns::policy {
namespace {

TEST(Message, FillsParametersIn) {
  EXPECT_EQ(format_message("{a} of {b}", {{"a", std::int64_t{3}}, {"b", std::string{"four"}}}, "en"), "3 of four");
  EXPECT_EQ(format_message("{list}.", {{"list", std::vector<std::string>{"x", "y"}}}, "zh-CN"), "x、y.");
}

TEST(Message, AMissingParameterIsSeen) { EXPECT_EQ(format_message("{a} and {b}", {}, "en"), "{a} and {b}"); }

TEST(Message, ChoosesTheExactNumberBeforeTheForm) {
  const auto say = [](std::int64_t n) {
    return format_message("{n, plural, =0 {none} one {# day} other {# days}}", {{"n", n}}, "en");
  };
  EXPECT_EQ(say(0), "none");
  EXPECT_EQ(say(1), "1 day");
  EXPECT_EQ(say(2), "2 days");
}

TEST(Message, SelectsAndNests) {
  const std::string sentence = "{has, select, yes {{n, plural, one {one {thing}} other {# {thing}s}}} other {nothing}}";
  const auto say = [&](const char* has, std::int64_t n) {
    return format_message(sentence, {{"has", std::string{has}}, {"n", n}, {"thing", std::string{"rule"}}}, "en");
  };
  EXPECT_EQ(say("yes", 1), "one rule");
  EXPECT_EQ(say("yes", 5), "5 rules");
  EXPECT_EQ(say("no", 5), "nothing");
}

TEST(Message, QuotedBracesAreText) { EXPECT_EQ(format_message("'{a}' {a}", {{"a", std::int64_t{1}}}, "en"), "{a} 1"); }

TEST(Message, AMalformedSentenceIsShownAsItStands) {
  for (const char* broken : {"{a", "{a, plural, one {x}", "}", "{a, plural}", "{n, plural, one x}"})
    EXPECT_EQ(format_message(broken, {{"a", std::int64_t{1}}}, "en"), broken);
}

TEST(Message, PluralFormsOfArabicFollowCldr) {
  const std::pair<std::int64_t, const char*> forms[] = {{0, "zero"},    {1, "one"},   {2, "two"},   {3, "few"},
                                                        {10, "few"},    {11, "many"}, {99, "many"}, {100, "other"},
                                                        {102, "other"}, {103, "few"}, {111, "many"}};
  for (const auto& [n, form] : forms) EXPECT_EQ(plural_form("ar", n), form) << n;
  EXPECT_EQ(plural_form("zh-CN", 1), "other");
  EXPECT_EQ(plural_form("de", 1), "one");
}

}  // namespace
}  // namespace returns::policy
