// Two functions of the C library that the JSON library refers to and this module has no use for. Each would bring
// floating-point parsing and printing with it: 8 KB of what every customer downloads.
//
// The core counts in integers; a number with a fraction is refused by its text (core/wire/json.cpp), so what strtod
// would make of it is never looked at. snprintf only words the library's own error messages, which are never shown.

#include <cstddef>
#include <cstdlib>

namespace {

void skip(const char* text, char** end) {
  while (*text != '\0') ++text;
  *end = const_cast<char*>(text);
}

}  // namespace

extern "C" {

double strtod(const char* text, char** end) {
  skip(text, end);
  return 0;
}
// The same object file of the library has these.
float strtof(const char* text, char** end) {
  skip(text, end);
  return 0;
}
long double strtold(const char* text, char** end) {
  skip(text, end);
  return 0;
}

int snprintf(char* out, std::size_t size, const char* /*format*/, ...) {
  if (size > 0) *out = '\0';
  return 0;
}

}  // extern "C"
