#pragma once
// Sentences of assets/locales with their parameters filled in: the part of ICU MessageFormat that the files use
// ({name}, {n, plural, =0 {…} one {# day} other {# days}}, {state, select, open {…} other {…}}, '{' quoted by ').

#include <string>
#include <string_view>

#include "core/params.h"

namespace returns::policy {

// Which plural form a number takes, after CLDR: zero, one, two, few, many or other.
std::string_view plural_form(std::string_view locale, std::int64_t n);

// A parameter that is not there is left as {name}, so that a gap is seen; a malformed sentence is given as it stands.
std::string format_message(std::string_view sentence, const Params& params, std::string_view locale);

}  // namespace returns::policy
