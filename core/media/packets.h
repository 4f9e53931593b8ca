#pragma once
// Metadata that several containers carry and that is only looked for, not read: XMP packets and Photoshop resources.

#include "core/media/bytes.h"
#include "core/media/findings.h"

namespace returns::media {

// XMP may repeat the place and carry a thumbnail of its own (XMP specification, part 2).
void read_xmp(const Bytes& packet, Findings& findings);

// Image resource blocks as in "Photoshop 3.0" segments: IPTC, thumbnails, and copies of EXIF and XMP.
void read_photoshop(const Bytes& resources, Findings& findings);

}  // namespace returns::media
