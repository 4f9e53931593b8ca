#include "core/media/crc32.h"

namespace returns::media {

Crc32::Crc32() {
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t value = byte;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
    tables_[0][byte] = value;
  }
  for (std::size_t k = 1; k < tables_.size(); ++k) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables_[k - 1][byte];
      tables_[k][byte] = (before >> 8U) ^ tables_[0][before & 0xFFU];
    }
  }
}

std::uint32_t Crc32::of(std::string_view bytes) const {
  const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])); };
  std::uint32_t crc = 0xFFFFFFFFU;
  std::size_t i = 0;
  // Eight bytes a step: the look-ups do not wait for each other.
  for (; bytes.size() - i >= 8; i += 8) {
    const std::uint32_t low = crc ^ (at(i) | at(i + 1) << 8U | at(i + 2) << 16U | at(i + 3) << 24U);
    crc = tables_[7][low & 0xFFU] ^ tables_[6][low >> 8U & 0xFFU] ^ tables_[5][low >> 16U & 0xFFU]
          ^ tables_[4][low >> 24U] ^ tables_[3][at(i + 4)] ^ tables_[2][at(i + 5)] ^ tables_[1][at(i + 6)]
          ^ tables_[0][at(i + 7)];
  }
  for (; i < bytes.size(); ++i) crc = (crc >> 8U) ^ tables_[0][(crc ^ at(i)) & 0xFFU];
  return ~crc;
}

}  // namespace returns::media
