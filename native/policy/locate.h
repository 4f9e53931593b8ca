#pragma once
// Where a tool finds its packs, calendars and words.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/prove/finding.h"
#include "core/wire/doors.h"
#include "native/policy/problem.h"

namespace returns::policy {

// The folder with packs, calendars and locales: the one that was named, RETURNS_ASSETS, ./assets, or the nearest
// `assets` above the program. Nothing when there is none of these.
std::optional<std::filesystem::path> find_assets(const std::string& named);

// The document of a pack that is named by its id (a folder of assets/packs), its folder, or its file.
std::optional<std::filesystem::path> pack_file(const std::filesystem::path& assets, const std::string& name);

struct PackFiles {
  std::string name;            // as the user wrote it, for messages
  std::filesystem::path file;  // the pack's document
  std::string text, calendar;  // the bytes
};

struct LoadedPack : PackFiles {
  wire::Core core;
  std::vector<ProofFinding> findings;  // of the proof; a pack that has any is refused by every shop
};

// A pack by its id (a folder of assets/packs), its folder, or its file; with the calendar it names, from the assets
// or from ../../calendars beside the pack.
Or<PackFiles> read_pack_files(const std::filesystem::path& assets, const std::string& name);
// The pack read and proved. A pack that reads well loads here even when its proof fails: an author wants to see why.
Or<LoadedPack> load_pack(const std::filesystem::path& assets, const std::string& name);

// A whole document of the user's; "-" is standard input. At most `limit` bytes.
Or<std::string> read_text(const std::string& file, std::size_t limit = std::size_t{64} << 20);
// As JSON; what is not JSON is a problem with its line and column.
Or<Json> read_json(const std::string& file);

}  // namespace returns::policy
