#pragma once
// Objects in an S3 storage: put, asked for, fetched, removed. What may pass by itself (no connection, 5xx, 429, a
// transfer that stands still) is tried three times and then Busy; what a person has to mend is Io, and says what.
// Threads may share a client.

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/support/outcome.h"
#include "native/support/s3_settings.h"

namespace returns {

class S3 {
 public:
  S3(S3Place place, S3Keys keys);
  S3(const S3&) = delete;
  S3& operator=(const S3&) = delete;
  ~S3();

  const S3Place& place() const { return place_; }
  // Replaces what is there. `sha256` is that of the bytes: the storage compares.
  Status put(const std::string& key, std::string_view bytes, const std::string& sha256);
  // Bytes of the object; nothing when there is none.
  Outcome<std::optional<std::int64_t>> size(const std::string& key);
  // Piece by piece; a failure of `take` ends it. When a transfer breaks off it begins anew, and `begin` is called
  // again.
  Status get(const std::string& key, const std::function<Status()>& begin,
             const std::function<Status(std::string_view)>& take);
  // Done also when there is none. `patient`: with the repetitions; otherwise once, and for five seconds at most.
  Status remove(const std::string& key, bool patient);

 private:
  struct Call;
  struct Answer;
  struct Pool;
  Answer perform(const Call& call) const;
  Answer repeat(const Call& call) const;
  Failure failure_of(const Call& call, const Answer& answer) const;

  S3Place place_;
  S3Keys keys_;
  std::unique_ptr<Pool> pool_;
};

}  // namespace returns
