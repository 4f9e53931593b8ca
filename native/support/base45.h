#pragma once
// Base 45 (RFC 9285): bytes as letters, digits and signs that a QR code holds in its alphanumeric mode, in a fifth less
// room than base 64 takes there.

#include <string>
#include <string_view>

namespace returns {

std::string encode_base45(std::string_view bytes);

}  // namespace returns
