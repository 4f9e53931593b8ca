#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/media/movie.h"

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

// Sample sizes, in order; all alike or each its own.
class Sizes {
 public:
  explicit Sizes(const Bytes& stbl) {
    if (const auto body = child(stbl, four("stsz"))) {
      const FullBox stsz(*body);
      common_ = stsz.fields.be32(0);
      count_ = stsz.fields.be32(4);
      table_ = stsz.fields.from(8);
      bits_ = 32;
    } else if (const auto compact = child(stbl, four("stz2"))) {
      const FullBox stz2(*compact);
      bits_ = stz2.fields.u8(3);
      count_ = stz2.fields.be32(4);
      table_ = stz2.fields.from(8);
    }
  }
  std::uint64_t count() const { return count_; }
  // The next `samples` together. A table is read once, whatever the number claimed.
  std::uint64_t take(std::uint64_t samples) {
    if (common_ != 0) return saturating_mul(samples, common_);
    std::uint64_t sum = 0;
    for (; samples > 0 && table_.has(at_ * bits_ / 8, bits_ < 8 ? 1 : bits_ / 8) && bits_ != 0; --samples, ++at_) {
      const std::uint64_t byte = at_ * bits_ / 8;
      if (bits_ == 4) {
        sum += at_ % 2 == 0 ? table_.u8(byte) >> 4U : table_.u8(byte) & 15U;
      } else {
        sum += table_.be(byte, bits_ / 8);
      }
    }
    return sum;
  }

 private:
  std::uint64_t common_ = 0, count_ = 0, at_ = 0;
  unsigned bits_ = 0;
  Bytes table_;
};

// How many samples the chunks have: runs of chunks alike (stsc).
class Runs {
 public:
  explicit Runs(const Bytes& stbl) {
    if (const auto body = child(stbl, four("stsc"))) {
      const Bytes fields = FullBox(*body).fields;
      table_ = fields.part(4, Offset{fields.be32(0)} * kSize);
    }
  }
  // The runs begin with the first chunk, do not fall, and name no chunk that is not there. Some writers repeat a run;
  // players take the last.
  bool sensible(std::uint64_t chunks) const {
    std::uint64_t before = 0;
    for (Offset at = 0; table_.has(at, kSize); at += kSize) {
      const std::uint64_t first = table_.be32(at);
      if (first < before || first > chunks || (at == 0 && first != 1)) return false;
      before = first;
    }
    return true;
  }
  std::uint64_t samples_of(std::uint64_t chunk) {  // one-based, ascending
    while (table_.has(at_, kSize) && table_.be32(at_) <= chunk) {
      samples_ = table_.be32(at_ + 4);
      at_ += kSize;
    }
    return samples_;
  }

 private:
  static constexpr Offset kSize = 12;
  Bytes table_;
  Offset at_ = 0;
  std::uint64_t samples_ = 0;
};

// A file that was cut behind its index still has the index whole: only the places of the chunks tell.
void read_chunks(const Bytes& stbl, const Bytes& file, Findings& findings) {
  auto body = child(stbl, four("stco"));
  const unsigned width = body ? 4 : 8;
  if (!body) body = child(stbl, four("co64"));
  if (!body) return;
  const Bytes offsets = FullBox(*body).fields;
  const std::uint64_t count = offsets.be32(0);
  if (!offsets.has(4, count * width)) return findings.problem(ProblemCode::Corrupt, offsets.place());
  Sizes sizes(stbl);
  Runs runs(stbl);
  if (count > 0 && !runs.sensible(count)) findings.problem(ProblemCode::Corrupt, offsets.place());
  for (std::uint64_t chunk = 1; chunk <= count; ++chunk) {
    const Offset at = offsets.be(4 + (chunk - 1) * width, width);
    const std::uint64_t size = sizes.take(runs.samples_of(chunk));
    if (!file.has(at, std::max<std::uint64_t>(size, 1))) return findings.truncated();
  }
}

}  // namespace

void read_track(const Bytes& trak, const Bytes& file, Movie& movie, Findings& findings) {
  const auto mdia = child(trak, four("mdia"));
  const auto hdlr = mdia ? child(*mdia, four("hdlr")) : std::nullopt;
  const bool picture = hdlr && FullBox(*hdlr).fields.be32(4) == four("vide");
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
  if (movie.tracks.size() < Movie::kTimed) movie.tracks.push_back(track);
}

}  // namespace returns::media
