#pragma once
// The media module's door. Apart from doors.h: the browser loads it with the first file.

#include <string>
#include <string_view>

namespace returns::wire {

// {"report":{…}} for any bytes at all; there is no fault.
std::string inspect(std::string_view bytes, std::string_view name, std::string_view claimed_type);

}  // namespace returns::wire
