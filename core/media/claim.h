#pragma once
// What a file is said to be, by its sender's media type or by its name.

#include <string_view>

namespace returns::media {

// True when the claim names a type that the content is not. No claim, and one that says nothing
// (application/octet-stream, an unknown extension), is none.
bool claim_differs(std::string_view type, std::string_view claimed_type);
bool name_differs(std::string_view type, std::string_view name);

}  // namespace returns::media
