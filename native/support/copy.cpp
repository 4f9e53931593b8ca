#include "native/support/copy.h"

#include <algorithm>

#include "native/support/crypto.h"

namespace returns {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = std::size_t{1} << 20;

}  // namespace

Outcome<Copied> copy_file(const fs::path& from, const fs::path& to, Disk& disk) {
  const auto mapped = map_file(from);
  if (!mapped) return mapped.failure();
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  if (error) return Failure{FailureCode::Io, "make folder: " + error.message()};
  auto file = disk.open(to);
  if (!file) return file.failure();
  Digest digest(Digest::Kind::Sha256);
  std::string_view rest = (*mapped)->bytes();
  Copied copied;
  while (!rest.empty()) {
    const std::string_view piece = rest.substr(0, kPiece);
    rest.remove_prefix(piece.size());
    digest.add(piece);
    if (Status written = (*file)->write_at(copied.size, piece); !written) return written.failure();
    copied.size += static_cast<std::int64_t>(piece.size());
  }
  if (Status synced = (*file)->sync(); !synced) return synced.failure();
  copied.sha256 = to_hex(digest.finish());
  return copied;
}

Outcome<Copied> digest_of_file(const fs::path& path) {
  const auto mapped = map_file(path);
  if (!mapped) return mapped.failure();
  Digest digest(Digest::Kind::Sha256);
  digest.add((*mapped)->bytes());
  return Copied{.size = static_cast<std::int64_t>((*mapped)->bytes().size()), .sha256 = to_hex(digest.finish())};
}

Status sync_tree(const fs::path& folder) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (!entry->is_directory()) continue;
    if (Status synced = sync_folder(entry->path()); !synced) return synced;
  }
  if (error) return Failure{FailureCode::Io, "read folder: " + error.message()};
  return sync_folder(folder);
}

}  // namespace returns
