#pragma once
// A complaint that is about no order: the case it is filed for, without an account and without a name.

#include "native/http.h"
#include "native/intake/services.h"

namespace returns::intake {

void add_complaint_routes(http::Router& router, Services& services);

}  // namespace returns::intake
