#pragma once
// A file copied to another place, durable, with the digest of what was copied.

#include <cstdint>
#include <filesystem>
#include <string>

#include "native/support/disk.h"

namespace returns {

struct Copied {
  std::int64_t size = 0;
  std::string sha256;
};

// Makes the folders above `to`. NotFound: there is no `from`.
Outcome<Copied> copy_file(const std::filesystem::path& from, const std::filesystem::path& to, Disk& disk);
Outcome<Copied> digest_of_file(const std::filesystem::path& path);
// The names in this folder and all those below survive a power cut.
Status sync_tree(const std::filesystem::path& folder);

}  // namespace returns
