#include "native/intake/csv.h"

#include <string_view>

namespace returns::intake {
namespace {

std::string field(std::string text) {
  if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos)
    text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string(1, c);
  return quoted + '"';
}

}  // namespace

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  const char* between = "";
  for (const std::string& text : fields) {
    line += between + field(text);
    between = ",";
  }
  return line + "\r\n";
}

}  // namespace returns::intake
