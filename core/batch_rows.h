#pragma once
// Rows of numbers as they stand in a flat buffer, and what is read four or two at a time. Only for batch*.cpp.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/batch_form.h"

namespace returns::batching {

using Form = Batch::Form;
using Word = Fused::Word;

inline constexpr std::size_t kInt = sizeof(std::int32_t);

// WebAssembly and every machine this runs on; elsewhere numbers would have to be turned round on their way.
static_assert(std::endian::native == std::endian::little);

inline std::int32_t load(const char* row, std::size_t at) {
  std::int32_t value = 0;
  std::memcpy(&value, row + at * kInt, kInt);
  return value;
}
inline void store(char* row, std::size_t at, std::int32_t value) { std::memcpy(row + at * kInt, &value, kInt); }

// Four numbers in one register: GNU vectors are SSE natively and SIMD in WebAssembly, and plain code elsewhere.
using Four = std::uint32_t __attribute__((vector_size(16)));
constexpr std::size_t kFour = 4;

using Two = Word __attribute__((vector_size(16)));

inline Two load_two(const Word* from) {
  Two two{};
  std::memcpy(&two, from, sizeof two);
  return two;
}

inline Four load_four(const void* from) {
  Four four{};
  std::memcpy(&four, from, sizeof four);
  return four;
}

inline bool out_of_range(const Form& form, const char* row, std::size_t at) {
  return static_cast<std::uint32_t>(load(row, at)) - static_cast<std::uint32_t>(form.least[at]) >= form.values[at];
}

// Whether every value of so many rows is in range; four columns at a time.
inline bool all_in_range(const Form& form, const char* in, std::size_t rows) {
  const std::size_t step = form.columns * kInt;
  if (form.columns < kFour) {
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t at = 0; at < form.columns; ++at) {
        if (out_of_range(form, in + r * step, at)) return false;
      }
    }
    return true;
  }
  Four wrong{};
  for (std::size_t next = 0; next < form.columns; next += kFour) {
    // The last four overlap those before rather than reach into the next row.
    const std::size_t at = std::min(next, form.columns - kFour);
    const Four least = load_four(&form.least[at]), values = load_four(&form.values[at]);
    const char* from = in + at * kInt;
    for (std::size_t r = 0; r < rows; ++r, from += step) wrong |= static_cast<Four>(load_four(from) - least >= values);
  }
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), &wrong, sizeof wrong);
  return (halves[0] | halves[1]) == 0;
}

// 0, or -k for the first value that is out of range.
inline std::int32_t range_status(const Form& form, const char* row) {
  for (std::size_t at = 0; at < form.columns; ++at) {
    if (out_of_range(form, row, at)) return -1 - static_cast<std::int32_t>(at);
  }
  return 0;
}

}  // namespace returns::batching
