#pragma once
// The media module's door. Apart from doors.h: the browser loads it with the first file.

#include <functional>
#include <string>
#include <string_view>

#include "core/media/bytes.h"
#include "core/report.h"

namespace returns::wire {

// Adds what only somebody who can decode the bytes knows (decode/inspect.h).
using Look = std::function<void(const media::Bytes& file, Report& report)>;

// {"report":{…}} for any bytes at all; there is no fault.
std::string inspect(const media::Bytes& file, std::string_view name, std::string_view claimed_type,
                    const Look& look = {});

}  // namespace returns::wire
