#pragma once
// Base 64 (RFC 4648): the standard alphabet with padding for tus headers, the URL alphabet without for tokens.

#include <optional>
#include <string>
#include <string_view>

namespace returns {

// Strict: padding is required, nothing may follow it, unused bits are zero.
std::optional<std::string> decode_base64(std::string_view text);
std::string encode_base64(std::string_view bytes);
std::string encode_base64url(std::string_view bytes);

}  // namespace returns
