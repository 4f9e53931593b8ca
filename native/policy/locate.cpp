#include "native/policy/locate.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <iterator>

#include "core/prove/prove.h"
#include "core/wire/read.h"
#include "core/wire/write.h"
#include "native/support/disk.h"

namespace returns::policy {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{4} << 20;

bool is_assets(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder / "locales", error) && fs::is_directory(folder / "packs", error);
}

std::vector<std::string> built_in(const fs::path& assets) {
  std::vector<std::string> ids;
  std::error_code error;
  for (const auto& folder : fs::directory_iterator(assets / "packs", error)) {
    if (fs::is_regular_file(folder.path() / "pack.json", error)) ids.push_back(folder.path().filename().string());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

// Line and column of a byte, both from 1.
std::pair<std::int64_t, std::int64_t> place_of(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {line, static_cast<std::int64_t>(before.size() - start) + 1};
}

// nlohmann tells the byte only by throwing, so a text that is not JSON is parsed once more by the core's reader.
Problem not_json(const std::string& file, const std::string& text) {
  const Result<wire::Value> value = wire::parse(text, Document::Draft);
  const std::size_t byte = value ? 0 : static_cast<std::size_t>(value.fault().byte.value_or(0));
  const auto [line, column] = place_of(text, byte);
  return {"not_json", file, {}, {{"line", line}, {"column", column}}};
}

}  // namespace

std::optional<fs::path> find_assets(const std::string& named) {
  if (!named.empty()) return is_assets(named) ? std::optional(fs::path(named)) : std::nullopt;
  if (const char* set = std::getenv("RETURNS_ASSETS"); set != nullptr && *set != '\0')
    return is_assets(set) ? std::optional(fs::path(set)) : std::nullopt;
  if (is_assets("assets")) return "assets";
  std::error_code error;
  for (fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path(); folder.has_relative_path();
       folder = folder.parent_path()) {
    if (is_assets(folder / "assets")) return folder / "assets";
    if (is_assets(folder / "share/returns")) return folder / "share/returns";
  }
  return std::nullopt;
}

std::optional<fs::path> pack_file(const fs::path& assets, const std::string& name) {
  std::error_code error;
  const fs::path own(name);
  if (fs::is_regular_file(own, error)) return own;
  if (fs::is_regular_file(own / "pack.json", error)) return own / "pack.json";
  const bool plain = !name.empty() && name.find('/') == std::string::npos && name != "..";
  const fs::path known = assets / "packs" / name / "pack.json";
  if (plain && fs::is_regular_file(known, error)) return known;
  return std::nullopt;
}

Or<PackFiles> read_pack_files(const fs::path& assets, const std::string& name) {
  const auto file = pack_file(assets, name);
  if (!file) return Problem{"no_such_pack", name, {}, {{"packs", built_in(assets)}}};
  auto text = read_file(*file, kMostBytes);
  if (!text) return Problem{"unreadable", file->string(), {}, {{"detail", text.failure().detail}}};
  const Json document = parse_json(*text);
  if (document.is_discarded()) return not_json(file->string(), *text);
  const std::string id = text_of(document, "calendar");
  if (id.empty() || id.find('/') != std::string::npos)
    return Problem{"no_calendar", file->string(), "/calendar", {{"value", id}}};
  std::error_code error;
  fs::path calendar_file = assets / "calendars" / (id + ".json");
  const fs::path beside = file->parent_path() / "../../calendars" / (id + ".json");
  if (!fs::is_regular_file(calendar_file, error) && fs::is_regular_file(beside, error)) calendar_file = beside;
  auto calendar = read_file(calendar_file, kMostBytes);
  if (!calendar) return Problem{"no_calendar", calendar_file.string(), {}, {{"value", id}}};
  return PackFiles{name, *file, std::move(*text), std::move(*calendar)};
}

Or<LoadedPack> load_pack(const fs::path& assets, const std::string& name) {
  auto files = read_pack_files(assets, name);
  if (!files) return files.problem();
  const std::string file = files->file.string();
  Result<Pack> pack = wire::read_pack(files->text);
  if (!pack) return problem_of_fault(file, wire::write_fault(pack.fault()));
  Result<Calendar> calendar = wire::read_calendar(files->calendar);
  if (!calendar) return problem_of_fault(pack->calendar + ".json", wire::write_fault(calendar.fault()));
  if (calendar->id != pack->calendar)
    return Problem{"other_calendar", file, "/calendar", {{"value", pack->calendar}, {"found", calendar->id}}};
  std::vector<ProofFinding> findings = prove(*pack, *calendar);
  return LoadedPack{std::move(*files), wire::Core::unproved(std::move(*pack), std::move(*calendar)),
                    std::move(findings)};
}

Or<std::string> read_text(const std::string& file, std::size_t limit) {
  if (file == "-") {
    std::string piped{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    if (piped.size() <= limit) return piped;
    return Problem{"unreadable", file, {}, {{"detail", std::string{"larger than expected"}}}};
  }
  auto text = read_file(file, limit);
  if (text) return std::move(*text);
  if (text.failure().code == FailureCode::NotFound) return Problem{"no_such_file", file};
  return Problem{"unreadable", file, {}, {{"detail", text.failure().detail}}};
}

Or<Json> read_json(const std::string& file) {
  auto text = read_text(file);
  if (!text) return text.problem();
  Json value = parse_json(*text);
  if (value.is_discarded()) return not_json(file, *text);
  return value;
}

}  // namespace returns::policy
