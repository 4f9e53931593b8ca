#include "native/policy/words.h"

#include <gtest/gtest.h>
#include <regex>

#include "native/support/disk.h"
#include "native/support/json.h"

namespace returns::policy {
namespace {

const char* const kLocales[] = {"zh-CN", "en", "de", "ar"};

Json tools(const std::string& locale) {
  const auto text = read_file(std::string{RETURNS_ASSETS} + "/locales/" + locale + "/tools.json", 1 << 20);
  return text ? parse_json(*text) : Json::object();
}

// The names in a sentence's holes.
std::set<std::string> holes(const std::string& sentence) {
  static const std::regex kHole("\\{([a-z_]+)[,}]");
  std::set<std::string> names;
  for (std::sregex_iterator it(sentence.begin(), sentence.end(), kHole), end; it != end; ++it) names.insert((*it)[1]);
  return names;
}

TEST(Words, EveryLanguageSaysTheSameThings) {
  const Json english = tools("en");
  ASSERT_GT(english.size(), 100U);
  for (const char* locale : kLocales) {
    const Json own = tools(locale);
    EXPECT_EQ(own.size(), english.size()) << locale;
    for (const auto& [key, sentence] : english.items()) {
      ASSERT_TRUE(own.contains(key)) << locale << ' ' << key;
      const std::string text = own[key].get<std::string>();
      EXPECT_FALSE(text.empty()) << locale << ' ' << key;
      EXPECT_EQ(holes(text), holes(sentence.get<std::string>())) << locale << ' ' << key;
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
