#pragma once
// A backup is a folder: the database, the secret, the media, and a manifest of counts and digests that is written
// last. It holds all that customers said and the secret that protects their second factors, so it is as secret as the
// server's own folder.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "core/calendar.h"
#include "native/intake/vault.h"
#include "native/support/disk.h"
#include "native/support/outcome.h"

namespace returns::intake {

struct BackupSummary {
  std::int64_t requests = 0, media = 0, bytes = 0, audit_entries = 0;
  std::string digest;  // of the manifest; names the backup
};

// Of a server's folder and its files in the vault, also while the server works. `out` is made, or is empty.
Outcome<BackupSummary> make_backup(const std::filesystem::path& data, Vault& vault, const std::filesystem::path& out,
                                   Instant now, Disk& disk);

// Into a folder that is made, or is empty. Done only when every digest, every count, the database and the audit log
// hold; otherwise the folder is as empty as it was. Broken: the backup is not whole, the detail says where.
Outcome<BackupSummary> restore_backup(const std::filesystem::path& backup, const std::filesystem::path& data,
                                      Disk& disk);

// A folder with this in it belongs to a restore that did not end.
inline constexpr const char* kRestoring = "restoring";

}  // namespace returns::intake
