// leaning.h as it should be.
#pragma once

#include <string>

inline std::string standing() { return "has <string>"; }
