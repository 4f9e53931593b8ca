#include "native/policy/screen.h"

#include <gtest/gtest.h>
#include <sstream>

namespace returns::policy {
namespace {

TEST(Screen, IdeographsTakeTwoColumnsAndMarksNone) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("退货"), 4U);
  EXPECT_EQ(display_width("é"), 1U);
  EXPECT_EQ(display_width("مُهل"), 3U);  // with a vowel mark
}

TEST(Screen, WrapsAtBlanksAndBreaksOnlyWordsThatAreTooLong) {
  EXPECT_EQ(wrap("one two three", 8), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("abcdefghij", 4), (std::vector<std::string>{"abcd", "efgh", "ij"}));
  EXPECT_EQ(wrap("退货时限已过", 6), (std::vector<std::string>{"退货时", "限已过"}));
  EXPECT_EQ(wrap("a\nb", 8), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(wrap("", 8), (std::vector<std::string>{""}));
}

TEST(Screen, ColumnsLineUpWhateverTheScript) {
  std::ostringstream out;
  Screen(out, 80, false).table({"x", "y"}, {{{"退货"}, {"1"}}, {{"ab"}, {"2"}}});
  EXPECT_EQ(out.str(), "x     y\n退货  1\nab    2\n");
}

TEST(Screen, NoLineIsWiderThanTheScreen) {
  for (const std::size_t width : {40U, 60U, 100U}) {
    std::ostringstream out;
    Screen(out, width, false)
        .table({}, {{{"eligibility/accessories-incomplete"}, {std::string(200, 'w')}, {"a b c d e f g h i j k"}}}, 4);
    std::istringstream lines(out.str());
    for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), width) << line;
  }
}

TEST(Screen, ColourOnlyWhereItIsWanted) {
  std::ostringstream plain, coloured;
  Screen(plain, 80, false).line("x", Tone::Bad);
  Screen(coloured, 80, true).line("x", Tone::Bad);
  EXPECT_EQ(plain.str(), "x\n");
  EXPECT_EQ(coloured.str(), "\033[31mx\033[0m\n");
}

}  // namespace
}  // namespace returns::policy
