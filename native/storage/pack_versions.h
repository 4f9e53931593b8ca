#pragma once
// Which version of which signed pack was accepted, with which bytes: what a server must remember so that nobody can
// give it an older policy, or another one under the same number.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/database.h"

namespace returns::storage {

struct PackVersion {
  std::string pack;
  std::int64_t version = 0;
  std::string digest;
  std::string key;  // who signed it; for the audit log
};

class PackVersions {
 public:
  PackVersions(Database& database, std::string merchant) : database_(database), merchant_(std::move(merchant)) {}

  // Digest by pack and version.
  using Accepted = std::map<std::string, std::map<std::int64_t, std::string>>;
  Outcome<Accepted> all();
  // Remembers those that are new, each with an entry in the audit log. All of them or none.
  Status remember(const std::vector<PackVersion>& versions, Instant now);

 private:
  Database& database_;
  std::string merchant_;
};

}  // namespace returns::storage
