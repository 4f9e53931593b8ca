#pragma once
// The checksum of PNG chunks (ISO 3309). Tables are made when needed: in the module they would be bytes to download.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/media/bytes.h"

namespace returns::media {

class Crc32 {
 public:
  Crc32();
  std::uint32_t of(std::string_view bytes) const { return ~step(0xFFFFFFFFU, bytes); }
  std::uint32_t of(const Bytes& bytes) const;

 private:
  std::uint32_t step(std::uint32_t crc, std::string_view bytes) const;

  // At 256 k + b: what byte b contributes when k bytes follow it in the same step.
  std::array<std::uint32_t, std::size_t{8} * 256> tables_{};
};

}  // namespace returns::media
