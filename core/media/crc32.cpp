#include "core/media/crc32.h"

namespace returns::media {

Crc32::Crc32() {
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t value = byte;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
    tables_[byte] = value;
  }
  for (std::size_t i = 256; i < tables_.size(); ++i) {
    const std::uint32_t before = tables_[i - 256];
    tables_[i] = (before >> 8U) ^ tables_[before & 0xFFU];
  }
}

std::uint32_t Crc32::of(const Bytes& bytes) const {
  std::uint32_t crc = 0xFFFFFFFFU;
  Offset at = 0;
  for (std::string_view run = bytes.run(0); !run.empty(); run = bytes.run(at)) {
    crc = step(crc, run);
    at += run.size();
  }
  return ~crc;
}

std::uint32_t Crc32::step(std::uint32_t crc, std::string_view bytes) const {
  std::size_t left = bytes.size();
  // Plain pointers: built for size, the browser's module does not inline what reads more nicely, and a picture's
  // checksum took ten times as long.
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::uint32_t* const table = tables_.data();
  // Eight bytes a step: the look-ups do not wait for each other.
  for (; left >= 8; left -= 8, at += 8) {
    const std::uint32_t low = crc
                              ^ (std::uint32_t{at[0]} | std::uint32_t{at[1]} << 8U | std::uint32_t{at[2]} << 16U
                                 | std::uint32_t{at[3]} << 24U);
    crc = table[7 * 256 + (low & 0xFFU)] ^ table[6 * 256 + (low >> 8U & 0xFFU)] ^ table[5 * 256 + (low >> 16U & 0xFFU)]
          ^ table[4 * 256 + (low >> 24U)] ^ table[3 * 256 + at[4]] ^ table[2 * 256 + at[5]] ^ table[256 + at[6]]
          ^ table[at[7]];
  }
  for (; left > 0; --left, ++at) crc = (crc >> 8U) ^ table[(crc ^ *at) & 0xFFU];
  return crc;
}

}  // namespace returns::media
