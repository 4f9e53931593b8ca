#include "native/storage/requests.h"

#include "core/digest.h"
#include "core/id.h"
#include "native/storage/connector_returns.h"
#include "native/storage/tickets.h"

namespace returns::storage {
namespace {

constexpr std::int32_t kMostPerDay = 999;

bool taken(Session& sql, const char* query, const std::string& value) {
  long long count = 0;
  sql << query, soci::into(count), soci::use(value);
  return count > 0;
}

std::string pseudonym_of(Session& sql, const NewRequest& request, const std::function<std::string()>& draw) {
  std::string pseudonym;
  const bool found = sql.run("SELECT pseudonym FROM customers WHERE merchant = :merchant AND customer = :customer",
                             soci::into(pseudonym), soci::use(request.merchant), soci::use(request.customer));
  if (found) return pseudonym;
  do pseudonym = draw();
  while (taken(sql, "SELECT COUNT(*) FROM customers WHERE pseudonym = :pseudonym", pseudonym));
  sql.run("INSERT INTO customers (merchant, customer, pseudonym) VALUES (:merchant, :customer, :pseudonym)",
          soci::use(request.merchant), soci::use(request.customer), soci::use(pseudonym));
  return pseudonym;
}

std::int32_t next_sequence(Session& sql, const std::string& day, const std::string& pseudonym) {
  int last = 0;
  sql.run("SELECT COALESCE(MAX(sequence), 0) FROM requests WHERE day = :day AND pseudonym = :pseudonym",
          soci::into(last), soci::use(day), soci::use(pseudonym));
  return last + 1;
}

void insert_request(Session& sql, const NewRequest& request, const Ticket& parts, const std::string& ticket) {
  const std::string computed = request.computed.value_or("");
  soci::indicator given = request.computed ? soci::i_ok : soci::i_null;
  const long long received = request.received_at.seconds;
  const std::string day = write_day(parts.day);
  const int sequence = parts.sequence;
  sql.run(
      "INSERT INTO requests (ticket, order_id, idempotency_key, body_hash, body, computed, verification, status, "
      "received_at, day, pseudonym, sequence) "
      "VALUES (:ticket, :order, :key, :hash, :body, :computed, :verification, :status, :received, :day, :pseudonym, "
      ":sequence)",
      soci::use(ticket), soci::use(request.order_id), soci::use(request.idempotency_key), soci::use(request.body_hash),
      soci::use(request.body), soci::use(computed, given), soci::use(request.verification), soci::use(request.status),
      soci::use(received), soci::use(day), soci::use(parts.who), soci::use(sequence));
  for (const RequestLine& line : request.lines) {
    const long long quantity = line.quantity;
    sql.run(
        "INSERT INTO request_lines (ticket, order_id, line, quantity, state) VALUES (:ticket, :order, :line, "
        ":quantity, 'open')",
        soci::use(ticket), soci::use(request.order_id), soci::use(line.line), soci::use(quantity));
  }
  int position = 0;
  for (const RequestMedia& media : request.media) {
    sql.run(
        "INSERT INTO request_media (ticket, position, slot, line, name, sha256) VALUES (:ticket, :position, :slot, "
        ":line, :name, :sha256)",
        soci::use(ticket), soci::use(position), soci::use(media.slot), soci::use(media.line), soci::use(media.name),
        soci::use(media.sha256));
    ++position;
  }
}

}  // namespace

Outcome<std::optional<Replay>> Requests::find_by_key(const std::string& idempotency_key) {
  return database_.read([&](Session& sql) -> Outcome<std::optional<Replay>> {
    Replay replay;
    const bool found = sql.run(
        "SELECT r.order_id, r.body_hash, c.body FROM requests r JOIN receipts c ON c.ticket = r.ticket WHERE "
        "r.idempotency_key = :key",
        soci::into(replay.order_id), soci::into(replay.body_hash), soci::into(replay.receipt),
        soci::use(idempotency_key));
    return found ? std::optional<Replay>{replay} : std::nullopt;
  });
}

Outcome<Requests::Filed> Requests::file(const NewRequest& request,
                                        const std::function<std::string(const std::string&)>& receipt,
                                        const std::function<std::string()>& pseudonym) {
  return database_.write([&](Session& sql) -> Outcome<Filed> {
    if (request.opens) open_case(sql, *request.opens, request.received_at);
    // First of all a write: it makes everybody else who files for this order wait, on any engine.
    const long long seen = request.seen_revision;
    if (sql.change("UPDATE orders SET revision = revision + 1 WHERE id = :id AND revision = :seen",
                   soci::use(request.order_id), soci::use(seen))
        != 1)
      return Failure{FailureCode::Conflict, "another request of this order came in between"};
    if (taken(sql, "SELECT COUNT(*) FROM requests WHERE idempotency_key = :key", request.idempotency_key))
      return Failure{FailureCode::Conflict, "idempotency key"};

    Ticket parts{.day = request.day, .who = pseudonym_of(sql, request, pseudonym), .sequence = 0};
    parts.sequence = next_sequence(sql, write_day(parts.day), parts.who);
    if (parts.sequence > kMostPerDay) return Filed{};
    const std::string ticket = write_ticket(parts);
    insert_request(sql, request, parts, ticket);
    Filed filed{.ticket = ticket, .receipt = receipt(ticket)};
    sql.run("INSERT INTO receipts (ticket, body) VALUES (:ticket, :body)", soci::use(ticket), soci::use(filed.receipt));
    append_audit(sql, request.received_at,
                 {.kind = "request_received",
                  .subject = ticket,
                  .detail = {{"order", request.order_id},
                             {"request", request.body_hash},
                             {"receipt", sha256_hex(filed.receipt)},
                             {"facts", facts_of(sql, ticket)},
                             {"status", request.status}}});
    open_ticket(sql, ticket, parse_json(filed.receipt), request.received_at);
    put_contact(sql, ticket, request.contact);
    queue_messages(sql, ticket, "registered", request.received_at);
    queue_connectors(sql, ticket, "registered", request.received_at);
    for (AuditEntry finding : request.findings) {
      finding.subject = ticket;
      append_audit(sql, request.received_at, finding);
    }
    return filed;
  });
}

Outcome<std::optional<FiledRequest>> Requests::find(const std::string& ticket) {
  return database_.read([&](Session& sql) -> Outcome<std::optional<FiledRequest>> {
    FiledRequest filed;
    filed.ticket = ticket;
    std::string computed;
    soci::indicator given = soci::i_null;
    long long received = 0;
    const bool found = sql.run(
        "SELECT r.order_id, r.status, r.body, r.verification, r.computed, c.body, r.received_at FROM requests r "
        "JOIN receipts c ON c.ticket = r.ticket "
        "WHERE r.ticket = :ticket",
        soci::into(filed.order_id), soci::into(filed.status), soci::into(filed.body), soci::into(filed.verification),
        soci::into(computed, given), soci::into(filed.receipt), soci::into(received), soci::use(ticket));
    if (!found) return std::optional<FiledRequest>{};
    if (given == soci::i_ok) filed.computed = computed;
    filed.received_at = Instant{received};
    RequestMedia media;
    sql.rows(
        "SELECT slot, line, name, sha256 FROM request_media WHERE ticket = :ticket ORDER BY position",
        [&] { filed.media.push_back(media); }, soci::into(media.slot), soci::into(media.line), soci::into(media.name),
        soci::into(media.sha256), soci::use(ticket));
    return std::optional<FiledRequest>{std::move(filed)};
  });
}

Status Requests::note(const AuditEntry& entry, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    append_audit(sql, now, entry);
    return Done{};
  });
}

}  // namespace returns::storage
