#include "native/connectors/graphemes.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <algorithm>
#include <memory>

#include "core/text.h"

namespace returns::connectors {
namespace {

struct Close {
  void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
  void operator()(UText* text) const { utext_close(text); }
};

}  // namespace

std::string cut_graphemes(std::string_view text, std::size_t most) {
  constexpr std::string_view kEllipsis = "…";
  text = text.substr(0, std::min(invalid_utf8(text), text.find('\0')));
  if (code_points(text) <= most) return std::string{text};
  if (most == 0) return {};
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, Close> bytes(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
  // The rules of the root locale; they do not differ by language.
  const std::unique_ptr<UBreakIterator, Close> ends(ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &status));
  ubrk_setUText(ends.get(), bytes.get(), &status);
  std::size_t fits = 0;
  std::size_t points = 0;
  // Without ICU's data nothing fits but the sign that something was left out.
  while (U_SUCCESS(status)) {
    const std::int32_t next = ubrk_next(ends.get());
    if (next == UBRK_DONE) break;
    const auto end = static_cast<std::size_t>(next);
    points += code_points(text.substr(fits, end - fits));
    if (points + 1 > most) break;
    fits = end;
  }
  return std::string{text.substr(0, fits)}.append(kEllipsis);
}

}  // namespace returns::connectors
