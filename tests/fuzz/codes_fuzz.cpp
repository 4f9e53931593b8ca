// Any bytes as the text of a code: an answer, whose parts keep their laws; what was understood is understood again when
// it is written anew. Input: a symbology of three bytes, then the text.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/codes/application_identifier.h"
#include "core/codes/check_digit.h"
#include "core/codes/match.h"
#include "core/codes/read.h"
#include "core/wire/codes.h"

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

// Beside an order whose batch is half of what was read: nothing is offered that the code does not have.
void matched(const std::string& text, const Code& code) {
  Expected expected{
      .lines = {{.line = "L1", .gtin = "06901234500042", .batch = code.batch.substr(0, code.batch.size() / 2)}},
      .trace = true,
      .batch = true};
  expected.today = returns::Day{20'000};
  for (const Matched& one : match({text, text}, expected)) {
    must(!one.offers_batch() || !one.code.batch.empty());
    for (const Finding& finding : one.findings) must(finding.code.starts_with("code."));
  }
  // The door takes its documents as they come.
  must(!returns::wire::codes(text, text, text).empty());
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
  matched(std::string{all}, code);
  return 0;
}
