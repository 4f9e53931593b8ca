// Any bytes as the text of a code: an answer, whose parts keep their laws; what was understood is understood again when
// it is written anew. Input: a symbology of three bytes, then the text.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/codes/application_identifier.h"
#include "core/codes/check_digit.h"
#include "core/codes/read.h"

namespace {

using namespace returns::codes;

void must(bool holds) {
  if (!holds) __builtin_trap();
}

void rewritten(const Gs1& gs1) {
  if (gs1.fault) return;
  std::string text;
  for (const Element& element : gs1.elements) {
    const auto identifier = find_identifier(element.identifier);
    must(identifier && identifier->id == element.identifier);
    text += element.identifier + element.value;
    if (!identifier->predefined()) text += kSeparator;
  }
  const Gs1 again = read_elements(text);
  must(!again.fault && again.elements.size() == gs1.elements.size());
  for (std::size_t i = 0; i < gs1.elements.size(); ++i) must(again.elements[i].value == gs1.elements[i].value);
  // Both halves of a pair that differ would have been named.
  if (const std::string_view gtin = gs1.value("01"); !gtin.empty()) must(has_check_digit(gtin));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::string_view symbology = all.substr(0, 3), text = all.substr(symbology.size());
  const Code code = read_code(symbology, text, 2026);
  must(code.trace.empty() || (code.trace.size() == 20 && is_digits(code.trace)));
  must(code.gtin.empty() || (code.gtin.size() == 14 && is_digits(code.gtin)));
  must(code.batch.size() <= 20 && code.serial.size() <= 20);
  rewritten(read_elements(text));
  if (const auto link = read_link(text)) rewritten(*link);
  if (const auto written = read_bracketed(text)) rewritten(*written);
  return 0;
}
