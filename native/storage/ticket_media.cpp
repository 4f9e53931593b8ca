#include "native/storage/ticket_media.h"

namespace returns::storage {
namespace {

// An order's own requests show the same photo for good reasons.
std::vector<std::string> elsewhere(Session& sql, const std::string& ticket, const std::string& sha256) {
  std::vector<std::string> tickets;
  std::string other;
  long long received = 0;
  sql.rows(
      "SELECT DISTINCT f.ticket, o.received_at FROM request_media f JOIN requests o ON o.ticket = "
      "f.ticket WHERE f.sha256 = :sha256 AND o.order_id <> (SELECT r.order_id FROM requests r WHERE "
      "r.ticket = :ticket) ORDER BY o.received_at DESC, f.ticket LIMIT 5",
      [&] { tickets.push_back(other); }, soci::into(other), soci::into(received), soci::use(sha256), soci::use(ticket));
  return tickets;
}

}  // namespace

Outcome<std::vector<TicketMedium>> media_of(Database& database, const std::string& ticket) {
  return database.read([&](Session& sql) -> Outcome<std::vector<TicketMedium>> {
    std::vector<TicketMedium> media;
    TicketMedium one;
    long long position = 0;
    long long size = 0;
    sql.rows(
        "SELECT f.position, f.slot, f.line, f.name, f.sha256, m.type, m.kind, m.size, COALESCE((SELECT "
        "MAX(u.report) FROM uploads u JOIN requests r ON r.order_id = u.order_id WHERE r.ticket = "
        "f.ticket AND u.sha256 = f.sha256), ''), COALESCE(g.reason, '') FROM request_media f JOIN "
        "media m ON m.sha256 = "
        "f.sha256 LEFT JOIN media_removed g ON g.sha256 = f.sha256 WHERE f.ticket = :ticket ORDER BY "
        "f.position",
        [&] {
          one.position = position;
          one.size = size;
          media.push_back(one);
        },
        soci::into(position), soci::into(one.slot), soci::into(one.line), soci::into(one.name), soci::into(one.sha256),
        soci::into(one.type), soci::into(one.kind), soci::into(size), soci::into(one.report), soci::into(one.removed),
        soci::use(ticket));
    for (TicketMedium& medium : media) medium.also_in = elsewhere(sql, ticket, medium.sha256);
    return media;
  });
}

}  // namespace returns::storage
