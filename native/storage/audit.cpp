#include "native/storage/audit.h"

#include <array>
#include <map>

#include "core/digest.h"

namespace returns::storage {
namespace {

struct Link {
  long long id = 0;
  long long at = 0;
  std::string kind, subject, detail, prev_hash;
};

// One JSON array, so that no two entries have the same text whatever their parts contain.
std::string hash_of(const Link& link) {
  return sha256_hex(write_json(Json::array({link.id, link.at, link.kind, link.subject, link.detail, link.prev_hash})));
}

std::string stored_hash(Session& sql, const std::string& table, const std::string& ticket) {
  std::string body;
  sql << "SELECT body FROM " + table + " WHERE ticket = :ticket", soci::into(body), soci::use(ticket);
  return sql.got_data() ? sha256_hex(body) : std::string{};
}

// A column after another, each with its values of all rows: the form in which the entries of the log were hashed.
template <std::size_t Size>
struct Columns {
  Columns() { columns.fill(Json::array()); }
  void take() {
    for (std::size_t i = 0; i < Size; ++i) columns.at(i).push_back(row.at(i));
  }
  void put(Json& facts) const {
    for (const Json& column : columns) facts.push_back(column);
  }
  std::array<std::string, Size> row;
  std::array<Json, Size> columns;
};

void check_request(Session& sql, const Link& link, AuditCheck& check) {
  const Json detail = parse_json(link.detail);
  const std::string& ticket = link.subject;
  if (stored_hash(sql, "requests", ticket) != text_of(detail, "request")) {
    check.problem = "request " + ticket + " is not the one that was received";
  } else if (stored_hash(sql, "receipts", ticket) != text_of(detail, "receipt")) {
    check.problem = "receipt " + ticket + " is not the one that was given";
  } else if (member(detail, "facts") != nullptr && facts_of(sql, ticket) != text_of(detail, "facts")) {
    check.problem = "what is kept with request " + ticket + " is not what was filed";
  } else {
    ++check.requests;
    return;
  }
  check.broken_at = link.id;
}

}  // namespace

std::string facts_of(Session& sql, const std::string& ticket) {
  Json facts = Json::array();
  Columns<9> request;
  soci::indicator computed = soci::i_null;
  const bool there = sql.run(
      "SELECT order_id, idempotency_key, body_hash, computed, verification, CAST(received_at AS TEXT), day, pseudonym, "
      "CAST(sequence AS TEXT) FROM requests WHERE ticket = :ticket",
      soci::into(request.row[0]), soci::into(request.row[1]), soci::into(request.row[2]),
      soci::into(request.row[3], computed), soci::into(request.row[4]), soci::into(request.row[5]),
      soci::into(request.row[6]), soci::into(request.row[7]), soci::into(request.row[8]), soci::use(ticket));
  if (there) request.take();
  if (there && computed != soci::i_ok) request.columns[3].back() = nullptr;
  request.put(facts);
  Columns<3> lines;
  sql.rows(
      "SELECT order_id, line, CAST(quantity AS TEXT) FROM request_lines WHERE ticket = :ticket ORDER BY line",
      [&] { lines.take(); }, soci::into(lines.row[0]), soci::into(lines.row[1]), soci::into(lines.row[2]),
      soci::use(ticket));
  lines.put(facts);
  Columns<5> media;
  sql.rows(
      "SELECT CAST(position AS TEXT), slot, line, name, sha256 FROM request_media WHERE ticket = :ticket ORDER BY "
      "position",
      [&] { media.take(); }, soci::into(media.row[0]), soci::into(media.row[1]), soci::into(media.row[2]),
      soci::into(media.row[3]), soci::into(media.row[4]), soci::use(ticket));
  media.put(facts);
  return sha256_hex(write_json(facts));
}

void append_audit(Session& sql, Instant at, const AuditEntry& entry) {
  Link link{.id = 0,
            .at = at.seconds,
            .kind = entry.kind,
            .subject = entry.subject,
            .detail = write_json(entry.detail),
            .prev_hash = {}};
  sql.run("UPDATE audit_head SET last_id = last_id + 1 WHERE one = 1 RETURNING last_id, hash", soci::into(link.id),
          soci::into(link.prev_hash));
  const std::string hash = hash_of(link);
  sql.run(
      "INSERT INTO audit (id, at, kind, subject, detail, prev_hash, hash) VALUES (:id, :at, :kind, :subject, "
      ":detail, :prev, :hash)",
      soci::use(link.id), soci::use(link.at), soci::use(link.kind), soci::use(link.subject), soci::use(link.detail),
      soci::use(link.prev_hash), soci::use(hash));
  sql.run("UPDATE audit_head SET hash = :hash WHERE one = 1", soci::use(hash));
}

AuditCheck check_audit(Session& sql) {
  AuditCheck check;
  Link link;
  std::string hash;
  std::string last;
  // What the log says last of a request: as it was received, or as it was left when its customer was erased.
  std::map<std::string, Link> received;
  soci::statement rows = (sql.prepare << "SELECT id, at, kind, subject, detail, prev_hash, hash FROM audit ORDER BY id",
                          soci::into(link.id), soci::into(link.at), soci::into(link.kind), soci::into(link.subject),
                          soci::into(link.detail), soci::into(link.prev_hash), soci::into(hash));
  rows.execute();
  while (rows.fetch()) {
    ++check.entries;
    if (link.id != check.entries)
      check.problem = "an entry is missing before this one";
    else if (link.prev_hash != last)
      check.problem = "does not follow from the entry before it";
    else if (hash_of(link) != hash)
      check.problem = "was changed after it was written";
    if (!check.problem.empty()) {
      check.broken_at = link.id;
      return check;
    }
    if (link.kind == "request_received" || (link.kind == "request_erased" && received.contains(link.subject)))
      received[link.subject] = link;
    last = hash;
  }
  long long head_id = 0;
  std::string head;
  sql.run("SELECT last_id, hash FROM audit_head WHERE one = 1", soci::into(head_id), soci::into(head));
  if (head_id != check.entries || head != last) {
    check.problem = "the log ends before the last entry that was written";
    check.broken_at = check.entries + 1;
    return check;
  }
  for (const auto& [ticket, entry] : received) {
    if (check.problem.empty()) check_request(sql, entry, check);
  }
  long long stored = 0;
  sql.run("SELECT COUNT(*) FROM requests", soci::into(stored));
  if (check.problem.empty() && stored != check.requests)
    check.problem = "a request is stored that the log does not know";
  return check;
}

Outcome<AuditCheck> check_audit(Database& database) {
  return database.read([](Session& sql) -> Outcome<AuditCheck> { return check_audit(sql); });
}

}  // namespace returns::storage
