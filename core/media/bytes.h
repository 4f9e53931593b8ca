#pragma once
// A window on a file that cannot be left: what lies outside reads as zero, so a lying offset or length needs no
// check of its own. Where the difference matters, ask has() first. Offsets are 64 bits wide on every machine, so
// that a 64-bit length in a file means the same in the browser (32-bit memory) and on the server.
//
// The file is in memory, or brought in pages (core/media/pages.h): its readers need not know.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/media/pages.h"

namespace returns::media {

using Offset = std::uint64_t;

class Bytes {
 public:
  constexpr Bytes() = default;
  constexpr explicit Bytes(std::string_view text, Offset origin = 0)
      : data_(text.data()),
        size_(text.size()),
        origin_(origin) {}
  explicit Bytes(Pages& pages) : pages_(&pages), size_(pages.size()) {}

  constexpr Offset size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr bool has(Offset at, Offset count) const { return count <= size_ && at <= size_ - count; }

  // Where in the file the byte at `at` of this window lies.
  constexpr Offset place(Offset at = 0) const { return origin_ + at; }
  constexpr Offset end_place() const { return origin_ + size_; }

  constexpr std::uint8_t u8(Offset at) const {
    if (at >= size_) return 0;
    return static_cast<std::uint8_t>(pages_ == nullptr ? data_[static_cast<std::size_t>(at)] : paged(at));
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
    Bytes part = *this;
    const Offset begin = std::min(at, size_);
    part.size_ = std::min(count, size_ - begin);
    part.origin_ = origin_ + begin;
    if (pages_ == nullptr) part.data_ = data_ + begin;
    return part;
  }
  constexpr Bytes from(Offset at) const { return part(at, size_); }

  // As many bytes from `at` as lie together in memory: at least one, where there is one and it can be had.
  constexpr std::string_view run(Offset at) const {
    if (at >= size_) return {};
    const auto left = static_cast<std::size_t>(std::min<Offset>(size_ - at, SIZE_MAX));
    return pages_ == nullptr ? std::string_view(data_ + at, left) : pages_->run(origin_ + at).substr(0, left);
  }
  // The first bytes, `most` of them at most.
  std::string copy(std::size_t most) const;

  constexpr bool starts(std::string_view text, Offset at = 0) const {
    if (pages_ == nullptr) return from(at).run(0).substr(0, text.size()) == text;
    if (!has(at, text.size())) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (paged(at + i) != text[i]) return false;
    }
    return true;
  }
  constexpr bool is(std::string_view text) const { return size_ == text.size() && starts(text); }
  constexpr bool contains(std::string_view text) const { return find(text).has_value(); }
  // `text` is not empty.
  constexpr std::optional<Offset> find(std::string_view text, Offset at = 0) const {
    if (pages_ == nullptr) {
      const std::size_t found =
          at > size_ ? std::string_view::npos : run_all().find(text, static_cast<std::size_t>(at));
      return found == std::string_view::npos ? std::nullopt : std::optional<Offset>(found);
    }
    for (auto first = find(text.front(), at); first; first = find(text.front(), *first + 1)) {
      if (starts(text, *first)) return first;
    }
    return std::nullopt;
  }
  constexpr std::optional<Offset> find(char byte, Offset at) const {
    for (std::string_view bytes = run(at); !bytes.empty(); bytes = run(at)) {
      const std::size_t found = bytes.find(byte);
      if (found != std::string_view::npos) return at + found;
      at += bytes.size();
    }
    return std::nullopt;
  }
  constexpr std::optional<Offset> find_last(std::string_view text) const {
    std::optional<Offset> last;
    for (auto found = find(text); found; found = find(text, *found + 1)) last = found;
    return last;
  }
  // Padding, not data.
  constexpr bool all_zero() const {
    Offset at = 0;
    for (std::string_view bytes = run(0); !bytes.empty(); bytes = run(at)) {
      if (bytes.find_first_not_of('\0') != std::string_view::npos) return false;
      at += bytes.size();
    }
    return true;
  }

 private:
  constexpr std::string_view run_all() const { return {data_, static_cast<std::size_t>(size_)}; }
  char paged(Offset at) const {
    const std::string_view bytes = pages_->run(origin_ + at);
    return bytes.empty() ? '\0' : bytes.front();
  }

  const char* data_ = nullptr;
  Pages* pages_ = nullptr;
  Offset size_ = 0;
  Offset origin_ = 0;
};

inline std::string Bytes::copy(std::size_t most) const {
  std::string out;
  const Bytes wanted = part(0, most);
  for (std::string_view bytes = wanted.run(0); !bytes.empty(); bytes = wanted.run(out.size())) out += bytes;
  return out;
}

// Sums and products of numbers that a file claims stop at the largest number instead of wrapping round.
constexpr std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}
constexpr std::uint64_t saturating_mul(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

}  // namespace returns::media
