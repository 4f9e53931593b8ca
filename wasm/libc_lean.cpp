// Two functions of the C library that the JSON library refers to and this module has no use for. Each would bring
// floating-point parsing and printing with it: 8 KB of what every customer downloads.
//
// The core counts in integers; a number with a fraction is refused by its text (core/wire/json.cpp), so what strtod
// would make of it is never looked at. snprintf only words the library's own error messages, which are never shown.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

// Any address, and over anything.
using Word = std::uint64_t __attribute__((may_alias, aligned(1)));

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

// Built for size, the C library moves and clears byte by byte; documents are copied and cleared by the hundred
// kilobytes. A word at a time costs a few bytes more. The empty asm keeps the compiler from finding memcpy in memcpy.
void* memcpy(void* to, const void* from, std::size_t size) {
  auto* out = static_cast<char*>(to);
  const auto* in = static_cast<const char*>(from);
  for (; size >= sizeof(Word); size -= sizeof(Word), out += sizeof(Word), in += sizeof(Word)) {
    *reinterpret_cast<Word*>(out) = *reinterpret_cast<const Word*>(in);
    asm("");
  }
  for (; size > 0; --size) {
    *out++ = *in++;
    asm("");
  }
  return to;
}

void* memset(void* to, int value, std::size_t size) {
  auto* out = static_cast<char*>(to);
  const std::uint64_t word = 0x0101010101010101U * static_cast<unsigned char>(value);
  for (; size >= sizeof(Word); size -= sizeof(Word), out += sizeof(Word)) {
    *reinterpret_cast<Word*>(out) = word;
    asm("");
  }
  for (; size > 0; --size) {
    *out++ = static_cast<char>(value);
    asm("");
  }
  return to;
}

int snprintf(char* out, std::size_t size, const char* /*format*/, ...) {
  if (size > 0) *out = '\0';
  return 0;
}

}  // extern "C"
