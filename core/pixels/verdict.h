#pragma once
// What the measures mean: hints, each of which somebody can do something about. None refuses a picture.

#include <vector>

#include "core/report.h"

namespace returns::pixels {

// Everything that is worth saying about a picture, what matters most first.
void judge(const Pixels& pixels, std::vector<Problem>& problems);

}  // namespace returns::pixels
