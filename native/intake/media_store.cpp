#include "native/intake/media_store.h"

#include "core/media/scrub.h"
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

bool is_evidence(const storage::Media& media) {
  return media.kind == "image" || media.kind == "video" || media.kind == "document" || media.kind == "audio";
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

bool MediaStore::take_across(const std::string& id, UploadSlot& slot) const {
  if (!services_.database->is_shared() || slot.across) return true;
  slot.across = FileLock::try_take(lock_file(id), FileLock::Kind::Alone);
  return slot.across.has_value();
}

Outcome<std::optional<storage::Upload>> MediaStore::find(const std::string& id, UploadSlot& slot) {
  storage::Uploads uploads(*services_.database);
  auto upload = uploads.find(id);
  if (upload && *upload && !(*upload)->finished && services_.database->is_shared()) {
    if (!take_across(id, slot)) return Failure{FailureCode::Busy, "another server is at work on the upload"};
    // As that one has left it.
    upload = uploads.find(id);
  }
  if (!upload || !*upload) return upload;
  if ((*upload)->finished) {
    // It may have failed to go when it was scrubbed, or taken to a storage.
    if (Status removed = remove_files(id); !removed) return removed.failure();
    return upload;
  }
  std::error_code error;
  const auto size = fs::file_size(part(id), error);
  const std::int64_t there = error ? 0 : static_cast<std::int64_t>(size);
  if (error) {
    const auto moved = was_moved(**upload);
    if (!moved) return moved.failure();
    if (*moved) {
      // The machine stopped between moving the whole file and writing that down.
      if (const auto refusal = take(**upload, moved_to(**upload)))
        return Failure{FailureCode::Io, "a file that was moved could not be taken"};
      return uploads.find(id);
    }
  }
  if (there >= (*upload)->received) return upload;
  // Somebody took the file away, or the disk did.
  if (Status corrected = uploads.advance(id, there); !corrected) return corrected.failure();
  (*upload)->received = there;
  return upload;
}

// The digest decides; what was scrubbed before it came to lie there has another one. A medium that is written down came
// by another upload: whoever knows its digest has not sent it by that.
Outcome<bool> MediaStore::was_moved(const storage::Upload& upload) const {
  // What is taken to a storage stays here until that is written down.
  if (services_.vault->leaves_source()) return false;
  const fs::path place = moved_to(upload);
  std::error_code error;
  const auto size = fs::file_size(place, error);
  if (error || static_cast<std::int64_t>(size) != upload.length) return false;
  const auto known = storage::Uploads(*services_.database).knows_media(upload.claimed_sha256);
  if (!known) return known.failure();
  if (*known) return false;
  const auto mapped = map_file(place);
  return mapped && sha256_of((*mapped)->bytes()) == upload.claimed_sha256;
}

fs::path MediaStore::moved_to(const storage::Upload& upload) const {
  return services_.data / "media" / place_in_vault(upload.claimed_sha256);
}

std::int64_t MediaStore::most_bytes(const storage::Media& media) const {
  return media.kind == "video" ? limits_.video_bytes : limits_.file_bytes;
}

std::optional<http::Response> MediaStore::complete(const storage::Upload& upload) {
  return take(upload, part(upload.id));
}

std::optional<http::Response> MediaStore::take(const storage::Upload& upload, const fs::path& from) {
  storage::Uploads uploads(*services_.database);
  storage::Media media;
  std::string report;
  {
    const auto mapped = map_file(from);
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
    if (is_evidence(media) && media.size <= most_bytes(media)) {
      if (Status scrubbed = scrub(upload, bytes, media); !scrubbed) return failure_answer(scrubbed.failure());
    }
  }
  if (media.size > most_bytes(media))
    return refuse(upload, error_answer(413, "file_too_large", {.at = {}, .params = {{"max", most_bytes(media)}}}));
  if (!is_evidence(media)) return refuse(upload, error_answer(415, "file_not_accepted"));
  const bool scrubbed = !media.kept_sha256.empty();
  if (Status kept = services_.vault->put(media.sha256, scrubbed ? clean(upload.id) : from,
                                         scrubbed ? media.kept_sha256 : media.sha256);
      !kept)
    return failure_answer(kept.failure());
  if (Status finished = uploads.finish(upload.id, media, report, services_.clock()); !finished)
    return failure_answer(finished.failure());
  // Not before it is written down: what was taken out of it cannot be found again.
  if (scrubbed || services_.vault->leaves_source()) {
    if (Status removed = remove_files(upload.id); !removed) return failure_answer(removed.failure());
  }
  remove_lock(upload.id);
  return std::nullopt;
}

Status MediaStore::scrub(const storage::Upload& upload, std::string_view bytes, storage::Media& media) const {
  const Scrub scrub = plan_scrub(bytes);
  if (scrub.outcome != ScrubOutcome::Scrubbed) return Done{};
  auto file = services_.disk->open(clean(upload.id));
  if (!file) return file.failure();
  // An attempt that failed may have left a longer one.
  if (Status emptied = (*file)->truncate(0); !emptied) return emptied;
  Digest digest(Digest::Kind::Sha256);
  std::int64_t size = 0;
  const auto put = [&](std::string_view piece) -> Status {
    if (piece.empty()) return Done{};
    digest.add(piece);
    Status written = (*file)->write_at(size, piece);
    size += static_cast<std::int64_t>(piece.size());
    return written;
  };
  std::size_t at = 0;
  for (const Edit& edit : scrub.edits) {
    const auto begin = static_cast<std::size_t>(edit.at);
    if (Status kept = put(bytes.substr(at, begin - at)); !kept) return kept;
    if (Status changed = put(edit.put); !changed) return changed;
    if (Status blanked = put(std::string(static_cast<std::size_t>(edit.zeros), '\0')); !blanked) return blanked;
    at = begin + static_cast<std::size_t>(edit.length);
  }
  if (Status rest = put(bytes.substr(at)); !rest) return rest;
  media.kept_sha256 = to_hex(digest.finish());
  media.removed = scrub.removed;
  return (*file)->sync();
}

http::Response MediaStore::refuse(const storage::Upload& upload, http::Response answer) const {
  if (Status removed = remove(upload.id); !removed) return failure_answer(removed.failure());
  return answer;
}

Status MediaStore::remove(const std::string& id) const {
  storage::Uploads uploads(*services_.database);
  const auto upload = uploads.find(id);
  if (!upload) return upload.failure();
  const auto unlink = [&]() -> Status { return *upload ? unlink_taken(**upload) : Status{Done{}}; };
  if (Status removed = uploads.remove(id, unlink); !removed) return removed;
  return remove_files(id);
}

Status MediaStore::remove_files(const std::string& id) const {
  if (Status gone = services_.disk->remove(clean(id)); !gone) return gone;
  if (Status gone = services_.disk->remove(part(id)); !gone) return gone;
  remove_lock(id);
  return Done{};
}

// Whoever waits for a lock file that is gone finds no unfinished upload behind it. An empty one that stays hurts
// nobody, and goes at the next start.
void MediaStore::remove_lock(const std::string& id) const {
  std::error_code ignored;
  if (services_.database->is_shared()) fs::remove(lock_file(id), ignored);
}

Status MediaStore::clear_remains() {
  std::vector<std::string> ids;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(services_.data / "uploads", error)) {
    const std::string extension = entry.path().extension().string();
    if (extension == kPart || extension == kClean || extension == kLock) ids.push_back(entry.path().stem().string());
  }
  storage::Uploads uploads(*services_.database);
  for (const std::string& id : ids) {
    const auto held = slot(id);
    const std::scoped_lock lock(held->mutex);
    const auto upload = uploads.find(id);
    if (!upload) return upload.failure();
    if (*upload && !(*upload)->finished) continue;
    for (const fs::path& remains : {part(id), clean(id), lock_file(id)}) {
      if (Status removed = services_.disk->remove(remains); !removed) return removed;
    }
  }
  return Done{};
}

// One that is whole here may have been taken to a storage just before its server was killed, and nobody would ever look
// for it there again.
Status MediaStore::unlink_taken(const storage::Upload& upload) const {
  if (!services_.vault->leaves_source()) return Done{};
  std::error_code error;
  const auto size = fs::file_size(part(upload.id), error);
  if (error || static_cast<std::int64_t>(size) != upload.length) return Done{};
  return services_.vault->remove(upload.claimed_sha256);
}

Status MediaStore::sweep() {
  auto ids = storage::Uploads(*services_.database).expired(services_.clock());
  if (!ids) return ids.failure();
  for (const std::string& id : *ids) {
    const auto held = slot(id);
    const std::scoped_lock lock(held->mutex);
    if (held->interrupt) held->interrupt();
    if (!take_across(id, *held)) continue;
    storage::Uploads uploads(*services_.database);
    const auto upload = uploads.find(id);
    if (!upload) return upload.failure();
    if (!*upload) continue;
    const auto gone = uploads.expire(id, services_.clock(), [&] { return unlink_taken(**upload); });
    if (!gone) return gone.failure();
    if (!*gone) continue;
    if (Status removed = remove_files(id); !removed) return removed;
  }
  return Done{};
}

}  // namespace returns::intake
