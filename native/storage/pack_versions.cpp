#include "native/storage/pack_versions.h"

#include "native/storage/audit.h"

namespace returns::storage {

Outcome<PackVersions::Accepted> PackVersions::all() {
  return database_.read([&](Session& sql) -> Outcome<Accepted> {
    Accepted accepted;
    std::string pack, digest;
    long long version = 0;
    sql.rows(
        "SELECT pack, version, digest FROM pack_versions WHERE merchant = :merchant",
        [&] { accepted[pack][version] = digest; }, soci::into(pack), soci::into(version), soci::into(digest),
        soci::use(merchant_));
    return accepted;
  });
}

Status PackVersions::remember(const std::vector<PackVersion>& versions, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long at = now.seconds;
    for (const PackVersion& accepted : versions) {
      const long long version = accepted.version;
      int known = 0;
      sql.run("SELECT COUNT(*) FROM pack_versions WHERE merchant = :merchant AND pack = :pack AND version = :version",
              soci::into(known), soci::use(merchant_), soci::use(accepted.pack), soci::use(version));
      if (known > 0) continue;
      sql.run(
          "INSERT INTO pack_versions (merchant, pack, version, digest, accepted_at) VALUES (:merchant, :pack, "
          ":version, :digest, :at)",
          soci::use(merchant_), soci::use(accepted.pack), soci::use(version), soci::use(accepted.digest),
          soci::use(at));
      append_audit(sql, now,
                   {.kind = "pack_accepted",
                    .subject = accepted.pack,
                    .detail = {{"version", accepted.version}, {"digest", accepted.digest}, {"key", accepted.key}}});
    }
    return Done{};
  });
}

}  // namespace returns::storage
