#pragma once
// What the parts of an MP4 or QuickTime file tell each other.

#include <cstdint>
#include <vector>

#include "core/media/boxes.h"
#include "core/media/bytes.h"
#include "core/media/findings.h"

namespace returns::media {

struct Track {
  std::uint32_t id = 0;
  std::uint32_t timescale = 0;        // units per second
  std::uint32_t sample_duration = 0;  // a fragment's samples without their own
  std::uint64_t fragments = 0;        // time in fragments so far
};

struct Movie {
  bool indexed = false;  // a moov box was there, whole
  bool picture = false;  // a track of pictures
  bool sound = false;    // a track of sound
  bool samples = false;  // pictures in it, by its tables
  bool sounds = false;   // the same of sound
  bool fragments = false;
  // A phone writes two to four tracks. Later ones are checked but their fragments are not timed, so that the time to
  // find a track does not grow with the file.
  static constexpr std::size_t kTimed = 32;
  std::vector<Track> tracks;

  Track* track(std::uint32_t id);
};

// Milliseconds; 0 when the scale is.
std::uint64_t milliseconds(std::uint64_t units, std::uint32_t per_second);

// `moov`: header, tracks, defaults of fragments, user data.
void read_index(const Bytes& moov, const Bytes& file, Movie& movie, Findings& findings);
// `trak`: kind, size, rotation, and whether every chunk lies in the file.
void read_track(const Bytes& trak, const Bytes& file, Movie& movie, Findings& findings);
// `moof`: the time its samples take.
void read_fragment(const Bytes& moof, Movie& movie);
// `udta` and `meta`: places, comments, covers, XMP.
void read_user_data(const Bytes& udta, Findings& findings);
void read_movie_meta(const Bytes& meta, Findings& findings);

}  // namespace returns::media
