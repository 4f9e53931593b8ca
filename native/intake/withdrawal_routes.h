#pragma once
// Withdrawal from the contract: its labels, what would follow, and the statement itself, with or without an account.

#include "native/http.h"
#include "native/intake/services.h"

namespace returns::intake {

void add_withdrawal_routes(http::Router& router, Services& services);

}  // namespace returns::intake
