#include "native/support/base45.h"

namespace returns {

std::string encode_base45(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  constexpr unsigned kBase = 45;
  std::string out;
  out.reserve(bytes.size() / 2 * 3 + 2);
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    const bool pair = at + 1 < bytes.size();
    unsigned value = static_cast<unsigned char>(bytes[at]);
    if (pair) value = value << 8U | static_cast<unsigned char>(bytes[at + 1]);
    // Least first.
    for (int digit = 0; digit < (pair ? 3 : 2); ++digit) {
      out += kAlphabet[value % kBase];
      value /= kBase;
    }
  }
  return out;
}

}  // namespace returns
