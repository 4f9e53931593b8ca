#pragma once
// What `policy verify --seen FILE` accepted before, `returns.seen/1`:
// {"schema","merchant","packs":{"cn-pharmacy":{"1":"<digest>"}}}. And files that are replaced whole or not at all.

#include <filesystem>
#include <map>
#include <string>

#include "native/policy/problem.h"
#include "native/policy/signature.h"

namespace returns::policy {

struct SeenFile {
  std::string merchant;
  std::map<std::string, Seen> packs;
};

// A file that is not there has seen nothing. One that cannot be understood is a problem and never an empty memory.
Or<SeenFile> read_seen(const std::string& file, const std::string& merchant);
std::string write_seen(const SeenFile& seen);

// Afterwards the file has these bytes, or those that it had before.
Or<bool> replace_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace returns::policy
