#include "native/connectors/graphemes.h"

#include <utf8proc.h>

namespace returns::connectors {

std::string cut_graphemes(std::string_view text, std::size_t most) {
  constexpr std::string_view kEllipsis = "…";
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());  // NOLINT(*-reinterpret-cast): its bytes
  std::size_t at = 0;
  std::size_t points = 0;
  std::size_t fits = 0;  // bytes that leave room for the ellipsis
  utf8proc_int32_t before = 0;
  utf8proc_int32_t state = 0;
  while (at < text.size()) {
    utf8proc_int32_t point = 0;
    // NOLINTNEXTLINE(*-pointer-arithmetic): within text
    const utf8proc_ssize_t size = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    if (size <= 0 || point == 0) return std::string{text.substr(0, at)};
    const bool starts = at == 0 || utf8proc_grapheme_break_stateful(before, point, &state);
    if (starts && points < most) fits = at;
    if (points == most) return std::string{text.substr(0, fits)}.append(most > 0 ? kEllipsis : "");
    at += static_cast<std::size_t>(size);
    ++points;
    before = point;
  }
  return std::string{text};
}

}  // namespace returns::connectors
