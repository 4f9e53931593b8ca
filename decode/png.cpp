// PNG by libspng: row by row into the working size; only an interlaced picture is held as a whole.

#include <spng.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "core/pixels/shrink.h"
#include "decode/decode.h"

namespace returns::decode {
namespace {

// Texts and profiles of this size are read past, larger ones refused; none is kept.
constexpr std::size_t kMostChunk = std::size_t{8} << 20U;

constexpr std::int32_t kTellEvery = 256;  // rows

struct Free {
  void operator()(spng_ctx* context) const { spng_ctx_free(context); }
};
using Context = std::unique_ptr<spng_ctx, Free>;

// Four bytes a pixel to luma; what is transparent shows white paper.
void to_luma(const std::uint8_t* rgba, std::uint8_t* out, std::size_t width) {
  for (std::size_t x = 0; x < width; ++x, rgba += 4) {
    const unsigned alpha = rgba[3];
    const unsigned luma = pixels::luma_of(rgba[0], rgba[1], rgba[2]);
    out[x] = static_cast<std::uint8_t>((luma * alpha + 255U * (255U - alpha) + 127U) / 255U);
  }
}

class Png {
 public:
  Png(std::string_view bytes, Progress progress)
      : bytes_(bytes),
        progress_(progress),
        context_(spng_ctx_new(SPNG_CTX_IGNORE_ADLER32)) {}

  Decoded run() {
    if (!context_) return {};
    spng_ctx* context = context_.get();
    spng_set_crc_action(context, SPNG_CRC_USE, SPNG_CRC_USE);  // the container's reader has looked at them
    spng_set_chunk_limits(context, kMostChunk, kMostChunk);
    if (spng_set_png_buffer(context, bytes_.data(), bytes_.size()) != 0) return {};
    spng_ihdr header{};
    if (spng_get_ihdr(context, &header) != 0) return {};
    const std::uint64_t pixels = std::uint64_t{header.width} * header.height;
    const bool interlaced = header.interlace_method != 0;
    if (pixels > (interlaced ? kMostWholePixels : kMostPixels) || header.width > 65'500 || header.height > 65'500)
      return {};
    size_ = {static_cast<std::int32_t>(header.width), static_cast<std::int32_t>(header.height)};
    return interlaced ? whole() : row_by_row();
  }

 private:
  Decoded row_by_row() {
    if (spng_decode_image(context_.get(), nullptr, 0, SPNG_FMT_RGBA8, SPNG_DECODE_TRNS | SPNG_DECODE_PROGRESSIVE) != 0)
      return {Outcome::Damaged, {}};
    const auto width = static_cast<std::size_t>(size_.width);
    std::vector<std::uint8_t> rgba(width * 4), luma(width);
    pixels::Shrinker shrinker(size_, pixels::working_size(size_));
    for (std::int32_t y = 0; y < size_.height; ++y) {
      const int result = spng_decode_row(context_.get(), rgba.data(), rgba.size());
      if (result != 0 && result != SPNG_EOI) return {Outcome::Damaged, {}};
      to_luma(rgba.data(), luma.data(), width);
      shrinker.add(luma.data());
      if (progress_ != nullptr && y % kTellEvery == 0)
        progress_(static_cast<std::int32_t>(std::int64_t{y} * 1000 / size_.height));
      if (result == SPNG_EOI && y + 1 < size_.height) return {Outcome::Damaged, {}};
    }
    return {Outcome::Done, shrinker.take()};
  }

  Decoded whole() {
    const auto width = static_cast<std::size_t>(size_.width);
    std::vector<std::uint8_t> rgba(width * 4 * static_cast<std::size_t>(size_.height)), luma(width);
    if (spng_decode_image(context_.get(), rgba.data(), rgba.size(), SPNG_FMT_RGBA8, SPNG_DECODE_TRNS) != 0)
      return {Outcome::Damaged, {}};
    pixels::Shrinker shrinker(size_, pixels::working_size(size_));
    for (std::int32_t y = 0; y < size_.height; ++y) {
      to_luma(rgba.data() + static_cast<std::size_t>(y) * width * 4, luma.data(), width);
      shrinker.add(luma.data());
    }
    return {Outcome::Done, shrinker.take()};
  }

  std::string_view bytes_;
  Progress progress_;
  Context context_;
  pixels::Size size_;
};

}  // namespace

Decoded decode_png(std::string_view bytes, Progress progress) { return Png(bytes, progress).run(); }

}  // namespace returns::decode
