#include "core/pixels/likeness.h"

#include <bit>

namespace returns::pixels {
namespace {

// Bit 8 * down + across; the mean brightness, bit 0, is never set.
constexpr std::uint64_t kOddAcross = 0xAAAA'AAAA'AAAA'AAAA;
constexpr std::uint64_t kOddDown = 0xFF00'FF00'FF00'FF00;
constexpr std::uint64_t kShape = ~std::uint64_t{1};

constexpr std::uint64_t transposed(std::uint64_t bits) {
  const auto swap = [&](std::uint64_t mask, unsigned by) {
    const std::uint64_t odd = (bits ^ (bits >> by)) & mask;
    bits ^= odd ^ (odd << by);
  };
  swap(0x00AA'00AA'00AA'00AA, 7);
  swap(0x0000'CCCC'0000'CCCC, 14);
  swap(0x0000'0000'F0F0'F0F0, 28);
  return bits;
}

}  // namespace

std::string write_likeness(const Likeness& likeness) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t bits : likeness) {
    for (unsigned shift = 64; shift > 0; shift -= 4) text += kDigits[bits >> (shift - 4) & 15U];
  }
  return text;
}

bool read_likeness(std::string_view text, Likeness& likeness) {
  if (text.size() != kLikenessDigits) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return false;
    std::uint64_t& bits = likeness[at / 16];
    bits = bits << 4U | static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return true;
}

bool alike(std::string_view one, std::string_view other) {
  Likeness a{}, b{};
  if (!read_likeness(one, a) || !read_likeness(other, b)) return false;
  for (unsigned way = 0; way < 8; ++way) {
    const auto laid = [&](std::uint64_t bits) {
      if ((way & 4U) != 0) bits = transposed(bits);
      if ((way & 1U) != 0) bits ^= kOddAcross;
      if ((way & 2U) != 0) bits ^= kOddDown;
      return bits;
    };
    const auto within = [&](std::uint64_t x, std::uint64_t y, int most) {
      return std::popcount((laid(x) ^ y) & kShape) <= most;
    };
    for (std::size_t i = 0; i < kWindows; ++i) {
      const int most = i == 0 ? kAlike : kPartAlike;
      if (within(a[0], b[i], most) || within(a[i], b[0], most)) return true;
    }
  }
  return false;
}

}  // namespace returns::pixels
