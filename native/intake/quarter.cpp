#include "native/intake/quarter.h"

#include <algorithm>

namespace returns::intake {
namespace {

constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2198;
constexpr int kMonths = 3;

}  // namespace

std::optional<Quarter> read_quarter(std::string_view text) {
  constexpr std::string_view kForm = "dddd-Qn";
  if (text.size() != kForm.size() || text.substr(4, 2) != "-Q" || text[6] < '1' || text[6] > '4') return std::nullopt;
  int year = 0;
  for (const char c : text.substr(0, 4)) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  return Quarter{.year = year, .number = text[6] - '0'};
}

std::string write_quarter(Quarter quarter) {
  return std::to_string(quarter.year) + "-Q" + std::to_string(quarter.number);
}

Quarter quarter_of(Day day) {
  const std::string text = write_day(day);
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  return {.year = std::clamp(std::stoi(text.substr(0, 4)), kFirstYear, kLastYear), .number = (month - 1) / kMonths + 1};
}

Quarter before(Quarter quarter) {
  if (quarter.number > 1) return {.year = quarter.year, .number = quarter.number - 1};
  return {.year = quarter.year - 1, .number = 4};
}

Quarter after(Quarter quarter) {
  if (quarter.number < 4) return {.year = quarter.year, .number = quarter.number + 1};
  return {.year = quarter.year + 1, .number = 1};
}

Day first_day_of(Quarter quarter) { return civil(quarter.year, (quarter.number - 1) * kMonths + 1, 1); }

}  // namespace returns::intake
