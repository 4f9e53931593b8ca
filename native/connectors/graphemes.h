#pragma once
// Cutting a text where a platform has no room for more of it.

#include <cstddef>
#include <string>
#include <string_view>

namespace returns::connectors {

// The longest beginning of `text` (UTF-8) that has at most `most` code points and ends between two characters as people
// see them: extended grapheme clusters of UAX #29, by ICU. A flag, a family or a letter with its marks stays whole
// or is left out. Where something is left out, the last character is "…", which counts. A NUL and bytes that
// are no UTF-8 end the text.
std::string cut_graphemes(std::string_view text, std::size_t most);

}  // namespace returns::connectors
