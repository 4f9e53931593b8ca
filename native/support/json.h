#pragma once
// JSON of the server's own answers and records. Documents of customers and shops are judged by the core first;
// the readers here take a member or say that it is not there, and never throw.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace returns {

using Json = nlohmann::ordered_json;  // members are written in the order in which they were set

// Discarded (`is_discarded()`) when the text is not JSON.
Json parse_json(std::string_view text);
// One line, and never a throw: text that is not UTF-8 is written with replacement characters.
std::string write_json(const Json& value);

// The member, or nullptr when `value` is no object or has none of that name.
const Json* member(const Json& value, const std::string& name);
// Empty when there is none, or when it is no text. A NUL, which no database of ours holds alike, is a U+FFFD.
std::string text_of(const Json& value, const std::string& name);
std::optional<std::int64_t> integer_of(const Json& value, const std::string& name);
// An empty array when there is none.
const Json& array_of(const Json& value, const std::string& name);

}  // namespace returns
