#pragma once
// What a step asks, as fields of an HTML form.

#include "native/plain/view.h"

namespace returns::plain {

// Every field of the step, each with its help and with what is wrong with it once the customer has tried to go on.
Html fields_of(const View& view, const Json& step);

}  // namespace returns::plain
