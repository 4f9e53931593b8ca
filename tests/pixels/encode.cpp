#include "tests/pixels/encode.h"

#include <spng.h>
#include <webp/encode.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <jpeglib.h>

namespace returns::scene {
namespace {

std::vector<std::uint8_t> in_colour(const Picture& picture, int channels) {
  std::vector<std::uint8_t> out;
  out.reserve(picture.luma.size() * static_cast<std::size_t>(channels));
  for (std::size_t i = 0; i < picture.luma.size(); ++i) {
    for (int c = 0; c < 3; ++c) out.push_back(picture.luma[i]);
    if (channels == 4)
      out.push_back(static_cast<std::uint8_t>(
          255 - (i % static_cast<std::size_t>(picture.width)) * 255 / static_cast<std::size_t>(picture.width)));
  }
  return out;
}

}  // namespace

std::string jpeg(const Picture& picture, const JpegChoice& choice) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &bytes, &size);
  info.image_width = static_cast<JDIMENSION>(picture.width);
  info.image_height = static_cast<JDIMENSION>(picture.height);
  info.input_components = choice.colour ? 3 : 1;
  info.in_color_space = choice.colour ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, choice.quality, TRUE);
  info.dct_method = JDCT_ISLOW;
  if (choice.progressive) jpeg_simple_progression(&info);
  if (choice.restarts) info.restart_in_rows = 1;
  jpeg_start_compress(&info, TRUE);
  const std::vector<std::uint8_t> colours = choice.colour ? in_colour(picture, 3) : picture.luma;
  const std::size_t stride = static_cast<std::size_t>(picture.width) * (choice.colour ? 3 : 1);
  for (std::int32_t y = 0; y < picture.height; ++y) {
    auto* row = const_cast<JSAMPROW>(colours.data() + static_cast<std::size_t>(y) * stride);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  std::string out(reinterpret_cast<const char*>(bytes), size);
  std::free(bytes);  // NOLINT(cppcoreguidelines-no-malloc): the library's
  return out;
}

std::string webp(const Picture& picture, float quality, bool lossless) {
  const std::vector<std::uint8_t> colours = in_colour(picture, 3);
  std::uint8_t* bytes = nullptr;
  const std::size_t size =
      lossless ? WebPEncodeLosslessRGB(colours.data(), picture.width, picture.height, picture.width * 3, &bytes)
               : WebPEncodeRGB(colours.data(), picture.width, picture.height, picture.width * 3, quality, &bytes);
  std::string out(reinterpret_cast<const char*>(bytes), size);
  WebPFree(bytes);
  return out;
}

std::string png(const Picture& picture, bool interlaced, bool alpha, bool deep) {
  spng_ctx* context = spng_ctx_new(SPNG_CTX_ENCODER);
  spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(picture.width);
  header.height = static_cast<std::uint32_t>(picture.height);
  header.bit_depth = deep ? 16 : 8;
  header.color_type = alpha ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA : SPNG_COLOR_TYPE_GRAYSCALE;
  header.interlace_method = interlaced ? 1 : 0;
  spng_set_ihdr(context, &header);
  std::vector<std::uint8_t> samples = alpha ? in_colour(picture, 4) : picture.luma;
  if (deep) {
    std::vector<std::uint8_t> wide;
    for (const std::uint8_t sample : samples)
      wide.insert(wide.end(), {sample, static_cast<std::uint8_t>(sample ^ 0x55U)});
    samples = wide;
  }
  std::string out;
  std::size_t size = 0;
  int error = spng_encode_image(context, samples.data(), samples.size(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
  if (void* bytes = spng_get_png_buffer(context, &size, &error); bytes != nullptr) {
    out.assign(static_cast<const char*>(bytes), size);
    std::free(bytes);  // NOLINT(cppcoreguidelines-no-malloc): the library's
  }
  spng_ctx_free(context);
  return out;
}

}  // namespace returns::scene
