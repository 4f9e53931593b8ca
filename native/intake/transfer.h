#pragma once
// The body of one PATCH (or of a creation with upload) on its way into a file.

#include <cstdint>
#include <memory>
#include <optional>

#include "native/http.h"
#include "native/intake/media_store.h"
#include "native/intake/tus_headers.h"

namespace returns::intake {

class Transfer final : public http::BodySink {
 public:
  // Under the slot's lock. `created`: the answer when the body came with the creation; it gets the offset added.
  static http::Opened open(MediaStore& store, Services& services, std::shared_ptr<UploadSlot> slot,
                           const storage::Upload& upload, std::optional<Checksum> checksum,
                           std::optional<http::Response> created);
  ~Transfer() override;

  std::optional<http::Response> write(std::string_view bytes) override;
  http::Response finish() override;

 private:
  struct Parts {
    std::shared_ptr<UploadSlot> slot;
    storage::Upload upload;
    std::optional<Checksum> checksum;
    std::optional<http::Response> created;
    std::unique_ptr<OpenFile> file;
  };
  Transfer(MediaStore& store, Services& services, Parts parts);

  // Makes durable what came and writes down how much that is. An answer when that failed, or when the upload was
  // complete and its bytes were refused.
  std::optional<http::Response> settle();
  Status keep();
  Status discard();

  MediaStore& store_;
  Services& services_;
  std::shared_ptr<UploadSlot> slot_;
  storage::Upload upload_;  // `received` is what the row says
  std::int64_t written_;    // bytes in the file, durable or not
  std::optional<Checksum> checksum_;
  std::optional<Digest> digest_;
  std::optional<http::Response> created_;
  std::unique_ptr<OpenFile> file_;
  bool ended_ = false;  // nothing more may be written: settled, failed or interrupted
};

}  // namespace returns::intake
