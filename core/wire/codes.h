#pragma once
// The media module's door for codes that a reader found in a picture: what they say, beside what was ordered. The
// intake asks the same function about the texts that came with a request.

#include <string>
#include <string_view>

namespace returns::wire {

inline constexpr std::size_t kMaxCodes = 8;       // of one picture
inline constexpr std::size_t kMaxCodeText = 512;  // bytes, with its symbology identifier

// `scan` is a returns.scan/1; of the order and its pack only what codes are compared with is read, the rest may be
// anything. {"codes":{…}} in one line, or {"fault":{…}}.
std::string codes(std::string_view scan, std::string_view order, std::string_view pack);

}  // namespace returns::wire
