#include "native/storage/uploads.h"

#include "native/storage/audit.h"

namespace returns::storage {
namespace {

// Does anybody else have, or send, what this upload claims to be? Asked when its own row is gone.
bool is_shared(Session& sql, const std::string& sha256) {
  long long others = 0;
  sql.run(
      "SELECT (SELECT COUNT(*) FROM media WHERE sha256 = :a) + (SELECT COUNT(*) FROM uploads WHERE claimed_sha256 = "
      ":b)",
      soci::into(others), soci::use(sha256), soci::use(sha256));
  return others > 0;
}

std::string claimed_by(Session& sql, const std::string& id) {
  std::string claimed;
  sql.run("SELECT claimed_sha256 FROM uploads WHERE id = :id", soci::into(claimed), soci::use(id));
  return claimed;
}

}  // namespace

Outcome<bool> Uploads::create(const Upload& upload, const Quota& quota) {
  return database_.write([&](Session& sql) -> Outcome<bool> {
    const long long length = upload.length;
    const long long created = upload.created_at.seconds;
    const long long expires = upload.expires_at.seconds;
    sql.run(
        "INSERT INTO uploads (id, order_id, name, claimed_type, claimed_sha256, metadata, length, received, "
        "created_at, expires_at) "
        "VALUES (:id, :order, :name, :type, :sha256, :metadata, :length, 0, :created, :expires)",
        soci::use(upload.id), soci::use(upload.order_id), soci::use(upload.name), soci::use(upload.claimed_type),
        soci::use(upload.claimed_sha256), soci::use(upload.metadata), soci::use(length), soci::use(created),
        soci::use(expires));
    long long files = 0;
    long long bytes = 0;
    sql.run("SELECT COUNT(*), SUM(length) FROM uploads WHERE order_id = :order", soci::into(files), soci::into(bytes),
            soci::use(upload.order_id));
    if (files <= quota.files && bytes <= quota.bytes) return true;
    sql.run("DELETE FROM uploads WHERE id = :id", soci::use(upload.id));
    return false;
  });
}

Outcome<std::optional<Upload>> Uploads::find(const std::string& id) {
  return database_.read([&](Session& sql) -> Outcome<std::optional<Upload>> {
    Upload upload;
    upload.id = id;
    long long length = 0;
    long long received = 0;
    long long created = 0;
    long long expires = 0;
    std::string sha256;
    soci::indicator finished = soci::i_null;
    const bool found = sql.run(
        "SELECT order_id, name, claimed_type, claimed_sha256, metadata, length, received, created_at, expires_at, "
        "sha256 FROM uploads WHERE id = :id",
        soci::into(upload.order_id), soci::into(upload.name), soci::into(upload.claimed_type),
        soci::into(upload.claimed_sha256), soci::into(upload.metadata), soci::into(length), soci::into(received),
        soci::into(created), soci::into(expires), soci::into(sha256, finished), soci::use(id));
    if (!found) return std::optional<Upload>{};
    upload.length = length;
    upload.received = received;
    upload.created_at = Instant{created};
    upload.expires_at = Instant{expires};
    upload.finished = finished == soci::i_ok;
    return std::optional<Upload>{std::move(upload)};
  });
}

Status Uploads::advance(const std::string& id, std::int64_t received) {
  return database_.write([&](Session& sql) -> Status {
    const long long value = received;
    sql.run("UPDATE uploads SET received = :received WHERE id = :id", soci::use(value), soci::use(id));
    return Done{};
  });
}

Outcome<bool> Uploads::knows_media(const std::string& sha256) {
  return database_.read([&](Session& sql) -> Outcome<bool> {
    long long count = 0;
    sql.run("SELECT COUNT(*) FROM media WHERE sha256 = :sha256", soci::into(count), soci::use(sha256));
    return count > 0;
  });
}

Status Uploads::finish(const std::string& id, const Media& media, const std::string& report, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long size = media.size;
    const long long stored = now.seconds;
    sql.run(
        "INSERT INTO media (sha256, size, type, kind, stored_at) SELECT :sha256, :size, :type, :kind, :stored WHERE "
        "NOT EXISTS (SELECT 1 FROM media WHERE sha256 = :again)",
        soci::use(media.sha256), soci::use(size), soci::use(media.type), soci::use(media.kind), soci::use(stored),
        soci::use(media.sha256));
    // The file may have been removed once; now it lies there again.
    sql.run("DELETE FROM media_removed WHERE sha256 = :sha256", soci::use(media.sha256));
    sql.run("UPDATE uploads SET received = length, sha256 = :sha256, report = :report WHERE id = :id",
            soci::use(media.sha256), soci::use(report), soci::use(id));
    if (!media.kept_sha256.empty()) {
      append_audit(sql, now,
                   {.kind = "media_scrubbed",
                    .subject = id,
                    .detail = {{"sha256", media.sha256}, {"kept", media.kept_sha256}, {"removed", media.removed}}});
    }
    return Done{};
  });
}

Status Uploads::remove(const std::string& id, const std::function<Status()>& unlink) {
  return database_.write([&](Session& sql) -> Status {
    const std::string claimed = claimed_by(sql, id);
    sql.run("DELETE FROM uploads WHERE id = :id", soci::use(id));
    return is_shared(sql, claimed) ? Status{Done{}} : unlink();
  });
}

Outcome<bool> Uploads::expire(const std::string& id, Instant now, const std::function<Status()>& unlink) {
  return database_.write([&](Session& sql) -> Outcome<bool> {
    const long long current = now.seconds;
    const std::string claimed = claimed_by(sql, id);
    if (sql.change("DELETE FROM uploads WHERE id = :id AND sha256 IS NULL AND expires_at <= :now", soci::use(id),
                   soci::use(current))
        == 0)
      return false;
    if (is_shared(sql, claimed)) return true;
    if (Status gone = unlink(); !gone) return gone.failure();
    return true;
  });
}

Outcome<bool> Uploads::withdraw(const std::string& id) {
  return database_.write([&](Session& sql) -> Outcome<bool> {
    return sql.change(
               "DELETE FROM uploads WHERE id = :id AND NOT EXISTS (SELECT 1 FROM request_media f JOIN requests "
               "r ON r.ticket = f.ticket WHERE f.sha256 = uploads.sha256 AND r.order_id = uploads.order_id)",
               soci::use(id))
           > 0;
  });
}

Status Uploads::reject(const Upload& upload, const std::string& found_sha256, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    sql.run("DELETE FROM uploads WHERE id = :id", soci::use(upload.id));
    append_audit(
        sql, now,
        {.kind = "media_refused",
         .subject = upload.order_id,
         .detail = {{"code", "digest_mismatch"}, {"claimed", upload.claimed_sha256}, {"found", found_sha256}}});
    return Done{};
  });
}

Outcome<std::vector<std::string>> Uploads::expired(Instant now) {
  return database_.read([&](Session& sql) -> Outcome<std::vector<std::string>> {
    const long long current = now.seconds;
    std::string id;
    std::vector<std::string> ids;
    sql.rows(
        "SELECT id FROM uploads WHERE sha256 IS NULL AND expires_at <= :now", [&] { ids.push_back(id); },
        soci::into(id), soci::use(current));
    return ids;
  });
}

Outcome<std::vector<std::string>> Uploads::reports(const std::string& order_id, const std::string& sha256) {
  return database_.read([&](Session& sql) -> Outcome<std::vector<std::string>> {
    std::string report;
    std::vector<std::string> reports;
    sql.rows(
        "SELECT report FROM uploads WHERE order_id = :order AND sha256 = :sha256 ORDER BY id",
        [&] { reports.push_back(report); }, soci::into(report), soci::use(order_id), soci::use(sha256));
    return reports;
  });
}

}  // namespace returns::storage
