#include "native/storage/snapshot.h"

#include "native/storage/schema.h"

namespace returns::storage {
namespace {

std::vector<std::string> column(Session& sql, const std::string& query) {
  std::vector<std::string> values;
  std::string value;
  soci::statement rows = (sql.prepare << query, soci::into(value));
  rows.execute();
  while (rows.fetch()) values.push_back(value);
  return values;
}

}  // namespace

Outcome<Snapshot> describe(Database& database) {
  return database.read([](Session& sql) -> Outcome<Snapshot> {
    Snapshot snapshot;
    sql << "SELECT version FROM schema_version", soci::into(snapshot.schema_version);
    for (const std::string& table : schema_tables()) {
      long long count = 0;
      sql << "SELECT COUNT(*) FROM " + table, soci::into(count);
      snapshot.rows[table] = count;
    }
    long long last = 0;
    sql << "SELECT last_id, hash FROM audit_head WHERE one = 1", soci::into(last), soci::into(snapshot.audit_head);
    snapshot.audit_entries = last;
    snapshot.media = column(sql,
                            "SELECT sha256 FROM media WHERE sha256 NOT IN (SELECT sha256 FROM media_removed) "
                            "ORDER BY sha256");
    return snapshot;
  });
}

Outcome<std::string> find_damage(Database& database) {
  return database.read([&](Session& sql) -> Outcome<std::string> { return database.engine().find_damage(sql); });
}

}  // namespace returns::storage
