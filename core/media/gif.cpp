#include <optional>

#include "core/media/containers.h"
#include "core/media/packets.h"

namespace returns::media {
namespace {

class Gif {
 public:
  Gif(const Bytes& file, Findings& findings) : file_(file), findings_(findings) {}

  void read() {
    constexpr Offset kScreen = 6, kBlocks = 13;
    if (!file_.has(0, kBlocks)) return findings_.truncated();
    const std::uint64_t width = file_.le16(kScreen), height = file_.le16(kScreen + 2);
    findings_.dimensions(width, height, file_.place(kScreen));
    Offset at = kBlocks + table_size(file_.u8(kScreen + 4));
    while (true) {
      if (!file_.has(at, 1)) return findings_.truncated();
      const unsigned introducer = file_.u8(at);
      std::optional<Offset> next;
      if (introducer == 0x3B) return end(at + 1);
      if (introducer == 0x21) {
        next = extension(at);
      } else if (introducer == 0x2C) {
        next = image(at);
      } else {
        return findings_.problem(ProblemCode::Corrupt, file_.place(at));
      }
      if (!next) return findings_.truncated();
      at = *next;
    }
  }

 private:
  static constexpr Offset table_size(unsigned flags) {
    return (flags & 0x80U) != 0 ? Offset{3} << ((flags & 7U) + 1) : 0;
  }

  // Over sub-blocks and the empty one that ends them.
  std::optional<Offset> sub_blocks(Offset at) const {
    while (file_.has(at, 1)) {
      const Offset length = file_.u8(at);
      if (length == 0) return at + 1;
      at += 1 + length;
    }
    return std::nullopt;
  }

  std::optional<Offset> extension(Offset at) {
    const unsigned label = file_.u8(at + 1);
    const auto next = sub_blocks(at + 2);
    if (label == 0xFE) findings_.mark(Mark::Comment);
    // Its packet is written through the sub-blocks; a table of lengths behind it leads readers to the end.
    if (label == 0xFF && file_.starts("XMP DataXMP", at + 3))
      read_xmp(file_.part(at + 14, next.value_or(file_.size()) - (at + 14)), findings_);
    return next;
  }

  std::optional<Offset> image(Offset at) {
    constexpr Offset kDescriptor = 10;
    if (!file_.has(at, kDescriptor + 1)) return std::nullopt;
    const std::uint64_t left = file_.le16(at + 1), top = file_.le16(at + 3), width = file_.le16(at + 5),
                        height = file_.le16(at + 7);
    const Offset data = at + kDescriptor + table_size(file_.u8(at + 9));
    if (!pictured_ && !findings_.sized())
      findings_.dimensions(left + width, top + height, file_.place(at));  // a screen of no size
    findings_.room_for(left + width, top + height, file_.place(at));
    const unsigned code_size = file_.u8(data);
    if (file_.has(data, 1) && (code_size < 1 || code_size > 11 || width == 0 || height == 0))
      findings_.problem(ProblemCode::Corrupt, file_.place(at));
    pictured_ = true;
    return sub_blocks(data + 1);
  }

  void end(Offset at) {
    if (!pictured_ || !findings_.sized()) findings_.problem(ProblemCode::Corrupt, file_.place(at - 1));
    findings_.whole();
    if (!file_.from(at).all_zero()) findings_.problem(ProblemCode::TrailingData, file_.place(at));
  }

  const Bytes& file_;
  Findings& findings_;
  bool pictured_ = false;
};

}  // namespace

void read_gif(const Bytes& file, Findings& findings) { Gif(file, findings).read(); }

}  // namespace returns::media
