#pragma once
// The true type, size and wholeness of a file, from its bytes alone and without decoding a pixel. Any bytes have a
// report; time is linear in them, memory does not grow with them.
//
//   inspect_media(bytes, "IMG_1.jpg", "image/jpeg")

#include <string_view>

#include "core/media/bytes.h"
#include "core/media/origin.h"
#include "core/report.h"

namespace returns {

// `origin`, where somebody wants to know, becomes what the file's metadata claim. It is no part of the report: reports
// travel with a request (ADR 0301).
Report inspect_media(const media::Bytes& file, std::string_view name, std::string_view claimed_type,
                     media::Origin* origin = nullptr);
Report inspect_media(std::string_view bytes, std::string_view name, std::string_view claimed_type,
                     media::Origin* origin = nullptr);

}  // namespace returns
