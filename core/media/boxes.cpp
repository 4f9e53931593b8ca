#include "core/media/boxes.h"

#include <algorithm>
#include <array>

namespace returns::media {
namespace {

// What stands at the top of files in the wild; a cut box of another type is taken for appended bytes.
constexpr std::array kTop{four("ftyp"), four("styp"), four("moov"), four("moof"), four("mdat"),
                          four("free"), four("skip"), four("wide"), four("pnot"), four("uuid"),
                          four("meta"), four("sidx"), four("ssix"), four("prft"), four("mfra"),
                          four("emsg"), four("udta"), four("idat"), four("pdin"), four("PICT")};

bool is_top(std::uint32_t type) { return std::find(kTop.begin(), kTop.end(), type) != kTop.end(); }

}  // namespace

std::optional<Box> Boxes::next() {
  const Bytes rest = level_.from(at_);
  if (!rest.has(0, 8)) return std::nullopt;
  Offset header = 8;
  Offset size = rest.be32(0);
  if (size == 1) {  // the size is behind the type, in 64 bits
    if (!rest.has(0, 16)) return std::nullopt;
    header = 16;
    size = rest.be64(8);
  } else if (size == 0) {  // to the end
    size = rest.size();
  }
  if (size < header) return std::nullopt;
  at_ = size > rest.size() ? level_.size() : at_ + size;
  return Box{
      .type = rest.be32(4), .place = rest.place(), .body = rest.part(header, size - header), .cut = size > rest.size()};
}

std::optional<Bytes> child(const Bytes& level, std::uint32_t type) {
  Boxes boxes(level);
  while (const auto box = boxes.next()) {
    if (box->type == type) return box->body;
  }
  return std::nullopt;
}

std::optional<Box> FileBoxes::next() {
  auto box = boxes_.next();
  if (!box) return std::nullopt;
  if (!box->cut) return box;
  cut_ = box;
  return is_top(box->type) ? box : std::nullopt;
}

void FileBoxes::end(bool enough) {
  if (cut_ && (is_top(cut_->type) || !enough))
    return is_top(cut_->type) ? findings_.truncated() : findings_.problem(ProblemCode::Corrupt, cut_->place);
  if (cut_) return findings_.problem(ProblemCode::TrailingData, cut_->place);
  const Bytes rest = boxes_.rest();
  if (rest.all_zero()) return;  // padding
  if (enough && rest.has(0, 8)) return findings_.problem(ProblemCode::TrailingData, rest.place());
  // Fewer bytes than a header has; or a size that cannot be.
  return rest.has(0, 8) && rest.be32(0) != 1 ? findings_.problem(ProblemCode::Corrupt, rest.place())
                                             : findings_.truncated();
}

}  // namespace returns::media
