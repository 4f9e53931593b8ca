#pragma once
// The packs and calendars this server decides by: read once at the start, served as the bytes they are.

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/wire/doors.h"
#include "native/http.h"
#include "native/support/clock.h"
#include "native/support/json.h"

namespace returns::intake {

// A pack as it lies in the folder, with the signature beside it.
struct PackFile {
  std::filesystem::path file;
  std::string bytes;
  std::string signature;           // empty: there is none
  std::optional<Instant> until{};  // of a signed pack: the first instant at which it may no longer be used
};

// Every assets/packs/<folder>/pack.json, with pack.sig.json. A text names the file that cannot be read.
std::variant<std::vector<PackFile>, std::string> read_pack_files(const std::filesystem::path& assets);

struct LoadedPack {
  wire::Core core;
  std::shared_ptr<const std::string> bytes;
  std::shared_ptr<const std::string> packed;     // the same by gzip: a phone fetches it before its first screen
  std::shared_ptr<const std::string> proof;      // that this server proved it
  std::shared_ptr<const std::string> signature;  // nullptr: the server was not told whom to trust
  std::optional<Instant> until;

  bool usable(Instant now) const { return !until || now < *until; }
};

class Policies {
 public:
  // The packs with their calendars. A text names the file and the fault when one does not load.
  static std::variant<Policies, std::string> load(const std::filesystem::path& assets, std::vector<PackFile> files);

  // nullptr when there is none. Before deciding by it, ask whether it is usable.
  const LoadedPack* find(const std::string& id, std::int64_t version) const;
  // The latest version of the pack.
  const LoadedPack* newest(const std::string& id) const;
  // [{"id","version","digest","until"}]
  Json summary() const;
  void add_routes(http::Router& router, const Clock& clock) const;

 private:
  std::map<std::pair<std::string, std::int64_t>, LoadedPack> packs_;
  std::map<std::string, std::shared_ptr<const std::string>> calendars_;
};

}  // namespace returns::intake
