#include "native/intake/vault.h"

#include "core/digest.h"
#include "native/support/s3_settings.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

constexpr const char* kNote = "media-place";
constexpr std::size_t kMostNote = 4096;

class FolderVault final : public Vault {
 public:
  FolderVault(fs::path folder, Disk& disk) : folder_(std::move(folder)), disk_(disk) {}

  Status put(const std::string& sha256, const fs::path& from, const std::string& /*content*/) override {
    const fs::path to = place(sha256);
    return from == to ? Status{Done{}} : disk_.rename(from, to);
  }
  bool leaves_source() const override { return false; }
  Outcome<std::optional<std::int64_t>> size(const std::string& sha256) override {
    std::error_code error;
    const auto size = fs::file_size(place(sha256), error);
    if (!error) return std::optional<std::int64_t>{static_cast<std::int64_t>(size)};
    if (error == std::errc::no_such_file_or_directory) return std::optional<std::int64_t>{};
    return Failure{FailureCode::Io, "size of a file: " + error.message()};
  }
  Outcome<std::string> read(const std::string& sha256, std::size_t limit) override {
    return read_file(place(sha256), limit);
  }
  Outcome<Copied> copy(const std::string& sha256, const fs::path& to, Disk& disk) override {
    return copy_file(place(sha256), to, disk);
  }
  Outcome<Copied> digest(const std::string& sha256) override { return digest_of_file(place(sha256)); }
  Status remove(const std::string& sha256) override { return disk_.remove(place(sha256)); }

 private:
  fs::path place(const std::string& sha256) const { return folder_ / place_in_vault(sha256); }

  fs::path folder_;
  Disk& disk_;
};

// What the note says: the place without how it is reached, so that another port or certificate is no other place.
std::string noted(const std::string& media) { return media.substr(0, media.find('?')); }

bool has_files(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error))
    if (entry.is_regular_file(error)) return true;
  return false;
}

}  // namespace

fs::path place_in_vault(const std::string& sha256) { return fs::path(sha256.substr(0, 2)) / sha256.substr(2); }

std::unique_ptr<Vault> folder_vault(fs::path folder, Disk& disk) {
  return std::make_unique<FolderVault>(std::move(folder), disk);
}

Status check_media_place(const fs::path& data, const std::string& media) {
  const auto note = read_file(data / kNote, kMostNote);
  if (!note) {
    if (media.empty() || !has_files(data / "media")) return Done{};
    return Failure{FailureCode::Conflict,
                   data.string() + ": there are files in its folder media; take them along first: returns media copy"};
  }
  const std::string place = note->substr(0, note->find('\n'));
  if (place == noted(media)) return Done{};
  return Failure{FailureCode::Conflict,
                 data.string() + ": its files are in " + place + "; say so with --media or RETURNS_MEDIA"};
}

std::variant<std::unique_ptr<Vault>, std::string> open_vault(const fs::path& data, const std::string& media, Disk& disk,
                                                             SayFault say) {
  if (Status right = check_media_place(data, media); !right) return right.failure().detail;
  if (media.empty()) return folder_vault(data / "media", disk);
  return storage_vault(media, std::move(say));
}

Status note_media_place(const fs::path& data, const std::string& media, Disk& disk) {
  std::error_code error;
  if (media.empty() || fs::exists(data / kNote, error)) return Done{};
  auto file = disk.open(data / kNote);
  if (!file) return file.failure();
  if (Status written = (*file)->write_at(0, noted(media) + "\n"); !written) return written;
  if (Status synced = (*file)->sync(); !synced) return synced;
  return sync_folder(data);
}

}  // namespace returns::intake
