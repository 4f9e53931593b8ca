#include "native/intake/policies.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "native/http/coding.h"
#include "native/intake/answers.h"
#include "native/support/disk.h"
#include "native/support/gzip.h"

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

http::Response pack_document(const http::Request& request, const LoadedPack& pack) {
  http::Response response = document(pack.bytes);
  response.set("Vary", "Accept-Encoding");
  if (pack.packed->empty() || !http::takes(request.header("Accept-Encoding"), "gzip")) return response;
  response.set("Content-Encoding", "gzip");
  response.shared_body = pack.packed;
  return response;
}

// "3" and nothing else.
std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::variant<std::vector<PackFile>, std::string> read_pack_files(const fs::path& assets) {
  std::vector<PackFile> packs;
  std::error_code error;
  for (const auto& folder : fs::directory_iterator(assets / "packs", error)) {
    const fs::path file = folder.path() / "pack.json";
    if (!fs::is_regular_file(file, error)) continue;
    auto bytes = read_file(file, kMostBytes);
    if (!bytes) return file.string() + ": " + bytes.failure().detail;
    const fs::path beside = folder.path() / "pack.sig.json";
    auto signature = fs::exists(beside, error) ? read_file(beside, kMostBytes) : Outcome<std::string>(std::string{});
    if (!signature) return beside.string() + ": " + signature.failure().detail;
    packs.push_back({.file = file, .bytes = std::move(*bytes), .signature = std::move(*signature)});
  }
  std::sort(packs.begin(), packs.end(), [](const PackFile& a, const PackFile& b) { return a.file < b.file; });
  return packs;
}

std::variant<Policies, std::string> Policies::load(const fs::path& assets, std::vector<PackFile> files) {
  Policies policies;
  for (PackFile& pack : files) {
    const std::string calendar_id = text_of(parse_json(pack.bytes), "calendar");
    const fs::path calendar_file = assets / "calendars" / (calendar_id + ".json");
    const bool named = !calendar_id.empty() && calendar_id.find('/') == std::string::npos;
    auto calendar = named ? read_file(calendar_file, kMostBytes) : Outcome<std::string>(std::string{});
    if (!calendar) return calendar_file.string() + ": " + calendar.failure().detail;
    const wire::Core::Loaded loaded = wire::Core::load(pack.bytes, *calendar);
    if (!loaded.core) return pack.file.string() + ": " + loaded.answer;
    const Pack& read = loaded.core->pack();
    auto proof = std::make_shared<const std::string>(wire::Core::proof(pack.bytes, *calendar));
    policies.calendars_[calendar_id] = std::make_shared<const std::string>(std::move(*calendar));
    auto packed = std::make_shared<const std::string>(gzip(pack.bytes));
    LoadedPack held{.core = *loaded.core,
                    .bytes = std::make_shared<const std::string>(std::move(pack.bytes)),
                    .packed = std::move(packed),
                    .proof = std::move(proof),
                    .signature = nullptr,
                    .until = pack.until};
    if (pack.until) held.signature = std::make_shared<const std::string>(std::move(pack.signature));
    const auto added = policies.packs_.emplace(std::pair{read.id.text(), std::int64_t{read.version}}, std::move(held));
    if (!added.second)
      return pack.file.string() + ": there are two packs " + read.id.text() + " of version "
             + std::to_string(read.version);
  }
  if (policies.packs_.empty()) return (assets / "packs").string() + ": there is no pack";
  return policies;
}

const LoadedPack* Policies::find(const std::string& id, std::int64_t version) const {
  const auto found = packs_.find({id, version});
  return found == packs_.end() ? nullptr : &found->second;
}

const LoadedPack* Policies::newest(const std::string& id) const {
  const LoadedPack* latest = nullptr;
  for (auto found = packs_.lower_bound({id, 0}); found != packs_.end() && found->first.first == id; ++found)
    latest = &found->second;
  return latest;
}

Json Policies::summary() const {
  Json list = Json::array();
  for (const auto& [key, pack] : packs_) {
    list.push_back({{"id", key.first}, {"version", key.second}, {"digest", pack.core.pack().digest}});
    if (pack.until) list.back()["until"] = write_instant(*pack.until, Zone{});
  }
  return list;
}

void Policies::add_routes(http::Router& router, const Clock& clock) const {
  const auto asked = [this](const http::Request& request) -> const LoadedPack* {
    const auto version = number_of(request.captures[1]);
    return version ? find(request.captures[0], *version) : nullptr;
  };
  router.add({"GET", "/api/v1/packs/{}/{}", 0, http::Answer([asked, clock](const http::Request& request) {
                const LoadedPack* pack = asked(request);
                if (pack == nullptr) return not_found();
                return pack->usable(clock()) ? pack_document(request, *pack) : policy_unavailable();
              })});
  router.add({"GET", "/api/v1/packs/{}/{}/proof", 0, http::Answer([asked](const http::Request& request) {
                const LoadedPack* pack = asked(request);
                return pack != nullptr ? document(pack->proof) : not_found();
              })});
  router.add({"GET", "/api/v1/packs/{}/{}/signature", 0, http::Answer([asked](const http::Request& request) {
                const LoadedPack* pack = asked(request);
                return pack != nullptr && pack->signature ? document(pack->signature) : not_found();
              })});
  router.add({"GET", "/api/v1/calendars/{}", 0, http::Answer([this](const http::Request& request) {
                const auto found = calendars_.find(request.captures[0]);
                return found != calendars_.end() ? document(found->second) : not_found();
              })});
}

}  // namespace returns::intake
