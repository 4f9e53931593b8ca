#pragma once
// Tables for spreadsheets: RFC 4180 with a byte order mark.

#include <string>
#include <vector>

namespace returns::intake {

inline constexpr const char* kCsvMark = "\xEF\xBB\xBF";

// A line with its end. A field that a spreadsheet would take for a formula starts with an apostrophe.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace returns::intake
