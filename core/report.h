#pragma once
// What is known of a file from its bytes alone. Integers only, so that browser and server agree to the bit.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/file_kind.h"

namespace returns {

// The closed list of problems; the second word says what they do to the file.
#define RETURNS_PROBLEMS(X)                     \
  X(Empty, "empty", true)                       \
  X(UnknownType, "unknown_type", true)          \
  X(TypeMismatch, "type_mismatch", false)       \
  X(Truncated, "truncated", true)               \
  X(Corrupt, "corrupt", true)                   \
  X(PixelBomb, "pixel_bomb", true)              \
  X(TrailingData, "trailing_data", false)       \
  X(Encrypted, "encrypted", true)               \
  X(TooSmall, "too_small", false)               \
  X(TooLarge, "too_large", true)                \
  X(TooLong, "too_long", true)                  \
  X(KindNotAccepted, "kind_not_accepted", true) \
  X(Duplicate, "duplicate", true)               \
  X(NoDigest, "no_digest", true)                \
  X(Damaged, "damaged", false)                  \
  X(CannotJudge, "cannot_judge", false)         \
  X(TooDark, "too_dark", false)                 \
  X(TooBright, "too_bright", false)             \
  X(Glare, "glare", false)                      \
  X(Blurred, "blurred", false)                  \
  X(Moved, "moved", false)                      \
  X(TooFar, "too_far", false)                   \
  X(Recaptured, "looks_like_screen", false)     \
  X(NearDuplicate, "near_duplicate", false)

enum class ProblemCode : std::uint8_t {
#define X(name, text, refuses) name,
  RETURNS_PROBLEMS(X)
#undef X
};

std::string_view name(ProblemCode code);
// A hint is never a refusal: the file counts, and a person sees the hint.
bool refuses(ProblemCode code);
std::optional<ProblemCode> read_problem(std::string_view text);

struct Problem {
  ProblemCode code = ProblemCode::Empty;
  std::optional<std::int64_t> byte = {};  // where it was noticed
};

// What the pixels of a picture say (core/pixels); measured at the working size.
#define RETURNS_PIXELS(X)                                                           \
  X(edges, "edges")         /* thousandths of the pixels that are edges */          \
  X(coarse, "coarse")       /* the same where only large shapes count */            \
  X(sharpness, "sharpness") /* of the strongest edges; 1000: within two pixels */   \
  X(weakest, "weakest")     /* the same in the direction where it is least */       \
  X(dark, "dark")           /* level that 2 of 100 pixels do not reach */           \
  X(middle, "middle")       /* that half do not */                                  \
  X(light, "light")         /* that 90 of 100 do not */                             \
  X(clipped, "clipped")     /* thousandths that are white and nothing more */       \
  X(glare, "glare")         /* thousandths in spots of glare */                     \
  X(wide, "wide")           /* thousandths of the width that what is shown takes */ \
  X(high, "high")           /* and of the height */                                 \
  X(stripes, "stripes")     /* thousandths with the regular pattern of a screen */

struct Pixels {
#define X(member, text) std::int32_t member = 0;
  RETURNS_PIXELS(X)
#undef X
  std::string likeness = {};  // core/pixels/likeness.h; empty: nothing to tell the picture by
};

struct Report {
  std::string type;  // media type by content; empty when unknown
  FileKind kind = FileKind::Unknown;
  std::int64_t size = 0;               // bytes
  std::int64_t width = 0, height = 0;  // pixels as stored, before orientation
  std::int32_t orientation = 0;        // EXIF 1…8; 0: not stated
  std::int64_t duration_ms = 0;
  std::int32_t pages = 0;  // of a document; 0: not known
  bool complete = false;
  std::vector<std::string> metadata;  // "exif", "gps", "xmp", "iptc", "comment", "thumbnail", in this order
  std::vector<Problem> problems;
  std::optional<Pixels> pixels = {};  // where somebody has decoded them
};

}  // namespace returns
