#pragma once
// SHA-256 (FIPS 180-4). In the core because seal and verify are pure functions that carry a digest
// over their own bytes; nothing is signed or encrypted here (docs/adr/0003).

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace returns {

// Of bytes that come in pieces.
class Sha256 {
 public:
  void add(std::string_view bytes);
  // 64 lower-case hexadecimal digits. Once: nothing is added afterwards.
  std::string hex();

 private:
  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  std::uint64_t size_ = 0;
};

std::string sha256_hex(std::string_view bytes);

// True for exactly 64 lower-case hexadecimal digits.
bool is_sha256_hex(std::string_view text);

}  // namespace returns
