// Sentences, amounts and dates of the form without scripts, in the four languages.

#include "native/plain/words.h"

#include <gtest/gtest.h>

#include "native/plain/html.h"
#include "native/plain/posted.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

using plain::Words;

Words words(const std::string& locale) {
  static plain::Catalogues catalogues{RETURNS_ASSETS};
  Words spoken{locale, catalogues.of(locale)};
  spoken.set_about(parse_json(R"({"lines":[{"id":"L1","title":{"en":"Cream","zh-CN":"面霜"},
    "exchanges":[{"id":"E1","title":{"en":"Big cream"}}]}]})"),
                   "CNY", "2026-11-09T09:00:00+08:00");
  return spoken;
}

TEST(PlainWords, SentencesAgreeWithTheirNumbers) {
  EXPECT_EQ(words("en").t("ui.pieces", {{"n", std::int64_t{1}}}), "1 piece");
  EXPECT_EQ(words("en").t("ui.pieces", {{"n", std::int64_t{3}}}), "3 pieces");
  // Arabic has a form of its own for two.
  EXPECT_NE(words("ar").t("ui.pieces", {{"n", std::int64_t{2}}}), words("ar").t("ui.pieces", {{"n", std::int64_t{3}}}));
  EXPECT_EQ(words("en").t("no.such.key"), "no.such.key");
  EXPECT_EQ(words("tlh").t("ui.back"), "ui.back");
}

TEST(PlainWords, AmountsHaveTheDigitsOfTheirCurrency) {
  Words spoken = words("en");
  EXPECT_EQ(spoken.money(3990), "¥39.90");
  EXPECT_EQ(spoken.money(-5), "-¥0.05");
  spoken.set_about(nullptr, "JPY", "");
  EXPECT_EQ(spoken.money(1234567), "¥1,234,567");
  spoken.set_about(nullptr, "KWD", "");
  EXPECT_TRUE(spoken.money(1).ends_with("0.001")) << spoken.money(1);
  // More than a double could hold.
  spoken.set_about(nullptr, "EUR", "");
  EXPECT_EQ(spoken.money(9007199254740993), "€90,071,992,547,409.93");
  EXPECT_EQ(words("ar").money(3990).find("\u200f"), std::string::npos);
  EXPECT_NE(words("ar").money(3990).find("39.90"), std::string::npos) << words("ar").money(3990);
}

TEST(PlainWords, DatesAreThoseOfTheWallClockTheyWereWrittenWith) {
  EXPECT_EQ(words("en").date("2026-11-14"), "Sat, Nov 14");
  EXPECT_EQ(words("en").date("2027-01-02"), "Sat, Jan 2, 2027");
  EXPECT_EQ(words("en").date("2026-11-14T23:59:59+08:00"), "Sat, Nov 14, 23:59");
  EXPECT_EQ(words("zh-CN").date("2026-11-14"), "11月14日周六");
  EXPECT_NE(words("ar").date("2026-11-14").find("14"), std::string::npos) << words("ar").date("2026-11-14");
  EXPECT_EQ(words("en").date("not a day"), "not a day");
}

TEST(PlainWords, ParametersOfTheCoreBecomeReadable) {
  const Words spoken = words("en");
  EXPECT_EQ(spoken.title_of("L1"), "Cream");
  EXPECT_EQ(spoken.title_of("L9"), "L9");
  EXPECT_EQ(spoken.titled("L1", 2), "Cream × 2");
  EXPECT_EQ(spoken.exchange_of("L1", "E1"), "Big cream");
  EXPECT_EQ(spoken.say("refusal.quote_changed", {{"shown", 3990}, {"now", 100}}),
            spoken.t("refusal.quote_changed", {{"shown", std::string{"¥39.90"}}, {"now", std::string{"¥1.00"}}}));
  EXPECT_EQ(spoken.coded("next", {{"code", "ship_back"}}), spoken.t("next.ship_back"));
  EXPECT_EQ(spoken.span({{"n", 3}, {"unit", "day"}}), spoken.t("span.day", {{"n", std::int64_t{3}}}));
}

TEST(PlainHtml, TextCannotLeaveItsPlace) {
  plain::Html html;
  html.element("p", "<script>&\"", "a\"b").hidden("x", "\"><img>");
  EXPECT_EQ(html.take(),
            "<p class=\"a&quot;b\">&lt;script&gt;&amp;&quot;</p><input type=\"hidden\" name=\"x\" "
            "value=\"&quot;&gt;&lt;img&gt;\">");
}

Json changed(const std::string& draft, const std::string& field,
             const std::vector<std::pair<std::string, std::string>>& said) {
  std::vector<http::Part> parts;
  for (const auto& [name, value] : said) parts.push_back({.name = name, .filename = {}, .type = {}, .bytes = value});
  const Json plan = parse_json(R"({"lines":[{"line":"L1"},{"line":"L2"}]})");
  const Json step = {{"id", "x"}, {"fields", Json::array({parse_json(field)})}};
  return plain::answered(parse_json(draft), plan, step, plain::Posted(std::move(parts)));
}

TEST(PlainAnswers, OnlyWhatThePageAskedCanChange) {
  const std::string text = R"({"kind":"text","path":"/description"})";
  EXPECT_EQ(write_json(changed("{}", text, {{"answer:/description", "a\r\nb"}, {"answer:/order", "other"}})),
            R"({"description":"a\nb"})");
  EXPECT_EQ(write_json(changed(R"({"description":"a"})", text, {{"answer:/description", ""}})), "{}");
  EXPECT_EQ(write_json(changed(R"({"contact":{"name":"A"}})", R"({"kind":"line_text","path":"/contact/name"})",
                               {{"answer:/contact/name", ""}})),
            "{}");
}

TEST(PlainAnswers, AnotherReasonForgetsTheAnswersOfTheOld) {
  const std::string reason = R"({"kind":"reason","path":"/items/0/reason"})";
  const std::string draft = R"({"items":[{"line":"L1","reason":"a","answers":{"seal":"intact"}}]})";
  EXPECT_EQ(write_json(changed(draft, reason, {{"answer:/items/0/reason", "b"}})),
            R"({"items":[{"line":"L1","reason":"b"}]})");
  EXPECT_EQ(write_json(changed(draft, reason, {{"answer:/items/0/reason", "a"}})), draft);
}

TEST(PlainAnswers, ALineThatIsLeftOutTakesItsFilesWithIt) {
  const std::string lines = R"({"kind":"lines","path":"/items"})";
  const std::string draft =
      R"({"items":[{"line":"L1","quantity":1,"reason":"a"}],"evidence":[{"slot":"s","line":"L1"},{"slot":"t"}]})";
  EXPECT_EQ(write_json(changed(draft, lines, {{"line:L2", "1"}, {"quantity:L2", "3"}})),
            R"({"items":[{"line":"L2","quantity":3}],"evidence":[{"slot":"t"}]})");
  EXPECT_EQ(write_json(changed(draft, lines, {{"line:L1", "1"}, {"quantity:L1", "-7"}})).substr(0, 53),
            R"({"items":[{"line":"L1","quantity":1,"reason":"a"}],"e)");
  EXPECT_EQ(write_json(changed(R"({"consents":["pay.100"]})", R"({"kind":"consent","option":"pay.250"})",
                               {{"consent:pay.250", "yes"}})),
            R"({"consents":["pay.250"]})");
}

}  // namespace
}  // namespace returns::test
