#pragma once
// Where the samples of a track lie: its tables of sample sizes and chunk offsets, walked together.

#include <cstdint>
#include <optional>

#include "core/media/boxes.h"

namespace returns::media {

// Sample sizes, in order; all alike or each its own.
class Sizes {
 public:
  explicit Sizes(const Bytes& stbl);
  std::uint64_t count() const { return count_; }
  // The next `samples` together. A table is read once, whatever the number claimed.
  std::uint64_t take(std::uint64_t samples);

 private:
  std::uint64_t common_ = 0, count_ = 0, at_ = 0;
  unsigned bits_ = 0;
  Bytes table_;
};

// How many samples the chunks have: runs of chunks alike (stsc).
class Runs {
 public:
  explicit Runs(const Bytes& stbl);
  // The runs begin with the first chunk, do not fall, and name no chunk that is not there. Some writers repeat a run;
  // players take the last.
  bool sensible(std::uint64_t chunks) const;
  std::uint64_t samples_of(std::uint64_t chunk);  // one-based, ascending

 private:
  static constexpr Offset kSize = 12;
  Bytes table_;
  Offset at_ = 0;
  std::uint64_t samples_ = 0;
};

// Where the chunks begin: stco with 4 bytes each, or co64 with 8.
class ChunkOffsets {
 public:
  explicit ChunkOffsets(const Bytes& stbl);
  std::uint64_t count() const { return count_; }
  bool whole() const { return !there_ || table_.has(4, saturating_mul(count_, width_)); }
  Offset place() const { return table_.place(); }
  Offset at(std::uint64_t index) const { return table_.be(4 + index * width_, width_); }

 private:
  Bytes table_;
  bool there_ = false;
  unsigned width_ = 4;
  std::uint64_t count_ = 0;
};

}  // namespace returns::media
