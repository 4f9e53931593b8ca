#pragma once
// A part of an answer, for players that move about in a film or a sound (RFC 9110, section 14).

#include "native/http.h"

namespace returns::http {

// Makes a 200 answer with its whole body the part that the request's `Range` names: 206, or 416 where nothing of it is
// there. One range of bytes; several, other units and what cannot be read leave the whole, as the RFC allows. Says that
// ranges are understood.
void keep_range(const Request& request, Response& response);

}  // namespace returns::http
