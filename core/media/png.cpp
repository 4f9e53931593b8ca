#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "core/media/containers.h"
#include "core/media/crc32.h"
#include "core/media/exif.h"
#include "core/media/packets.h"

namespace returns::media {
namespace {

constexpr std::string_view kSignature("\x89PNG\r\n\x1A\n", 8);
constexpr Offset kFrame = 12;  // length, type and checksum around a chunk's data
constexpr std::uint64_t kLongest = 0x7FFFFFFF;
constexpr std::size_t kLongestKeyword = 80;  // 11.3.3: 79 bytes and a zero

constexpr bool is_letter(unsigned c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

class Png {
 public:
  Png(const Bytes& file, Findings& findings) : file_(file), findings_(findings) {}

  void read() {
    if (!file_.starts(kSignature)) {
      // Made so that a transfer as text, which changes line ends, breaks it: what follows is broken too.
      return file_.has(0, kSignature.size()) ? corrupt(4) : findings_.truncated();
    }
    Offset at = kSignature.size();
    while (true) {
      if (!file_.has(at, kFrame)) return findings_.truncated();
      const Offset length = file_.be32(at);
      if (length > kLongest || !is_chunk_type(at + 4)) return corrupt(at);
      const Bytes type = file_.part(at + 4, 4);
      const Bytes data = file_.part(at + 8, length);
      if (!file_.has(at, kFrame + length)) return findings_.truncated();
      chunk(at, type.copy(4), data);
      // Decoders refuse a damaged critical chunk and pass over a damaged ancillary one.
      const bool critical = (type.u8(0) & 0x20U) == 0;
      if (critical && crc_.of(file_.part(at + 4, 4 + length)) != file_.be32(at + 8 + length)) corrupt(at);
      at += kFrame + length;
      if (type.starts("IEND")) return end(at);
    }
  }

 private:
  bool is_chunk_type(Offset at) const {
    for (Offset i = 0; i < 4; ++i) {
      if (!is_letter(file_.u8(at + i))) return false;
    }
    return true;
  }

  void chunk(Offset at, std::string_view type, const Bytes& data) {
    if (!headed_ && type != "IHDR") corrupt(at);
    if (pixels_ == Pixels::Here && type != "IDAT") pixels_ = Pixels::Past;
    if (type == "IHDR") return header(at, data);
    if (type == "IDAT") {
      if (pixels_ == Pixels::Past || (indexed_ && !palette_)) corrupt(at);  // they stand together, after the palette
      pixels_ = Pixels::Here;
    } else if (type == "PLTE") {
      if (palette_ || pixels_ != Pixels::None || data.empty() || data.size() % 3 != 0 || data.size() > 768) corrupt(at);
      palette_ = true;
    } else if (type == "eXIf") {
      read_exif(data, findings_, Upright::ByExif);
    } else if (type == "tEXt" || type == "zTXt" || type == "iTXt") {
      text(data);
    } else if (type == "caBX") {
      findings_.origin().trace(Trace::Manifest);
    } else if (type[0] < 'a' && type != "IEND") {
      corrupt(at);  // critical and not known to anybody
    }
  }

  void header(Offset at, const Bytes& data) {
    const std::uint64_t width = data.be32(0), height = data.be32(4);
    const unsigned depth = data.u8(8), colour = data.u8(9);
    indexed_ = colour == 3;
    const bool sensible = !headed_ && data.size() == 13 && width > 0 && width <= kLongest && height > 0
                          && height <= kLongest && is_depth(colour, depth) && data.u8(10) == 0 && data.u8(11) == 0
                          && data.u8(12) <= 1;
    if (!sensible) corrupt(at);
    if (!headed_ && data.has(0, 8)) findings_.dimensions(width, height, file_.place(at));
    headed_ = true;
  }

  // Table 11.1: which depths a colour type allows.
  static constexpr bool is_depth(unsigned colour, unsigned depth) {
    const bool small = depth == 1 || depth == 2 || depth == 4;
    switch (colour) {
      case 0: return small || depth == 8 || depth == 16;
      case 3: return small || depth == 8;
      case 2:
      case 4:
      case 6: return depth == 8 || depth == 16;
      default: return false;
    }
  }

  void text(const Bytes& data) {
    // ImageMagick and exiftool keep other formats' blocks in text, in hexadecimal and mostly compressed.
    if (data.starts("XML:com.adobe.xmp") || data.starts("Raw profile type xmp")) return read_xmp(data, findings_);
    if (data.starts("Raw profile type exif") || data.starts("Raw profile type APP1")) return findings_.mark(Mark::Exif);
    if (data.starts("Raw profile type iptc")) return findings_.mark(Mark::Iptc);
    findings_.mark(Mark::Comment);
    origin(data);
  }

  // Keywords that picture generators are known to write, and tools. Compressed texts are not opened.
  void origin(const Bytes& data) {
    constexpr std::array<std::string_view, 6> kGenerators{"parameters",        "prompt",     "workflow", "Dream",
                                                          "invokeai_metadata", "sd-metadata"};
    std::string keyword = data.copy(kLongestKeyword);
    keyword = keyword.substr(0, keyword.find('\0'));
    const Bytes value = data.from(keyword.size() + 1);
    Origin& origin = findings_.origin();
    if (std::find(kGenerators.begin(), kGenerators.end(), keyword) != kGenerators.end())
      origin.trace(Trace::GeneratorText);
    if (keyword == "AIGC") origin.trace(Trace::AigcLabel);
    if (keyword == "Software") take_text(origin.software, value.copy(kLongestKeyword));
    read_origin(value, origin);
  }

  void end(Offset at) {
    if (pixels_ == Pixels::None || !findings_.sized()) corrupt(at - kFrame);
    findings_.whole();
    if (!file_.from(at).all_zero()) findings_.problem(ProblemCode::TrailingData, file_.place(at));
  }

  void corrupt(Offset at) { findings_.problem(ProblemCode::Corrupt, file_.place(at)); }

  enum class Pixels : std::uint8_t { None, Here, Past };

  const Bytes& file_;
  Findings& findings_;
  Crc32 crc_;
  bool headed_ = false, indexed_ = false, palette_ = false;
  Pixels pixels_ = Pixels::None;
};

}  // namespace

void read_png(const Bytes& file, Findings& findings) { Png(file, findings).read(); }

}  // namespace returns::media
