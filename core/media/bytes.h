#pragma once
// A window on a file that cannot be left: what lies outside reads as zero, so a lying offset or length needs no
// check of its own. Where the difference matters, ask has() first. Offsets are 64 bits wide on every machine, so
// that a 64-bit length in a file means the same in the browser (32-bit memory) and on the server.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace returns::media {

using Offset = std::uint64_t;

class Bytes {
 public:
  constexpr Bytes() = default;
  constexpr explicit Bytes(std::string_view text, Offset origin = 0) : text_(text), origin_(origin) {}

  constexpr Offset size() const { return text_.size(); }
  constexpr bool empty() const { return text_.empty(); }
  constexpr bool has(Offset at, Offset count) const { return count <= size() && at <= size() - count; }

  // Where in the file the byte at `at` of this window lies.
  constexpr Offset place(Offset at = 0) const { return origin_ + at; }
  constexpr Offset end_place() const { return origin_ + size(); }

  constexpr std::uint8_t u8(Offset at) const {
    return at < size() ? static_cast<std::uint8_t>(text_[static_cast<std::size_t>(at)]) : std::uint8_t{0};
  }
  // Unsigned, of 1 to 8 bytes, most or least significant first.
  constexpr std::uint64_t be(Offset at, unsigned count) const {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < count; ++i) value = value << 8U | u8(at + i);
    return value;
  }
  constexpr std::uint64_t le(Offset at, unsigned count) const {
    std::uint64_t value = 0;
    for (unsigned i = count; i > 0; --i) value = value << 8U | u8(at + i - 1);
    return value;
  }
  constexpr std::uint16_t be16(Offset at) const { return static_cast<std::uint16_t>(be(at, 2)); }
  constexpr std::uint32_t be32(Offset at) const { return static_cast<std::uint32_t>(be(at, 4)); }
  constexpr std::uint64_t be64(Offset at) const { return be(at, 8); }
  constexpr std::uint16_t le16(Offset at) const { return static_cast<std::uint16_t>(le(at, 2)); }
  constexpr std::uint32_t le32(Offset at) const { return static_cast<std::uint32_t>(le(at, 4)); }

  // As much of the part as there is.
  constexpr Bytes part(Offset at, Offset count) const {
    const Offset begin = std::min(at, size());
    const Offset length = std::min(count, size() - begin);
    return Bytes(text_.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(length)), origin_ + begin);
  }
  constexpr Bytes from(Offset at) const { return part(at, size()); }

  constexpr bool starts(std::string_view text, Offset at = 0) const {
    return from(at).text_.substr(0, text.size()) == text;
  }
  constexpr bool contains(std::string_view text) const { return find(text).has_value(); }
  constexpr std::optional<Offset> find(std::string_view text, Offset at = 0) const {
    if (at > size()) return std::nullopt;
    const std::size_t found = text_.find(text, static_cast<std::size_t>(at));
    return found == std::string_view::npos ? std::nullopt : std::optional<Offset>(found);
  }
  constexpr std::optional<Offset> find(char byte, Offset at) const {
    if (at > size()) return std::nullopt;
    const std::size_t found = text_.find(byte, static_cast<std::size_t>(at));
    return found == std::string_view::npos ? std::nullopt : std::optional<Offset>(found);
  }
  // Padding, not data.
  constexpr bool all_zero() const { return text_.find_first_not_of('\0') == std::string_view::npos; }

  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  Offset origin_ = 0;
};

// Sums and products of numbers that a file claims stop at the largest number instead of wrapping round.
constexpr std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}
constexpr std::uint64_t saturating_mul(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

}  // namespace returns::media
