#pragma once
// A report as a document; apart from write.h because the media module writes nothing else.

#include "core/report.h"
#include "core/wire/writer.h"

namespace returns::wire {

void write_report(Writer& writer, const Report& report);
void write_problem(Writer& writer, const Problem& problem);

}  // namespace returns::wire
