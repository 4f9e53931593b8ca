#pragma once
// What the readers of containers have found so far; becomes the report.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/file_kind.h"
#include "core/media/bytes.h"
#include "core/media/origin.h"
#include "core/report.h"

namespace returns::media {

// Above these a picture is refused before anybody decodes it. 65,500 is what libjpeg accepts on a side
// (JPEG_MAX_DIMENSION); 100 million pixels are 400 MB decoded, the largest phone sensors have 200 and store 50.
inline constexpr std::uint64_t kMaxPixels = 100'000'000;
inline constexpr std::uint64_t kMaxSide = 65'500;

// Metadata that may have to go before others see the file, in the order the report lists them.
enum class Mark : std::uint8_t { Exif, Gps, Xmp, Iptc, Comment, Thumbnail };
inline constexpr std::array<std::string_view, 6> kMarks{"exif", "gps", "xmp", "iptc", "comment", "thumbnail"};

class Findings {
 public:
  explicit Findings(Offset size) { report_.size = static_cast<std::int64_t>(size); }

  void type(std::string_view media_type, FileKind kind);
  // The film that this seemed to be has no pictures: it is the sound of the same container. What is known only as a
  // film (QuickTime) is of an unknown type then.
  void sound_alone();
  // The bytes are a container that is known, of something that is not (a sound, for example).
  void unknown_type();

  // The size stated by the header at `byte`; also looks for a bomb.
  void dimensions(std::uint64_t width, std::uint64_t height, Offset byte);
  // A size that is not the picture's own (a frame, a tile) but that a decoder would make room for.
  void room_for(std::uint64_t width, std::uint64_t height, Offset byte);
  bool sized() const { return report_.width > 0 && report_.height > 0; }
  // 1…8 as in EXIF; anything else states nothing.
  void orientation(std::uint64_t value) {
    if (value >= 1 && value <= 8) report_.orientation = static_cast<std::int32_t>(value);
  }
  // The longest one counts.
  void duration(std::uint64_t milliseconds);
  void pages(std::int32_t pages) { report_.pages = pages; }
  void mark(Mark mark) { marks_[static_cast<std::size_t>(mark)] = true; }

  // The first of each kind counts: more of the same says nothing more.
  void problem(ProblemCode code, Offset byte);
  // About the file as a whole, at no byte.
  void problem(ProblemCode code);
  // The data ends where the container has announced more.
  void truncated() { problem(ProblemCode::Truncated, static_cast<Offset>(report_.size)); }
  bool has(ProblemCode code) const;
  // The container's own end was reached: whatever it announced is there.
  void whole() { whole_ = true; }

  Origin& origin() { return origin_; }

  const Report& report() const { return report_; }
  Report take();

 private:
  Report report_;
  Origin origin_;
  std::array<bool, kMarks.size()> marks_{};
  bool whole_ = false;
};

}  // namespace returns::media
