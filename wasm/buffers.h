#pragma once
// Byte buffers that the page writes into and reads from. A document costs one copy in and one out; as an
// embind string it would cost a call per character.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace returns::wasm {

class Buffers {
 public:
  static constexpr std::size_t kSlots = 3;

  // Room for `size` bytes in input slot `slot`; its address in the heap, 0 when there is no such slot.
  // The address holds until the next reserve of that slot; heap views do not survive growth.
  unsigned reserve(unsigned slot, unsigned size) {
    if (slot >= kSlots) return 0;
    in_[slot].resize(size);
    return address(in_[slot]);
  }
  std::string_view in(std::size_t slot) const { return in_[slot]; }
  void release(std::size_t slot) { std::string{}.swap(in_[slot]); }

  void answer(std::string text) { answer_ = std::move(text); }
  std::string take_answer() { return std::move(answer_); }
  unsigned answer_at() const { return address(answer_); }
  unsigned answer_size() const { return static_cast<unsigned>(answer_.size()); }

 private:
  static unsigned address(const std::string& text) {
    return static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(text.data()));
  }

  std::array<std::string, kSlots> in_;
  std::string answer_;
};

}  // namespace returns::wasm
