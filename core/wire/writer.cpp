#include "core/wire/writer.h"

#include <algorithm>
#include <cstring>

#include "core/text.h"

namespace returns::wire {
namespace {

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != '"' && byte != '\\';
}

// Length of the run from `at` that needs no escape. Eight bytes at a time: a byte of `x` below n borrows into its own
// high bit (Mycroft's test); bytes of 0x80 and above are taken out of it. It may see too much, never too little.
std::size_t plain_run(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;
  const auto below = [](std::uint64_t x, std::uint64_t n) { return (x - kOnes * n) & ~x & kHighs; };
  std::size_t end = at;
  for (; end + 8 <= text.size(); end += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + end, 8);
    if ((below(word, 0x20) | below(word ^ (kOnes * '"'), 1) | below(word ^ (kOnes * '\\'), 1)) != 0) break;
  }
  while (end < text.size() && is_plain(text[end])) ++end;
  return end - at;
}

}  // namespace

void Writer::grow(std::size_t more) {
  constexpr std::size_t kFirst = 1024;
  const std::size_t written = size();
  out_.resize(std::max({kFirst, out_.size() * 2, written + more}));
  at_ = out_.data() + written;
  end_ = out_.data() + out_.size();
}

void Writer::put(std::string_view text) {
  if (static_cast<std::size_t>(end_ - at_) < text.size()) grow(text.size());
  if (text.empty()) return;
  std::memcpy(at_, text.data(), text.size());
  at_ += text.size();
}

Writer& Writer::open(char bracket) {
  separate();
  put(bracket);
  comma_ = false;
  return *this;
}

Writer& Writer::close(char bracket) {
  put(bracket);
  comma_ = true;
  return *this;
}

void Writer::separate() {
  if (comma_) put(',');
  comma_ = true;
}

Writer& Writer::key(std::string_view name) {
  separate();
  quote(name);
  put(':');
  comma_ = false;
  return *this;
}

Writer& Writer::text(std::string_view value) {
  separate();
  quote(value);
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  separate();
  put(to_text(value));
  return *this;
}

Writer& Writer::boolean(bool value) {
  separate();
  put(value ? std::string_view{"true"} : std::string_view{"false"});
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  separate();
  put(json);
  return *this;
}

void Writer::quote(std::string_view value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  put('"');
  for (std::size_t i = 0;; ++i) {
    const std::size_t plain = plain_run(value, i);
    put(value.substr(i, plain));
    i += plain;
    if (i == value.size()) break;
    const auto byte = static_cast<unsigned char>(value[i]);
    if (byte >= 0x20) {
      put('\\');
      put(value[i]);
    } else if (byte == '\n') {
      put("\\n");
    } else {
      put("\\u00");
      put(kHex[byte >> 4U]);
      put(kHex[byte & 0xFU]);
    }
  }
  put('"');
}

}  // namespace returns::wire
