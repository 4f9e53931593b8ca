#pragma once
// Boxes of the ISO base media file format (ISO/IEC 14496-12, 4.2), which HEIC, AVIF, MP4 and QuickTime are made of.

#include <cstdint>
#include <optional>

#include "core/media/bytes.h"
#include "core/media/findings.h"

namespace returns::media {

constexpr std::uint32_t four(const char (&letters)[5]) {
  std::uint32_t code = 0;
  for (int i = 0; i < 4; ++i) code = code << 8U | static_cast<std::uint8_t>(letters[i]);
  return code;
}

struct Box {
  std::uint32_t type = 0;
  Offset place = 0;  // of its header, in the file
  Bytes body;        // as much as there is
  bool cut = false;  // its size runs past the end of what it lies in
};

// The boxes of one level, one after the other. Levels are entered by name, so depth is bounded by the readers.
class Boxes {
 public:
  explicit Boxes(const Bytes& level) : level_(level) {}

  // Nothing at the end, and where no box can start; rest() tells which.
  std::optional<Box> next();
  Bytes rest() const { return level_.from(at_); }

 private:
  Bytes level_;
  Offset at_ = 0;
};

// Body of the first box of this type on the level.
std::optional<Bytes> child(const Bytes& level, std::uint32_t type);

// A full box's body: a version byte and three of flags, then the fields.
struct FullBox {
  explicit FullBox(const Bytes& body)
      : version(body.u8(0)),
        flags(static_cast<std::uint32_t>(body.be(1, 3))),
        fields(body.from(4)) {}
  unsigned version;
  std::uint32_t flags;
  Bytes fields;
};

// What a walk over a file's own boxes came to. A box that runs out of the file is cut off it; bytes that are no box are
// something appended when the file had all it needs before them, damage when not.
class FileBoxes {
 public:
  FileBoxes(const Bytes& file, Findings& findings) : boxes_(file), findings_(findings) {}

  // The next box that is there at least in part.
  std::optional<Box> next();
  // Call when next() gave nothing. `enough`: all that the index speaks of lies before.
  void end(bool enough);

 private:
  Boxes boxes_;
  Findings& findings_;
  std::optional<Box> cut_;
};

}  // namespace returns::media
