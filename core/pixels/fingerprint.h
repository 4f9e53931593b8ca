#pragma once
// What core/pixels/likeness.h compares, taken from a picture.

#include <string>

#include "core/pixels/plane.h"

namespace returns::pixels {

// From the overview of a picture (core/pixels/shrink.h). Empty where there is nothing to tell it by.
std::string fingerprint(const Picture& overview);

}  // namespace returns::pixels
