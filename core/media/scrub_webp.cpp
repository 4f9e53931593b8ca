#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "core/media/edits.h"

namespace returns::media {
namespace {

constexpr unsigned kHasExif = 0x08, kHasXmp = 0x04;  // in VP8X, RFC 9649, 2.7

std::string number(std::uint64_t value) {
  std::string out;
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xFFU);
  return out;
}

bool is_picture(std::string_view type) { return type == "VP8 " || type == "VP8L" || type == "ALPH"; }
bool is_kept(std::string_view type) { return is_picture(type) || type == "ANIM" || type == "ICCP"; }

class WebpScrub {
 public:
  WebpScrub(const Bytes& file, Edits& edits) : file_(file), edits_(edits) {}

  void run() {
    constexpr Offset kRiff = 8, kForm = 4;
    const Offset end = std::min<Offset>(file_.le32(4) + kRiff, file_.size());
    chunks(file_.part(kRiff + kForm, end - std::min(end, kRiff + kForm)), true);
    if (extended_) {
      const unsigned flags = file_.u8(*extended_) & ~(kHasExif | kHasXmp);
      edits_.put(*extended_, 1, std::string(1, static_cast<char>(flags | (exif_ ? kHasExif : 0U))));
    }
    const Offset less = edits_.shrunk();
    edits_.put(4, 4, number(file_.le32(4) - less));
    // Some writers leave the last chunk's padding out of the sum: it stays with its chunk.
    const bool padded = (end - less) % 2 != 0 && file_.has(end, 1) && file_.u8(end) == 0;
    edits_.drop_behind(end + (padded ? 1 : 0));
  }

 private:
  void chunks(const Bytes& all, bool outer) {
    Offset at = 0;
    while (all.has(at, 8)) {
      const Offset length = all.le32(at + 4);
      const Bytes data = all.part(at + 8, length);
      const Offset size = all.part(at, 8 + length + length % 2).size();  // the last padding byte may be missing
      chunk(all.part(at, 4).copy(4), all.place(at), size, data, outer);
      at += 8 + length + length % 2;
    }
  }

  void chunk(std::string_view type, Offset at, Offset size, const Bytes& data, bool outer) {
    if (!outer) {
      if (!is_picture(type)) edits_.drop_other(at, size);
    } else if (type == "VP8X") {
      if (!extended_ && data.has(0, 10)) extended_ = data.place();
    } else if (type == "ANMF") {
      const Offset before = edits_.shrunk();
      chunks(data.from(16), false);
      const Offset kept = data.size() - (edits_.shrunk() - before);
      edits_.put(at + 4, 4, number(kept));
      // The last chunk in it may have had no padding of its own, so that the frame had some.
      if (kept % 2 == 0 && size > 8 + data.size()) edits_.drop(data.end_place(), 1);
    } else if (type == "EXIF") {
      const std::string block = edits_.exif_instead();
      if (!block.empty()) exif_ = true;
      edits_.put_exif(at, size, block.empty() ? "" : std::string(type) + number(block.size()) + block);
    } else if (type == "XMP ") {
      edits_.drop(at, size);
    } else if (!is_kept(type)) {
      edits_.drop_other(at, size);
    }
  }

  const Bytes& file_;
  Edits& edits_;
  std::optional<Offset> extended_;  // where VP8X has its flags
  bool exif_ = false;               // one stays
};

}  // namespace

void scrub_webp(const Bytes& file, Edits& edits) { WebpScrub(file, edits).run(); }

}  // namespace returns::media
