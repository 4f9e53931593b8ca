#pragma once
// Who sits at the desk: a session by cookie, made by name and password. Changes come from the desk's own page only
// (SameSite=Strict, and every route that changes something refuses other origins).

#include <variant>

#include "native/http.h"
#include "native/intake/services.h"
#include "native/storage/staff.h"

namespace returns::intake {

// The one who is signed in, or 401.
std::variant<storage::StaffMember, http::Response> staff_of(Services& services, const http::Request& request);

inline bool leads(const storage::StaffMember& member) { return member.role != "clerk"; }

void add_desk_session_routes(http::Router& router, Services& services);

}  // namespace returns::intake
