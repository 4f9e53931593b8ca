#pragma once
// What the database knows of uploads. The bytes are files (intake/media_store.h); `received` says how many of them
// count, and is written only after they are durable.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/database.h"

namespace returns::storage {

struct Upload {
  std::string id, order_id;
  std::string name, claimed_type, claimed_sha256;  // what the customer's browser says
  std::string metadata;                            // the Upload-Metadata header, given back as it came
  std::int64_t length = 0;
  std::int64_t received = 0;
  bool finished = false;
  Instant created_at;
  Instant expires_at;
};

struct Media {
  std::string sha256;
  std::int64_t size = 0;
  std::string type, kind;  // by content
  // What lies on the disk when it is not what came (ADR 0300), and what was taken out of it.
  std::string kept_sha256 = {};
  std::vector<std::string> removed = {};
};

struct Quota {
  std::int64_t files = 120;
  std::int64_t bytes = std::int64_t{1} << 30;
};

class Uploads {
 public:
  explicit Uploads(Database& database) : database_(database) {}

  // False when the order's uploads, finished or not, would exceed the quota.
  Outcome<bool> create(const Upload& upload, const Quota& quota);
  Outcome<std::optional<Upload>> find(const std::string& id);
  Status advance(const std::string& id, std::int64_t received);
  // The upload is complete: its bytes are the medium `media` and the server found `report`.
  // Whether an upload has brought a medium of this digest.
  Outcome<bool> knows_media(const std::string& sha256);
  Status finish(const std::string& id, const Media& media, const std::string& report, Instant now);
  // `unlink` is asked, within the transaction, to take away what may already lie where complete files are; it is not
  // when somebody else has or is sending the same bytes. When it fails, nothing has changed.
  Status remove(const std::string& id, const std::function<Status()>& unlink);
  // As `expired` found it; false: it was finished or removed since.
  Outcome<bool> expire(const std::string& id, Instant now, const std::function<Status()>& unlink);
  // A finished upload that no request of its order uses is forgotten; its file goes with the others that nobody uses.
  // False: a request uses it.
  Outcome<bool> withdraw(const std::string& id);
  // The bytes that came are not those that were claimed.
  Status reject(const Upload& upload, const std::string& found_sha256, Instant now);
  Outcome<std::vector<std::string>> expired(Instant now);
  // The server's reports on a finished medium, one for each time this order uploaded it.
  Outcome<std::vector<std::string>> reports(const std::string& order_id, const std::string& sha256);

 private:
  Database& database_;
};

}  // namespace returns::storage
