#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/media/boxes.h"
#include "core/media/containers.h"
#include "core/media/exif.h"
#include "core/media/packets.h"

namespace returns::media {
namespace {

// EXIF's name for a turn by `angle` quarters against the clock followed by a mirroring (ISO/IEC 23008-12, irot and
// imir: axis 0 swaps top and bottom, 1 left and right).
constexpr std::array<std::array<std::uint8_t, 4>, 3> kOrientations{{{1, 8, 3, 6}, {4, 5, 2, 7}, {2, 7, 4, 5}}};

class Heif {
 public:
  Heif(const Bytes& file, Findings& findings) : file_(file), findings_(findings) {}

  void read() {
    FileBoxes boxes(file_, findings_);
    while (const auto box = boxes.next()) {
      if (box->type == four("meta") && !described_) meta(*box);
    }
    // Without its index a picture is only bytes; where all of the pictures' bytes lie before it, what follows is extra.
    boxes.end(described_ && !findings_.has(ProblemCode::Truncated));
    if (!described_) findings_.truncated();
    if (described_ && !findings_.sized() && !findings_.has(ProblemCode::Truncated))
      findings_.problem(ProblemCode::Corrupt, 0);
    findings_.whole();
  }

 private:
  void meta(const Box& box) {
    if (box.cut) return;
    described_ = true;
    const Bytes level = FullBox(box.body).fields;
    if (const auto body = child(level, four("pitm"))) {
      const FullBox pitm(*body);
      primary_ = pitm.version == 0 ? pitm.fields.be16(0) : pitm.fields.be32(0);
    }
    if (const auto body = child(level, four("iinf"))) items(FullBox(*body));
    if (const auto body = child(level, four("iref"))) {
      if (child(FullBox(*body).fields, four("thmb"))) findings_.mark(Mark::Thumbnail);
    }
    if (const auto body = child(level, four("iprp"))) properties(*body);
    if (const auto body = child(level, four("iloc"))) locations(FullBox(*body));
  }

  void items(const FullBox& iinf) {
    Boxes entries(iinf.fields.from(iinf.version == 0 ? 2 : 4));
    while (const auto box = entries.next()) {
      const FullBox infe(box->body);
      if (box->type != four("infe") || infe.version < 2) continue;
      const unsigned id_size = infe.version == 2 ? 2 : 4;
      const std::uint64_t id = infe.fields.be(0, id_size);
      const std::uint32_t type = infe.fields.be32(id_size + 2);
      const bool xmp = type == four("mime") && infe.fields.from(id_size + 6).contains("application/rdf+xml");
      // A picture has one or two of each; a list of thousands would only be work for the search in it.
      if ((type == four("Exif") || xmp) && blocks_.size() < 64) blocks_.push_back({id, xmp});
      if (id != primary_) continue;
      if (type == four("av01")) findings_.type("image/avif", FileKind::Image);
      if (type == four("hvc1") || type == four("hev1")) findings_.type("image/heic", FileKind::Image);
    }
  }

  void properties(const Bytes& iprp) {
    const auto ipco = child(iprp, four("ipco"));
    if (!ipco) return;
    std::vector<std::uint32_t> mine;  // one-based places in ipco of the primary item's properties
    Boxes level(iprp);
    while (const auto box = level.next()) {
      if (box->type == four("ipma") && mine.empty()) mine = associations(FullBox(box->body));
    }
    std::uint8_t angle = 0;
    std::size_t mirror = 0;
    bool turned = false;
    std::uint32_t index = 0;
    Boxes all(*ipco);
    while (const auto box = all.next()) {
      const bool own = std::find(mine.begin(), mine.end(), ++index) != mine.end();
      if (box->type == four("ispe")) {
        const Bytes fields = FullBox(box->body).fields;
        findings_.room_for(fields.be32(0), fields.be32(4), box->place);
        if (own && !findings_.sized()) findings_.dimensions(fields.be32(0), fields.be32(4), box->place);
      } else if (own && box->type == four("irot")) {
        angle = box->body.u8(0) & 3U;
        turned = true;
      } else if (own && box->type == four("imir")) {
        mirror = (box->body.u8(0) & 1U) + 1U;
        turned = true;
      }
    }
    if (turned) findings_.orientation(kOrientations[mirror][angle]);
  }

  std::vector<std::uint32_t> associations(const FullBox& ipma) const {
    const Bytes& fields = ipma.fields;
    const unsigned id_size = ipma.version == 0 ? 2 : 4;
    const unsigned size = (ipma.flags & 1U) != 0 ? 2 : 1;
    Offset at = 4;
    for (std::uint32_t i = 0; i < fields.be32(0) && fields.has(at, id_size + 1); ++i) {
      const std::uint64_t id = fields.be(at, id_size);
      const unsigned count = fields.u8(at + id_size);
      at += id_size + 1;
      if (id == primary_) {
        std::vector<std::uint32_t> mine;
        for (unsigned k = 0; k < count; ++k)
          mine.push_back(
              static_cast<std::uint32_t>(fields.be(at + Offset{k} * size, size) & (size == 2 ? 0x7FFFU : 0x7FU)));
        return mine;
      }
      at += Offset{count} * size;
    }
    return {};
  }

  // Every extent that lies in the file must lie in it whole.
  void locations(const FullBox& iloc) {
    const Bytes& fields = iloc.fields;
    const unsigned offset_size = fields.u8(0) >> 4U, length_size = fields.u8(0) & 15U, base_size = fields.u8(1) >> 4U;
    const unsigned index_size = iloc.version == 0 ? 0 : fields.u8(1) & 15U;
    if (offset_size > 8 || length_size > 8 || base_size > 8 || index_size > 8)
      return findings_.problem(ProblemCode::Corrupt, fields.place());
    const unsigned id_size = iloc.version < 2 ? 2 : 4;
    const unsigned method_size = iloc.version == 0 ? 0 : 2;
    const Offset extent_size = index_size + offset_size + length_size;
    Offset at = 2 + id_size;
    for (std::uint64_t i = 0; i < fields.be(2, id_size); ++i) {
      const Offset head = id_size + method_size + 2 + base_size;
      if (!fields.has(at, head + 2)) return findings_.problem(ProblemCode::Corrupt, fields.place());
      const std::uint64_t id = fields.be(at, id_size);
      const unsigned method = method_size == 0 ? 0 : fields.u8(at + id_size + 1) & 15U;
      const std::uint64_t base = fields.be(at + id_size + method_size + 2, base_size);
      const unsigned extents = fields.be16(at + head);
      at += head + 2;
      if (!fields.has(at, extents * extent_size)) return findings_.problem(ProblemCode::Corrupt, fields.place());
      if (method == 0 && extent_size > 0) {  // 0: offsets in the file; others lie in boxes
        for (unsigned k = 0; k < extents; ++k) {
          const Offset extent = at + k * extent_size + index_size;
          located(id, saturating_add(base, fields.be(extent, offset_size)),
                  fields.be(extent + offset_size, length_size));
        }
      }
      at += extents * extent_size;
    }
  }

  void located(std::uint64_t id, Offset from, Offset length) {
    if (!file_.has(from, length)) findings_.truncated();
    const auto block =
        std::find_if(blocks_.begin(), blocks_.end(), [&](const Block& entry) { return entry.id == id && !entry.read; });
    if (block == blocks_.end()) return;
    block->read = true;
    const Bytes data = file_.part(from, length);
    if (data.size() > unread_) return;
    unread_ -= data.size();
    if (block->xmp) return read_xmp(data, findings_);
    // Four bytes say how far behind them the TIFF header lies (ISO/IEC 23008-12, A.2.1).
    read_exif(data.from(4 + Offset{data.be32(0)}), findings_, Upright::ByContainer);
  }

  struct Block {
    std::uint64_t id;
    bool xmp;
    bool read = false;
  };

  const Bytes& file_;
  Findings& findings_;
  std::uint64_t primary_ = 0;
  std::vector<Block> blocks_;
  // Honest blocks do not overlap; many that name the same bytes are not read again and again.
  Offset unread_ = file_.size();
  bool described_ = false;
};

}  // namespace

void read_heif(const Bytes& file, Findings& findings) { Heif(file, findings).read(); }

}  // namespace returns::media
