#pragma once
// A plan as a page for a reader: verdict, findings with their sources, quotes side by side, slots, clocks.

#include "native/policy/tool.h"
#include "native/support/json.h"

namespace returns::policy {

void print_plan(const Tool& tool, Screen& screen, const Json& plan);

}  // namespace returns::policy
