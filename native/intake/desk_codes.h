#pragma once
// What the customer confirmed of the codes on a picture, judged here once more for whoever decides.

#include "native/http.h"
#include "native/intake/services.h"

namespace returns::intake {

// Adds `codes` (docs/documents.md, returns.codes/1) to those of `files` whose evidence in the request has some. Seen
// from the day the request was sealed. Files whose codes cannot be judged stay as they are: a case must open.
void add_codes(Json& files, const Json& request, const Json& order, const Policies& policies);

}  // namespace returns::intake
