#include "native/intake/backup.h"

#include <set>

#include "core/digest.h"
#include "core/id.h"
#include "native/storage/audit.h"
#include "native/storage/snapshot.h"
#include "native/support/copy.h"
#include "native/support/json.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDatabase = "returns.db";
constexpr const char* kSecret = "secret.key";
constexpr const char* kManifest = "manifest.json";
constexpr const char* kSeal = "manifest.json.sha256";
constexpr const char* kSchema = "returns.backup/1";
constexpr std::size_t kMostManifest = std::size_t{1} << 30;
// Each round more was lost to the retention than the last one saw; a real server never needs a third.
constexpr int kRounds = 10;

fs::path place_of(const std::string& sha256) { return fs::path("media") / place_in_vault(sha256); }

// "<digest>  manifest.json", as `sha256sum --check` reads it.
std::string seal_of(const std::string& digest) { return digest + "  " + kManifest + "\n"; }

Failure said(const fs::path& path, const Failure& failure) {
  return {failure.code, path.string() + ": " + failure.detail};
}

// Makes the folder for its owner alone. A text of what is in the way.
Status make_empty(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error)) {
    if (!fs::is_directory(folder, error) || !fs::is_empty(folder, error) || error)
      return Failure{FailureCode::Conflict, folder.string() + ": is there and not an empty folder"};
  } else {
    fs::create_directories(folder, error);
  }
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error) return Failure{FailureCode::Io, folder.string() + ": " + error.message()};
  return Done{};
}

void empty(const fs::path& folder) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) fs::remove_all(entry, ignored);
}

Status write_file(const fs::path& path, std::string_view bytes, Disk& disk) {
  auto file = disk.open(path);
  if (!file) return said(path, file.failure());
  if (Status written = (*file)->write_at(0, bytes); !written) return said(path, written.failure());
  return (*file)->sync();
}

using Files = std::map<std::string, Copied>;  // by their path within the backup

// The media that the copy of the database refers to. False: one of them was removed after the copy was made.
Outcome<bool> copy_media(const storage::Snapshot& snapshot, Vault& vault, const fs::path& out, Disk& disk,
                         Files& files) {
  std::set<std::string> wanted;
  for (const std::string& sha256 : snapshot.media) {
    const fs::path place = place_of(sha256);
    wanted.insert(place.string());
    if (files.contains(place.string())) continue;
    const auto copied = vault.copy(sha256, out / place, disk);
    if (!copied && copied.failure().code == FailureCode::NotFound) return false;
    if (!copied) return said(out / place, copied.failure());
    files[place.string()] = *copied;
  }
  // What an earlier round copied and the retention has removed since.
  for (auto file = files.begin(); file != files.end();) {
    if (wanted.contains(file->first)) {
      ++file;
      continue;
    }
    if (Status removed = disk.remove(out / file->first); !removed) return removed.failure();
    file = files.erase(file);
  }
  return true;
}

Outcome<storage::Snapshot> copy_database(storage::Database& source, const fs::path& copy, Disk& disk) {
  if (Status removed = disk.remove(copy); !removed) return removed.failure();
  if (Status copied = source.copy_into(copy); !copied) return copied.failure();
  auto opened = storage::Database::open(copy);
  if (!opened) return opened.failure();
  return storage::describe(**opened);
}

Json manifest_of(const storage::Snapshot& snapshot, const Files& files, Instant now) {
  Json rows = Json::object();
  for (const auto& [table, count] : snapshot.rows) rows[table] = count;
  Json listed = Json::array();
  for (const auto& [path, file] : files)
    listed.push_back({{"path", path}, {"size", file.size}, {"sha256", file.sha256}});
  return {{"schema", kSchema},
          {"made_at", write_instant(now, Zone{})},
          {"program", RETURNS_VERSION},
          {"schema_version", snapshot.schema_version},
          {"audit", {{"entries", snapshot.audit_entries}, {"head", snapshot.audit_head}}},
          {"rows", std::move(rows)},
          {"files", std::move(listed)}};
}

BackupSummary summary_of(const Json& manifest, const std::string& digest) {
  BackupSummary summary;
  summary.requests = integer_of(manifest["rows"], "requests").value_or(0);
  summary.audit_entries = integer_of(manifest["audit"], "entries").value_or(0);
  for (const Json& file : array_of(manifest, "files")) {
    summary.bytes += integer_of(file, "size").value_or(0);
    summary.media += text_of(file, "path").starts_with("media/") ? 1 : 0;
  }
  summary.digest = digest;
  return summary;
}

Outcome<BackupSummary> fill(const fs::path& data, Vault& vault, const fs::path& out, Instant now, Disk& disk) {
  auto source = storage::Database::open(data / kDatabase);
  if (!source) return said(data / kDatabase, source.failure());
  Files files;
  storage::Snapshot snapshot;
  bool whole = false;
  for (int round = 0; round < kRounds && !whole; ++round) {
    auto described = copy_database(**source, out / kDatabase, disk);
    if (!described) return said(out / kDatabase, described.failure());
    snapshot = std::move(*described);
    auto copied = copy_media(snapshot, vault, out, disk, files);
    if (!copied) return copied.failure();
    whole = *copied;
  }
  if (!whole) return Failure{FailureCode::Broken, "a file that the database refers to is not where the files are"};
  const auto secret = copy_file(data / kSecret, out / kSecret, disk);
  if (!secret) return said(out / kSecret, secret.failure());
  files[kSecret] = *secret;
  std::error_code error;
  fs::permissions(out / kDatabase, fs::perms::owner_read | fs::perms::owner_write, error);
  {
    // The engine leaves what it wrote in the system's hands.
    auto file = disk.open(out / kDatabase);
    if (!file) return said(out / kDatabase, file.failure());
    if (Status synced = (*file)->sync(); !synced) return said(out / kDatabase, synced.failure());
  }
  const auto database = digest_of_file(out / kDatabase);
  if (!database) return said(out / kDatabase, database.failure());
  files[kDatabase] = *database;
  const Json manifest = manifest_of(snapshot, files, now);
  const std::string text = write_json(manifest) + "\n";
  const std::string digest = sha256_hex(text);
  if (Status written = write_file(out / kManifest, text, disk); !written) return written.failure();
  if (Status sealed = write_file(out / kSeal, seal_of(digest), disk); !sealed) return sealed.failure();
  if (Status synced = sync_tree(out); !synced) return synced.failure();
  return summary_of(manifest, digest);
}

struct Manifest {
  Json document;
  std::string digest;
};

Outcome<Manifest> read_manifest(const fs::path& backup) {
  auto text = read_file(backup / kManifest, kMostManifest);
  if (!text) return said(backup / kManifest, text.failure());
  const auto seal = read_file(backup / kSeal, kMostManifest);
  if (!seal) return said(backup / kSeal, seal.failure());
  Manifest manifest{parse_json(*text), sha256_hex(*text)};
  if (*seal != seal_of(manifest.digest))
    return Failure{FailureCode::Broken, (backup / kManifest).string() + ": is not what " + kSeal + " says"};
  if (!manifest.document.is_object() || text_of(manifest.document, "schema") != kSchema)
    return Failure{FailureCode::Broken, (backup / kManifest).string() + ": is not a manifest of " + kSchema};
  return manifest;
}

// Only the three kinds of places that a backup has: a manifest must not write anywhere else.
bool is_place(const std::string& path) {
  if (path == kDatabase || path == kSecret) return true;
  constexpr std::size_t kPrefix = 6;
  if (!path.starts_with("media/")) return false;
  std::string hash = path.substr(kPrefix);
  if (hash.size() < 3 || hash[2] != '/') return false;
  return is_sha256_hex(hash.erase(2, 1));
}

Status copy_files(const Json& manifest, const fs::path& backup, const fs::path& to, Disk& disk) {
  std::set<std::string> seen;
  for (const Json& file : array_of(manifest, "files")) {
    const std::string path = text_of(file, "path");
    if (!is_place(path) || !seen.insert(path).second)
      return Failure{FailureCode::Broken, path + ": is no place of a backup"};
    const auto copied = copy_file(backup / path, to / path, disk);
    if (!copied) return said(backup / path, copied.failure());
    if (copied->sha256 != text_of(file, "sha256") || copied->size != integer_of(file, "size"))
      return Failure{FailureCode::Broken, (backup / path).string() + ": is not what was backed up"};
  }
  if (!seen.contains(kDatabase) || !seen.contains(kSecret))
    return Failure{FailureCode::Broken, "the manifest lacks the database or the secret"};
  return sync_tree(to);
}

Status compare(const storage::Snapshot& found, const Json& manifest, const std::set<std::string>& files) {
  const auto broken = [](std::string what) { return Failure{FailureCode::Broken, std::move(what)}; };
  const Json* rows = member(manifest, "rows");
  const Json* audit = member(manifest, "audit");
  if (rows == nullptr || audit == nullptr) return broken("the manifest lacks counts");
  for (const auto& [table, count] : rows->items()) {
    const auto there = found.rows.find(table);
    if (there == found.rows.end() || count != there->second) return broken("the table " + table + " is not whole");
  }
  if (found.audit_entries != integer_of(*audit, "entries") || found.audit_head != text_of(*audit, "head"))
    return broken("the audit log does not end where the backup says");
  for (const std::string& sha256 : found.media) {
    if (!files.contains(place_of(sha256).string())) return broken("the medium " + sha256 + " is missing");
  }
  return Done{};
}

Status check_database(const fs::path& folder, const Json& manifest) {
  auto opened = storage::Database::open(folder / kDatabase);
  if (!opened) return opened.failure();
  const auto damage = storage::find_damage(**opened);
  if (!damage) return damage.failure();
  if (!damage->empty()) return Failure{FailureCode::Broken, "the database is damaged: " + *damage};
  const auto found = storage::describe(**opened);
  if (!found) return found.failure();
  std::set<std::string> files;
  for (const Json& file : array_of(manifest, "files")) files.insert(text_of(file, "path"));
  if (Status same = compare(*found, manifest, files); !same) return same;
  const auto audit = storage::check_audit(**opened);
  if (!audit) return audit.failure();
  if (!audit->problem.empty()) return Failure{FailureCode::Broken, "the audit log: " + audit->problem};
  return Done{};
}

Status put_in_place(const fs::path& draft, const fs::path& data, Disk& disk) {
  std::error_code error;
  fs::create_directories(draft / "media", error);
  for (const char* name : {"media", kSecret, kDatabase}) {
    if (Status moved = disk.rename(draft / name, data / name); !moved) return moved;
  }
  // Last: until it is gone no server starts here.
  fs::remove_all(draft, error);
  if (error) return Failure{FailureCode::Io, draft.string() + ": " + error.message()};
  return sync_folder(data);
}

}  // namespace

Outcome<BackupSummary> make_backup(const fs::path& data, Vault& vault, const fs::path& out, Instant now, Disk& disk) {
  std::error_code error;
  if (!fs::is_regular_file(data / kDatabase, error))
    return Failure{FailureCode::NotFound, (data / kDatabase).string() + ": there is no database"};
  if (Status made = make_empty(out); !made) return made.failure();
  auto summary = fill(data, vault, out, now, disk);
  if (!summary) empty(out);
  return summary;
}

Outcome<BackupSummary> restore_backup(const fs::path& backup, const fs::path& data, Disk& disk) {
  const auto manifest = read_manifest(backup);
  if (!manifest) return manifest.failure();
  if (Status made = make_empty(data); !made) return made.failure();
  const fs::path draft = data / kRestoring;
  Status done = make_empty(draft);
  if (done) done = copy_files(manifest->document, backup, draft, disk);
  if (done) done = check_database(draft, manifest->document);
  if (done) done = put_in_place(draft, data, disk);
  if (done) return summary_of(manifest->document, manifest->digest);
  empty(data);
  return done.failure();
}

}  // namespace returns::intake
