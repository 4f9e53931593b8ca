#pragma once
// Takes out of a file what says more than what it shows: place, device, owner, times, notes, thumbnails, whatever lies
// behind its end. Nothing is decoded or coded again: what is kept is kept byte by byte, and so are the pixels. Colour
// profiles stay, and the orientation, alone in an EXIF block of 26 bytes. Time is linear in the bytes.
//
//   plan_scrub(bytes) == Clean → nothing to do; Scrubbed → scrubbed(bytes, edits), for which it is Clean

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/media/bytes.h"
#include "core/report.h"

namespace returns {

#define RETURNS_SCRUB_OUTCOMES(X)                                                \
  X(Clean, "clean")                /* nothing was there */                       \
  X(Scrubbed, "scrubbed")          /* the edits take it out */                   \
  X(NotSupported, "not_supported") /* what this container carries stays in it */ \
  X(Broken, "broken")              /* cut, damaged or unknown: not looked through */

enum class ScrubOutcome : std::uint8_t {
#define X(name, text) name,
  RETURNS_SCRUB_OUTCOMES(X)
#undef X
};
std::string_view name(ScrubOutcome outcome);

// `length` bytes at `at` give way to `put`, and `zeros` zeros behind it.
struct Edit {
  std::uint64_t at = 0;
  std::uint64_t length = 0;
  std::string put = {};
  std::uint64_t zeros = 0;
};

struct Scrub {
  ScrubOutcome outcome = ScrubOutcome::Broken;
  std::vector<std::string> removed = {};  // as in Report::metadata; then "other", "trailing_data"
  std::vector<Edit> edits = {};           // ascending, apart from each other
  std::vector<Problem> problems = {};     // why it is broken
};

Scrub plan_scrub(std::string_view bytes);
Scrub plan_scrub(const media::Bytes& file);
std::string scrubbed(std::string_view bytes, const std::vector<Edit>& edits);

}  // namespace returns
