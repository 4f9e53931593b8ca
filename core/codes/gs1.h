#pragma once
// GS1 element strings, from a bar code or from a Digital Link, taken apart and judged.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.h"

namespace returns::codes {

inline constexpr char kSeparator = '\x1d';  // what stands for FNC1 between elements

// The closed list of what can be wrong; the first thing that is, is kept.
#define RETURNS_GS1_TROUBLES(X)         \
  X(Unknown, "gs1_unknown")             \
  X(TooShort, "gs1_too_short")          \
  X(TooLong, "gs1_too_long")            \
  X(Characters, "gs1_characters")       \
  X(CheckDigit, "gs1_check_digit")      \
  X(NotADay, "gs1_not_a_day")           \
  X(Value, "gs1_value")                 \
  X(Twice, "gs1_twice")                 \
  X(Contradiction, "gs1_contradiction") \
  X(Alone, "gs1_alone")

enum class Gs1Trouble : std::uint8_t {
#define X(name, text) name,
  RETURNS_GS1_TROUBLES(X)
#undef X
};
std::string_view name(Gs1Trouble trouble);

struct Element {
  std::string identifier, value;
};

struct Gs1 {
  std::vector<Element> elements;  // those that were understood, also when something else was not
  struct Fault {
    Gs1Trouble trouble;
    std::string identifier;  // or the text where one was expected
    std::string value;
  };
  std::optional<Fault> fault;

  // Empty when it is not there.
  std::string_view value(std::string_view identifier) const;
};

// `text` is what a reader gives behind the symbology identifier, FNC1 as kSeparator; one at the front is passed over.
Gs1 read_elements(std::string_view text);

// The same in the spelling for people: (01)09501101530003(10)AB. Nothing when it does not begin like that.
std::optional<Gs1> read_bracketed(std::string_view text);

// A GS1 Digital Link, uncompressed (https://id.gs1.org/01/09501101530003/10/AB?17=271231); nothing for other addresses.
std::optional<Gs1> read_link(std::string_view url);

// YYMMDD; day 00 is the last day of the month. Of the years that YY may mean, the one from 49 years before `year` to
// 50 years after it (General Specifications 7.12).
std::optional<Day> read_yymmdd(std::string_view text, std::int32_t year);

}  // namespace returns::codes
