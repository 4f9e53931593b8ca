#include "native/intake/delivered_file.h"

#include "native/intake/answers.h"
#include "native/support/crypto.h"

namespace returns::intake {
namespace {

using Result = std::variant<Delivered, http::Response>;

Result write(Services& services, MediaStore& store, const storage::Upload& upload, const NextBytes& next) {
  const auto slot = store.slot(upload.id);
  const std::scoped_lock lock(slot->mutex);
  if (!store.take_across(upload.id, *slot)) return failure_answer({FailureCode::Busy, "upload"});
  auto opened = services.disk->open(store.part(upload.id));
  if (!opened) return failure_answer(opened.failure());
  for (std::int64_t at = 0; at < upload.length;) {
    const std::string_view part = next(static_cast<std::size_t>(upload.length - at));
    if (part.empty()) return Delivered::Cut;
    if (Status written = (*opened)->write_at(at, part); !written) return failure_answer(written.failure());
    at += static_cast<std::int64_t>(part.size());
  }
  if (Status synced = (*opened)->sync(); !synced) return failure_answer(synced.failure());
  if (auto refusal = store.complete(upload)) return std::move(*refusal);
  return Delivered::Kept;
}

}  // namespace

Result take_file(Services& services, MediaStore& store, const std::string& order_id, const DeliveredFile& file,
                 const NextBytes& next) {
  storage::Uploads uploads(*services.database);
  const auto known = uploads.reports(order_id, file.sha256);
  if (!known) return failure_answer(known.failure());
  if (!known->empty()) {
    // It came before, and the answer was lost.
    for (std::int64_t left = file.size; left > 0;) {
      const std::string_view part = next(static_cast<std::size_t>(left));
      if (part.empty()) return Delivered::Cut;
      left -= static_cast<std::int64_t>(part.size());
    }
    return Delivered::Kept;
  }
  const auto id = random_bytes(16);
  if (!id) return failure_answer({FailureCode::Io, "no random bytes"});
  const Instant now = services.clock();
  storage::Upload upload;
  upload.id = to_hex(*id);
  upload.order_id = order_id;
  upload.name = file.name;
  upload.claimed_type = file.type;
  upload.claimed_sha256 = file.sha256;
  upload.length = file.size;
  upload.created_at = now;
  upload.expires_at = Instant{now.seconds + store.limits().upload_seconds};
  const auto created = uploads.create(upload, store.limits().quota);
  if (!created) return failure_answer(created.failure());
  if (!*created) return error_answer(413, "quota", {.at = {}, .params = {{"files", store.limits().quota.files}}});
  Result result = write(services, store, upload, next);
  // Half a file is of no use to anybody: the sender sends the whole again. What the store refused it has removed.
  const auto* refusal = std::get_if<http::Response>(&result);
  const bool cut = std::holds_alternative<Delivered>(result) && std::get<Delivered>(result) == Delivered::Cut;
  if (cut || (refusal != nullptr && refusal->status != 460)) static_cast<void>(store.remove(upload.id));
  return result;
}

}  // namespace returns::intake
