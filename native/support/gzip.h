#pragma once
// Bytes made smaller for the way, as RFC 1952 has it.

#include <string>
#include <string_view>

namespace returns {

// As small as zlib makes it: for what is packed once and sent often. Empty when there is no memory for it.
std::string gzip(std::string_view bytes);

}  // namespace returns
