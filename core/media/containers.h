#pragma once
// One reader per container. Each walks the structure once, in time linear in the bytes, and decodes no pixel.

#include "core/media/bytes.h"
#include "core/media/findings.h"

namespace returns::media {

void read_jpeg(const Bytes& file, Findings& findings);      // ITU-T T.81
void read_png(const Bytes& file, Findings& findings);       // W3C PNG, third edition
void read_gif(const Bytes& file, Findings& findings);       // GIF89a
void read_webp(const Bytes& file, Findings& findings);      // RFC 9649
void read_heif(const Bytes& file, Findings& findings);      // ISO/IEC 23008-12, HEIC and AVIF
void read_movie(const Bytes& file, Findings& findings);     // ISO/IEC 14496-12 and the QuickTime file format
void read_matroska(const Bytes& file, Findings& findings);  // RFC 8794 and RFC 9559, WebM among them
void read_ogg(const Bytes& file, Findings& findings);       // RFC 3533 and RFC 7845: Opus alone
void read_pdf(const Bytes& file, Findings& findings);       // ISO 32000

}  // namespace returns::media
