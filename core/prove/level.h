#pragma once
// The states that a walk has after one column, each once.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace returns {

// The states of one level, each once.
class Level {
 public:
  explicit Level(std::size_t width) : width_(width), slots_(64, kFree) {}

  std::size_t size() const { return nodes_.size(); }
  const std::uint64_t* state(std::size_t i) const { return &words_[i * width_]; }
  std::uint32_t node(std::size_t i) const { return nodes_[i]; }

  // False when the state was there.
  bool add(const std::uint64_t* state, std::uint32_t node);

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;

  // Where the state is, or the free slot where it belongs.
  std::uint32_t& find(const std::uint64_t* state);
  void grow();

  std::size_t width_;
  std::vector<std::uint64_t> words_;
  std::vector<std::uint32_t> nodes_;  // by state
  std::vector<std::uint32_t> slots_;  // open addressing; a power of two
};

}  // namespace returns
