#include "native/storage/attempts.h"

#include <algorithm>

namespace returns::storage {
namespace {

// Seconds until one more is allowed, 0 when it is now. `column` is one of two literals.
std::int64_t wait_for(soci::session& sql, const char* column, const std::string& value, const AttemptLimit& limit,
                      Instant now) {
  const long long since = now.seconds - limit.seconds;
  const long long earlier = limit.most - 1;
  long long at = 0;
  sql << std::string{"SELECT at FROM lookup_attempts WHERE "} + column
             + " = :value AND at > :since ORDER BY at DESC LIMIT 1 OFFSET :earlier",
      soci::into(at), soci::use(value), soci::use(since), soci::use(earlier);
  return sql.got_data() ? std::max<std::int64_t>(1, at + limit.seconds - now.seconds) : 0;
}

}  // namespace

Outcome<Attempts::Entry> Attempts::begin(const std::string& subject, const std::string& address,
                                         const std::string& nonce, Instant now) {
  return database_.write([&](soci::session& sql) -> Outcome<Entry> {
    const long long current = now.seconds;
    const long long old = now.seconds - 86'400;
    sql << "DELETE FROM lookup_attempts WHERE at <= :old", soci::use(old);
    std::int64_t wait = 0;
    for (const AttemptLimit& limit : kPerSubject) wait = std::max(wait, wait_for(sql, "subject", subject, limit, now));
    for (const AttemptLimit& limit : kPerAddress) wait = std::max(wait, wait_for(sql, "address", address, limit, now));
    if (wait > 0) return Entry{.nonce = {}, .retry_after = wait};
    sql << "INSERT INTO lookup_attempts (subject, address, nonce, at) VALUES (:subject, :address, :nonce, :at)",
        soci::use(subject), soci::use(address), soci::use(nonce), soci::use(current);
    return Entry{.nonce = nonce, .retry_after = std::nullopt};
  });
}

Status Attempts::forgive(const std::string& nonce) {
  return database_.write([&](soci::session& sql) -> Status {
    sql << "DELETE FROM lookup_attempts WHERE nonce = :nonce", soci::use(nonce);
    return Done{};
  });
}

}  // namespace returns::storage
