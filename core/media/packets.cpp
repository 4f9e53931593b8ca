#include "core/media/packets.h"

#include "core/media/exif.h"

namespace returns::media {

void read_xmp(const Bytes& packet, Findings& findings) {
  findings.mark(Mark::Xmp);
  read_origin(packet, findings.origin());
  for (auto found = packet.find("GPS"); found; found = packet.find("GPS", *found + 3)) {
    const Bytes name = packet.from(*found + 3);
    // Latitude and longitude, of the camera or of what it shows.
    if (!name.starts("L") && !name.starts("DestL")) continue;
    findings.mark(Mark::Gps);
    break;
  }
  if (packet.contains("Img:image")) findings.mark(Mark::Thumbnail);  // xmpGImg, in old files xapGImg
}

void read_photoshop(const Bytes& resources, Findings& findings) {
  constexpr unsigned kIptc = 0x0404, kThumbnailV4 = 0x0409, kThumbnail = 0x040C, kExif = 0x0422, kExif3 = 0x0423,
                     kXmp = 0x0424;
  Offset at = 0;
  while (resources.has(at, 12) && resources.starts("8BIM", at)) {
    const unsigned id = resources.be16(at + 4);
    const Offset name = Offset{resources.u8(at + 6)} + 1;  // a Pascal string
    const Offset size_at = at + 6 + name + name % 2;
    const Offset size = resources.be32(size_at);
    const Bytes data = resources.part(size_at + 4, size);
    if (id == kIptc) findings.mark(Mark::Iptc);
    if (id == kThumbnail || id == kThumbnailV4) findings.mark(Mark::Thumbnail);
    // Decoders turn the picture by its own EXIF, not by this copy.
    if (id == kExif || id == kExif3) read_exif(data, findings, Upright::ByContainer);
    if (id == kXmp) read_xmp(data, findings);
    at = size_at + 4 + size + size % 2;
  }
}

}  // namespace returns::media
