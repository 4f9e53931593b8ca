#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "core/codes/application_identifier.h"
#include "core/codes/check_digit.h"
#include "core/codes/read.h"

namespace returns::codes {
namespace {

const std::string kGs(1, kSeparator);

std::string fault_of(const std::string& text) {
  const Gs1 gs1 = read_elements(text);
  return gs1.fault ? std::string{name(gs1.fault->trouble)} : "";
}

// The digit is right, every other one is wrong, and the neighbours that the weights 3 and 1 cannot tell are known:
// those whose difference is five.
TEST(CheckDigit, EveryWrongDigitAndAllButFiveApartSwapsAreSeen) {
  int swaps = 0, missed = 0;
  for (int n = 0; n < 10'000; ++n) {
    std::string digits = std::to_string(1'000'000 + n * 7919 % 1'000'000);
    digits += check_digit(digits);
    ASSERT_TRUE(has_check_digit(digits)) << digits;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      for (char c = '0'; c <= '9'; ++c) {
        std::string other = digits;
        other[i] = c;
        ASSERT_EQ(has_check_digit(other), c == digits[i]) << other;
      }
      if (i + 1 == digits.size()) continue;
      std::string swapped = digits;
      std::swap(swapped[i], swapped[i + 1]);
      const int apart = std::abs(digits[i] - digits[i + 1]);
      ASSERT_EQ(has_check_digit(swapped), apart == 0 || apart == 5) << swapped;
      swaps += 1;
      missed += apart == 5 ? 1 : 0;
    }
  }
  EXPECT_GT(swaps, 50'000);
  EXPECT_GT(missed, 0);
}

TEST(CheckDigit, PublishedNumbers) {
  for (const char* good : {"4006381333931", "96385074", "036000291452", "09501101530003", "376104250021234569",
                           "9501101020917", "6901234567892"})
    EXPECT_TRUE(has_check_digit(good)) << good;
  EXPECT_FALSE(has_check_digit("4006381333930"));
  EXPECT_FALSE(has_check_digit("400638133393A"));
  EXPECT_FALSE(has_check_digit(""));
  EXPECT_FALSE(has_check_digit("0"));
}

TEST(CheckDigit, ZerosInFrontChangeNothing) {
  const bool held = rc::check([] {
    const auto digits = *rc::gen::container<std::string>(7, rc::gen::inRange<char>('0', '9' + 1));
    RC_ASSERT(check_digit(digits) == check_digit("000000" + digits));
    RC_ASSERT(gtin14(digits + check_digit(digits)) == "000000" + digits + check_digit(digits));
  });
  EXPECT_TRUE(held);
}

TEST(CheckDigit, UpcEIsTheUpcAItStandsFor) {
  EXPECT_EQ(upc_a_of("04252614"), "042100005264");
  EXPECT_EQ(upc_a_of("01234565"), "012345000065");
  EXPECT_EQ(upc_a_of("01234531"), "012300000451");  // head of three digits
  EXPECT_EQ(upc_a_of("01234541"), "012340000051");
  EXPECT_EQ(upc_a_of("04252612"), "042100005262");  // the check digit is not looked at
  EXPECT_EQ(upc_a_of("24252614"), std::nullopt);
  EXPECT_EQ(upc_a_of("0425261"), std::nullopt);
  EXPECT_EQ(upc_a_of("0425261x"), std::nullopt);
}

// The verdicts of the official engine (gs1-syntax-engine 1.4.1) on the same strings.
TEST(Gs1, VerdictsOfTheOfficialEngine) {
  struct Row {
    const char* what;
    std::string text;
    const char* fault;
  };
  const std::string good = "0109501101530003";
  const Row rows[] = {
      {"good", good + "17271231" + "10AB12C3" + kGs + "21SN1", ""},
      {"wrong check digit", "0109501101530004", "gs1_check_digit"},
      {"day 00", good + "17270200", ""},
      {"month 13", good + "17271331", "gs1_not_a_day"},
      {"no leap year", good + "17270229", "gs1_not_a_day"},
      {"leap year", good + "17280229", ""},
      {"lot of 26", good + "10ABCDEFGHIJKLMNOPQRSTUVWXYZ", "gs1_too_long"},
      {"lot of 20", good + "10ABCDEFGHIJKLMNOPQRST", ""},
      {"no such identifier", good + "05123", "gs1_unknown"},
      {"no separator before the serial", good + "10AB12C321SN1", ""},
      {"letters in a number", "010950110153000A", "gs1_characters"},
      {"twice, different", good + "0109501101020917", "gs1_twice"},
      {"twice, the same", good + good, ""},
      {"tilde", good + "10AB~1", "gs1_characters"},
      {"cut", "01095011015300", "gs1_too_short"},
      {"twenty digits of a trace code", "81000010123456789012", "gs1_unknown"},
  };
  for (const Row& row : rows) EXPECT_EQ(fault_of(row.text), row.fault) << row.what;
  EXPECT_EQ(read_elements(good + "10AB12C321SN1").value("10"), "AB12C321SN1");
}

TEST(Gs1, WhoNeedsWhomAndWhoExcludesWhom) {
  EXPECT_EQ(fault_of("10AB"), "gs1_alone");
  EXPECT_EQ(fault_of("0209501101530003"), "gs1_alone");
  EXPECT_EQ(fault_of("0209501101530003"
                     "3712"),
            "gs1_alone");  // contents, but of what
  EXPECT_EQ(fault_of("00376104250021234569"
                     "0209501101530003"
                     "3712"),
            "");
  EXPECT_EQ(fault_of("01095011015300030209501101530003"), "gs1_contradiction");
  EXPECT_EQ(fault_of("0109501101530003"
                     "3103000123"
                     "3102000123"),
            "gs1_contradiction");
  EXPECT_EQ(fault_of("0109501101530003"
                     "3103000123"
                     "3202000123"),
            "");
  EXPECT_EQ(fault_of("8017376104250021234569" + kGs + "8018376104250021234569"), "gs1_contradiction");
  EXPECT_EQ(fault_of("8017376104250021234569"
                     "8018376104250021234569"),
            "gs1_too_long");
  EXPECT_EQ(fault_of("415950110102091780201234"), "");
  EXPECT_EQ(fault_of("4159501101020917"), "");
  EXPECT_EQ(fault_of("00376104250021234569"), "");
  EXPECT_EQ(fault_of("00376104250021234568"), "gs1_check_digit");
  EXPECT_EQ(fault_of("4149501101020917"), "");
  EXPECT_EQ(fault_of("4149501101020918"), "gs1_check_digit");
}

TEST(Gs1, ComponentsOfCompoundValues) {
  const std::string good = "0109501101530003";
  EXPECT_EQ(fault_of(good
                     + "7003"
                       "2712312359"),
            "");
  EXPECT_EQ(fault_of(good
                     + "7003"
                       "2712312400"),
            "gs1_not_a_day");
  EXPECT_EQ(fault_of(good
                     + "7003"
                       "2712002300"),
            "gs1_not_a_day");  // a day of its own: no 00
  EXPECT_EQ(fault_of(good
                     + "7007"
                       "270101"),
            "");
  EXPECT_EQ(fault_of(good
                     + "7007"
                       "270101270131"),
            "");
  EXPECT_EQ(fault_of(good
                     + "7007"
                       "2701012701"),
            "gs1_too_short");
  EXPECT_EQ(fault_of("8003"
                     "0"
                     "9501101020917"
                     "XY"),
            "");
  EXPECT_EQ(fault_of("8003"
                     "1"
                     "9501101020917"),
            "gs1_value");
  EXPECT_EQ(fault_of("8006"
                     "09501101530003"
                     "0102"),
            "");
  EXPECT_EQ(fault_of("8006"
                     "09501101530003"
                     "0302"),
            "gs1_value");
  EXPECT_EQ(fault_of("8013"
                     "1987654Ad4X4bL5ttr2310c2K"),
            "");
  EXPECT_EQ(fault_of("8013"
                     "1987654Ad4X4bL5ttr2310c2L"),
            "gs1_check_digit");
  EXPECT_EQ(fault_of("8010"
                     "ABC/123"),
            "");
  EXPECT_EQ(fault_of("8010"
                     "abc"),
            "gs1_characters");
  EXPECT_EQ(fault_of("4321"
                     "1"),
            "gs1_alone");
  EXPECT_EQ(fault_of("4321"
                     "2"),
            "gs1_value");
  EXPECT_EQ(fault_of(""), "gs1_unknown");
  EXPECT_EQ(fault_of(kGs + good), "");
  EXPECT_EQ(fault_of(good + "10" + kGs + "21A"), "gs1_too_short");
}

// Every line of the table is reached by its own text, no line hides another, and what it needs is a group.
TEST(Gs1, EveryIdentifierOfFourDigitsIsKnownByOneLine) {
  std::set<std::string> known;
  for (int n = 0; n < 10'000; ++n) {
    std::string text = std::to_string(n);
    text.insert(0, 4 - text.size(), '0');
    const auto found = find_identifier(text);
    if (!found) continue;
    known.insert(std::string{found->id});
    EXPECT_TRUE(found->needs == 0 || !needed_by(found->needs).empty()) << found->id;
    // A shorter text with the same beginning is the same identifier: no prefix is ambiguous.
    for (std::size_t end = 2; end < found->id.size(); ++end) EXPECT_FALSE(find_identifier(text.substr(0, end))) << text;
  }
  EXPECT_EQ(known.size(), 522U);
  for (const char* id :
       {"00", "01", "10", "17", "21", "235", "3105", "3950", "427", "4333", "715", "7239", "8200", "99"})
    EXPECT_TRUE(known.contains(id)) << id;
  for (const char* id : {"05", "3106", "3944", "418", "716", "8100"}) EXPECT_FALSE(known.contains(id)) << id;
}

TEST(Gs1, DaysAndCenturies) {
  const auto day = [](const char* text, int year) {
    const auto found = read_yymmdd(text, year);
    return found ? write_day(*found) : "";
  };
  EXPECT_EQ(day("270200", 2026), "2027-02-28");
  EXPECT_EQ(day("280200", 2026), "2028-02-29");
  EXPECT_EQ(day("271200", 2026), "2027-12-31");
  EXPECT_EQ(day("760101", 2026), "2076-01-01");
  EXPECT_EQ(day("770101", 2026), "1977-01-01");
  EXPECT_EQ(day("010101", 2060), "2101-01-01");
  EXPECT_EQ(day("270431", 2026), "");
  EXPECT_EQ(day("27043", 2026), "");
  EXPECT_EQ(day("2704a1", 2026), "");
  for (int year = 2000; year < 2100; ++year) {
    for (int yy = 0; yy < 100; ++yy) {
      const std::string text = std::string{yy < 10 ? "0" : ""} + std::to_string(yy) + "0101";
      const int full = std::stoi(day(text.c_str(), year).substr(0, 4));
      ASSERT_EQ(full % 100, yy);
      ASSERT_GE(full, year - 49);
      ASSERT_LE(full, year + 50);
    }
  }
}

TEST(Gs1, LinksSayTheSameAsElements) {
  const auto link = [](const char* url) { return read_link(url); };
  const auto full = link("https://id.gs1.org/01/09501101530003/10/AB%2F12/21/S1?17=271231&utm=x");
  ASSERT_TRUE(full);
  EXPECT_FALSE(full->fault);
  EXPECT_EQ(full->value("01"), "09501101530003");
  EXPECT_EQ(full->value("10"), "AB/12");
  EXPECT_EQ(full->value("21"), "S1");
  EXPECT_EQ(full->value("17"), "271231");
  EXPECT_EQ(link("HTTPS://shop.example/a/01/9501101530003#x")->value("01"), "09501101530003");
  EXPECT_EQ(link("https://shop.example/414/9501101020917/")->value("414"), "9501101020917");
  EXPECT_EQ(link("https://shop.example/01/09501101530004")->fault->trouble, Gs1Trouble::CheckDigit);
  EXPECT_EQ(link("https://shop.example/01/09501101530003/05/1")->fault->trouble, Gs1Trouble::Unknown);
  EXPECT_EQ(link("https://shop.example/01/09501101530003?17=271331")->fault->trouble, Gs1Trouble::NotADay);
  EXPECT_FALSE(link("https://shop.example/product/123"));
  EXPECT_FALSE(link("01/09501101530003"));
}

TEST(Gs1, BracketsForPeople) {
  const auto read = read_bracketed("(01)09501101530003(10)A(B)(17)271231");
  ASSERT_TRUE(read);
  EXPECT_FALSE(read->fault);
  EXPECT_EQ(read->value("10"), "A(B)");
  EXPECT_EQ(read->value("17"), "271231");
  EXPECT_FALSE(read_bracketed("(hello)"));
  EXPECT_FALSE(read_bracketed("01"));
}

// What is written is read: values from the sets, separators where they are needed.
TEST(Gs1, WhatIsWrittenIsRead) {
  const bool held = rc::check([] {
    const auto word = [](std::size_t most) {
      const std::string set = "ABCxyz0189!\"%&'()*+,-./_:;<=>?";
      return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, most + 1), [set](std::size_t n) {
        return rc::gen::container<std::string>(n, rc::gen::elementOf(set));
      });
    };
    const std::string batch = *word(20), serial = *word(20);
    const bool leading = *rc::gen::arbitrary<bool>();
    const Gs1 gs1 = read_elements((leading ? kGs : "") + "0109501101530003" + "10" + batch + kGs + "21" + serial);
    RC_ASSERT(!gs1.fault);
    RC_ASSERT(gs1.value("10") == batch);
    RC_ASSERT(gs1.value("21") == serial);
  });
  EXPECT_TRUE(held);
}

// The word of a whole that was cut anywhere: a fault, or elements that the whole has too, but for the last one.
TEST(Gs1, EveryCutIsNoticedOrShortensTheLastElement) {
  const std::string whole =
      "0109501101530003"
      "17271231"
      "10AB12C3"
      + kGs + "21SN1";
  const Gs1 all = read_elements(whole);
  for (std::size_t n = 0; n < whole.size(); ++n) {
    const Gs1 cut = read_elements(whole.substr(0, n));
    if (cut.fault) continue;
    for (std::size_t i = 0; i < cut.elements.size(); ++i) {
      const std::string_view of_all = all.elements[i].value;
      EXPECT_TRUE(i + 1 == cut.elements.size() || cut.elements[i].value == of_all) << n;
      EXPECT_TRUE(of_all.starts_with(cut.elements[i].value)) << n;
    }
  }
}

TEST(Code, KindsAreToldApart) {
  const auto kind = [](const char* symbology, const std::string& text) {
    return std::string{name(read_code(symbology, text, 2026).kind)};
  };
  EXPECT_EQ(kind("]E0", "6901234567892"), "goods");
  EXPECT_EQ(kind("]E4", "96385074"), "goods");
  EXPECT_EQ(kind("]I1", "16901234567899"), "goods");
  EXPECT_EQ(kind("]C0", "6901234567892"), "goods");
  EXPECT_EQ(kind("]C0", "6901234567890"), "other");
  EXPECT_EQ(kind("]C0", "81000010123456789012"), "trace");
  EXPECT_EQ(kind("]d2", "81000010123456789012"), "trace");
  EXPECT_EQ(kind("", "81000010123456789012"), "trace");
  EXPECT_EQ(kind("]C1", "00376104250021234569"), "gs1");
  EXPECT_EQ(kind("]C0", "00376104250021234569"), "gs1");
  EXPECT_EQ(kind("]C0", "8100001012345678901"), "other");
  EXPECT_EQ(kind("]Q1", "https://id.gs1.org/01/09501101530003"), "link");
  EXPECT_EQ(kind("]Q1", "https://shop.example"), "other");
  EXPECT_EQ(kind("", "]d20109501101530003"), "gs1");
  EXPECT_EQ(kind("]d1", "(01)09501101530003(10)A"), "gs1");
}

TEST(Code, GivesWhatCanBeCompared) {
  const Code code = read_code("]d2",
                              "0109501101530003"
                              "17270200"
                              "10AB"
                                  + kGs + "21S/1",
                              2026);
  EXPECT_EQ(code.gtin, "09501101530003");
  EXPECT_EQ(code.batch, "AB");
  EXPECT_EQ(code.serial, "S/1");
  EXPECT_EQ(write_day(code.expires_on.value_or(Day{})), "2027-02-28");
  EXPECT_FALSE(code.unmarked);
  EXPECT_TRUE(read_code("]d1",
                        "0109501101530003"
                        "10AB",
                        2026)
                  .unmarked);
  EXPECT_EQ(read_code("]E0", "04252614", 2026).gtin, "00042100005264");
  EXPECT_EQ(read_code("]E0", "6901234567891", 2026).fault->trouble, Gs1Trouble::CheckDigit);
}

TEST(Code, AnyBytesHaveAnAnswer) {
  const bool held = rc::check([](const std::string& text) {
    for (const char* symbology : {"]d2", "]C1", "]E0", ""}) {
      const Code code = read_code(symbology, text, 2026);
      RC_ASSERT(code.kind != CodeKind::Trace || code.trace.size() == 20U);
      RC_ASSERT(code.gtin.empty() || code.gtin.size() == 14U);
    }
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace returns::codes
