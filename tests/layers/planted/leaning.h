// Wrong on purpose: it does not include what it uses.
#pragma once

inline std::string leaning() { return "needs <string>"; }
