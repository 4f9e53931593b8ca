#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/media/movie.h"
#include "core/media/movie_chunks.h"

namespace returns::media {
namespace {

// The part of a transformation matrix that turns: a b / c d, each 1 or -1 or 0 in 16.16 (14496-12, 8.3.2), and the
// name EXIF has for it.
struct Turn {
  int a, b, c, d;
  std::uint8_t orientation;
};
constexpr Turn kTurns[] = {{1, 0, 0, 1, 1}, {-1, 0, 0, 1, 2}, {-1, 0, 0, -1, 3}, {1, 0, 0, -1, 4},
                           {0, 1, 1, 0, 5}, {0, 1, -1, 0, 6}, {0, -1, -1, 0, 7}, {0, -1, 1, 0, 8}};

// Only the sign: some writers scale in the matrix.
int sign(std::uint32_t fixed) { return fixed == 0 ? 0 : (fixed >> 31U != 0 ? -1 : 1); }

void read_header(const Box& box, bool picture, Track& track, Findings& findings) {
  const FullBox tkhd(box.body);
  const bool wide = tkhd.version == 1;
  track.id = tkhd.fields.be32(wide ? 16 : 8);
  if (!picture) return;
  const Offset matrix = wide ? 48 : 36;
  const Bytes& fields = tkhd.fields;
  const int a = sign(fields.be32(matrix)), b = sign(fields.be32(matrix + 4));
  const int c = sign(fields.be32(matrix + 12)), d = sign(fields.be32(matrix + 16));
  for (const Turn& turn : kTurns) {
    if (turn.a == a && turn.b == b && turn.c == c && turn.d == d) findings.orientation(turn.orientation);
  }
  // How large to show it, in square pixels: the size itself only where no description states one.
  const std::uint32_t width = fields.be32(matrix + 36) >> 16U, height = fields.be32(matrix + 40) >> 16U;
  if (!findings.sized() && width > 0 && height > 0) findings.dimensions(width, height, box.place);
}

// Sample entries: the size that is coded, and whether it is protected.
void read_descriptions(const Bytes& stsd, bool picture, Findings& findings) {
  Boxes entries(FullBox(stsd).fields.from(4));
  while (const auto entry = entries.next()) {
    if (entry->type == four("encv") || entry->type == four("enca") || entry->type == four("drms"))
      findings.problem(ProblemCode::Encrypted, entry->place);
    if (!picture) continue;
    const std::uint32_t width = entry->body.be16(24), height = entry->body.be16(26);
    findings.room_for(width, height, entry->place);
    if (!findings.sized() && width > 0 && height > 0) findings.dimensions(width, height, entry->place);
  }
}

// A file that was cut behind its index still has the index whole: only the places of the chunks tell.
void read_chunks(const Bytes& stbl, const Bytes& file, Findings& findings) {
  const ChunkOffsets offsets(stbl);
  if (!offsets.whole()) return findings.problem(ProblemCode::Corrupt, offsets.place());
  Sizes sizes(stbl);
  Runs runs(stbl);
  if (offsets.count() > 0 && !runs.sensible(offsets.count())) findings.problem(ProblemCode::Corrupt, offsets.place());
  for (std::uint64_t chunk = 1; chunk <= offsets.count(); ++chunk) {
    const std::uint64_t size = sizes.take(runs.samples_of(chunk));
    if (!file.has(offsets.at(chunk - 1), std::max<std::uint64_t>(size, 1))) return findings.truncated();
  }
}

}  // namespace

void read_track(const Bytes& trak, const Bytes& file, Movie& movie, Findings& findings) {
  const auto mdia = child(trak, four("mdia"));
  const auto hdlr = mdia ? child(*mdia, four("hdlr")) : std::nullopt;
  const std::uint32_t handler = hdlr ? FullBox(*hdlr).fields.be32(4) : 0;
  const bool picture = handler == four("vide"), sound = handler == four("soun");
  Track track;
  if (const auto mdhd = mdia ? child(*mdia, four("mdhd")) : std::nullopt) {
    const FullBox full(*mdhd);
    track.timescale = full.fields.be32(full.version == 1 ? 16 : 8);
  }
  const auto minf = mdia ? child(*mdia, four("minf")) : std::nullopt;
  if (const auto stbl = minf ? child(*minf, four("stbl")) : std::nullopt) {
    if (const auto stsd = child(*stbl, four("stsd"))) read_descriptions(*stsd, picture, findings);
    read_chunks(*stbl, file, findings);
    if (picture && Sizes(*stbl).count() > 0) movie.samples = true;
    if (sound && Sizes(*stbl).count() > 0) movie.sounds = true;
  }
  Boxes boxes(trak);
  while (const auto box = boxes.next()) {
    if (box->cut) findings.problem(ProblemCode::Corrupt, box->place);
    // A cover is a track of pictures too; the first one is the film.
    if (box->type == four("tkhd")) read_header(*box, picture && !movie.picture, track, findings);
    if (box->type == four("udta")) read_user_data(box->body, findings);
    if (box->type == four("meta")) read_movie_meta(box->body, findings);
  }
  movie.picture = movie.picture || picture;
  movie.sound = movie.sound || sound;
  if (movie.tracks.size() < Movie::kTimed) movie.tracks.push_back(track);
}

}  // namespace returns::media
