#include "native/intake/policies.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "native/intake/answers.h"
#include "native/support/disk.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{4} << 20;

http::Response document(const std::shared_ptr<const std::string>& bytes) {
  http::Response response;
  // A pack of one version never changes, but whoever mends a file during development must see it at once.
  response.set("Content-Type", "application/json").set("Cache-Control", "no-cache");
  response.shared_body = bytes;
  return response;
}

std::vector<fs::path> pack_files(const fs::path& assets) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& folder : fs::directory_iterator(assets / "packs", error)) {
    const fs::path file = folder.path() / "pack.json";
    if (fs::is_regular_file(file, error)) files.push_back(file);
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::variant<Policies, std::string> Policies::load(const fs::path& assets) {
  Policies policies;
  for (const fs::path& file : pack_files(assets)) {
    const auto pack = read_file(file, kMostBytes);
    if (!pack) return file.string() + ": " + pack.failure().detail;
    const std::string calendar_id = text_of(parse_json(*pack), "calendar");
    const fs::path calendar_file = assets / "calendars" / (calendar_id + ".json");
    const bool named = !calendar_id.empty() && calendar_id.find('/') == std::string::npos;
    auto calendar = named ? read_file(calendar_file, kMostBytes) : Outcome<std::string>(std::string{});
    if (!calendar) return calendar_file.string() + ": " + calendar.failure().detail;
    const wire::Core::Loaded loaded = wire::Core::load(*pack, *calendar);
    if (!loaded.core) return file.string() + ": " + loaded.answer;
    const Pack& read = loaded.core->pack();
    policies.calendars_[calendar_id] = std::make_shared<const std::string>(std::move(*calendar));
    const auto added = policies.packs_.emplace(std::pair{read.id.text(), std::int64_t{read.version}},
                                               LoadedPack{*loaded.core, std::make_shared<const std::string>(*pack)});
    if (!added.second)
      return file.string() + ": there are two packs " + read.id.text() + " of version " + std::to_string(read.version);
  }
  if (policies.packs_.empty()) return (assets / "packs").string() + ": there is no pack";
  return policies;
}

const LoadedPack* Policies::find(const std::string& id, std::int64_t version) const {
  const auto found = packs_.find({id, version});
  return found == packs_.end() ? nullptr : &found->second;
}

Json Policies::summary() const {
  Json list = Json::array();
  for (const auto& [key, pack] : packs_)
    list.push_back({{"id", key.first}, {"version", key.second}, {"digest", pack.core.pack().digest}});
  return list;
}

void Policies::add_routes(http::Router& router) const {
  router.add({"GET", "/api/v1/packs/{}/{}", 0, http::Answer([this](const http::Request& request) {
                const std::string& version = request.captures[1];
                std::int64_t number = 0;
                const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
                const LoadedPack* pack = error == std::errc{} && end == version.data() + version.size()
                                             ? find(request.captures[0], number)
                                             : nullptr;
                return pack != nullptr ? document(pack->bytes) : not_found();
              })});
  router.add({"GET", "/api/v1/calendars/{}", 0, http::Answer([this](const http::Request& request) {
                const auto found = calendars_.find(request.captures[0]);
                return found != calendars_.end() ? document(found->second) : not_found();
              })});
}

}  // namespace returns::intake
