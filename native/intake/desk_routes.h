#pragma once
// The desk's calls (docs/documents.md, HTTP: the desk): the queue, one case, what is done to it, figures, files.

#include "native/http.h"
#include "native/intake/services.h"

namespace returns::intake {

void add_desk_routes(http::Router& router, Services& services);

}  // namespace returns::intake
