#include "core/media/movie.h"

#include <algorithm>
#include <string_view>

#include "core/media/containers.h"
#include "core/media/packets.h"

namespace returns::media {
namespace {

// XMP in a box of its own (XMP specification, part 3).
constexpr std::string_view kXmpUuid("\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC", 16);

// A C2PA manifest store (C2PA specification, A.5).
constexpr std::string_view kC2paUuid("\xD8\xFE\xC3\xD6\x1B\x0E\x48\x3C\x92\x97\x58\x28\x87\x7E\xC4\x81", 16);

// mvhd, mehd and their like: 32-bit times in version 0, 64-bit in version 1; all ones is "not known".
std::uint64_t time(const Bytes& fields, Offset at, bool wide) {
  const std::uint64_t value = wide ? fields.be64(at) : fields.be32(at);
  return value == (wide ? UINT64_MAX : std::uint64_t{UINT32_MAX}) ? 0 : value;
}

void read_defaults(const Bytes& mvex, std::uint32_t timescale, Movie& movie, Findings& findings) {
  Boxes boxes(mvex);
  while (const auto box = boxes.next()) {
    const FullBox full(box->body);
    if (box->type == four("mehd")) findings.duration(milliseconds(time(full.fields, 0, full.version == 1), timescale));
    if (box->type != four("trex")) continue;
    if (Track* track = movie.track(full.fields.be32(0))) track->sample_duration = full.fields.be32(8);
  }
}

}  // namespace

std::uint64_t milliseconds(std::uint64_t units, std::uint32_t per_second) {
  if (per_second == 0) return 0;
  return saturating_add(saturating_mul(units / per_second, 1000), units % per_second * 1000 / per_second);
}

Track* Movie::track(std::uint32_t id) {
  const auto found = std::find_if(tracks.begin(), tracks.end(), [&](const Track& track) { return track.id == id; });
  return found == tracks.end() ? nullptr : &*found;
}

void read_index(const Bytes& moov, const Bytes& file, Movie& movie, Findings& findings) {
  movie.indexed = true;
  std::uint32_t timescale = 0;
  Boxes boxes(moov);
  while (const auto box = boxes.next()) {
    if (box->cut) findings.problem(ProblemCode::Corrupt, box->place);
    switch (box->type) {
      case four("mvhd"): {
        const FullBox mvhd(box->body);
        const bool wide = mvhd.version == 1;
        timescale = mvhd.fields.be32(wide ? 16 : 8);
        findings.duration(milliseconds(time(mvhd.fields, wide ? 20 : 12, wide), timescale));
        break;
      }
      case four("trak"): read_track(box->body, file, movie, findings); break;
      case four("udta"): read_user_data(box->body, findings); break;
      case four("meta"): read_movie_meta(box->body, findings); break;
      default: break;
    }
  }
  // After all tracks, whose defaults they are.
  if (const auto mvex = child(moov, four("mvex"))) read_defaults(*mvex, timescale, movie, findings);
  const Bytes rest = boxes.rest();
  if (!rest.all_zero()) findings.problem(ProblemCode::Corrupt, rest.place());
}

void read_movie(const Bytes& file, Findings& findings) {
  Movie movie;
  bool data_due = false;  // a fragment's index was there, its data not yet
  FileBoxes boxes(file, findings);
  while (const auto box = boxes.next()) {
    switch (box->type) {
      case four("moov"):
        if (!box->cut && !movie.indexed) read_index(box->body, file, movie, findings);
        break;
      case four("moof"):
        if (!box->cut) read_fragment(box->body, movie);
        data_due = true;
        break;
      case four("mdat"): data_due = false; break;
      case four("udta"): read_user_data(box->body, findings); break;
      case four("meta"): read_movie_meta(box->body, findings); break;
      case four("uuid"):
        if (box->body.starts(kXmpUuid)) read_xmp(box->body.from(kXmpUuid.size()), findings);
        if (box->body.starts(kC2paUuid)) findings.origin().trace(Trace::Manifest);
        break;
      default: break;
    }
  }
  const bool any = movie.samples || movie.fragments || (!movie.picture && movie.sounds);
  boxes.end(movie.indexed && any && !data_due && !findings.has(ProblemCode::Truncated));
  if (movie.indexed && !movie.picture && !findings.has(ProblemCode::Corrupt)) {
    movie.sound ? findings.sound_alone() : findings.unknown_type();
    if (findings.report().kind == FileKind::Unknown) return;
  }
  for (const Track& track : movie.tracks) findings.duration(milliseconds(track.fragments, track.timescale));
  if (!movie.indexed || !any || data_due) findings.truncated();
  findings.whole();
}

}  // namespace returns::media
