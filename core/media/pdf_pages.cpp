#include "core/media/pdf_pages.h"

#include <algorithm>
#include <optional>

namespace returns::media {
namespace {

constexpr bool is_space(unsigned c) { return c == 0 || c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_digit(unsigned c) { return c >= '0' && c <= '9'; }

Offset over_spaces(const Bytes& text, Offset at) {
  while (text.has(at, 1) && is_space(text.u8(at))) ++at;
  return at;
}

// The number behind `at`; a reference ("12 0 R") is none, and /Count is never one in the wild.
std::optional<std::int32_t> number(const Bytes& text, Offset at) {
  at = over_spaces(text, at);
  if (!is_digit(text.u8(at))) return std::nullopt;
  std::int64_t value = 0;
  for (; is_digit(text.u8(at)) && value <= kMostPages; ++at) value = value * 10 + (text.u8(at) - '0');
  return static_cast<std::int32_t>(std::min<std::int64_t>(value, kMostPages));
}

// Dictionaries of nodes with thousands of children are longer; their count stands near their type then.
constexpr Offset kLongest = 65'536;

// Where the dictionary that has the entry at `at` begins and ends; dictionaries within it are stepped over.
Offset begin_of(const Bytes& text, Offset at, Offset from) {
  from = std::max(from, at > kLongest ? at - kLongest : 0);
  int depth = 0;
  while (at > from) {
    --at;
    if (text.starts(">>", at)) {
      ++depth;
    } else if (text.starts("<<", at) && --depth < 0) {
      return at;
    }
  }
  return at;
}
Offset end_of(const Bytes& text, Offset at) {
  const Offset last = std::min(text.size(), at + kLongest);
  int depth = 0;
  for (; at < last; ++at) {
    if (text.starts("<<", at)) {
      ++depth;
      ++at;
    } else if (text.starts(">>", at)) {
      if (--depth < 0) return at;
      ++at;
    }
  }
  return last;
}

// /Type /Pages, and no longer name.
bool is_node(const Bytes& text, Offset value) {
  constexpr std::string_view kPages = "/Pages";
  const Offset end = value + kPages.size();
  if (!text.starts(kPages, value)) return false;
  const unsigned behind = text.u8(end);
  return !text.has(end, 1) || is_space(behind) || behind == '/' || behind == '>' || behind == '<';
}

}  // namespace

std::int32_t pdf_pages(const Bytes& text) {
  constexpr std::string_view kType = "/Type", kCount = "/Count";
  std::int32_t pages = 0;
  Offset seen = 0;  // what was looked through is not looked through again: time stays linear
  for (auto found = text.find(kType); found; found = text.find(kType, std::max(seen, *found + kType.size()))) {
    if (!is_node(text, over_spaces(text, *found + kType.size()))) continue;
    const Offset begin = begin_of(text, *found, seen);
    seen = end_of(text, *found);
    const Bytes node = text.part(begin, seen - begin);
    for (auto count = node.find(kCount); count; count = node.find(kCount, *count + kCount.size()))
      pages = std::max(pages, number(node, *count + kCount.size()).value_or(0));
  }
  return pages;
}

}  // namespace returns::media
