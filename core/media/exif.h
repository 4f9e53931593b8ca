#pragma once
// EXIF: a TIFF directory inside a picture (CIPA DC-008). Whatever it claims, it never makes a picture broken.

#include "core/media/bytes.h"
#include "core/media/findings.h"

namespace returns::media {

enum class Upright : std::uint8_t { ByExif, ByContainer };

// `block` is what the container calls EXIF, with or without the "Exif\0\0" in front. Orientation counts only where
// the container leaves it to EXIF (HEIF turns pictures by its own properties).
void read_exif(const Bytes& block, Findings& findings, Upright upright);

}  // namespace returns::media
