#include <optional>
#include <string>
#include <string_view>

#include "core/media/edits.h"
#include "core/media/jpeg_markers.h"

namespace returns::media {
namespace {

constexpr Offset kJfif = 14, kAdobe = 12;  // bytes of content that decoders read of these segments

class JpegScrub {
 public:
  JpegScrub(const Bytes& file, Edits& edits) : file_(file), edits_(edits) {}

  void run() {
    Offset at = 2;  // after SOI
    while (const auto marker_at = next_marker(at)) {
      const unsigned marker = file_.u8(*marker_at + 1);
      at = *marker_at + 2;
      if (marker == kEoi) return edits_.drop_behind(at);
      if (marker == kTem) continue;
      const Offset length = file_.be16(at);
      if (length < 2 || !file_.has(at, length)) return;  // not as the reader saw it: nobody's file
      segment(marker, *marker_at, file_.part(at + 2, length - 2));
      at += length;
    }
  }

 private:
  // Over coded data and fill bytes.
  std::optional<Offset> next_marker(Offset at) const {
    while (true) {
      const auto found = file_.find('\xFF', at);
      if (!found || !file_.has(*found, 2)) return std::nullopt;
      const unsigned marker = file_.u8(*found + 1);
      if (marker != 0 && marker != 0xFF && !is_restart(marker)) return found;
      at = *found + (marker == 0xFF ? 1 : 2);
    }
  }

  void segment(unsigned marker, Offset at, const Bytes& data) {
    if (marker != kCom && (marker < kApp0 || marker > kApp15)) return;
    const Offset size = 4 + data.size();
    if (marker == kApp0 && data.starts(std::string_view("JFIF\0", 5)) && data.has(0, kJfif)) {
      std::string kept = data.copy(kJfif);
      kept[12] = kept[13] = 0;  // no thumbnail
      return edits_.put_other(at, size, as_segment(marker, kept));
    }
    if (marker == kApp14 && data.starts("Adobe") && data.has(0, kAdobe))
      return edits_.put_other(at, size, as_segment(marker, data.copy(kAdobe)));
    if (marker == kApp2 && data.starts(std::string_view("ICC_PROFILE\0", 12))) return;
    if (marker == kApp1 && data.starts(std::string_view("Exif\0", 5))) {
      const std::string block = edits_.exif_instead();
      return edits_.put_exif(at, size, block.empty() ? "" : as_segment(marker, std::string("Exif\0\0", 6) + block));
    }
    edits_.drop_other(at, size);
  }

  static std::string as_segment(unsigned marker, const std::string& data) {
    const std::size_t length = data.size() + 2;
    const std::string head{'\xFF', static_cast<char>(marker), static_cast<char>(length >> 8U),
                           static_cast<char>(length & 0xFFU)};
    return head + data;
  }

  const Bytes& file_;
  Edits& edits_;
};

}  // namespace

void scrub_jpeg(const Bytes& file, Edits& edits) { JpegScrub(file, edits).run(); }

}  // namespace returns::media
