#include "native/policy/words.h"

#include <gtest/gtest.h>

#include "native/support/disk.h"
#include "native/support/json.h"

namespace returns::policy {
namespace {

const char* const kLocales[] = {"zh-CN", "en", "de", "ar"};

Json tools(const std::string& locale) {
  const auto text = read_file(std::string{RETURNS_ASSETS} + "/locales/" + locale + "/tools.json", 1 << 20);
  return text ? parse_json(*text) : Json::object();
}

TEST(Words, EveryLanguageSaysTheSameThings) {
  const Json english = tools("en");
  ASSERT_GT(english.size(), 100U);
  for (const char* locale : kLocales) {
    const Json own = tools(locale);
    EXPECT_EQ(own.size(), english.size()) << locale;
    for (const auto& [key, sentence] : english.items()) {
      ASSERT_TRUE(own.contains(key)) << locale << ' ' << key;
      EXPECT_FALSE(own[key].get<std::string>().empty()) << locale << ' ' << key;
    }
  }
}

TEST(Words, EveryProblemSaysWhatToDo) {
  const Json english = tools("en");
  for (const auto& [key, sentence] : english.items()) {
    if (!key.starts_with("tools.problem.") || key.ends_with(".todo")) continue;
    EXPECT_TRUE(english.contains(key + ".todo")) << key;
  }
}

TEST(Words, LanguagesAreFoundAsPeopleNameThem) {
  EXPECT_EQ(locale_of("de_AT.UTF-8"), "de");
  EXPECT_EQ(locale_of("zh-Hans"), "zh-CN");
  EXPECT_EQ(locale_of("ar"), "ar");
  EXPECT_EQ(locale_of("C"), "en");
  EXPECT_EQ(locale_of(""), "en");
}

TEST(Words, AnUnknownKeyIsShownAndNotHidden) {
  const Words words = Words::load(RETURNS_ASSETS, "en");
  EXPECT_EQ(words.text("tools.nothing"), "tools.nothing");
  EXPECT_EQ(words.name("category", "cosmetic"), "Cosmetic");
  EXPECT_EQ(words.name("category", "martian"), "martian");
}

}  // namespace
}  // namespace returns::policy
