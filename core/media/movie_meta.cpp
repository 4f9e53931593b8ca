#include "core/media/movie.h"
#include "core/media/packets.h"

namespace returns::media {
namespace {

constexpr std::uint32_t kPlace = four("\xA9xyz"),
                        kComment = four(
                            "\xA9"
                            "cmt"),
                        kDescription = four(
                            "\xA9"
                            "des");

void read_items(const Bytes& ilst, Findings& findings) {
  Boxes items(ilst);
  while (const auto item = items.next()) {
    if (item->type == four("covr")) findings.mark(Mark::Thumbnail);
    if (item->type == kComment || item->type == kDescription || item->type == four("desc")
        || item->type == four("ldes"))
      findings.mark(Mark::Comment);
    if (item->type == kPlace) findings.mark(Mark::Gps);
  }
}

}  // namespace

void read_user_data(const Bytes& udta, Findings& findings) {
  Boxes boxes(udta);
  while (const auto box = boxes.next()) {
    if (box->type == kPlace || box->type == four("loci")) findings.mark(Mark::Gps);  // QuickTime; 3GPP TS 26.244
    if (box->type == kComment || box->type == kDescription) findings.mark(Mark::Comment);
    if (box->type == four("thmb")) findings.mark(Mark::Thumbnail);
    if (box->type == four("XMP_")) read_xmp(box->body, findings);
    if (box->type == four("meta")) read_movie_meta(box->body, findings);
  }
}

void read_movie_meta(const Bytes& meta, Findings& findings) {
  // A full box by ISO, a plain one by QuickTime: the first box in it tells.
  const Bytes level = meta.be32(4) == four("hdlr") ? meta : FullBox(meta).fields;
  Boxes boxes(level);
  while (const auto box = boxes.next()) {
    if (box->type == four("keys")) {  // names such as com.apple.quicktime.location.ISO6709
      if (box->body.contains("location.ISO6709")) findings.mark(Mark::Gps);
      if (box->body.contains("quicktime.comment") || box->body.contains("quicktime.description"))
        findings.mark(Mark::Comment);
    }
    if (box->type == four("ilst")) read_items(box->body, findings);
    if (box->type == four("xml ")) read_xmp(FullBox(box->body).fields, findings);
  }
}

}  // namespace returns::media
