#include "core/codes/read.h"

#include <algorithm>

#include "core/codes/check_digit.h"

namespace returns::codes {
namespace {

constexpr std::size_t kTraceDigits = 20;

bool is_identifier(std::string_view text) {
  return text.size() >= 3 && text[0] == ']' && text[2] >= '0' && text[2] <= '9';
}

bool says_gs1(std::string_view symbology) {
  return symbology == "]d2" || symbology == "]C1" || symbology == "]Q3" || symbology == "]e0" || symbology == "]J1";
}

void take(Code& code, CodeKind kind, Gs1 gs1, std::int32_t year) {
  code.kind = kind;
  code.gtin = gs1.value("01");
  if (code.gtin.empty()) code.gtin = gs1.value("02");
  if (code.gtin.empty()) code.gtin = gs1.value("8006").substr(0, 14);
  code.batch = gs1.value("10");
  code.serial = gs1.value("21");
  code.sscc = gs1.value("00");
  code.gln = gs1.value("414");
  code.expires_on = read_yymmdd(gs1.value("17"), year);
  if (!code.expires_on) code.expires_on = read_yymmdd(gs1.value("15"), year);
  code.made_on = read_yymmdd(gs1.value("11"), year);
  code.fault = std::move(gs1.fault);
}

bool takes_goods(Code& code, std::string_view symbology, std::string_view text) {
  const bool trade = symbology.starts_with("]E") || symbology.starts_with("]I");
  if (symbology == "]E0" && text.size() == 8) {
    // An eight-digit text of this family is UPC-E; EAN-8 is "]E4".
    if (const auto full = upc_a_of(text); full && has_check_digit(*full)) {
      code.gtin = gtin14(*full).value_or("");
      return true;
    }
  }
  const auto gtin = gtin14(text);
  // Other symbols carry any digits: only a good check digit makes them a number of goods.
  if (!gtin || (!trade && !has_check_digit(text)) || (!trade && text.size() == 8)) return false;
  code.gtin = *gtin;
  if (!has_check_digit(text)) code.fault = {Gs1Trouble::CheckDigit, "01", std::string{text}};
  return true;
}

}  // namespace

std::string_view name(CodeKind kind) {
  constexpr std::string_view kNames[] = {
#define X(name, text) text,
      RETURNS_CODE_KINDS(X)
#undef X
  };
  return kNames[static_cast<std::size_t>(kind)];
}

Code read_code(std::string_view symbology, std::string_view text, std::int32_t year) {
  if (is_identifier(text)) {
    symbology = text.substr(0, 3);
    text.remove_prefix(3);
  }
  Code code;
  const bool marked = says_gs1(symbology);
  const bool digits = is_digits(text);
  // Which of the two a symbol of twenty digits is, an official engine decides too: no identifier begins a trace code.
  if (digits && text.size() == kTraceDigits && (!marked || read_elements(text).fault)
      && !(text.starts_with("00") && has_check_digit(text.substr(2)))) {
    code.kind = CodeKind::Trace;
    code.trace = text;
    return code;
  }
  if (marked) {
    take(code, CodeKind::Gs1, read_elements(text), year);
    return code;
  }
  if (auto link = read_link(text)) {
    take(code, CodeKind::Link, *std::move(link), year);
    return code;
  }
  if (takes_goods(code, symbology, text)) {
    code.kind = CodeKind::Goods;
    return code;
  }
  if (auto written = read_bracketed(text)) {
    take(code, CodeKind::Gs1, *std::move(written), year);
    return code;
  }
  if (Gs1 gs1 = read_elements(text); !gs1.fault) {
    take(code, CodeKind::Gs1, std::move(gs1), year);
    code.unmarked = true;
    return code;
  }
  code.text = text;
  return code;
}

}  // namespace returns::codes
