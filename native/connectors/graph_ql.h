#pragma once
// GraphQL over a WebApi.

#include <string>
#include <variant>

#include "native/connectors/web_api.h"

namespace returns::connectors {

// The member `data` of the answer, or what went wrong. An error of the query itself is a person's to mend: the platform
// has another version than the one we speak, or the token lacks a right; a throttled call is tried again.
std::variant<Json, Trouble> ask_graph_ql(const WebApi& api, const std::string& path, const WebApi::Headers& headers,
                                         const std::string& query, Json variables);

// A member of a member of …; an empty object where there is none.
const Json& inner(const Json& value, std::initializer_list<const char*> names);

bool is_true(const Json& value, const char* name);

// Of a payload's list of errors of the user's input: the first one's message, or nothing.
std::string first_message(const Json& errors);

}  // namespace returns::connectors
