#pragma once
// What the metadata of a file claim about where it comes from: facts for a person, never a reason to refuse, and never
// places or serial numbers. Anybody can write or remove them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/media/bytes.h"

namespace returns::media {

// In this order in documents. A C2PA manifest by itself says that the file keeps a history; cameras sign too.
#define RETURNS_TRACES(X)                                                                                            \
  X(Trained, "trained_algorithmic_media")                  /* IPTC digital source type: made by a model */           \
  X(Composite, "composite_with_trained_algorithmic_media") /* in part */                                             \
  X(Algorithmic, "algorithmic_media")                      /* by a program that was not trained */                   \
  X(AigcLabel, "aigc_label")                               /* implicit label that China asks for since 2025-09-01 */ \
  X(GeneratorText, "generator_text")                       /* settings that picture generators leave */              \
  X(Manifest, "c2pa_manifest")

enum class Trace : std::uint8_t {
#define X(name, text) name,
  RETURNS_TRACES(X)
#undef X
};
inline constexpr std::array kTraces{
#define X(name, text) std::string_view(text),
    RETURNS_TRACES(X)
#undef X
};

struct Origin {
  std::string taken_at;  // 2026-11-20T14:03:22, by the clock of the camera
  std::string offset;    // +08:00, where the camera says it
  std::string make, model, software;
  std::array<bool, kTraces.size()> traces{};

  void trace(Trace trace) { traces[static_cast<std::size_t>(trace)] = true; }
  bool empty() const;
};

// Text of a camera: printable ASCII, at most 64 characters, no blanks around. Later ones do not count.
void take_text(std::string& into, std::string_view text);
// "2026:11:20 14:03:22" as EXIF writes it; what is no moment is nothing.
void take_moment(Origin& origin, std::string_view text);
void take_offset(Origin& origin, std::string_view text);

// XMP packets, EXIF comments and PNG texts: source type, label, tool.
void read_origin(const Bytes& text, Origin& origin);

}  // namespace returns::media
