#include "native/intake/secret_check.h"

#include "native/support/crypto.h"

namespace returns::intake {
namespace {

std::string check_of(const std::string& secret) { return to_hex(hmac_sha256(secret, "installation")); }

std::string noted(storage::Session& sql) {
  std::string found;
  sql.run("SELECT secret_check FROM installation WHERE one = 1", soci::into(found));
  return found;
}

Status compare(const std::string& found, const std::string& secret, const std::filesystem::path& data) {
  if (found.empty() || equal_in_constant_time(found, check_of(secret))) return Done{};
  return Failure{FailureCode::Conflict,
                 (data / "secret.key").string()
                     + ": is not the secret that this database was begun with. Servers on one database need the same: "
                       "copy secret.key from the folder of the first one (a backup has it too), or choose another "
                       "database"};
}

}  // namespace

Status claim_database(storage::Database& database, const std::string& secret, const std::filesystem::path& data) {
  return database.write([&](storage::Session& sql) -> Status {
    const std::string found = noted(sql);
    if (!found.empty()) return compare(found, secret, data);
    const std::string check = check_of(secret);
    sql.run("INSERT INTO installation (one, secret_check) VALUES (1, :check)", soci::use(check));
    return Done{};
  });
}

Status check_secret(storage::Database& database, const std::string& secret, const std::filesystem::path& data) {
  const auto found = database.read([](storage::Session& sql) -> Outcome<std::string> { return noted(sql); });
  if (!found) return found.failure();
  return compare(*found, secret, data);
}

}  // namespace returns::intake
