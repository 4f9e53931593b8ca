#include "core/media/sniff.h"

#include <algorithm>
#include <array>

#include "core/media/boxes.h"
#include "core/media/ebml.h"

namespace returns::media {
namespace {

constexpr Sniffed kHeic{Container::Heif, "image/heic", FileKind::Image};
constexpr Sniffed kAvif{Container::Heif, "image/avif", FileKind::Image};
constexpr Sniffed kMp4{Container::Movie, "video/mp4", FileKind::Video};
constexpr Sniffed kQuickTime{Container::Movie, "video/quicktime", FileKind::Video};
constexpr Sniffed k3gpp{Container::Movie, "video/3gpp", FileKind::Video};

struct Brand {
  std::uint32_t brand;
  const Sniffed* what;
};

// Brands in use (mp4ra.org). mif1 and msf1 say only that there is a picture; another brand says how it is coded.
constexpr std::array kBrands{
    Brand{four("heic"), &kHeic}, Brand{four("heix"), &kHeic}, Brand{four("heim"), &kHeic},
    Brand{four("heis"), &kHeic}, Brand{four("hevc"), &kHeic}, Brand{four("hevx"), &kHeic},
    Brand{four("avif"), &kAvif}, Brand{four("avis"), &kAvif}, Brand{four("qt  "), &kQuickTime},
    Brand{four("mp41"), &kMp4},  Brand{four("mp42"), &kMp4},  Brand{four("mp71"), &kMp4},
    Brand{four("avc1"), &kMp4},  Brand{four("hvc1"), &kMp4},  Brand{four("av01"), &kMp4},
    Brand{four("M4V "), &kMp4},  Brand{four("M4VH"), &kMp4},  Brand{four("M4VP"), &kMp4},
    Brand{four("mmp4"), &kMp4},  Brand{four("MSNV"), &kMp4},  Brand{four("XAVC"), &kMp4},
    Brand{four("dash"), &kMp4},  Brand{four("msdh"), &kMp4},  Brand{four("cmfc"), &kMp4},
    Brand{four("M4A "), &kMp4},  Brand{four("M4B "), &kMp4},  Brand{four("M4P "), &kMp4},
    Brand{four("isom"), &kMp4},  Brand{four("mif1"), &kHeic}, Brand{four("msf1"), &kHeic},
};
constexpr bool is_any_picture(std::uint32_t brand) { return brand == four("mif1") || brand == four("msf1"); }

const Sniffed* by_brand(std::uint32_t brand) {
  if (brand >> 16U == (four("3g\0\0") >> 16U)) return &k3gpp;  // 3gp4…3gp9, 3g2a…
  if (brand >> 8U == (four("iso\0") >> 8U)) return &kMp4;      // isom, iso2…isoc
  const auto* const found =
      std::find_if(kBrands.begin(), kBrands.end(), [&](const Brand& entry) { return entry.brand == brand; });
  return found == kBrands.end() ? nullptr : found->what;
}

Sniffed by_brands(const Bytes& file) {
  const Bytes body = file.part(8, std::max<std::uint64_t>(file.be32(0), 8) - 8);
  const std::uint32_t major = body.be32(0);
  const Sniffed* what = by_brand(major);
  bool any_picture = is_any_picture(major);
  for (Offset at = 8; body.has(at, 4) && at < 8 + 4 * 64; at += 4) {
    const std::uint32_t brand = body.be32(at);
    const Sniffed* also = by_brand(brand);
    if (what == nullptr) {
      what = also;
      any_picture = is_any_picture(brand);
    } else if (any_picture && also == &kAvif) {
      what = also;
    }
  }
  return what == nullptr ? Sniffed{} : *what;
}

// QuickTime before 2001 wrote no ftyp. The size in front must make sense: these four letters are also words.
bool is_old_quicktime(const Bytes& file) {
  constexpr std::array kFirst{four("moov"), four("mdat"), four("wide"), four("pnot"), four("free"), four("skip")};
  const std::uint32_t size = file.be32(0);
  const bool sensible = size == 0 || size == 1 || (size >= 8 && size < (1U << 24U)) || file.be32(4) == four("mdat");
  return sensible && file.has(0, 8) && std::find(kFirst.begin(), kFirst.end(), file.be32(4)) != kFirst.end();
}

}  // namespace

Sniffed sniff(const Bytes& file) {
  if (file.starts("\xFF\xD8\xFF")) return {Container::Jpeg, "image/jpeg", FileKind::Image};
  // The rest of the signature tells what a transfer as text has done to it; the reader looks at that.
  if (file.starts("\x89PNG")) return {Container::Png, "image/png", FileKind::Image};
  if (file.starts("GIF87a") || file.starts("GIF89a")) return {Container::Gif, "image/gif", FileKind::Image};
  if (file.starts("RIFF") && file.starts("WEBP", 8)) return {Container::Webp, "image/webp", FileKind::Image};
  if (file.starts("ftyp", 4)) return by_brands(file);
  if (is_old_quicktime(file)) return kQuickTime;
  if (file.starts("\x1A\x45\xDF\xA3")) {
    const std::string_view type = ebml_media_type(file);
    return type.empty() ? Sniffed{} : Sniffed{Container::Matroska, type, FileKind::Video};
  }
  if (file.starts("OggS")) return {Container::Ogg, "audio/ogg", FileKind::Audio};
  // A byte order mark or white space before the header is common; other bytes before it are how polyglots are made.
  Offset at = file.starts("\xEF\xBB\xBF") ? 3 : 0;
  while (at < 64 && (file.u8(at) == ' ' || (file.u8(at) >= '\t' && file.u8(at) <= '\r'))) ++at;
  if (file.starts("%PDF-", at)) return {Container::Pdf, "application/pdf", FileKind::Document};
  return {};
}

}  // namespace returns::media
