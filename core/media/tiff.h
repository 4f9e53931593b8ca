#pragma once
// Directories of a TIFF file, of which EXIF is one (TIFF 6.0, section 2).

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/media/bytes.h"

namespace returns::media {

struct TiffEntry {
  std::uint32_t tag = 0;
  std::uint32_t type = 0;
  std::uint64_t count = 0;
  std::uint64_t value = 0;  // the first value when it is a number that fits the entry
  Bytes data;               // all of it, as much as there is
};

class Tiff {
 public:
  static std::optional<Tiff> open(const Bytes& bytes) {
    if (bytes.starts(std::string_view("II*\0", 4))) return Tiff(bytes, true);
    if (bytes.starts(std::string_view("MM\0*", 4))) return Tiff(bytes, false);
    return std::nullopt;
  }

  Offset first() const { return number(4, 4); }

  // Calls `use` for each entry that is there; gives the offset of the next directory, 0 for none. Directories are
  // visited one by one by the caller, never by following a chain, so a circle cannot hold anybody.
  template <class Use>
  Offset directory(Offset at, Use use) const {
    if (at < 8 || !bytes_.has(at, 2)) return 0;
    const Offset entries = at + 2;
    const Offset claimed = number(at, 2);
    const Offset there = std::min(claimed, (bytes_.size() - entries) / kEntrySize);
    for (Offset i = 0; i < there; ++i) use(entry(entries + i * kEntrySize));
    return there == claimed ? number(entries + claimed * kEntrySize, 4) : 0;
  }

 private:
  static constexpr Offset kEntrySize = 12;

  Tiff(const Bytes& bytes, bool little) : bytes_(bytes), little_(little) {}

  std::uint64_t number(Offset at, unsigned count) const {
    return little_ ? bytes_.le(at, count) : bytes_.be(at, count);
  }

  TiffEntry entry(Offset at) const {
    // BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE, IFD
    constexpr std::array<std::uint8_t, 14> kSizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
    TiffEntry entry;
    entry.tag = static_cast<std::uint32_t>(number(at, 2));
    entry.type = static_cast<std::uint32_t>(number(at + 2, 2));
    entry.count = number(at + 4, 4);
    switch (entry.type) {
      case 1: entry.value = bytes_.u8(at + 8); break;
      case 3: entry.value = number(at + 8, 2); break;
      case 4:
      case 13: entry.value = number(at + 8, 4); break;  // LONG, IFD
      default: break;
    }
    const std::uint64_t size = entry.type < kSizes.size() ? entry.count * kSizes[entry.type] : 0;
    entry.data = bytes_.part(size <= 4 ? at + 8 : number(at + 8, 4), size);
    return entry;
  }

  Bytes bytes_;
  bool little_;
};

}  // namespace returns::media
