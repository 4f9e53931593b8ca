#pragma once
// What the pixels say, as the member of a report. Apart from write_report.h: both the media module and the decision
// core write it, and neither brings the measuring with it.

#include "core/report.h"
#include "core/wire/writer.h"

namespace returns::wire {

void write_pixels(Writer& writer, const Pixels& pixels);

}  // namespace returns::wire
