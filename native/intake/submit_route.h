#pragma once
// POST /api/v1/requests: one sealed request, filed once. However a request comes, it is filed here.

#include <memory>
#include <string>

#include "native/http.h"
#include "native/intake/in_flight.h"
#include "native/intake/services.h"

namespace returns::intake {

struct Filing {
  std::string order_id;  // of which the sender has shown that it is theirs
  std::string key;       // idempotency key
  std::string body;      // the sealed request's bytes
  std::string language;  // Accept-Language
};

// 201 with a receipt, 200 with the receipt of the first time, or why not.
http::Response file_request(Services& services, InFlight& in_flight, const Filing& filing);

void add_submit_route(http::Router& router, Services& services, const std::shared_ptr<InFlight>& in_flight);

}  // namespace returns::intake
