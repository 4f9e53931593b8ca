#pragma once
// POST /api/v1/orders/lookup and POST /api/v1/requests/lookup: a number and a second factor.

#include "native/http.h"
#include "native/intake/services.h"

namespace returns::intake {

void add_lookup_routes(http::Router& router, Services& services);

}  // namespace returns::intake
