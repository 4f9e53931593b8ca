#pragma once
// POST /api/v1/sealed: a container as it comes from a shared device.

#include <memory>

#include "native/http.h"
#include "native/intake/in_flight.h"
#include "native/intake/media_store.h"
#include "native/intake/services.h"

namespace returns::intake {

void add_sealed_route(http::Router& router, Services& services, MediaStore& store,
                      const std::shared_ptr<InFlight>& in_flight);

// Containers whose delivery ended with the server: their devices have them still.
void sweep_sealed(Services& services);

}  // namespace returns::intake
