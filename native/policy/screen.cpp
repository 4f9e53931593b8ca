#include "native/policy/screen.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <numeric>

namespace returns::policy {
namespace {

constexpr std::size_t kUsualWidth = 100;
constexpr std::size_t kGap = 2;

struct Letter {
  std::size_t bytes = 1;
  std::size_t columns = 1;
};

struct Range {
  std::uint32_t from, to;
};
// East Asian Width W and F (Unicode 15, UAX #11), in the blocks that sentences use.
constexpr Range kWide[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},  {0xFE30, 0xFE6F},
                           {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
constexpr Range kNone[] = {{0x0300, 0x036F}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x200B, 0x200F}, {0x2066, 0x2069}};

bool within(std::uint32_t code, const Range* from, const Range* to) {
  return std::any_of(from, to, [&](const Range& range) { return range.from <= code && code <= range.to; });
}

Letter letter_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])) : 0U;
  };
  const std::uint32_t head = byte(0);
  if (head < 0xC0) return {};
  std::uint32_t code = 0;
  std::size_t bytes = 2;
  if (head < 0xE0) {
    code = ((head & 0x1FU) << 6U) | (byte(1) & 0x3FU);
  } else if (head < 0xF0) {
    bytes = 3;
    code = ((head & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
  } else {
    bytes = 4;
    code = ((head & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
  }
  if (within(code, std::begin(kNone), std::end(kNone))) return {bytes, 0};
  return {bytes, within(code, std::begin(kWide), std::end(kWide)) ? std::size_t{2} : std::size_t{1}};
}

void pad(std::ostream& out, std::size_t columns) {
  for (std::size_t i = 0; i < columns; ++i) out << ' ';
}

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    longest = std::max(longest, display_width(text.substr(at, end - at)));
    at = end + 1;
  }
  return longest;
}

// Makes the columns fit into `room`: the widest gives way first, and no word is broken while another column can yield.
void fit(std::vector<std::size_t>& widths, const std::vector<std::vector<TextCell>>& rows, std::size_t room) {
  constexpr std::size_t kLongestKept = 40;
  std::vector<std::size_t> least(widths.size(), 1);
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < widths.size(); ++c)
      least[c] = std::max(least[c], std::min(kLongestKept, longest_word(row[c].text)));
  }
  std::size_t total = std::accumulate(widths.begin(), widths.end(), std::size_t{0});
  for (const bool whole_words : {true, false}) {
    while (total > room) {
      std::size_t widest = widths.size();
      for (std::size_t c = 0; c < widths.size(); ++c) {
        if (widths[c] <= (whole_words ? least[c] : std::size_t{8})) continue;
        if (widest == widths.size() || widths[c] >= widths[widest]) widest = c;
      }
      if (widest == widths.size()) break;
      --widths[widest];
      --total;
    }
  }
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const Letter letter = letter_at(utf8, at);
    width += letter.columns;
    at += letter.bytes;
  }
  return width;
}

std::vector<std::string> wrap(std::string_view utf8, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  std::size_t blank = 0;  // byte after the last blank of the line: where it may be broken
  for (std::size_t at = 0; at < utf8.size();) {
    if (utf8[at] == '\n') {
      lines.emplace_back();
      used = blank = 0;
      ++at;
      continue;
    }
    const Letter letter = letter_at(utf8, at);
    if (used + letter.columns > std::max<std::size_t>(width, 2)) {
      std::string rest;
      // A line of ideographs has few blanks: it is broken where it is full.
      if (letter.columns < 2 && blank > 0 && utf8[at] != ' ') {
        rest = lines.back().substr(blank);
        lines.back().resize(blank);
      }
      while (!lines.back().empty() && lines.back().back() == ' ') lines.back().pop_back();
      lines.push_back(std::move(rest));
      used = display_width(lines.back());
      blank = 0;
      if (utf8[at] == ' ') {
        ++at;
        continue;
      }
    }
    lines.back().append(utf8.substr(at, letter.bytes));
    used += letter.columns;
    if (utf8[at] == ' ') blank = lines.back().size();
    at += letter.bytes;
  }
  return lines;
}

Screen Screen::of_stdout(std::ostream& out) {
  if (::isatty(STDOUT_FILENO) == 0) return {out, kUsualWidth, false};
  winsize size{};
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40;
  const char* refused = std::getenv("NO_COLOR");
  return {out, known ? size.ws_col : kUsualWidth, refused == nullptr || *refused == '\0'};
}

std::string Screen::paint(std::string_view text, Tone tone) const {
  if (!colour_ || tone == Tone::Plain || text.empty()) return std::string{text};
  constexpr std::string_view kCodes[] = {"", "\033[32m", "\033[31m", "\033[2m", "\033[1m"};
  return std::string{kCodes[static_cast<std::size_t>(tone)]} + std::string{text} + "\033[0m";
}

void Screen::line(std::string_view text, Tone tone, std::size_t indent) {
  for (const std::string& part : wrap(text, width_ > indent ? width_ - indent : width_)) {
    pad(out_, part.empty() ? 0 : indent);
    out_ << paint(part, tone) << '\n';
  }
}

void Screen::table(const std::vector<std::string>& head, const std::vector<std::vector<TextCell>>& rows,
                   std::size_t indent) {
  if (rows.empty()) return;
  const std::size_t columns = rows.front().size();
  std::vector<std::size_t> widths(columns, 0);
  for (std::size_t c = 0; c < columns && !head.empty(); ++c) widths[c] = display_width(head[c]);
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < columns; ++c) {
      for (const std::string& part : wrap(row[c].text, width_)) widths[c] = std::max(widths[c], display_width(part));
    }
  }
  fit(widths, rows, width_ - std::min(width_, indent + kGap * (columns - 1)));
  const auto print = [&](const std::vector<TextCell>& row) {
    std::vector<std::vector<std::string>> parts;
    std::size_t height = 1;
    for (std::size_t c = 0; c < columns; ++c) {
      parts.push_back(wrap(row[c].text, widths[c]));
      height = std::max(height, parts.back().size());
    }
    for (std::size_t y = 0; y < height; ++y) {
      std::size_t owed = indent;
      for (std::size_t c = 0; c < columns; ++c) {
        const std::string_view part = y < parts[c].size() ? std::string_view{parts[c][y]} : std::string_view{};
        if (!part.empty()) {
          pad(out_, owed);
          owed = 0;
          out_ << paint(part, row[c].tone);
        }
        owed += widths[c] - std::min(widths[c], display_width(part)) + kGap;
      }
      out_ << '\n';
    }
  };
  if (!head.empty()) {
    std::vector<TextCell> cells;
    cells.reserve(head.size());
    for (const std::string& text : head) cells.push_back({text, Tone::Soft});
    print(cells);
  }
  for (const auto& row : rows) print(row);
}

}  // namespace returns::policy
