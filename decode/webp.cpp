// WebP by libwebp's decoder. A lossy picture is taken as the luma it is coded in, without the library's conversions;
// a lossless one as its colours, which are exact.

#include <webp/decode.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "core/pixels/shrink.h"
#include "decode/decode.h"

namespace returns::decode {
namespace {

// Coded luma keeps room below black and above white (BT.601, 16 to 235).
std::array<std::uint8_t, 256> full_range() {
  std::array<std::uint8_t, 256> table{};
  for (int value = 0; value < 256; ++value)
    table[static_cast<std::size_t>(value)] =
        static_cast<std::uint8_t>(std::clamp(((value - 16) * 255 + 109) / 219, 0, 255));
  return table;
}

class WebP {
 public:
  explicit WebP(std::string_view bytes)
      : data_(reinterpret_cast<const std::uint8_t*>(bytes.data())),
        size_(bytes.size()) {}
  ~WebP() { WebPFreeDecBuffer(&config_.output); }
  WebP(const WebP&) = delete;
  WebP& operator=(const WebP&) = delete;

  Decoded run() {
    if (WebPInitDecoderConfig(&config_) == 0) return {};
    if (WebPGetFeatures(data_, size_, &config_.input) != VP8_STATUS_OK) return {};
    const auto& found = config_.input;
    // A moving picture has no one sharpness.
    if (found.has_animation != 0 || found.width <= 0 || found.height <= 0) return {};
    if (static_cast<std::uint64_t>(found.width) * static_cast<std::uint64_t>(found.height) > kMostWholePixels)
      return {};
    constexpr int kLossy = 1;
    const bool lossy = found.format == kLossy;
    config_.output.colorspace = lossy ? MODE_YUV : MODE_RGBA;
    config_.options.no_fancy_upsampling = 1;
    config_.options.use_threads = 0;
    if (WebPDecode(data_, size_, &config_) != VP8_STATUS_OK) return {Outcome::Damaged, {}};
    return lossy ? from_luma() : from_colours();
  }

 private:
  pixels::Size size() const { return {config_.input.width, config_.input.height}; }

  Decoded from_luma() const {
    const std::array<std::uint8_t, 256> table = full_range();
    pixels::Shrinker shrinker(size(), pixels::working_size(size()));
    std::vector<std::uint8_t> row(static_cast<std::size_t>(size().width));
    const WebPYUVABuffer& coded = config_.output.u.YUVA;
    for (std::int32_t y = 0; y < size().height; ++y) {
      const std::uint8_t* from = coded.y + static_cast<std::ptrdiff_t>(y) * coded.y_stride;
      std::transform(from, from + row.size(), row.begin(), [&](std::uint8_t value) { return table[value]; });
      shrinker.add(row.data());
    }
    return {Outcome::Done, shrinker.take()};
  }

  Decoded from_colours() const {
    pixels::Shrinker shrinker(size(), pixels::working_size(size()));
    std::vector<std::uint8_t> row(static_cast<std::size_t>(size().width));
    const WebPRGBABuffer& colours = config_.output.u.RGBA;
    for (std::int32_t y = 0; y < size().height; ++y) {
      const std::uint8_t* from = colours.rgba + static_cast<std::ptrdiff_t>(y) * colours.stride;
      for (std::uint8_t& luma : row) {
        const unsigned alpha = from[3];
        luma = static_cast<std::uint8_t>(
            (pixels::luma_of(from[0], from[1], from[2]) * alpha + 255U * (255U - alpha) + 127U) / 255U);
        from += 4;
      }
      shrinker.add(row.data());
    }
    return {Outcome::Done, shrinker.take()};
  }

  const std::uint8_t* data_;
  std::size_t size_;
  WebPDecoderConfig config_{};
};

}  // namespace

Decoded decode_webp(std::string_view bytes) { return WebP(bytes).run(); }

}  // namespace returns::decode
