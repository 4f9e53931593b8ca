#pragma once
// Files for the decoders to read, of pictures that the tests draw.

#include <string>

#include "core/pixels/plane.h"

namespace returns::scene {

using pixels::Picture;

struct JpegChoice {
  int quality = 85;
  bool progressive = false;
  bool colour = true;  // luma and two flat chroma planes, halved; else luma alone
  bool restarts = false;
};
std::string jpeg(const Picture& picture, const JpegChoice& choice = {});
std::string webp(const Picture& picture, float quality, bool lossless = false);
// `alpha`: transparent towards the right.
std::string png(const Picture& picture, bool interlaced = false, bool alpha = false, bool deep = false);

}  // namespace returns::scene
