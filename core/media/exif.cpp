#include "core/media/exif.h"

#include <optional>
#include <string_view>
#include <utility>

#include "core/media/origin.h"
#include "core/media/tiff.h"

namespace returns::media {
namespace {

constexpr std::string_view kPrefix("Exif\0\0", 6);
constexpr std::size_t kLongestText = 256;  // entries by the thousand may all point to a large one

constexpr std::uint32_t kOrientation = 0x0112, kExifDirectory = 0x8769, kGpsDirectory = 0x8825;
constexpr std::uint32_t kMake = 0x010F, kModel = 0x0110, kSoftware = 0x0131;
constexpr std::uint32_t kTakenAt = 0x9003, kOffsetTaken = 0x9011, kUserComment = 0x9286;
constexpr std::uint32_t kStripOffsets = 0x0111, kThumbnailOffset = 0x0201;
// Where the picture was taken, and where what it shows is. Phones without a fix write the directory without these.
constexpr bool is_place(std::uint32_t gps_tag) {
  return gps_tag == 2 || gps_tag == 4 || gps_tag == 20 || gps_tag == 22;
}

void read_device(const TiffEntry& entry, Origin& origin) {
  switch (entry.tag) {
    case kMake: return take_text(origin.make, entry.data.copy(kLongestText));
    case kModel: return take_text(origin.model, entry.data.copy(kLongestText));
    case kSoftware: return take_text(origin.software, entry.data.copy(kLongestText));
    default: return;
  }
}

void read_moment(const TiffEntry& entry, Origin& origin) {
  switch (entry.tag) {
    case kTakenAt: return take_moment(origin, entry.data.copy(kLongestText));
    case kOffsetTaken: return take_offset(origin, entry.data.copy(kLongestText));
    default: return;
  }
}

}  // namespace

void read_exif(const Bytes& block, Findings& findings, Upright upright) {
  findings.mark(Mark::Exif);
  const auto tiff = Tiff::open(block.starts(kPrefix) ? block.from(kPrefix.size()) : block);
  if (!tiff) return;
  Offset gps = 0, details = 0;
  const Offset second = tiff->directory(tiff->first(), [&](const TiffEntry& entry) {
    if (entry.tag == kOrientation && upright == Upright::ByExif) findings.orientation(entry.value);
    if (entry.tag == kGpsDirectory) gps = entry.value;
    if (entry.tag == kExifDirectory) details = entry.value;
    read_device(entry, findings.origin());
  });
  bool commented = false;
  tiff->directory(details, [&](const TiffEntry& entry) {
    read_moment(entry, findings.origin());
    // Once: entries by the thousand could all point to the same comment.
    if (entry.tag == kUserComment && !std::exchange(commented, true)) read_origin(entry.data, findings.origin());
  });
  tiff->directory(gps, [&](const TiffEntry& entry) {
    if (is_place(entry.tag) && entry.count > 0) findings.mark(Mark::Gps);
  });
  tiff->directory(second, [&](const TiffEntry& entry) {
    if (entry.tag == kThumbnailOffset || entry.tag == kStripOffsets) findings.mark(Mark::Thumbnail);
  });
}

}  // namespace returns::media
