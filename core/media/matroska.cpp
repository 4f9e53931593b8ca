#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/media/containers.h"
#include "core/media/ebml.h"

namespace returns::media {
namespace {

// Element IDs of RFC 9559.
constexpr std::uint32_t kSegment = 0x18538067, kSeekHead = 0x114D9B74, kInfo = 0x1549A966, kTracks = 0x1654AE6B,
                        kCluster = 0x1F43B675;
constexpr std::uint32_t kCues = 0x1C53BB6B, kAttachments = 0x1941A469, kChapters = 0x1043A770, kTags = 0x1254C367;
constexpr std::uint32_t kVoid = 0xEC, kCrc = 0xBF;
constexpr std::uint32_t kTimestampScale = 0x2AD7B1, kDuration = 0x4489;
constexpr std::uint32_t kTrackEntry = 0xAE, kTrackType = 0x83, kVideo = 0xE0, kPixelWidth = 0xB0, kPixelHeight = 0xBA;
constexpr std::uint32_t kContentEncodings = 0x6D80, kContentEncoding = 0x6240, kContentEncryption = 0x5035;
constexpr std::uint32_t kTimestamp = 0xE7, kSimpleBlock = 0xA3, kBlockGroup = 0xA0, kBlock = 0xA1,
                        kEncryptedBlock = 0xAF;
constexpr std::uint32_t kPosition = 0xA7, kPrevSize = 0xAB, kSilentTracks = 0x5854;
constexpr std::uint32_t kTag = 0x7373, kSimpleTag = 0x67C8, kTagName = 0x45A3;

constexpr bool in_cluster(std::uint32_t id) {
  return id == kTimestamp || id == kSimpleBlock || id == kBlockGroup || id == kEncryptedBlock || id == kPosition
         || id == kPrevSize || id == kSilentTracks || id == kVoid || id == kCrc;
}
constexpr bool in_segment(std::uint32_t id) {
  return id == kSeekHead || id == kInfo || id == kTracks || id == kCluster || id == kCues || id == kAttachments
         || id == kChapters || id == kTags || id == kVoid || id == kCrc;
}

class Matroska {
 public:
  Matroska(const Bytes& file, Findings& findings) : file_(file), findings_(findings) {}

  void read() {
    Elements top(file_);
    bool found = false;
    while (const auto element = top.next()) {
      if (element->id == kSegment && !found) {
        found = true;
        segment(element->body);
        if (element->cut) findings_.truncated();
      } else if (found && element->id != kVoid) {
        findings_.problem(ProblemCode::TrailingData, element->place);
        return end();
      } else if (element->cut) {
        findings_.truncated();
      }
    }
    const Bytes rest = top.rest();
    if (!found) {
      findings_.truncated();
    } else if (!rest.all_zero()) {
      findings_.problem(ProblemCode::TrailingData, rest.place());
    }
    end();
  }

 private:
  // A live recording (MediaRecorder) knows no sizes: a cluster ends where something begins that no cluster has. So
  // clusters of unknown size are not levels here; their blocks are met among the segment's elements.
  void segment(const Bytes& body) {
    Elements level(body);
    bool inside = false;  // in a cluster of unknown size
    while (const auto element = level.next()) {
      if (cut(*element)) return;
      if (in_segment(element->id) && element->id != kVoid && element->id != kCrc) inside = false;
      switch (element->id) {
        case kInfo: info(element->body); break;
        case kTracks: tracks(element->body); break;
        case kTags: tags(element->body); break;
        case kCluster:
          cluster_time_ = 0;
          if (element->unknown_size) {
            inside = true;
            level.enter(*element);
          } else {
            cluster(element->body);
          }
          break;
        default:
          if (inside && in_cluster(element->id)) {
            part_of_cluster(*element);
          } else if (element->unknown_size || (inside && !in_segment(element->id))) {
            // Only segments and clusters may leave out their size.
            return findings_.problem(ProblemCode::Corrupt, element->place);
          }
      }
    }
    rest(level.rest());
  }

  void cluster(const Bytes& body) {
    Elements level(body);
    while (const auto element = level.next()) {
      if (cut(*element)) return;
      part_of_cluster(*element);
    }
    rest(level.rest());
  }

  void part_of_cluster(const Element& element) {
    if (element.id == kTimestamp) cluster_time_ = ebml_unsigned(element.body);
    if (element.id == kSimpleBlock || element.id == kEncryptedBlock) block(element.body);
    if (element.id == kEncryptedBlock) findings_.problem(ProblemCode::Encrypted, element.place);
    if (element.id == kBlockGroup) {
      if (const auto inner = child_element(element.body, kBlock)) block(*inner);
    }
  }

  // Track number (a variable-length one), then the time in 16 bits, signed, counted from the cluster's.
  void block(const Bytes& body) {
    blocks_ = true;
    Offset at = 1;
    for (unsigned first = body.u8(0); at < 8 && (first & 0x80U) == 0; first <<= 1U) ++at;
    const std::uint32_t relative = body.be16(at);
    if (relative < 0x8000) {
      last_ = std::max(last_, saturating_add(cluster_time_, relative));
    } else {
      const std::uint64_t back = 0x10000 - relative;
      last_ = std::max(last_, cluster_time_ - std::min(cluster_time_, back));
    }
  }

  void info(const Bytes& body) {
    if (const auto scale = child_element(body, kTimestampScale)) {
      const std::uint64_t value = ebml_unsigned(*scale);
      if (value > 0 && value <= UINT32_MAX) scale_ = static_cast<std::uint32_t>(value);
    }
    if (const auto duration = child_element(body, kDuration)) stated_ = ebml_float_times(*duration, scale_);
  }

  void tracks(const Bytes& body) {
    Elements entries(body);
    while (const auto entry = entries.next()) {
      if (entry->id != kTrackEntry) continue;
      if (const auto encodings = child_element(entry->body, kContentEncodings)) encoding(*encodings);
      const auto type = child_element(entry->body, kTrackType);
      const auto video = child_element(entry->body, kVideo);
      if (type && ebml_unsigned(*type) == 2) sound_ = true;
      if (!type || ebml_unsigned(*type) != 1 || !video) continue;
      const auto width = child_element(*video, kPixelWidth), height = child_element(*video, kPixelHeight);
      if (!picture_ && width && height)
        findings_.dimensions(ebml_unsigned(*width), ebml_unsigned(*height), video->place());
      picture_ = true;
    }
    listed_ = true;
  }

  void encoding(const Bytes& encodings) {
    Elements level(encodings);
    while (const auto element = level.next()) {
      if (element->id == kContentEncoding && child_element(element->body, kContentEncryption))
        findings_.problem(ProblemCode::Encrypted, element->place);
    }
  }

  // Names as in the Matroska tag registry; LOCATION is what ffmpeg makes of a phone's place.
  void tags(const Bytes& body) {
    Elements all(body);
    while (const auto tag = all.next()) {
      if (tag->id != kTag) continue;
      Elements simple(tag->body);
      while (const auto entry = simple.next()) {
        const auto name = entry->id == kSimpleTag ? child_element(entry->body, kTagName) : std::nullopt;
        if (!name) continue;
        if (name->contains("COMMENT") || name->contains("DESCRIPTION")) findings_.mark(Mark::Comment);
        if (name->contains("LOCATION") || name->contains("location")) findings_.mark(Mark::Gps);
      }
    }
  }

  bool cut(const Element& element) {
    if (!element.cut) return false;
    lost(element.body.end_place(), element.place);
    return true;
  }
  void rest(const Bytes& left) {
    if (!left.all_zero()) lost(left.has(0, 12) ? 0 : left.end_place(), left.place());
  }
  // An element without its end: of a file without its end, or with a wrong size inside.
  void lost(Offset end, Offset place) {
    if (end == file_.size()) {
      findings_.truncated();
    } else {
      findings_.problem(ProblemCode::Corrupt, place);
    }
  }

  void end() {
    if (listed_ && !picture_ && !findings_.has(ProblemCode::Corrupt)) {
      if (!sound_) return findings_.unknown_type();  // subtitles, for example
      findings_.sound_alone();
    }
    // Nanoseconds to milliseconds; a recording that was never closed states no duration.
    findings_.duration((stated_ > 0 ? stated_ : saturating_mul(last_, scale_)) / 1'000'000);
    if (!listed_ || !blocks_) findings_.truncated();
    findings_.whole();
  }

  const Bytes& file_;
  Findings& findings_;
  std::uint32_t scale_ = 1'000'000;  // nanoseconds per unit of time
  std::uint64_t stated_ = 0;         // nanoseconds
  std::uint64_t cluster_time_ = 0, last_ = 0;
  bool listed_ = false, picture_ = false, sound_ = false, blocks_ = false;
};

}  // namespace

void read_matroska(const Bytes& file, Findings& findings) { Matroska(file, findings).read(); }

}  // namespace returns::media
