#include "decode/decode.h"

namespace returns::decode {

Decoded decode_picture(std::string_view type, std::string_view bytes, Progress progress) {
  if (type == "image/jpeg") return decode_jpeg(bytes, progress);
  if (type == "image/png") return decode_png(bytes, progress);
  if (type == "image/webp") return decode_webp(bytes);
  return {};
}

}  // namespace returns::decode
