#include "native/storage/connector_returns.h"

#include "native/storage/audit.h"
#include "native/storage/cases.h"

namespace returns::storage {
namespace {

std::string next_due(Session& sql, const std::string& connector, Instant now) {
  const long long at = now.seconds;
  std::string ticket;
  const bool found = sql.run(
      "SELECT ticket FROM connector_returns WHERE connector = :connector AND state IN ('waiting', 'creating') AND "
      "due_at "
      "<= :now AND leased_until <= :again ORDER BY due_at, created_at, ticket LIMIT 1",
      soci::into(ticket), soci::use(connector), soci::use(at), soci::use(at));
  return found ? ticket : std::string{};
}

LeasedReturn read_row(Session& sql, const std::string& ticket, const std::string& connector) {
  LeasedReturn row;
  row.ticket = ticket;
  row.connector = connector;
  long long fence = 0;
  long long attempts = 0;
  std::string computed;
  soci::indicator given = soci::i_null;
  sql.run(
      "SELECT c.state, c.fence, c.attempts, c.fault, c.said, r.status, o.document, r.body, r.computed FROM "
      "connector_returns c JOIN "
      "requests r ON r.ticket = c.ticket JOIN orders o ON o.id = r.order_id WHERE c.ticket = :ticket AND c.connector = "
      ":connector",
      soci::into(row.state), soci::into(fence), soci::into(attempts), soci::into(row.fault), soci::into(row.said),
      soci::into(row.status), soci::into(row.order), soci::into(row.body), soci::into(computed, given),
      soci::use(ticket), soci::use(connector));
  if (given == soci::i_ok) row.body = computed;
  row.fence = fence;
  row.attempts = attempts;
  std::string line;
  long long quantity = 0;
  sql.rows(
      "SELECT line, quantity FROM request_lines WHERE ticket = :ticket ORDER BY line",
      [&] { row.units[line] = quantity; }, soci::into(line), soci::into(quantity), soci::use(ticket));
  return row;
}

}  // namespace

void queue_connectors(Session& sql, const std::string& ticket, const std::string& kind, Instant now) {
  std::vector<std::string> names;
  std::string name;
  sql.rows(
      "SELECT name FROM connectors WHERE start = :kind ORDER BY name", [&] { names.push_back(name); }, soci::into(name),
      soci::use(kind));
  if (names.empty()) return;
  std::string order;
  long long lines = 0;
  sql.run(
      "SELECT order_id, (SELECT COUNT(*) FROM request_lines WHERE request_lines.ticket = requests.ticket) FROM "
      "requests "
      "WHERE requests.ticket = :ticket",
      soci::into(order), soci::into(lines), soci::use(ticket));
  if (lines == 0 || is_case_id(order)) return;
  const long long at = now.seconds;
  for (const std::string& connector : names) {
    long long known = 0;
    sql.run("SELECT COUNT(*) FROM connector_returns WHERE ticket = :ticket AND connector = :connector",
            soci::into(known), soci::use(ticket), soci::use(connector));
    if (known > 0) continue;
    sql.run(
        "INSERT INTO connector_returns (ticket, connector, state, created_at, due_at, attempts, fence, leased_until, "
        "remote, fault, said) VALUES (:ticket, :connector, 'waiting', :created, :due, 0, 0, 0, '', '', '')",
        soci::use(ticket), soci::use(connector), soci::use(at), soci::use(at));
  }
}

Status ConnectorReturns::use(const std::vector<ConnectorStart>& connectors, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long at = now.seconds;
    sql.run("DELETE FROM connectors");
    for (const ConnectorStart& one : connectors) {
      sql.run("INSERT INTO connectors (name, start) VALUES (:name, :start)", soci::use(one.name), soci::use(one.start));
      sql.run(
          "UPDATE connector_returns SET state = 'waiting', attempts = 0, due_at = :now WHERE connector = :name AND "
          "state = 'fix'",
          soci::use(at), soci::use(one.name));
    }
    return Done{};
  });
}

Status ConnectorReturns::release() {
  return database_.write([&](Session& sql) -> Status {
    sql.run("UPDATE connector_returns SET leased_until = 0 WHERE state = 'waiting'");
    return Done{};
  });
}

Outcome<std::optional<LeasedReturn>> ConnectorReturns::lease(const std::string& connector, Instant now,
                                                             std::int64_t seconds) {
  using Found = std::optional<LeasedReturn>;
  // Most of the time there is nothing; that needs no writer.
  const auto due = database_.read([&](Session& sql) -> Outcome<std::string> { return next_due(sql, connector, now); });
  if (!due) return due.failure();
  if (due->empty()) return Found{};
  return database_.write([&](Session& sql) -> Outcome<Found> {
    const std::string ticket = next_due(sql, connector, now);
    if (ticket.empty()) return Found{};
    const long long at = now.seconds;
    const long long until = now.seconds + seconds;
    if (sql.change(
            "UPDATE connector_returns SET fence = fence + 1, leased_until = :until, attempts = attempts + 1 WHERE "
            "ticket = :ticket AND connector = :connector AND state IN ('waiting', 'creating') AND leased_until <= "
            ":now",
            soci::use(until), soci::use(ticket), soci::use(connector), soci::use(at))
        != 1)
      return Found{};
    return Found{read_row(sql, ticket, connector)};
  });
}

Status ConnectorReturns::begin(const LeasedReturn& row, Instant until) {
  return database_.write([&](Session& sql) -> Status {
    const long long fence = row.fence;
    const long long rests = until.seconds;
    if (sql.change("UPDATE connector_returns SET state = 'creating', leased_until = :until WHERE ticket = :ticket AND "
                   "connector = :connector AND fence = :fence",
                   soci::use(rests), soci::use(row.ticket), soci::use(row.connector), soci::use(fence))
        != 1)
      return Failure{FailureCode::Conflict, "the lease ran out"};
    return Done{};
  });
}

Status ConnectorReturns::settle(const LeasedReturn& row, const Settled& settled, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long fence = row.fence;
    const bool waits = settled.state == "waiting" || settled.state == "creating";
    const long long rests = waits ? settled.rests_until.seconds : 0;
    const long long due = waits ? settled.due_at.seconds : now.seconds;
    const long long done = now.seconds;
    soci::indicator ended = waits ? soci::i_null : soci::i_ok;
    if (sql.change(
            "UPDATE connector_returns SET state = :state, leased_until = :rests, due_at = :due, remote = :remote, "
            "fault = :fault, said = :said, done_at = :done WHERE ticket = :ticket AND connector = :connector AND "
            "fence = :fence",
            soci::use(settled.state), soci::use(rests), soci::use(due), soci::use(settled.remote),
            soci::use(settled.fault), soci::use(settled.said), soci::use(done, ended), soci::use(row.ticket),
            soci::use(row.connector), soci::use(fence))
        != 1)
      return Failure{FailureCode::Conflict, "the lease ran out"};
    if (!waits)
      append_audit(sql, now,
                   {.kind = "connector_" + settled.state,
                    .subject = row.ticket,
                    .detail = {{"connector", row.connector}, {"remote", settled.remote}, {"fault", settled.fault}}});
    return Done{};
  });
}

Status ConnectorReturns::again(const std::string& ticket, const std::string& connector, const std::string& who,
                               Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long at = now.seconds;
    if (sql.change(
            "UPDATE connector_returns SET state = 'waiting', attempts = 0, due_at = :now, done_at = NULL WHERE "
            "ticket = :ticket AND connector = :connector AND state NOT IN ('created', 'dropped') AND leased_until "
            "<= :again",
            soci::use(at), soci::use(ticket), soci::use(connector), soci::use(at))
        != 1)
      return Failure{FailureCode::Conflict, "nothing to try again"};
    append_audit(sql, now,
                 {.kind = "connector_again", .subject = ticket, .detail = {{"connector", connector}, {"actor", who}}});
    return Done{};
  });
}

Outcome<std::vector<ConnectorState>> ConnectorReturns::of_ticket(const std::string& ticket) {
  return database_.read([&](Session& sql) -> Outcome<std::vector<ConnectorState>> {
    std::vector<ConnectorState> states;
    ConnectorState one;
    long long attempts = 0;
    long long created = 0;
    long long due = 0;
    long long done = 0;
    soci::indicator ended = soci::i_null;
    sql.rows(
        "SELECT connector, state, remote, fault, said, attempts, created_at, due_at, done_at FROM connector_returns "
        "WHERE "
        "ticket = :ticket ORDER BY connector",
        [&] {
          one.attempts = attempts;
          one.created_at = Instant{created};
          one.due_at = Instant{due};
          one.done_at = ended == soci::i_ok ? std::optional<Instant>{Instant{done}} : std::nullopt;
          states.push_back(one);
        },
        soci::into(one.connector), soci::into(one.state), soci::into(one.remote), soci::into(one.fault),
        soci::into(one.said), soci::into(attempts), soci::into(created), soci::into(due), soci::into(done, ended),
        soci::use(ticket));
    return states;
  });
}

Outcome<ConnectorReturns::Waiting> ConnectorReturns::waiting() {
  return database_.read([&](Session& sql) -> Outcome<Waiting> {
    long long count = 0;
    long long failed = 0;
    sql.run("SELECT COUNT(*) FROM connector_returns WHERE state IN ('waiting', 'creating')", soci::into(count));
    sql.run("SELECT COUNT(*) FROM connector_returns WHERE state IN ('fix', 'refused')", soci::into(failed));
    return Waiting{.count = count, .failed = failed};
  });
}

Outcome<ConnectorReturns::Place> ConnectorReturns::place(const std::string& connector) {
  return database_.read([&](Session& sql) -> Outcome<Place> {
    Place found;
    long long at = 0;
    if (sql.run("SELECT place, read_at FROM connector_cursors WHERE connector = :connector", soci::into(found.place),
                soci::into(at), soci::use(connector)))
      found.read_at = Instant{at};
    return found;
  });
}

Status ConnectorReturns::set_place(const std::string& connector, const std::string& place, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long at = now.seconds;
    sql.run("DELETE FROM connector_cursors WHERE connector = :connector", soci::use(connector));
    sql.run("INSERT INTO connector_cursors (connector, place, read_at) VALUES (:connector, :place, :at)",
            soci::use(connector), soci::use(place), soci::use(at));
    return Done{};
  });
}

}  // namespace returns::storage
