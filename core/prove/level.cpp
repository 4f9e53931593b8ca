#include "core/prove/level.h"

#include <algorithm>

namespace returns {

bool Level::add(const std::uint64_t* state, std::uint32_t node) {
  if ((nodes_.size() + 1) * 2 > slots_.size()) grow();
  std::uint32_t& slot = find(state);
  if (slot != kFree) return false;
  slot = static_cast<std::uint32_t>(nodes_.size());
  words_.insert(words_.end(), state, state + width_);
  nodes_.push_back(node);
  return true;
}

std::uint32_t& Level::find(const std::uint64_t* state) {
  std::uint64_t hash = 0;
  for (std::size_t w = 0; w < width_; ++w) hash = (hash ^ state[w]) * 0x9E3779B97F4A7C15U + (hash >> 29);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = static_cast<std::size_t>(hash >> 20) & mask;; at = (at + 1) & mask) {
    std::uint32_t& slot = slots_[at];
    if (slot == kFree || std::equal(state, state + width_, this->state(slot))) return slot;
  }
}

void Level::grow() {
  slots_.assign(slots_.size() * 2, kFree);
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) find(state(i)) = i;
}

}  // namespace returns
