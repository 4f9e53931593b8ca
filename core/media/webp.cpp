#include <algorithm>

#include "core/media/containers.h"
#include "core/media/exif.h"
#include "core/media/packets.h"

namespace returns::media {
namespace {

class Webp {
 public:
  Webp(const Bytes& file, Findings& findings) : file_(file), findings_(findings) {}

  void read() {
    constexpr Offset kRiff = 8, kForm = 4;
    const Offset stated = file_.le32(4) + kRiff;
    if (stated < kRiff + kForm) return corrupt(4);
    const Offset end = std::min(stated, file_.size());
    if (!chunks(file_.part(kRiff + kForm, end - (kRiff + kForm)), true)) return;
    if (stated > file_.size()) return findings_.truncated();
    if (!pictured_ || !findings_.sized()) corrupt(0);
    findings_.whole();
    // An odd last chunk has a padding byte that some writers leave out of the sum.
    if (!file_.from(end).all_zero()) findings_.problem(ProblemCode::TrailingData, file_.place(end));
  }

 private:
  // False when the walk could not go on. Frames of an animation hold chunks again, one level deep.
  bool chunks(const Bytes& all, bool outer) {
    Offset at = 0;
    while (all.has(at, 1)) {
      if (!all.has(at, 8)) {
        if (all.from(at).all_zero()) return true;
        return stop(all, at);
      }
      const Offset length = all.le32(at + 4);
      const Bytes data = all.part(at + 8, length);
      if (!chunk(all.part(at, 4), data, outer)) return false;
      if (data.size() < length) return stop(all, at);
      at += 8 + length + length % 2;
    }
    return true;
  }

  bool stop(const Bytes& all, Offset at) {
    if (all.end_place() == file_.end_place()) {
      findings_.truncated();
    } else {
      findings_.problem(ProblemCode::Corrupt, all.place(at));
    }
    return false;
  }

  bool chunk(const Bytes& type, const Bytes& data, bool outer) {
    if (type.starts("VP8 ")) return lossy(data, outer), true;
    if (type.starts("VP8L")) return lossless(data, outer), true;
    if (!outer) return true;
    if (type.starts("VP8X")) {
      if (data.has(0, 10)) findings_.dimensions(data.le(4, 3) + 1, data.le(7, 3) + 1, data.place());
      canvas_ = true;
    } else if (type.starts("ANMF")) {
      return chunks(data.from(16), false);
    } else if (type.starts("EXIF")) {
      read_exif(data, findings_, Upright::ByExif);
    } else if (type.starts("C2PA")) {
      findings_.origin().trace(Trace::Manifest);
    } else if (type.starts("XMP ")) {
      read_xmp(data, findings_);
    }
    return true;
  }

  // RFC 6386, 9.1: a key frame's tag, start code, and 14 bits for each side.
  void lossy(const Bytes& data, bool outer) {
    pictured_ = true;
    if (!data.has(0, 10)) return corrupt_if_there(data, 10);
    if ((data.u8(0) & 1U) != 0 || !data.starts("\x9D\x01\x2A", 3)) return corrupt(data.place());
    size(data.le16(6) & 0x3FFFU, data.le16(8) & 0x3FFFU, data, outer);
  }

  // RFC 9649, 3.4: a signature byte, then 14 bits for each side less one.
  void lossless(const Bytes& data, bool outer) {
    pictured_ = true;
    if (!data.has(0, 5)) return corrupt_if_there(data, 5);
    if (data.u8(0) != 0x2F || data.u8(4) >> 5U != 0) return corrupt(data.place());
    const std::uint32_t bits = data.le32(1);
    size((bits & 0x3FFFU) + 1, (bits >> 14U & 0x3FFFU) + 1, data, outer);
  }

  void size(std::uint64_t width, std::uint64_t height, const Bytes& data, bool outer) {
    if (width == 0 || height == 0) corrupt(data.place());
    if (outer && !canvas_) findings_.dimensions(width, height, data.place());
  }

  // Too short for its header although the file goes on.
  void corrupt_if_there(const Bytes& data, Offset needed) {
    if (file_.has(data.place(), needed)) corrupt(data.place());
  }
  void corrupt(Offset place) { findings_.problem(ProblemCode::Corrupt, place); }

  const Bytes& file_;
  Findings& findings_;
  bool canvas_ = false, pictured_ = false;
};

}  // namespace

void read_webp(const Bytes& file, Findings& findings) { Webp(file, findings).read(); }

}  // namespace returns::media
