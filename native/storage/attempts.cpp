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

long long minute_of(Instant at) { return at.seconds / 60; }

bool is_pressed(Session& sql, Instant now) {
  const long long since = minute_of(Instant{now.seconds - kOfAll.seconds});
  long long failures = 0;
  sql.run("SELECT COALESCE(SUM(failures), 0) FROM lookup_minutes WHERE minute > :since", soci::into(failures),
          soci::use(since));
  return failures >= kOfAll.most;
}

void add_to_minute(Session& sql, Instant at, long long failures) {
  const long long minute = minute_of(at);
  if (sql.change("UPDATE lookup_minutes SET failures = failures + :more WHERE minute = :minute", soci::use(failures),
                 soci::use(minute))
      == 0)
    sql.run("INSERT INTO lookup_minutes (minute, failures) VALUES (:minute, :failures)", soci::use(minute),
            soci::use(failures));
}

Attempts::Wait begin_one(Session& sql, const Attempts::Attempt& attempt, Instant now) {
  std::int64_t wait = 0;
  if (!attempt.subject.empty()) {
    for (const AttemptLimit& limit : kPerSubject)
      wait = std::max(wait, wait_for(sql, kOfSubject, attempt.subject, limit, now));
  }
  for (const AttemptLimit& limit : kPerAddress)
    wait = std::max(wait, wait_for(sql, kOfAddress, attempt.address, limit, now));
  if (attempt.is_lookup && is_pressed(sql, now))
    wait = std::max(wait, wait_for(sql, kOfAddress, attempt.address, kPressed, now));
  if (wait > 0) return wait;
  const long long at = now.seconds;
  sql.run("INSERT INTO lookup_attempts (subject, address, nonce, at) VALUES (:subject, :address, :nonce, :at)",
          soci::use(attempt.subject), soci::use(attempt.address), soci::use(attempt.nonce), soci::use(at));
  if (attempt.is_lookup) add_to_minute(sql, now, 1);
  return std::nullopt;
}

}  // namespace

Outcome<std::vector<Attempts::Wait>> Attempts::begin(const std::vector<Attempt>& attempts, Instant now) {
  return database_.write_soon([&](Session& sql) -> Outcome<std::vector<Wait>> {
    const long long old = now.seconds - 86'400;
    const long long old_minute = minute_of(Instant{old});
    sql.run("DELETE FROM lookup_attempts WHERE at <= :old", soci::use(old));
    sql.run("DELETE FROM lookup_minutes WHERE minute <= :old", soci::use(old_minute));
    std::vector<Wait> waits;
    for (const Attempt& attempt : attempts) {
      waits.push_back(begin_one(sql, attempt, now));
      if (waits.back()) break;
    }
    return waits;
  });
}

Outcome<Attempts::Wait> Attempts::begin(const Attempt& attempt, Instant now) {
  const auto waits = begin(std::vector<Attempt>{attempt}, now);
  if (!waits) return waits.failure();
  return waits->front();
}

Status Attempts::forgive(const Attempt& attempt, Instant counted_at) {
  return database_.write_soon([&](Session& sql) -> Status {
    const bool counted = sql.change("DELETE FROM lookup_attempts WHERE nonce = :nonce", soci::use(attempt.nonce)) > 0;
    if (counted && attempt.is_lookup) add_to_minute(sql, counted_at, -1);
    return Done{};
  });
}

}  // namespace returns::storage
