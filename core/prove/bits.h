#pragma once
// Sets of rules as rows of 64-bit words: bit i for rule i.

#include <bit>
#include <cstddef>
#include <cstdint>

namespace returns {

inline constexpr std::size_t kWord = 64;

inline bool bit(const std::uint64_t* words, std::size_t at) { return ((words[at / kWord] >> (at % kWord)) & 1U) != 0; }
inline void set(std::uint64_t* words, std::size_t at) { words[at / kWord] |= std::uint64_t{1} << (at % kWord); }
inline void clear(std::uint64_t* words, std::size_t at) { words[at / kWord] &= ~(std::uint64_t{1} << (at % kWord)); }

// Every bit that is set, ascending. `use` may clear bits that were already seen.
template <class Use>
void each_bit(const std::uint64_t* words, std::size_t count, const Use& use) {
  for (std::size_t w = 0; w < count; ++w) {
    for (std::uint64_t bits = words[w]; bits != 0; bits &= bits - 1)
      use(w * kWord + static_cast<std::size_t>(std::countr_zero(bits)));
  }
}

}  // namespace returns
