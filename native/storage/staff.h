#pragma once
// The merchant's people and their sessions. Of a session only the digest of its secret is stored.

#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/database.h"

namespace returns::storage {

struct StaffMember {
  std::string name, role, password;
};

class Staff {
 public:
  explicit Staff(Database& database) : database_(database) {}

  // Adds one, or gives one that is there a new role and password and ends their sessions.
  Status put(const StaffMember& member, Instant now);
  Outcome<std::optional<StaffMember>> find(const std::string& name);
  Outcome<std::vector<StaffMember>> all();

  Status begin_session(const std::string& hash, const std::string& name, Instant expires_at, Instant now);
  Outcome<std::optional<StaffMember>> of_session(const std::string& hash, Instant now);
  Status end_session(const std::string& hash);

 private:
  Database& database_;
};

}  // namespace returns::storage
