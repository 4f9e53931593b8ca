#pragma once
// What an explanation looks like; apart from the other writers because most answers carry none.

#include "core/plan_trace.h"
#include "core/wire/writer.h"

namespace returns::wire {

// "trace":[…]
void write_trace(Writer& writer, const Pack& pack, const Plan& plan, const std::vector<Trace>& traces);

}  // namespace returns::wire
