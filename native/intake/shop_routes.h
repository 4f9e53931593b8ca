#pragma once
// The shop's own door: its orders, pushed as they come about and change.

#include "native/http.h"
#include "native/intake/services.h"

namespace returns::intake {

void add_shop_routes(http::Router& router, Services& services);

}  // namespace returns::intake
