#pragma once
// Everything that is measured on a decoded picture, in one call.

#include "core/pixels/plane.h"
#include "core/report.h"

namespace returns::pixels {

// `plane` at the working size (core/pixels/shrink.h).
Pixels measure(const Plane& plane);

}  // namespace returns::pixels
