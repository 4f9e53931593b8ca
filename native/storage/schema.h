#pragma once
// native/schema.sql, compiled in.

#include <string_view>

namespace returns::storage {

inline constexpr int kSchemaVersion = 1;

std::string_view schema_text();

}  // namespace returns::storage
