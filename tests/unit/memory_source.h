#pragma once
// A file of the host for tests: bytes, how much of them was asked for, and from which read on it fails.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

#include "core/media/pages.h"

namespace returns::test {

class MemorySource final : public media::Source {
 public:
  explicit MemorySource(std::string_view bytes, int good = std::numeric_limits<int>::max())
      : bytes_(bytes),
        good_(good) {}

  std::uint64_t size() const override { return bytes_.size(); }
  bool read(std::uint64_t at, char* room, std::size_t count) override {
    if (reads++ >= good_ || at + count > bytes_.size()) return false;
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at), count, room);
    brought += count;
    return true;
  }

  int reads = 0;
  std::uint64_t brought = 0;

 private:
  std::string_view bytes_;
  int good_;
};

}  // namespace returns::test
