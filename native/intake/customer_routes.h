#pragma once
// What a customer may do to a filed request: add something, take it back, say how it went.

#include "native/http.h"
#include "native/intake/services.h"

namespace returns::intake {

void add_customer_routes(http::Router& router, Services& services);

}  // namespace returns::intake
