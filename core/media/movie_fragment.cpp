#include <cstdint>

#include "core/media/movie.h"

namespace returns::media {
namespace {

// trun, 14496-12, 8.8.8: optional fields in the order of their flags.
constexpr std::uint32_t kDataOffset = 0x1, kFirstFlags = 0x4, kDuration = 0x100, kSize = 0x200, kFlags = 0x400,
                        kComposition = 0x800;

std::uint64_t run_duration(const FullBox& trun, std::uint32_t by_default) {
  const std::uint64_t count = trun.fields.be32(0);
  if ((trun.flags & kDuration) == 0) return saturating_mul(count, by_default);
  const auto field = [&](std::uint32_t flag) { return (trun.flags & flag) != 0 ? Offset{4} : Offset{0}; };
  const Offset size = 4 + field(kSize) + field(kFlags) + field(kComposition);
  Offset at = 4 + field(kDataOffset) + field(kFirstFlags);
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < count && trun.fields.has(at, size); ++i, at += size) sum += trun.fields.be32(at);
  return sum;
}

// tfhd, 8.8.7: which track, and the duration of its samples where it is not the track's own.
std::uint32_t fragment_default(const FullBox& tfhd, std::uint32_t of_track) {
  constexpr std::uint32_t kBaseOffset = 0x1, kDescription = 0x2, kDefaultDuration = 0x8;
  if ((tfhd.flags & kDefaultDuration) == 0) return of_track;
  const Offset base = (tfhd.flags & kBaseOffset) != 0 ? 8 : 0, description = (tfhd.flags & kDescription) != 0 ? 4 : 0;
  return tfhd.fields.be32(4 + base + description);
}

}  // namespace

void read_fragment(const Bytes& moof, Movie& movie) {
  Boxes boxes(moof);
  while (const auto traf = boxes.next()) {
    if (traf->type != four("traf")) continue;
    movie.fragments = true;
    const auto header = child(traf->body, four("tfhd"));
    if (!header) continue;
    const FullBox tfhd(*header);
    Track* track = movie.track(tfhd.fields.be32(0));
    if (track == nullptr) continue;
    const std::uint32_t by_default = fragment_default(tfhd, track->sample_duration);
    Boxes runs(traf->body);
    while (const auto trun = runs.next()) {
      if (trun->type == four("trun"))
        track->fragments = saturating_add(track->fragments, run_duration(FullBox(trun->body), by_default));
    }
  }
}

}  // namespace returns::media
