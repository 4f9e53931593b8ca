#pragma once
// The whole report of a file: what its bytes say (core/media) and, where it is a picture that is whole, what its pixels
// say (core/pixels). The browser's media module and the intake call this, so both have the same report.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/media/pages.h"

namespace returns::decode {

// {"report":{…}} for any bytes at all; there is no fault.
// `progress` hears of the decoding, which takes longest.
std::string inspect(std::string_view bytes, std::string_view name, std::string_view claimed_type,
                    void (*progress)(std::int32_t thousandths));
std::string inspect(std::string_view bytes, std::string_view name, std::string_view claimed_type);
// The same of a file that is not in memory: in less than 1 MB, but for a picture whose pixels are looked at, which is
// brought whole. Where it cannot be read to its end: {"fault":{"code":"unreadable"}}.
std::string inspect(media::Source& file, std::string_view name, std::string_view claimed_type,
                    void (*progress)(std::int32_t thousandths));

// A camera's preview: {"advice":"blurred","sharpness":97}; or a fault when the bytes are not width * height pixels of
// one byte (luma) or four (red, green, blue, alpha).
std::string advise(std::string_view frame, std::string_view size);

}  // namespace returns::decode
