#include "core/media/exif.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace returns::media {
namespace {

constexpr std::string_view kPrefix("Exif\0\0", 6);

struct Entry {
  std::uint32_t tag = 0;
  std::uint32_t type = 0;
  std::uint64_t count = 0;
  std::uint64_t value = 0;  // the first value when it is a number that fits the entry
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

  Entry entry(Offset at) const {
    Entry entry;
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
    return entry;
  }

  Bytes bytes_;
  bool little_;
};

constexpr std::uint32_t kOrientation = 0x0112, kGpsDirectory = 0x8825;
constexpr std::uint32_t kStripOffsets = 0x0111, kThumbnailOffset = 0x0201;
// Where the picture was taken, and where what it shows is. Phones without a fix write the directory without these.
constexpr bool is_place(std::uint32_t gps_tag) {
  return gps_tag == 2 || gps_tag == 4 || gps_tag == 20 || gps_tag == 22;
}

}  // namespace

void read_exif(const Bytes& block, Findings& findings, Upright upright) {
  findings.mark(Mark::Exif);
  const auto tiff = Tiff::open(block.starts(kPrefix) ? block.from(kPrefix.size()) : block);
  if (!tiff) return;
  Offset gps = 0;
  const Offset second = tiff->directory(tiff->first(), [&](const Entry& entry) {
    if (entry.tag == kOrientation && upright == Upright::ByExif) findings.orientation(entry.value);
    if (entry.tag == kGpsDirectory) gps = entry.value;
  });
  tiff->directory(gps, [&](const Entry& entry) {
    if (is_place(entry.tag) && entry.count > 0) findings.mark(Mark::Gps);
  });
  tiff->directory(second, [&](const Entry& entry) {
    if (entry.tag == kThumbnailOffset || entry.tag == kStripOffsets) findings.mark(Mark::Thumbnail);
  });
}

}  // namespace returns::media
