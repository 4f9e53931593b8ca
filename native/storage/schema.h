#pragma once
// native/schema.sql, compiled in.

#include <string_view>

namespace returns::storage {

inline constexpr int kSchemaVersion = 6;
// Since this version tables and indexes were only added, so an older database becomes a new one by making what it lacks.
inline constexpr int kOldestUpgradable = 1;

std::string_view schema_text();

}  // namespace returns::storage
