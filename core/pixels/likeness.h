#pragma once
// Whether two pictures are the same one, cut, turned, mirrored or saved again. Each is remembered by the signs of its
// lowest 63 cosine frequencies, of the whole and of parts of it; so a mirrored picture is one whose odd frequencies
// have the other sign, a turned one whose frequencies change places, and all eight ways to lay a photo down cost
// nothing to store. Written as hexadecimal text, because it travels in reports.
//
// Two photos of one box are no copies of each other: this finds the same picture, not the same thing.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace returns::pixels {

// The whole, five parts around the middle, and nine tenths at each corner (core/pixels/fingerprint.cpp).
inline constexpr std::size_t kWindows = 10;
using Likeness = std::array<std::uint64_t, kWindows>;

// 16 digits a window; empty text: a picture with nothing in it is like no other.
inline constexpr std::size_t kLikenessDigits = kWindows * 16;
std::string write_likeness(const Likeness& likeness);
bool read_likeness(std::string_view text, Likeness& likeness);

// Bits that differ, at most: of two whole pictures, and of one with a part of the other (docs/pixels.md).
inline constexpr int kAlike = 6;
inline constexpr int kPartAlike = 5;

bool alike(std::string_view one, std::string_view other);

}  // namespace returns::pixels
