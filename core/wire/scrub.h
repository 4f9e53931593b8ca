#pragma once
// The media module's second door (core/media/scrub.h).

#include <string>
#include <string_view>

namespace returns::wire {

// {"scrub":{…}} in one line; when its outcome is "scrubbed", a line feed and the bytes of the file without what went.
std::string scrub(std::string_view bytes);

}  // namespace returns::wire
