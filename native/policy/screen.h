#pragma once
// Text for a terminal: columns that line up in every script, lines that fit, colour only where somebody looks.

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace returns::policy {

// Columns a terminal gives the text: two for an ideograph, none for a mark that sits on another letter.
std::size_t display_width(std::string_view utf8);

// Lines of at most `width` columns, broken at blanks, and anywhere in a word that is longer than a line.
std::vector<std::string> wrap(std::string_view utf8, std::size_t width);

enum class Tone : std::uint8_t { Plain, Good, Bad, Soft, Strong };

struct TextCell {
  std::string text;
  Tone tone = Tone::Plain;
};

class Screen {
 public:
  // `width` columns; `colour`: ANSI colours.
  Screen(std::ostream& out, std::size_t width, bool colour) : out_(out), width_(width), colour_(colour) {}
  // Asks the terminal behind standard output; 100 columns and no colour when there is none (NO_COLOR is obeyed).
  static Screen of_stdout(std::ostream& out);

  void line(std::string_view text = {}, Tone tone = Tone::Plain, std::size_t indent = 0);
  // Rows of the same number of cells. Where they do not fit the line, the widest column gives way, and what is too
  // long goes on below, in its column. An empty head has no head row.
  void table(const std::vector<std::string>& head, const std::vector<std::vector<TextCell>>& rows,
             std::size_t indent = 0);

 private:
  std::string paint(std::string_view text, Tone tone) const;

  std::ostream& out_;
  std::size_t width_;
  bool colour_;
};

}  // namespace returns::policy
