#include "native/intake/media_store.h"

#include "native/intake/answers.h"
#include "native/support/crypto.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

std::string sha256_of(std::string_view bytes) {
  Digest digest(Digest::Kind::Sha256);
  digest.add(bytes);
  return to_hex(digest.finish());
}

}  // namespace

std::shared_ptr<UploadSlot> MediaStore::slot(const std::string& id) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(slots_, [](const auto& entry) { return entry.second.expired(); });
  std::weak_ptr<UploadSlot>& known = slots_[id];
  if (auto slot = known.lock()) return slot;
  auto slot = std::make_shared<UploadSlot>();
  known = slot;
  return slot;
}

fs::path MediaStore::media(const std::string& sha256) const {
  return services_.data / "media" / sha256.substr(0, 2) / sha256.substr(2);
}

Outcome<std::optional<storage::Upload>> MediaStore::find(const std::string& id) const {
  storage::Uploads uploads(*services_.database);
  auto upload = uploads.find(id);
  if (!upload || !*upload || (*upload)->finished) return upload;
  std::error_code error;
  const auto size = fs::file_size(part(id), error);
  const std::int64_t there = error ? 0 : static_cast<std::int64_t>(size);
  if (there >= (*upload)->received) return upload;
  // The machine stopped between moving the file and writing that down, or somebody took the file away.
  if (Status corrected = uploads.advance(id, there); !corrected) return corrected.failure();
  (*upload)->received = there;
  return upload;
}

std::optional<http::Response> MediaStore::complete(const storage::Upload& upload) {
  storage::Uploads uploads(*services_.database);
  storage::Media media;
  std::string report;
  {
    const auto mapped = map_file(part(upload.id));
    if (!mapped) return failure_answer(mapped.failure());
    const std::string_view bytes = (*mapped)->bytes().substr(0, static_cast<std::size_t>(upload.length));
    media.sha256 = sha256_of(bytes);
    media.size = upload.length;
    if (media.sha256 != upload.claimed_sha256) {
      if (Status noted = uploads.reject(upload, media.sha256, services_.clock()); !noted)
        return failure_answer(noted.failure());
      return refuse(upload,
                    error_answer(460, "digest_mismatch",
                                 {.at = {}, .params = {{"claimed", upload.claimed_sha256}, {"found", media.sha256}}}));
    }
    const Json answer = parse_json(services_.inspect(bytes, upload.name, upload.claimed_type));
    const Json* found = member(answer, "report");
    if (found == nullptr) return failure_answer({FailureCode::Broken, "inspect gave no report"});
    report = write_json(*found);
    media.type = text_of(*found, "type");
    media.kind = text_of(*found, "kind");
  }
  const std::int64_t most = media.kind == "video" ? limits_.video_bytes : limits_.file_bytes;
  if (media.size > most)
    return refuse(upload, error_answer(413, "file_too_large", {.at = {}, .params = {{"max", most}}}));
  if (media.kind != "image" && media.kind != "video" && media.kind != "document")
    return refuse(upload, error_answer(415, "file_not_accepted"));
  if (Status moved = services_.disk->rename(part(upload.id), this->media(media.sha256)); !moved)
    return failure_answer(moved.failure());
  if (Status finished = uploads.finish(upload.id, media, report, services_.clock()); !finished)
    return failure_answer(finished.failure());
  return std::nullopt;
}

http::Response MediaStore::refuse(const storage::Upload& upload, http::Response answer) const {
  if (Status removed = remove(upload.id); !removed) return failure_answer(removed.failure());
  return answer;
}

Status MediaStore::remove(const std::string& id) const {
  if (Status removed = storage::Uploads(*services_.database).remove(id); !removed) return removed;
  return services_.disk->remove(part(id));
}

Status MediaStore::sweep() {
  auto ids = storage::Uploads(*services_.database).expired(services_.clock());
  if (!ids) return ids.failure();
  for (const std::string& id : *ids) {
    const auto held = slot(id);
    const std::scoped_lock lock(held->mutex);
    if (held->interrupt) held->interrupt();
    if (Status removed = remove(id); !removed) return removed;
  }
  return Done{};
}

}  // namespace returns::intake
