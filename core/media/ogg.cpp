#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "core/media/containers.h"

namespace returns::media {
namespace {

// A page (RFC 3533, section 6): its fields lie least significant byte first.
constexpr Offset kHead = 27, kGranule = 6, kSerial = 14, kSequence = 18, kChecksum = 22, kSegments = 26;
constexpr unsigned kFirst = 2, kLast = 4;
// Opus counts its time at this rate, whatever was recorded at (RFC 7845, section 4).
constexpr std::uint64_t kTicksPerMillisecond = 48;

// Not the checksum of PNG: its bits run the other way, and it begins at nothing.
class PageChecksum {
 public:
  PageChecksum() {
    for (std::uint32_t byte = 0; byte < table_.size(); ++byte) {
      std::uint32_t value = byte << 24U;
      for (int bit = 0; bit < 8; ++bit) value = (value << 1U) ^ ((value & 0x80000000U) != 0 ? 0x04C11DB7U : 0U);
      table_[byte] = value;
    }
  }

  // The field of the checksum counts as zeros.
  std::uint32_t of(const Bytes& page) const {
    const std::uint32_t head = step(0, page.part(0, kChecksum));
    return step(step(head, Bytes(std::string_view("\0\0\0\0", 4))), page.from(kChecksum + 4));
  }

 private:
  std::uint32_t step(std::uint32_t crc, const Bytes& bytes) const {
    Offset at = 0;
    for (std::string_view run = bytes.run(0); !run.empty(); run = bytes.run(at)) {
      for (const char c : run) crc = (crc << 8U) ^ table_[(crc >> 24U) ^ static_cast<std::uint8_t>(c)];
      at += run.size();
    }
    return crc;
  }

  std::array<std::uint32_t, 256> table_{};
};

// One Opus stream (RFC 7845), as recorders write it. Other sounds, films, and several streams in one file are none of
// our kinds.
class Ogg {
 public:
  Ogg(const Bytes& file, Findings& findings) : file_(file), findings_(findings) {}

  void read() {
    for (Offset at = 0; at < file_.size() && !ended_;) {
      const Bytes rest = file_.from(at);
      const Offset size = size_of(rest);
      if (!rest.has(0, size)) {
        if (at == 0) return none();  // too short to say what it is
        return findings_.truncated();
      }
      if (!page(rest.part(0, size))) return;
      at += size;
      after_ = at;
    }
    if (!ended_ || last_ == 0) return findings_.truncated();
    const Bytes left = file_.from(after_);
    if (!left.all_zero()) findings_.problem(ProblemCode::TrailingData, left.place());
    findings_.duration((last_ - std::min<std::uint64_t>(last_, skipped_)) / kTicksPerMillisecond);
    findings_.whole();
  }

 private:
  // Of the page that begins here, as far as it is there.
  static Offset size_of(const Bytes& rest) {
    const Offset table = kHead + rest.u8(kSegments);
    Offset size = table;
    for (Offset at = kHead; at < table; ++at) size += rest.u8(at);
    return size;
  }

  void none() { findings_.unknown_type(); }

  // False: it was the last that is looked at.
  bool page(const Bytes& page) {
    const Bytes body = page.from(kHead + page.u8(kSegments));
    const unsigned flags = page.u8(5);
    if (page.place() == 0) {
      if (!body.starts("OpusHead") || (flags & kFirst) == 0) return none(), false;
      serial_ = page.le32(kSerial);
      skipped_ = body.le16(10);
    } else if (page.starts("OggS") && (flags & kFirst) != 0) {
      return none(), false;  // a second stream
    }
    // Each page has its number: none is missing.
    if (!page.starts("OggS") || page.u8(4) != 0 || page.le32(kSerial) != serial_ || page.le32(kSequence) != pages_
        || page.le32(kChecksum) != checksum_.of(page)) {
      findings_.problem(ProblemCode::Corrupt, page.place());
      return false;
    }
    ++pages_;
    const std::uint64_t granule = page.le(kGranule, 8);
    if (last_ == 0 && granule == 0) tags(body);
    if (granule != UINT64_MAX) last_ = std::max(last_, granule);
    ended_ = (flags & kLast) != 0;
    return true;
  }

  // Names as in Vorbis comments. A name that two pages share is not found.
  void tags(const Bytes& body) {
    if (body.contains("COMMENT=") || body.contains("DESCRIPTION=")) findings_.mark(Mark::Comment);
    if (body.contains("LOCATION=")) findings_.mark(Mark::Gps);
    if (body.contains("METADATA_BLOCK_PICTURE=")) findings_.mark(Mark::Thumbnail);
  }

  const Bytes& file_;
  Findings& findings_;
  PageChecksum checksum_;
  std::uint32_t serial_ = 0, pages_ = 0;
  std::uint64_t last_ = 0;     // ticks
  std::uint64_t skipped_ = 0;  // ticks at the beginning that nobody hears
  Offset after_ = 0;
  bool ended_ = false;
};

}  // namespace

void read_ogg(const Bytes& file, Findings& findings) { Ogg(file, findings).read(); }

}  // namespace returns::media
