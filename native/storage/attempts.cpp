#include "native/storage/attempts.h"

#include <algorithm>

namespace returns::storage {
namespace {

constexpr const char* kOfSubject =
    "SELECT at FROM lookup_attempts WHERE subject = :value AND at > :since ORDER BY at DESC LIMIT 1 OFFSET :earlier";
constexpr const char* kOfAddress =
    "SELECT at FROM lookup_attempts WHERE address = :value AND at > :since ORDER BY at DESC LIMIT 1 OFFSET :earlier";

// Seconds until one more is allowed, 0 when it is now.
std::int64_t wait_for(Session& sql, const char* attempts, const std::string& value, const AttemptLimit& limit,
                      Instant now) {
  const long long since = now.seconds - limit.seconds;
  const long long earlier = limit.most - 1;
  long long at = 0;
  const bool reached = sql.run(attempts, soci::into(at), soci::use(value), soci::use(since), soci::use(earlier));
  return reached ? std::max<std::int64_t>(1, at + limit.seconds - now.seconds) : 0;
}

void count(Session& sql, const std::string& subject, const std::string& address, const std::string& nonce,
           Instant now) {
  const long long at = now.seconds;
  sql.run("INSERT INTO lookup_attempts (subject, address, nonce, at) VALUES (:subject, :address, :nonce, :at)",
          soci::use(subject), soci::use(address), soci::use(nonce), soci::use(at));
}

// Of the same attempt, in everybody's count.
std::string twin(const std::string& nonce) { return nonce + " of all"; }

}  // namespace

Outcome<Attempts::Entry> Attempts::begin(const std::string& subject, const std::string& address,
                                         const std::string& nonce, Instant now, const std::string& all) {
  return database_.write_soon([&](Session& sql) -> Outcome<Entry> {
    const long long old = now.seconds - 86'400;
    sql.run("DELETE FROM lookup_attempts WHERE at <= :old", soci::use(old));
    std::int64_t wait = 0;
    for (const AttemptLimit& limit : kPerSubject) wait = std::max(wait, wait_for(sql, kOfSubject, subject, limit, now));
    for (const AttemptLimit& limit : kPerAddress) wait = std::max(wait, wait_for(sql, kOfAddress, address, limit, now));
    if (!all.empty()) wait = std::max(wait, wait_for(sql, kOfSubject, all, kOfAll, now));
    if (wait > 0) return Entry{.nonce = {}, .retry_after = wait};
    count(sql, subject, address, nonce, now);
    if (!all.empty()) count(sql, all, all, twin(nonce), now);
    return Entry{.nonce = nonce, .retry_after = std::nullopt};
  });
}

Status Attempts::forgive(const std::string& nonce) {
  return database_.write_soon([&](Session& sql) -> Status {
    const std::string of_all = twin(nonce);
    sql.run("DELETE FROM lookup_attempts WHERE nonce IN (:nonce, :all)", soci::use(nonce), soci::use(of_all));
    return Done{};
  });
}

}  // namespace returns::storage
