#include "core/media/movie_chunks.h"

namespace returns::media {

Sizes::Sizes(const Bytes& stbl) {
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

std::uint64_t Sizes::take(std::uint64_t samples) {
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

Runs::Runs(const Bytes& stbl) {
  if (const auto body = child(stbl, four("stsc"))) {
    const Bytes fields = FullBox(*body).fields;
    table_ = fields.part(4, Offset{fields.be32(0)} * kSize);
  }
}

bool Runs::sensible(std::uint64_t chunks) const {
  std::uint64_t before = 0;
  for (Offset at = 0; table_.has(at, kSize); at += kSize) {
    const std::uint64_t first = table_.be32(at);
    if (first < before || first > chunks || (at == 0 && first != 1)) return false;
    before = first;
  }
  return true;
}

std::uint64_t Runs::samples_of(std::uint64_t chunk) {
  while (table_.has(at_, kSize) && table_.be32(at_) <= chunk) {
    samples_ = table_.be32(at_ + 4);
    at_ += kSize;
  }
  return samples_;
}

ChunkOffsets::ChunkOffsets(const Bytes& stbl) {
  auto body = child(stbl, four("stco"));
  if (!body) {
    body = child(stbl, four("co64"));
    width_ = 8;
  }
  if (!body) return;
  there_ = true;
  table_ = FullBox(*body).fields;
  count_ = table_.be32(0);
}

}  // namespace returns::media
