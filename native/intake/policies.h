#pragma once
// The packs and calendars this server decides by: read once at the start, served as the bytes they are.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "core/wire/doors.h"
#include "native/http.h"
#include "native/support/json.h"

namespace returns::intake {

struct LoadedPack {
  wire::Core core;
  std::shared_ptr<const std::string> bytes;
};

class Policies {
 public:
  // Every assets/packs/<id>/pack.json with its calendar. A text names the file and the fault when one does not load.
  static std::variant<Policies, std::string> load(const std::filesystem::path& assets);

  // nullptr when there is none.
  const LoadedPack* find(const std::string& id, std::int64_t version) const;
  // [{"id","version","digest"}]
  Json summary() const;
  void add_routes(http::Router& router) const;

 private:
  std::map<std::pair<std::string, std::int64_t>, LoadedPack> packs_;
  std::map<std::string, std::shared_ptr<const std::string>> calendars_;
};

}  // namespace returns::intake
