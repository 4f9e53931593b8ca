#pragma once
// Parameters and faults to canonical JSON: what every module's answers share.

#include <string>
#include <vector>

#include "core/params.h"
#include "core/result.h"
#include "core/wire/writer.h"

namespace returns::wire {

void write_texts(Writer& writer, const std::vector<std::string>& texts);
void write_params(Writer& writer, const Params& params);
// {"fault":{"code":…,…  without the two closing braces: an incomplete draft also says what is missing.
void begin_fault(Writer& writer, const Fault& fault);
// {"fault":{…}}, for doors that say nothing beside it.
std::string fault_alone(const Fault& fault);

}  // namespace returns::wire
