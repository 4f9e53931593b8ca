#include "native/storage/removal.h"

#include "native/storage/audit.h"

namespace returns::storage {
namespace {

long long count(Session& sql, const std::string& query, const std::string& sha256) {
  long long found = 0;
  sql << query, soci::into(found), soci::use(sha256);
  return found;
}

bool is_wanted(Session& sql, const RemovalOrder& order) {
  if (count(sql, "SELECT COUNT(*) FROM request_media WHERE sha256 = :sha256", order.sha256) != order.uses) return true;
  const long long before = order.uploaded_before.seconds;
  long long young = 0;
  sql.run("SELECT COUNT(*) FROM uploads WHERE sha256 = :sha256 AND created_at > :before", soci::into(young),
          soci::use(order.sha256), soci::use(before));
  // One that is on its way may be complete at any moment.
  return young > 0
         || count(sql, "SELECT COUNT(*) FROM uploads WHERE sha256 IS NULL AND claimed_sha256 = :sha256", order.sha256)
                > 0;
}

}  // namespace

Outcome<std::vector<MediumUse>> Removal::uses() {
  return database_.read([](Session& sql) -> Outcome<std::vector<MediumUse>> {
    std::vector<MediumUse> uses;
    MediumUse one;
    long long closed = 0;
    soci::indicator is_closed = soci::i_null;
    sql.rows(
        "SELECT f.sha256, f.ticket, r.order_id, f.slot, t.closed_at FROM request_media f JOIN requests "
        "r ON r.ticket = f.ticket JOIN tickets t ON t.ticket = f.ticket WHERE f.sha256 NOT IN (SELECT "
        "sha256 FROM media_removed) ORDER BY f.sha256, f.ticket, f.position",
        [&] {
          one.closed_at = is_closed == soci::i_ok ? std::optional<Instant>{Instant{closed}} : std::nullopt;
          uses.push_back(one);
        },
        soci::into(one.sha256), soci::into(one.ticket), soci::into(one.order_id), soci::into(one.slot),
        soci::into(closed, is_closed));
    return uses;
  });
}

Outcome<std::vector<Removal::Unused>> Removal::unused(Instant uploaded_before) {
  return database_.read([&](Session& sql) -> Outcome<std::vector<Unused>> {
    const long long before = uploaded_before.seconds;
    std::vector<Unused> found;
    Unused one;
    sql.rows(
        "SELECT m.sha256, COALESCE((SELECT MIN(u.order_id) FROM uploads u WHERE u.sha256 = m.sha256), "
        "'') FROM media m WHERE m.stored_at <= :stored AND NOT EXISTS (SELECT 1 FROM request_media f "
        "WHERE f.sha256 = m.sha256) AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.sha256 = m.sha256 "
        "AND u.created_at > :created) ORDER BY m.sha256",
        [&] { found.push_back(one); }, soci::into(one.sha256), soci::into(one.order_id), soci::use(before),
        soci::use(before));
    return found;
  });
}

Status Removal::remove(const RemovalOrder& order, Instant now, const std::function<Status()>& unlink) {
  return database_.write([&](Session& sql) -> Status {
    // First of all a write, so that nobody else writes until this is done.
    append_audit(sql, now,
                 {.kind = "media_removed",
                  .subject = order.subject,
                  .detail = {{"sha256", order.sha256}, {"reason", order.reason}}});
    if (is_wanted(sql, order)) return Failure{FailureCode::Conflict, "the file is needed again"};
    sql.run("DELETE FROM uploads WHERE sha256 = :sha256", soci::use(order.sha256));
    sql.run("DELETE FROM media_removed WHERE sha256 = :sha256", soci::use(order.sha256));
    if (order.uses == 0) {
      sql.run("DELETE FROM media WHERE sha256 = :sha256", soci::use(order.sha256));
    } else {
      const long long at = now.seconds;
      sql.run("INSERT INTO media_removed (sha256, removed_at, reason) VALUES (:sha256, :at, :reason)",
              soci::use(order.sha256), soci::use(at), soci::use(order.reason));
    }
    return unlink();
  });
}

}  // namespace returns::storage
