#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/media/crc32.h"
#include "core/media/edits.h"

namespace returns::media {
namespace {

// Ancillary chunks that say how the pixels look or move: colour, transparency, physical size, animation.
constexpr std::array<std::string_view, 14> kKept{"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP",
                                                 "mDCV", "cLLI", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};

bool is_text(std::string_view type) { return type == "tEXt" || type == "zTXt" || type == "iTXt"; }

std::string number(std::uint64_t value) {
  std::string out;
  for (unsigned shift = 32; shift > 0; shift -= 8) out += static_cast<char>(value >> (shift - 8) & 0xFFU);
  return out;
}

}  // namespace

void scrub_png(const Bytes& file, Edits& edits) {
  constexpr Offset kSignature = 8, kFrame = 12;
  Crc32 crc;
  Offset at = kSignature;
  while (file.has(at, kFrame)) {
    const Offset size = kFrame + file.be32(at);
    if (!file.has(at, size)) return;
    const std::string type = file.part(at + 4, 4).copy(4);
    if (type == "eXIf") {
      const std::string block = edits.exif_instead();
      const std::string body = type + block;
      edits.put_exif(at, size, block.empty() ? "" : number(block.size()) + body + number(crc.of(body)));
    } else if (is_text(type)) {
      edits.drop(at, size);
    } else if ((file.u8(at + 4) & 0x20U) != 0 && std::find(kKept.begin(), kKept.end(), type) == kKept.end()) {
      edits.drop_other(at, size);
    }
    at += size;
    if (type == "IEND") return edits.drop_behind(at);
  }
}

}  // namespace returns::media
