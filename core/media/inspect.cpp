#include "core/media/inspect.h"

#include "core/media/claim.h"
#include "core/media/containers.h"
#include "core/media/findings.h"
#include "core/media/sniff.h"

namespace returns {
namespace {

void read(media::Container container, const media::Bytes& file, media::Findings& findings) {
  switch (container) {
    case media::Container::Jpeg: return media::read_jpeg(file, findings);
    case media::Container::Png: return media::read_png(file, findings);
    case media::Container::Gif: return media::read_gif(file, findings);
    case media::Container::Webp: return media::read_webp(file, findings);
    case media::Container::Heif: return media::read_heif(file, findings);
    case media::Container::Movie: return media::read_movie(file, findings);
    case media::Container::Matroska: return media::read_matroska(file, findings);
    case media::Container::Ogg: return media::read_ogg(file, findings);
    case media::Container::Pdf: return media::read_pdf(file, findings);
    case media::Container::Unknown: return findings.unknown_type();
  }
}

}  // namespace

Report inspect_media(std::string_view bytes, std::string_view name, std::string_view claimed_type,
                     media::Origin* origin) {
  return inspect_media(media::Bytes(bytes), name, claimed_type, origin);
}

Report inspect_media(const media::Bytes& file, std::string_view name, std::string_view claimed_type,
                     media::Origin* origin) {
  media::Findings findings(file.size());
  if (file.empty()) {
    findings.problem(ProblemCode::Empty);
    return findings.take();
  }
  const media::Sniffed sniffed = media::sniff(file);
  findings.type(sniffed.type, sniffed.kind);
  read(sniffed.container, file, findings);
  // Readers may have refined the type; what is unknown contradicts no claim.
  const std::string& type = findings.report().type;
  if (!type.empty() && (media::claim_differs(type, claimed_type) || media::name_differs(type, name)))
    findings.problem(ProblemCode::TypeMismatch);
  if (origin != nullptr && !type.empty()) *origin = findings.origin();
  return findings.take();
}

}  // namespace returns
