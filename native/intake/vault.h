#pragma once
// Where complete files of customers lie, by the SHA-256 of what came (ADR 0300: what is kept may be less than that): in
// the server's folder, or in an S3 storage (ADR 0446). What is still on its way is not here.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "native/support/copy.h"
#include "native/support/disk.h"

namespace returns::intake {

class Vault {
 public:
  Vault() = default;
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;
  virtual ~Vault() = default;

  // Afterwards the bytes of `from`, whose digest is `content`, lie there for good.
  virtual Status put(const std::string& sha256, const std::filesystem::path& from, const std::string& content) = 0;
  // Is `from` still there after put()? Then its owner removes it, once it is written down that the file is here.
  virtual bool leaves_source() const = 0;
  // In bytes; nothing when it is not there.
  virtual Outcome<std::optional<std::int64_t>> size(const std::string& sha256) = 0;
  // NotFound; Broken when it is larger than `limit`.
  virtual Outcome<std::string> read(const std::string& sha256, std::size_t limit) = 0;
  // Into a new file, with the digest of what was copied. NotFound.
  virtual Outcome<Copied> copy(const std::string& sha256, const std::filesystem::path& to, Disk& disk) = 0;
  // Reads all of it. NotFound.
  virtual Outcome<Copied> digest(const std::string& sha256) = 0;
  // Done also when it is not there. Does not wait for long: others wait until it has returned.
  virtual Status remove(const std::string& sha256) = 0;
};

// "ab/cdef…"
std::filesystem::path place_in_vault(const std::string& sha256);

// `disk` must live as long as the vault.
std::unique_ptr<Vault> folder_vault(std::filesystem::path folder, Disk& disk);

// Told of every failure of the storage, for the log; the text names the place and no person.
using SayFault = std::function<void(const std::string&)>;

// `media` is "s3://…" (native/support/s3_settings.h). A text says what is wrong.
std::variant<std::unique_ptr<Vault>, std::string> storage_vault(const std::string& media, SayFault say);

// The same, or the folder `data`/media when `media` is empty; only where the folder's note agrees.
std::variant<std::unique_ptr<Vault>, std::string> open_vault(const std::filesystem::path& data,
                                                             const std::string& media, Disk& disk, SayFault say = {});
// Writes and removes something there: Io when a person has to mend the settings, Busy when it cannot be reached now.
Status try_vault(const std::string& media);

// A folder whose files lie in a storage has a note of it, and no command quietly looks into the folder instead, or
// into another storage. A folder with files in it does not quietly begin anew in a storage either.
Status check_media_place(const std::filesystem::path& data, const std::string& media);
Status note_media_place(const std::filesystem::path& data, const std::string& media, Disk& disk);

}  // namespace returns::intake
