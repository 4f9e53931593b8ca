#include "native/storage/erasure.h"

#include <set>

#include "core/digest.h"
#include "native/storage/audit.h"
#include "native/support/crypto.h"

namespace returns::storage {
namespace {

constexpr std::size_t kNobodyBytes = 16;

std::vector<std::string> column(Session& sql, const std::string& query, const std::string& key) {
  std::vector<std::string> values;
  std::string value;
  soci::statement rows = (sql.prepare << query, soci::into(value), soci::use(key));
  rows.execute();
  while (rows.fetch()) values.push_back(value);
  return values;
}

void erase_request(Session& sql, const Erasure& erasure, const std::string& ticket, Instant now) {
  std::string body;
  std::string receipt;
  sql << "SELECT r.body, c.body FROM requests r JOIN receipts c ON c.ticket = r.ticket WHERE r.ticket = :ticket",
      soci::into(body), soci::into(receipt), soci::use(ticket);
  const std::string left = erasure.request(body);
  const std::string left_receipt = erasure.receipt(receipt);
  sql << "UPDATE requests SET body = :body, computed = NULL, verification = '{}' WHERE ticket = :ticket",
      soci::use(left), soci::use(ticket);
  sql << "UPDATE receipts SET body = :body WHERE ticket = :ticket", soci::use(left_receipt), soci::use(ticket);
  sql << "UPDATE request_media SET name = '' WHERE ticket = :ticket", soci::use(ticket);
  // A role that an escalation went to is nobody's words.
  sql << "UPDATE ticket_events SET text = '' WHERE ticket = :ticket AND kind <> 'escalated'", soci::use(ticket);
  sql << "DELETE FROM contacts WHERE subject = :ticket", soci::use(ticket);
  sql << "DELETE FROM outbox WHERE ticket = :ticket AND state = 'waiting'", soci::use(ticket);
  // What the shop system has is its own to erase; where to find it there stays.
  sql << "DELETE FROM connector_returns WHERE ticket = :ticket AND state IN ('waiting', 'fix', 'refused')",
      soci::use(ticket);
  sql << "UPDATE connector_returns SET said = '' WHERE ticket = :ticket", soci::use(ticket);
  append_audit(
      sql, now,
      {.kind = "request_erased",
       .subject = ticket,
       .detail = {
           {"request", sha256_hex(left)}, {"receipt", sha256_hex(left_receipt)}, {"facts", facts_of(sql, ticket)}}});
}

// Somebody else's request or upload with the same bytes keeps a file.
Status erase_medium(Session& sql, const Erasure& erasure, const std::string& sha256, Instant now) {
  long long others = 0;
  long long uses = 0;
  sql << "SELECT (SELECT COUNT(*) FROM request_media f JOIN requests r ON r.ticket = f.ticket WHERE f.sha256 = :a AND "
         "r.order_id <> :b) + (SELECT COUNT(*) FROM uploads WHERE (sha256 = :c OR claimed_sha256 = :d) AND order_id <> "
         ":e)",
      soci::into(others), soci::use(sha256), soci::use(erasure.order_id), soci::use(sha256), soci::use(sha256),
      soci::use(erasure.order_id);
  if (others > 0) return Done{};
  sql << "SELECT COUNT(*) FROM request_media WHERE sha256 = :sha256", soci::into(uses), soci::use(sha256);
  sql << "DELETE FROM media_removed WHERE sha256 = :sha256", soci::use(sha256);
  if (uses == 0) {
    sql << "DELETE FROM media WHERE sha256 = :sha256", soci::use(sha256);
  } else {
    const long long at = now.seconds;
    sql << "INSERT INTO media_removed (sha256, removed_at, reason) VALUES (:sha256, :at, 'erased')", soci::use(sha256),
        soci::use(at);
  }
  return erasure.unlink_medium(sha256);
}

Outcome<std::int64_t> erase_files(Session& sql, const Erasure& erasure, Instant now) {
  const std::string& order = erasure.order_id;
  const auto parts = column(sql, "SELECT id FROM uploads WHERE order_id = :order AND sha256 IS NULL", order);
  std::set<std::string> media;
  for (const char* query : {"SELECT sha256 FROM uploads WHERE order_id = :order AND sha256 IS NOT NULL",
                            "SELECT f.sha256 FROM request_media f JOIN requests r ON r.ticket = f.ticket WHERE "
                            "r.order_id = :order"}) {
    for (std::string& sha256 : column(sql, query, order)) media.insert(std::move(sha256));
  }
  sql << "DELETE FROM uploads WHERE order_id = :order", soci::use(order);
  for (const std::string& sha256 : media) {
    if (Status erased = erase_medium(sql, erasure, sha256, now); !erased) return erased.failure();
  }
  for (const std::string& id : parts) {
    if (Status gone = erasure.unlink_upload(id); !gone) return gone.failure();
  }
  return static_cast<std::int64_t>(media.size() + parts.size());
}

void forget_person(Session& sql, const std::string& order) {
  sql << "DELETE FROM contacts WHERE subject = :order", soci::use(order);
  sql << "DELETE FROM order_factors WHERE order_id = :order", soci::use(order);
  sql << "DELETE FROM tokens WHERE order_id = :order", soci::use(order);
  // The next request of this customer, for another order, gets another pseudonym.
  sql << "DELETE FROM customers WHERE EXISTS (SELECT 1 FROM orders o WHERE o.id = :order AND o.merchant = "
         "customers.merchant AND o.customer = customers.customer)",
      soci::use(order);
  const std::string nobody = "erased " + to_hex(random_bytes(kNobodyBytes).value_or(order));
  sql << "UPDATE orders SET customer = :nobody, revision = revision + 1 WHERE id = :order", soci::use(nobody),
      soci::use(order);
}

}  // namespace

Outcome<Erased> erase(Database& database, const Erasure& erasure, Instant now) {
  return database.write([&](Session& sql) -> Outcome<Erased> {
    // First of all a write: whoever files for this order waits, and judges again.
    sql << "UPDATE orders SET revision = revision WHERE id = :order", soci::use(erasure.order_id);
    Erased erased;
    erased.open = column(sql,
                         "SELECT t.ticket FROM tickets t JOIN requests r ON r.ticket = t.ticket WHERE r.order_id = "
                         ":order AND t.stage <> 'closed' ORDER BY t.ticket",
                         erasure.order_id);
    if (!erased.open.empty()) return erased;
    for (const std::string& ticket :
         column(sql, "SELECT ticket FROM requests WHERE order_id = :order ORDER BY ticket", erasure.order_id)) {
      erase_request(sql, erasure, ticket, now);
      ++erased.requests;
    }
    const auto files = erase_files(sql, erasure, now);
    if (!files) return files.failure();
    erased.files = *files;
    forget_person(sql, erasure.order_id);
    append_audit(sql, now,
                 {.kind = "customer_erased",
                  .subject = erasure.order_id,
                  .detail = {{"requests", erased.requests}, {"files", erased.files}}});
    return erased;
  });
}

}  // namespace returns::storage
