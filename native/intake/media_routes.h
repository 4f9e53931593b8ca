#pragma once
// Uploads: /api/v1/media by tus 1.0.0, for the order that the bearer token opens.

#include "native/http.h"
#include "native/intake/media_store.h"

namespace returns::intake {

void add_media_routes(http::Router& router, Services& services, MediaStore& store);

}  // namespace returns::intake
