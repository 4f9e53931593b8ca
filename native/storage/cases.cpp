#include "native/storage/cases.h"

#include "native/storage/audit.h"

namespace returns::storage {
namespace {

// Between the opening of a case and the token or the request that keeps it there are moments of other people's work.
constexpr std::int64_t kYoungSeconds = 3'600;

// Nobody can type it: what is typed is folded to upper case (intake/factor.h).
std::string lookup_key_of(const std::string& id) { return "case " + id; }

void insert_factors(Session& sql, const std::string& id, const std::vector<Factor>& factors) {
  for (const Factor& factor : factors) {
    sql.run("INSERT INTO order_factors (order_id, kind, salt, hash) VALUES (:id, :kind, :salt, :hash)", soci::use(id),
            soci::use(factor.kind), soci::use(factor.salt), soci::use(factor.hash));
  }
}

}  // namespace

StoredOrder order_of(const NewCase& opened) {
  return {.id = opened.id,
          .merchant = opened.merchant,
          .customer = opened.id,
          .document = parse_json(opened.document),
          .earlier = {},
          .revision = 0};
}

void open_case(Session& sql, const NewCase& opened, Instant now) {
  const std::string key = lookup_key_of(opened.id);
  const long long at = now.seconds;
  sql.run(
      "INSERT INTO orders (id, lookup_key, merchant, customer, document, revision, seeded_at) VALUES (:id, :key, "
      ":merchant, :customer, :document, 0, :at)",
      soci::use(opened.id), soci::use(key), soci::use(opened.merchant), soci::use(opened.id),
      soci::use(opened.document), soci::use(at));
  insert_factors(sql, opened.id, opened.factors);
  append_audit(sql, now, {.kind = "case_opened", .subject = opened.id});
}

Status Cases::open(const NewCase& opened, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    open_case(sql, opened, now);
    return Done{};
  });
}

Outcome<std::int64_t> Cases::forget_unused(Instant now) {
  return database_.write([&](Session& sql) -> Outcome<std::int64_t> {
    const long long current = now.seconds;
    const long long old = now.seconds - kYoungSeconds;
    std::vector<std::string> unused;
    std::string id;
    sql.rows(
        "SELECT id FROM orders WHERE lookup_key LIKE 'case %' AND COALESCE(seeded_at, 0) <= :old AND "
        "id NOT IN (SELECT order_id FROM tokens WHERE expires_at > :now) AND id NOT IN (SELECT "
        "order_id FROM requests) AND id NOT IN (SELECT order_id FROM uploads)",
        [&] { unused.push_back(id); }, soci::into(id), soci::use(old), soci::use(current));
    for (const std::string& gone : unused) {
      sql.run("DELETE FROM tokens WHERE order_id = :id", soci::use(gone));
      sql.run("DELETE FROM order_factors WHERE order_id = :id", soci::use(gone));
      sql.run("DELETE FROM orders WHERE id = :id", soci::use(gone));
    }
    return static_cast<std::int64_t>(unused.size());
  });
}

Status Cases::add_factors(const std::string& id, const std::vector<Factor>& factors) {
  return database_.write([&](Session& sql) -> Status {
    for (const Factor& factor : factors)
      sql.run("DELETE FROM order_factors WHERE order_id = :id AND kind = :kind", soci::use(id), soci::use(factor.kind));
    insert_factors(sql, id, factors);
    return Done{};
  });
}

}  // namespace returns::storage
