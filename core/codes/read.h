#pragma once
// What a code on a pack says: its text, as a reader of bar codes gives it, made into numbers that can be compared.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/calendar.h"
#include "core/codes/gs1.h"

namespace returns::codes {

// Goods   the number of the goods alone (EAN, UPC, ITF-14): "69…" in China
// Gs1     element string or Digital Link
// Trace   China's medicine trace code: 20 digits, the first 7 are the drug identification code (NMPAB/T 1002-2019)
// Other   anything else
#define RETURNS_CODE_KINDS(X) X(Goods, "goods") X(Gs1, "gs1") X(Link, "link") X(Trace, "trace") X(Other, "other")
enum class CodeKind : std::uint8_t {
#define X(name, text) name,
  RETURNS_CODE_KINDS(X)
#undef X
};
std::string_view name(CodeKind kind);

struct Code {
  CodeKind kind = CodeKind::Other;
  std::string text;  // of kind Other
  std::string gtin;  // 14 digits
  std::string batch, serial, trace, sscc, gln;
  std::optional<Day> expires_on, made_on;
  std::optional<Gs1::Fault> fault;
  bool unmarked = false;  // reads as GS1 although the symbol does not say that it is (its FNC1 was lost)
};

// `symbology` is the identifier of ISO/IEC 15424 ("]d2", "]C1", "]Q3", "]e0", "]E0"), empty where a reader gives none;
// one at the front of the text counts too. `year` decides the century of dates.
Code read_code(std::string_view symbology, std::string_view text, std::int32_t year);

}  // namespace returns::codes
