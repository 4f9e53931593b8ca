#pragma once
// POST /api/v1/requests: one sealed request, filed once.

#include "native/http.h"
#include "native/intake/services.h"

namespace returns::intake {

void add_submit_route(http::Router& router, Services& services);

}  // namespace returns::intake
