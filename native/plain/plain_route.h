#pragma once
// GET /plain, GET /plain/{locale}, POST /plain: the form for browsers without scripts.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "native/http.h"
#include "native/intake/in_flight.h"
#include "native/intake/media_store.h"
#include "native/intake/services.h"

namespace returns::plain {

void add_plain_routes(http::Router& router, intake::Services& services, intake::MediaStore& store,
                      const std::shared_ptr<intake::InFlight>& in_flight, const std::filesystem::path& assets,
                      std::vector<std::string> locales);

// Removes the forms that a stop of the machine left half read. Once, at the start.
void sweep_forms(intake::Services& services);

}  // namespace returns::plain
