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
using SignedFour = std::int32_t __attribute__((vector_size(16)));
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
inline void store_four(void* to, Four four) { std::memcpy(to, &four, sizeof four); }

// Rows of `W` words, or of `many` when W is 0.
template <std::size_t W>
struct Words {
  static void all_of(Word* own, const Word* a, const Word* b, std::size_t many) {
    for (std::size_t w = 0; w < many; ++w) own[w] = a[w] & b[w];
  }
  static void both(Word* own, const Word* row, std::size_t many) {
    std::size_t w = 0;
    for (; W != 1 && w + 2 <= many; w += 2) {
      const Two left = load_two(own + w) & load_two(row + w);
      std::memcpy(own + w, &left, sizeof left);
    }
    if (w < many) own[w] &= row[w];
  }
  static bool meet(const Word* a, const Word* b, std::size_t many) {
    Two two{};
    std::size_t w = 0;
    for (; W != 1 && w + 2 <= many; w += 2) {
      two |= load_two(a + w) & load_two(b + w);
      // In long rows the answer is mostly near the front.
      if (W == 0 && (two[0] | two[1]) != 0) return true;
    }
    Word met = two[0] | two[1];
    if (w < many) met |= a[w] & b[w];
    return met != 0;
  }
};

inline bool out_of_range(const Form& form, std::int32_t value, std::size_t at) {
  return static_cast<std::uint32_t>(value) - static_cast<std::uint32_t>(form.least[at]) >= form.values[at];
}

// Turns so many rows into columns, `step` values apart, and tells whether every value is in range. Four columns of four
// rows at a time.
inline bool take_in(const Form& form, const char* in, std::size_t rows, std::int32_t* out, std::size_t step) {
  const std::size_t row = form.columns * kInt;
  bool sound = true;
  const auto one = [&](std::size_t r, std::size_t at) {
    out[at * step + r] = load(in + r * row, at);
    sound = sound && !out_of_range(form, out[at * step + r], at);
  };
  const std::size_t by_four = form.columns < kFour ? 0 : rows / kFour * kFour;
  Four wrong{};
  for (std::size_t next = 0; by_four > 0 && next < form.columns; next += kFour) {
    // The last four overlap those before rather than reach into the next row.
    const std::size_t at = std::min(next, form.columns - kFour);
    const Four least = load_four(&form.least[at]), values = load_four(&form.values[at]);
    const char* from = in + at * kInt;
    std::int32_t* to = out + at * step;
    for (std::size_t r = 0; r < by_four; r += kFour, from += kFour * row) {
      const Four a = load_four(from), b = load_four(from + row);
      const Four c = load_four(from + 2 * row), d = load_four(from + 3 * row);
      wrong |= static_cast<Four>(a - least >= values) | static_cast<Four>(b - least >= values)
               | static_cast<Four>(c - least >= values) | static_cast<Four>(d - least >= values);
      const Four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
      const Four ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7), cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
      store_four(to + r, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
      store_four(to + step + r, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
      store_four(to + 2 * step + r, __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5));
      store_four(to + 3 * step + r, __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7));
    }
  }
  for (std::size_t r = by_four; r < rows; ++r) {
    for (std::size_t at = 0; at < form.columns; ++at) one(r, at);
  }
  std::array<std::uint64_t, 2> halves{};
  std::memcpy(halves.data(), &wrong, sizeof wrong);
  return sound && (halves[0] | halves[1]) == 0;
}

}  // namespace returns::batching
