#pragma once
// The slots of a request: what each wants, what it has, and a field to choose more.

#include "native/plain/view.h"

namespace returns::plain {

Html files_field(const View& view, const Json& step);

}  // namespace returns::plain
