#include "native/storage/orders.h"

#include "native/storage/audit.h"
#include "native/storage/cases.h"

namespace returns::storage {
namespace {

std::int64_t count_requests(Session& sql, const std::string& order_id) {
  long long count = 0;
  sql.run("SELECT COUNT(*) FROM requests WHERE order_id = :id", soci::into(count), soci::use(order_id));
  return count;
}

Orders::Lock lock_of(Session& sql, const std::string& order_id) {
  Orders::Lock lock{.order_id = order_id, .factors = {}};
  Factor factor;
  sql.rows(
      "SELECT kind, salt, hash FROM order_factors WHERE order_id = :id ORDER BY kind, hash",
      [&] { lock.factors.push_back(factor); }, soci::into(factor.kind), soci::into(factor.salt),
      soci::into(factor.hash), soci::use(order_id));
  return lock;
}

// The promotions for whose loss that request's quote has charged.
void add_losses(const Json& request, Json& order) {
  const Json* quote = member(request, "quote");
  if (const Json* follows = member(request, "consequences"); follows != nullptr) quote = member(*follows, "quote");
  if (quote == nullptr) return;
  for (const Json& entry : array_of(*quote, "lines")) {
    if (text_of(entry, "code") != "promotion_lost") continue;
    for (Json& discount : order["discounts"])
      if (text_of(discount, "id") == text_of(entry, "discount")) discount["lost"] = true;
  }
}

// Whether that line of the request went back for the customer's own reasons.
bool own_reason(const Json& request, const std::string& line) {
  const Json* decision = member(request, "decision");
  if (decision == nullptr) return true;
  for (const Json& item : array_of(*decision, "items")) {
    if (text_of(item, "line") == line) return text_of(item, "fault") == "buyer";
  }
  return true;
}

// What requests hold, added to what the shop's own document says is held, and what they have settled.
void add_held(Session& sql, StoredOrder& order) {
  std::string line;
  std::string ticket;
  std::string state;
  std::string sealed;
  long long quantity = 0;
  std::string parsed;
  Json request;
  const auto add = [&] {
    if (parsed != ticket) {
      request = parse_json(sealed);
      parsed = ticket;
      order.earlier.push_back(order.document);
      for (Json& discount : order.document["discounts"]) discount.emplace("lost", false);
      if (state != "cancelled") add_losses(request, order.document);
    }
    for (Json& entry : order.document["lines"]) {
      if (text_of(entry, "id") != line) continue;
      if (member(entry, "held") == nullptr) entry["held"] = Json::array();
      entry["held"].push_back({{"quantity", quantity}, {"ticket", ticket}, {"state", state}});
      if (!own_reason(request, line)) entry["held"].back()["counts"] = true;
    }
  };
  sql.rows(
      "SELECT l.line, l.ticket, l.quantity, l.state, COALESCE(r.computed, r.body) FROM request_lines l "
      "JOIN requests r ON r.ticket = l.ticket WHERE l.order_id = :id ORDER BY l.ticket, l.line",
      add, soci::into(line), soci::into(ticket), soci::into(quantity), soci::into(state), soci::into(sealed),
      soci::use(order.id));
}

}  // namespace

Outcome<StoredOrder> load_order(Session& sql, const std::string& id) {
  StoredOrder order{.id = id, .merchant = {}, .customer = {}, .document = {}, .earlier = {}, .revision = 0};
  std::string document;
  long long revision = 0;
  const bool found =
      sql.run("SELECT merchant, customer, document, revision FROM orders WHERE id = :id", soci::into(order.merchant),
              soci::into(order.customer), soci::into(document), soci::into(revision), soci::use(id));
  if (!found) return Failure{FailureCode::NotFound, "no such order"};
  order.revision = revision;
  order.document = parse_json(document);
  if (order.document.is_discarded() || (array_of(order.document, "lines").empty() && !is_case(order.document)))
    return Failure{FailureCode::Broken, "order document"};
  add_held(sql, order);
  return order;
}

Status Orders::put(const NewOrder& order) {
  return database_.write([&](Session& sql) -> Status {
    long long seeded = order.seeded_at ? order.seeded_at->seconds : 0;
    soci::indicator given = order.seeded_at ? soci::i_ok : soci::i_null;
    sql.run("DELETE FROM order_factors WHERE order_id = :id", soci::use(order.id));
    if (count_requests(sql, order.id) > 0) return Failure{FailureCode::Conflict, "requests refer to this order"};
    sql.run(
        "UPDATE orders SET lookup_key = :key, merchant = :merchant, customer = :customer, document = :document, "
        "seeded_at = :seeded WHERE id = :id",
        soci::use(order.lookup_key), soci::use(order.merchant), soci::use(order.customer), soci::use(order.document),
        soci::use(seeded, given), soci::use(order.id));
    sql.run(
        "INSERT INTO orders (id, lookup_key, merchant, customer, document, revision, seeded_at) SELECT :id, :key, "
        ":merchant, :customer, :document, 0, :seeded "
        "WHERE NOT EXISTS (SELECT 1 FROM orders WHERE id = :again)",
        soci::use(order.id), soci::use(order.lookup_key), soci::use(order.merchant), soci::use(order.customer),
        soci::use(order.document), soci::use(seeded, given), soci::use(order.id));
    for (const Factor& factor : order.factors) {
      sql.run("INSERT INTO order_factors (order_id, kind, salt, hash) VALUES (:id, :kind, :salt, :hash)",
              soci::use(order.id), soci::use(factor.kind), soci::use(factor.salt), soci::use(factor.hash));
    }
    return Done{};
  });
}

Outcome<std::optional<Orders::Seed>> Orders::seed(const std::string& id) {
  return database_.read([&](Session& sql) -> Outcome<std::optional<Seed>> {
    long long at = 0;
    soci::indicator given = soci::i_null;
    const bool found = sql.run("SELECT seeded_at FROM orders WHERE id = :id", soci::into(at, given), soci::use(id));
    if (!found) return std::optional<Seed>{};
    Seed seed{.at = std::nullopt, .requests = count_requests(sql, id)};
    if (given == soci::i_ok) seed.at = Instant{at};
    return std::optional<Seed>{seed};
  });
}

Outcome<Orders::Lock> Orders::lock_of_order(const std::string& lookup_key) {
  return database_.read([&](Session& sql) -> Outcome<Lock> {
    std::string id;
    sql.run("SELECT id FROM orders WHERE lookup_key = :key", soci::into(id), soci::use(lookup_key));
    return lock_of(sql, id);
  });
}

Outcome<Orders::Lock> Orders::lock_of_ticket(const std::string& ticket) {
  return database_.read([&](Session& sql) -> Outcome<Lock> {
    std::string id;
    sql.run("SELECT order_id FROM requests WHERE ticket = :ticket", soci::into(id), soci::use(ticket));
    return lock_of(sql, id);
  });
}

Outcome<StoredOrder> Orders::load(const std::string& id) {
  return database_.read([&](Session& sql) { return load_order(sql, id); });
}

Status Orders::add_token(const std::string& hash, const std::string& order_id, Instant expires_at, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long expires = expires_at.seconds;
    const long long current = now.seconds;
    sql.run("DELETE FROM tokens WHERE expires_at <= :now", soci::use(current));
    sql.run("INSERT INTO tokens (hash, order_id, expires_at) VALUES (:hash, :id, :expires)", soci::use(hash),
            soci::use(order_id), soci::use(expires));
    append_audit(sql, now, {.kind = "order_opened", .subject = order_id});
    return Done{};
  });
}

Outcome<std::optional<std::string>> Orders::order_of_token(const std::string& hash, Instant now) {
  return database_.read([&](Session& sql) -> Outcome<std::optional<std::string>> {
    const long long current = now.seconds;
    std::string id;
    const bool found = sql.run("SELECT order_id FROM tokens WHERE hash = :hash AND expires_at > :now", soci::into(id),
                               soci::use(hash), soci::use(current));
    return found ? std::optional<std::string>{id} : std::nullopt;
  });
}

}  // namespace returns::storage
