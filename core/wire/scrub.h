#pragma once
// The media module's second door (core/media/scrub.h).

#include <string>
#include <string_view>

#include "core/media/pages.h"

namespace returns::wire {

// {"scrub":{…}} in one line; when its outcome is "scrubbed", a line feed and the bytes of the file without what went.
std::string scrub(std::string_view bytes);

// The same of a file that is not in memory: "edits" say which bytes give way to how many others and how many zeros, and
// behind the line feed are those others. Where it cannot be read to its end: {"fault":{"code":"unreadable"}}.
std::string scrub(media::Source& file);

}  // namespace returns::wire
