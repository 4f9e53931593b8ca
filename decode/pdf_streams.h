#pragma once
// Looks for the page tree of a PDF where core cannot: in object streams (ISO 32000-2, 7.5.7), which are compressed.

#include <cstdint>
#include <string_view>

namespace returns::decode {

// 0: not found either. However much the streams say they hold, 4 MB of each and 16 MB of all are looked at.
std::int32_t pages_in_streams(std::string_view pdf);

}  // namespace returns::decode
