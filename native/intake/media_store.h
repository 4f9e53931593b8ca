#pragma once
// Where bytes of customers lie: DIR/uploads/<id>.part while they come, in the vault by their SHA-256 when they are
// complete. What still says where or with what it was taken is kept without it, under the digest of what came (ADR
// 0300). An upload's row says how many bytes count; bytes of the file beyond that are cut off before it goes on.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "native/http.h"
#include "native/intake/services.h"
#include "native/storage/uploads.h"
#include "native/support/file_lock.h"

namespace returns::intake {

struct MediaLimits {
  std::int64_t file_bytes = std::int64_t{20} << 20;  // images and documents
  std::int64_t video_bytes = std::int64_t{200} << 20;
  std::int64_t checkpoint_bytes = std::int64_t{8} << 20;  // how much a crash may take from an upload
  std::int64_t upload_seconds = 86'400;
  storage::Quota quota;
};

// What is done to one upload happens under its own lock.
struct UploadSlot {
  std::mutex mutex;
  // Ends the transfer that is at work, if any, with what it has: whoever asks next for the same upload is served, not
  // the one whose connection has gone and does not know it yet. Called under the lock.
  std::function<void()> interrupt;
  // Where several servers share a folder: that none of the others is at this upload.
  std::optional<FileLock> across;
};

class MediaStore {
 public:
  static constexpr const char* kPart = ".part";
  static constexpr const char* kClean = ".clean";
  static constexpr const char* kLock = ".lock";

  explicit MediaStore(Services& services, MediaLimits limits = {}) : services_(services), limits_(limits) {}

  const MediaLimits& limits() const { return limits_; }
  std::shared_ptr<UploadSlot> slot(const std::string& id);
  // Under the slot's lock, for an id that this server gave. False: another server is at work on this upload, and cannot
  // be interrupted from here.
  bool take_across(const std::string& id, UploadSlot& slot) const;
  std::filesystem::path part(const std::string& id) const { return services_.data / "uploads" / (id + kPart); }

  // The upload as it can be gone on with: a row that says more than the file holds is brought down to it, and one whose
  // file already lies among the media is finished. Under the slot's lock. Busy: another server is at work on it.
  Outcome<std::optional<storage::Upload>> find(const std::string& id, UploadSlot& slot);

  // Complete and durable bytes become a medium: compared with the claimed digest, inspected, put in place. Nothing when
  // they did, or the answer that says why they did not; then the upload is gone.
  std::optional<http::Response> complete(const storage::Upload& upload);

  Status remove(const std::string& id) const;
  // Of what an unfinished upload may have left in a storage: under its row's transaction.
  Status unlink_taken(const storage::Upload& upload) const;
  // Of an upload whose row is gone.
  Status remove_files(const std::string& id) const;
  // Removes what was begun and not finished in time.
  Status sweep();
  // Removes the files that a stop of the machine left behind uploads which are finished or gone: one that was scrubbed
  // still holds there what was taken out of it. Once, at the start.
  Status clear_remains();

 private:
  void remove_lock(const std::string& id) const;
  std::filesystem::path clean(const std::string& id) const { return services_.data / "uploads" / (id + kClean); }
  std::filesystem::path lock_file(const std::string& id) const { return services_.data / "uploads" / (id + kLock); }
  std::int64_t most_bytes(const storage::Media& media) const;
  // Writes what is kept of the bytes beside them when it is not all of them, and says so in `media`.
  Status scrub(const storage::Upload& upload, std::string_view bytes, storage::Media& media) const;
  Outcome<bool> was_moved(const storage::Upload& upload) const;
  std::filesystem::path moved_to(const storage::Upload& upload) const;
  std::optional<http::Response> take(const storage::Upload& upload, const std::filesystem::path& from);
  http::Response refuse(const storage::Upload& upload, http::Response answer) const;

  Services& services_;
  MediaLimits limits_;
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<UploadSlot>> slots_;
};

}  // namespace returns::intake
