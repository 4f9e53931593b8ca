#pragma once
// The true type, size and wholeness of a file, from its bytes alone and without decoding a pixel. Any bytes have a
// report; time is linear in them, memory does not grow with them.
//
//   inspect_media(bytes, "IMG_1.jpg", "image/jpeg")

#include <string_view>

#include "core/report.h"

namespace returns {

Report inspect_media(std::string_view bytes, std::string_view name, std::string_view claimed_type);

}  // namespace returns
