#include "native/storage/shop_orders.h"

#include <map>
#include <optional>

#include "native/storage/audit.h"

namespace returns::storage {
namespace {

struct Known {
  bool there = false;
  std::int64_t version = 0;  // 0: it came another way
  std::string digest, document;
};

Known find(Session& sql, const std::string& id) {
  Known known;
  long long version = 0;
  sql << "SELECT document FROM orders WHERE id = :id", soci::into(known.document), soci::use(id);
  known.there = sql.got_data();
  sql << "SELECT version, digest FROM order_versions WHERE order_id = :id", soci::into(version),
      soci::into(known.digest), soci::use(id);
  known.version = version;
  return known;
}

// Does the document still have every unit that a request holds?
bool has_held_units(Session& sql, const std::string& id, const Json& document) {
  std::map<std::string, std::int64_t> quantities;
  for (const Json& line : array_of(document, "lines"))
    quantities[text_of(line, "id")] = integer_of(line, "quantity").value_or(0);
  std::string line;
  long long held = 0;
  soci::statement rows = (sql.prepare << "SELECT line, SUM(quantity) FROM request_lines WHERE "
                                         "order_id = :id AND state "
                                         "<> 'cancelled' GROUP BY line",
                          soci::into(line), soci::into(held), soci::use(id));
  rows.execute();
  bool all = true;
  while (rows.fetch()) all = all && quantities[line] >= held;
  return all;
}

bool same_policy(const Json& before, const Json& after) {
  const Json* one = member(before, "policy");
  const Json* other = member(after, "policy");
  return one != nullptr && other != nullptr && *one == *other;
}

std::optional<OrderPut> refuse(Session& sql, const ShopOrder& sent, const Known& known) {
  if (!known.there) {
    long long taken = 0;
    sql << "SELECT COUNT(*) FROM orders WHERE lookup_key = :key", soci::into(taken), soci::use(sent.order.lookup_key);
    return taken > 0 ? std::optional<OrderPut>{OrderPut::IdTaken} : std::nullopt;
  }
  if (known.version > sent.version) return OrderPut::Older;
  if (known.version == sent.version) return known.digest == sent.digest ? OrderPut::Unchanged : OrderPut::VersionReused;
  const Json document = parse_json(sent.order.document);
  if (!same_policy(parse_json(known.document), document)) return OrderPut::PolicyChanged;
  if (!has_held_units(sql, sent.order.id, document)) return OrderPut::UnitsTaken;
  return std::nullopt;
}

void write(Session& sql, const ShopOrder& sent, bool there) {
  const NewOrder& order = sent.order;
  if (there) {
    // Whoever judges a request by the old document must judge again.
    sql << "UPDATE orders SET document = :document, revision = revision + 1 "
           "WHERE id = :id",
        soci::use(order.document), soci::use(order.id);
  } else {
    sql << "INSERT INTO orders (id, lookup_key, merchant, customer, document, "
           "revision) VALUES (:id, :key, :merchant, "
           ":customer, :document, 0)",
        soci::use(order.id), soci::use(order.lookup_key), soci::use(order.merchant), soci::use(order.customer),
        soci::use(order.document);
  }
  sql << "DELETE FROM order_factors WHERE order_id = :id", soci::use(order.id);
  for (const Factor& factor : order.factors)
    sql << "INSERT INTO order_factors (order_id, kind, salt, hash) VALUES "
           "(:id, :kind, :salt, :hash)",
        soci::use(order.id), soci::use(factor.kind), soci::use(factor.salt), soci::use(factor.hash);
  sql << "DELETE FROM contacts WHERE subject = :id", soci::use(order.id);
  put_contact(sql, order.id, sent.contact);
  const long long version = sent.version;
  sql << "DELETE FROM order_versions WHERE order_id = :id", soci::use(order.id);
  sql << "INSERT INTO order_versions (order_id, version, digest) VALUES (:id, "
         ":version, :digest)",
      soci::use(order.id), soci::use(version), soci::use(sent.digest);
}

}  // namespace

Outcome<OrderPut> put_shop_order(Database& database, const ShopOrder& sent, Instant now) {
  return database.write([&](Session& sql) -> Outcome<OrderPut> {
    // A write first: it makes everybody else who works on this order wait.
    sql << "UPDATE orders SET revision = revision WHERE id = :id", soci::use(sent.order.id);
    const Known known = find(sql, sent.order.id);
    if (const auto refusal = refuse(sql, sent, known)) return *refusal;
    write(sql, sent, known.there);
    append_audit(sql, now,
                 {.kind = known.there ? "order_replaced" : "order_received",
                  .subject = sent.order.id,
                  .detail = {{"version", sent.version}, {"order", sent.digest}}});
    return known.there ? OrderPut::Replaced : OrderPut::Added;
  });
}

Status add_shop_token(Database& database, const std::string& hash, const std::string& merchant, Instant now) {
  return database.write([&](Session& sql) -> Status {
    const long long at = now.seconds;
    sql << "INSERT INTO shop_tokens (hash, merchant, created_at) VALUES (:hash, :merchant, :at)", soci::use(hash),
        soci::use(merchant), soci::use(at);
    append_audit(sql, now, {.kind = "shop_token_added", .subject = merchant});
    return Done{};
  });
}

Outcome<bool> knows_shop_token(Database& database, const std::string& hash, const std::string& merchant) {
  return database.read([&](Session& sql) -> Outcome<bool> {
    long long count = 0;
    sql << "SELECT COUNT(*) FROM shop_tokens WHERE hash = :hash AND merchant = :merchant", soci::into(count),
        soci::use(hash), soci::use(merchant);
    return count > 0;
  });
}

Outcome<std::int64_t> revoke_shop_tokens(Database& database, const std::string& merchant, Instant now) {
  return database.write([&](Session& sql) -> Outcome<std::int64_t> {
    soci::statement gone = (sql.prepare << "DELETE FROM shop_tokens WHERE merchant = :merchant", soci::use(merchant));
    gone.execute(true);
    append_audit(sql, now, {.kind = "shop_tokens_revoked", .subject = merchant});
    return static_cast<std::int64_t>(gone.get_affected_rows());
  });
}

}  // namespace returns::storage
