#include "native/intake/transfer.h"

#include "native/intake/answers.h"

namespace returns::intake {
namespace {

http::Response interrupted() {
  http::Response response = tus(error_answer(409, "upload_continued_elsewhere"));
  response.close = true;
  return response;
}

}  // namespace

Transfer::Transfer(MediaStore& store, Services& services, Parts parts)
    : store_(store),
      services_(services),
      slot_(std::move(parts.slot)),
      upload_(std::move(parts.upload)),
      written_(upload_.received),
      checksum_(std::move(parts.checksum)),
      created_(std::move(parts.created)),
      file_(std::move(parts.file)) {
  if (checksum_) digest_.emplace(checksum_->kind);
  slot_->interrupt = [this] { settle(); };
}

http::Opened Transfer::open(MediaStore& store, Services& services, std::shared_ptr<UploadSlot> slot,
                            const storage::Upload& upload, std::optional<Checksum> checksum,
                            std::optional<http::Response> created) {
  auto file = services.disk->open(store.part(upload.id));
  if (!file) return tus(failure_answer(file.failure()));
  if (Status cut = (*file)->truncate(upload.received); !cut) return tus(failure_answer(cut.failure()));
  Parts parts{std::move(slot), upload, std::move(checksum), std::move(created), std::move(*file)};
  return std::unique_ptr<http::BodySink>(new Transfer(store, services, std::move(parts)));
}

Transfer::~Transfer() {
  const std::scoped_lock lock(slot_->mutex);
  settle();
}

std::optional<http::Response> Transfer::write(std::string_view bytes) {
  const std::scoped_lock lock(slot_->mutex);
  if (ended_) return interrupted();
  if (static_cast<std::int64_t>(bytes.size()) > upload_.length - written_) {
    settle();
    return tus(error_answer(413, "longer_than_announced", {.at = {}, .params = {{"length", upload_.length}}}));
  }
  if (Status written = file_->write_at(written_, bytes); !written) {
    // What a failed write left behind does not count; what came before it may.
    settle();
    return tus(failure_answer(written.failure()));
  }
  written_ += static_cast<std::int64_t>(bytes.size());
  if (digest_) digest_->add(bytes);
  // A body with a checksum counts as a whole or not at all.
  if (digest_ || written_ - upload_.received < store_.limits().checkpoint_bytes || written_ == upload_.length)
    return std::nullopt;
  Status kept = keep();
  if (kept) return std::nullopt;
  ended_ = true;
  slot_->interrupt = nullptr;
  return tus(failure_answer(kept.failure()));
}

http::Response Transfer::finish() {
  const std::scoped_lock lock(slot_->mutex);
  if (ended_) return interrupted();
  if (digest_) {
    const bool holds = equal_in_constant_time(digest_->finish(), checksum_->digest);
    if (!holds) {
      Status discarded = discard();
      ended_ = true;
      slot_->interrupt = nullptr;
      return tus(discarded ? error_answer(460, "checksum_mismatch") : failure_answer(discarded.failure()));
    }
    digest_.reset();
  }
  if (auto refusal = settle()) return tus(std::move(*refusal));
  http::Response response =
      created_ ? std::move(*created_)
               : http::Response{.status = 204, .headers = {}, .body = {}, .shared_body = nullptr, .close = false};
  response.set("Upload-Offset", std::to_string(upload_.received));
  if (!created_) response.set("Upload-Expires", http::http_date(upload_.expires_at.seconds));
  return tus(std::move(response));
}

std::optional<http::Response> Transfer::settle() {
  if (ended_) return std::nullopt;
  ended_ = true;
  slot_->interrupt = nullptr;
  if (digest_) {
    // Cut off before its checksum could be judged.
    Status discarded = discard();
    if (!discarded) return failure_answer(discarded.failure());
    return std::nullopt;
  }
  if (written_ == upload_.length) {
    if (Status synced = file_->sync(); !synced) return failure_answer(synced.failure());
    file_.reset();
    auto refusal = store_.complete(upload_);
    if (!refusal) upload_.received = upload_.length;
    return refusal;
  }
  Status kept = keep();
  if (!kept) return failure_answer(kept.failure());
  return std::nullopt;
}

Status Transfer::keep() {
  if (written_ == upload_.received) return Done{};
  if (Status synced = file_->sync(); !synced) return synced;
  if (Status advanced = storage::Uploads(*services_.database).advance(upload_.id, written_); !advanced) return advanced;
  upload_.received = written_;
  return Done{};
}

Status Transfer::discard() {
  written_ = upload_.received;
  return file_->truncate(upload_.received);
}

}  // namespace returns::intake
