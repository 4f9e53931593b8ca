#pragma once
// From the bytes of a JPEG, PNG or WebP to the brightness of its pixels at the working size. The libraries' own
// headers and calls stay in this folder; the same sources give the same pixels in the browser and on the server, since
// everything that differs between their fast and their portable paths is switched off here.
//
// Nothing here trusts a file: what it may cost is known from its header, and what costs too much is not decoded.

#include <cstdint>
#include <string_view>

#include "core/pixels/plane.h"

namespace returns::decode {

enum class Outcome : std::uint8_t {
  Done,
  NotRead,  // another kind of file, or one that would cost too much: nothing is said about its pixels
  Damaged,  // the container is whole, what is inside is not
};

struct Decoded {
  Outcome outcome = Outcome::NotRead;
  pixels::Picture picture = {};
};

// Bounds of what is decoded; all are of the file and none of the clock, so that everybody draws the same line.
inline constexpr std::uint64_t kMostPixels = 100'000'000;
// A progressive JPEG is held as coefficients, 2 bytes and more for each sample, and read once per scan.
inline constexpr std::uint64_t kMostHeldPixels = 50'000'000;
inline constexpr std::uint64_t kMostScannedPixels = 800'000'000;
// An interlaced PNG and a WebP are held as a whole.
inline constexpr std::uint64_t kMostWholePixels = 24'000'000;

// Told now and then how far the work has come, in thousandths; may be null.
using Progress = void (*)(std::int32_t thousandths);

Decoded decode_jpeg(std::string_view bytes, Progress progress = nullptr);
Decoded decode_png(std::string_view bytes, Progress progress = nullptr);
Decoded decode_webp(std::string_view bytes);

// By the media type that the container's reader found.
Decoded decode_picture(std::string_view type, std::string_view bytes, Progress progress = nullptr);

}  // namespace returns::decode
