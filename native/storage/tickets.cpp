#include "native/storage/tickets.h"

#include <array>
#include <string_view>

#include "core/digest.h"
#include "native/storage/audit.h"
#include "native/storage/connector_returns.h"
#include "native/storage/outbox.h"

namespace returns::storage {
namespace {

// Which of the pack's clocks says when a stage is due; the first one that runs counts.
struct StageClocks {
  std::string_view stage;
  std::array<std::string_view, 3> clocks;
};
constexpr std::array<StageClocks, 4> kStages = {{
    {"assign", {"first_check", "acknowledge", "accept"}},
    {"investigate", {"investigate", "first_check", "decide"}},
    {"handle", {"handle", "decide", "refund"}},
    {"feed_back", {"notify", "close", "handle"}},
}};

constexpr const char* kColumns =
    "SELECT t.ticket, r.order_id, r.status, t.lane, t.grade, t.stage, t.assignee, r.received_at, t.due_at, t.money, "
    "t.rating, t.closed_at, t.revision FROM tickets t JOIN requests r ON r.ticket = t.ticket ";

std::optional<long long> due_of(const Json& deadlines, std::string_view stage) {
  for (const StageClocks& entry : kStages) {
    if (entry.stage != stage) continue;
    for (const std::string_view clock : entry.clocks) {
      for (const Json& deadline : deadlines) {
        if (text_of(deadline, "stage") != clock) continue;
        if (const auto due = read_instant(text_of(deadline, "due"))) return due->seconds;
      }
    }
  }
  return std::nullopt;
}

std::string or_else(std::string text, const char* otherwise) { return text.empty() ? otherwise : std::move(text); }

// One row of kColumns while a statement goes through them.
struct Slots {
  TicketRow row;
  long long received = 0, due = 0, money = 0, rating = 0, closed = 0, revision = 0;
  soci::indicator has_due = soci::i_null, has_money = soci::i_null, has_rating = soci::i_null,
                  has_closed = soci::i_null;

  void bind(soci::statement& statement) {
    for (std::string* text :
         {&row.ticket, &row.order_id, &row.status, &row.lane, &row.grade, &row.stage, &row.assignee})
      statement.exchange(soci::into(*text));
    statement.exchange(soci::into(received));
    statement.exchange(soci::into(due, has_due));
    statement.exchange(soci::into(money, has_money));
    statement.exchange(soci::into(rating, has_rating));
    statement.exchange(soci::into(closed, has_closed));
    statement.exchange(soci::into(revision));
  }
  TicketRow take() const {
    TicketRow taken = row;
    taken.received_at = Instant{received};
    if (has_due == soci::i_ok) taken.due_at = Instant{due};
    if (has_money == soci::i_ok) taken.money = money;
    if (has_rating == soci::i_ok) taken.rating = rating;
    if (has_closed == soci::i_ok) taken.closed_at = Instant{closed};
    taken.revision = revision;
    return taken;
  }
};

std::vector<TicketRow> rows_of(Session& sql, const std::string& rest, const std::string* ticket) {
  Slots slots;
  soci::statement statement(sql);
  slots.bind(statement);
  if (ticket != nullptr) statement.exchange(soci::use(*ticket));
  statement.alloc();
  statement.prepare(kColumns + rest);
  statement.define_and_bind();
  statement.execute();
  std::vector<TicketRow> rows;
  while (statement.fetch()) rows.push_back(slots.take());
  return rows;
}

void insert_event(Session& sql, const TicketChange& change, Instant now) {
  const long long at = now.seconds;
  const int shown = change.shown ? 1 : 0;
  soci::indicator given = change.once.empty() ? soci::i_null : soci::i_ok;
  sql.run(
      "INSERT INTO ticket_events (ticket, at, kind, actor, text, shown, once) VALUES (:ticket, :at, :kind, :actor, "
      ":text, :shown, :once)",
      soci::use(change.ticket), soci::use(at), soci::use(change.kind), soci::use(change.actor), soci::use(change.text),
      soci::use(shown), soci::use(change.once, given));
  // What was said stays out of the log, which can never be erased; its digest shows that it was not changed.
  append_audit(sql, now,
               {.kind = "ticket_" + change.kind,
                .subject = change.ticket,
                .detail = {{"actor", change.actor}, {"text", sha256_hex(change.text)}}});
  queue_messages(sql, change.ticket, change.kind, now);
  queue_connectors(sql, change.ticket, change.kind, now);
}

bool known_already(Session& sql, const std::string& once) {
  if (once.empty()) return false;
  long long count = 0;
  sql.run("SELECT COUNT(*) FROM ticket_events WHERE once = :once", soci::into(count), soci::use(once));
  return count > 0;
}

void update_stage(Session& sql, const std::string& ticket, const std::string& stage, Instant now) {
  std::string receipt;
  sql.run("SELECT body FROM receipts WHERE ticket = :ticket", soci::into(receipt), soci::use(ticket));
  const auto due = due_of(array_of(parse_json(receipt), "deadlines"), stage);
  const long long due_at = due.value_or(0);
  const long long closed_at = now.seconds;
  soci::indicator has_due = due ? soci::i_ok : soci::i_null;
  soci::indicator has_closed = stage == "closed" ? soci::i_ok : soci::i_null;
  sql.run("UPDATE tickets SET stage = :stage, due_at = :due, closed_at = :closed WHERE ticket = :ticket",
          soci::use(stage), soci::use(due_at, has_due), soci::use(closed_at, has_closed), soci::use(ticket));
}

void apply(Session& sql, const TicketChange& change, Instant now) {
  if (change.stage) update_stage(sql, change.ticket, *change.stage, now);
  if (change.assignee)
    sql.run("UPDATE tickets SET assignee = :who WHERE ticket = :ticket", soci::use(*change.assignee),
            soci::use(change.ticket));
  if (change.money) {
    const long long money = *change.money;
    sql.run("UPDATE tickets SET money = :money WHERE ticket = :ticket", soci::use(money), soci::use(change.ticket));
  }
  if (change.rating) {
    const long long rating = *change.rating;
    sql.run("UPDATE tickets SET rating = :rating WHERE ticket = :ticket", soci::use(rating), soci::use(change.ticket));
  }
  if (change.status)
    sql.run("UPDATE requests SET status = :status WHERE ticket = :ticket", soci::use(*change.status),
            soci::use(change.ticket));
  if (change.line_state) {
    sql.run("UPDATE request_lines SET state = :state WHERE ticket = :ticket", soci::use(*change.line_state),
            soci::use(change.ticket));
    // Units are free again or gone for good: who files next must judge by that.
    sql.run(
        "UPDATE orders SET revision = revision + 1 WHERE id = (SELECT order_id FROM requests WHERE ticket = "
        ":ticket)",
        soci::use(change.ticket));
  }
}

}  // namespace

void open_ticket(Session& sql, const std::string& ticket, const Json& receipt, Instant received) {
  static const Json none = Json::object();
  const Json* found = member(receipt, "decision");
  const Json& decision = found != nullptr ? *found : none;
  const std::string lane = or_else(text_of(decision, "lane"), "ordinary");
  const std::string grade = or_else(text_of(decision, "grade"), "ordinary");
  const auto due = due_of(array_of(receipt, "deadlines"), "assign");
  const long long due_at = due.value_or(0);
  soci::indicator has_due = due ? soci::i_ok : soci::i_null;
  sql.run(
      "INSERT INTO tickets (ticket, lane, grade, stage, assignee, due_at, revision) VALUES (:ticket, :lane, :grade, "
      "'assign', '', :due, 1)",
      soci::use(ticket), soci::use(lane), soci::use(grade), soci::use(due_at, has_due));
  const long long at = received.seconds;
  sql.run(
      "INSERT INTO ticket_events (ticket, at, kind, actor, text, shown) VALUES (:ticket, :at, 'registered', "
      "'clock', "
      "'', 1)",
      soci::use(ticket), soci::use(at));
  int position = 0;
  for (const Json& escalation : array_of(decision, "escalations")) {
    const auto when = read_instant(text_of(escalation, "due"));
    if (!when) continue;
    const std::string to = or_else(text_of(escalation, "grade"), "orange");
    const std::string role = or_else(text_of(escalation, "role"), "supervisor");
    const long long when_due = when->seconds;
    sql.run(
        "INSERT INTO escalations (ticket, position, grade, role, due_at) VALUES (:ticket, :position, :grade, :role, "
        ":due)",
        soci::use(ticket), soci::use(position), soci::use(to), soci::use(role), soci::use(when_due));
    ++position;
  }
}

Status Tickets::adopt() {
  return database_.write([&](Session& sql) -> Status {
    struct Old {
      std::string ticket, receipt;
      long long received = 0;
    };
    std::vector<Old> old;
    Old one;
    sql.rows(
        "SELECT r.ticket, c.body, r.received_at FROM requests r JOIN receipts c ON c.ticket = r.ticket "
        "WHERE r.ticket NOT IN (SELECT ticket FROM tickets)",
        [&] { old.push_back(one); }, soci::into(one.ticket), soci::into(one.receipt), soci::into(one.received));
    for (const Old& request : old)
      open_ticket(sql, request.ticket, parse_json(request.receipt), Instant{request.received});
    return Done{};
  });
}

Outcome<std::optional<TicketRow>> Tickets::find(const std::string& ticket) {
  return database_.read([&](Session& sql) -> Outcome<std::optional<TicketRow>> {
    const auto rows = rows_of(sql, "WHERE t.ticket = :ticket", &ticket);
    return rows.empty() ? std::optional<TicketRow>{} : std::optional<TicketRow>{rows.front()};
  });
}

Outcome<std::vector<TicketRow>> Tickets::all() {
  return database_.read([&](Session& sql) -> Outcome<std::vector<TicketRow>> {
    return rows_of(sql,
                   "ORDER BY t.stage = 'closed', CASE t.grade WHEN 'red' THEN 0 WHEN 'orange' THEN 1 ELSE 2 END, "
                   "t.due_at IS NULL, t.due_at, r.received_at, t.ticket",
                   nullptr);
  });
}

Outcome<std::vector<TicketEvent>> Tickets::events(const std::string& ticket) {
  return database_.read([&](Session& sql) -> Outcome<std::vector<TicketEvent>> {
    std::vector<TicketEvent> events;
    TicketEvent event;
    long long at = 0;
    int shown = 0;
    sql.rows(
        "SELECT at, kind, actor, text, shown FROM ticket_events WHERE ticket = :ticket ORDER BY id",
        [&] {
          event.at = Instant{at};
          event.shown = shown == 1;
          events.push_back(event);
        },
        soci::into(at), soci::into(event.kind), soci::into(event.actor), soci::into(event.text), soci::into(shown),
        soci::use(ticket));
    return events;
  });
}

Outcome<bool> Tickets::knows(const std::string& once) {
  return database_.read([&](Session& sql) -> Outcome<bool> { return known_already(sql, once); });
}

Status Tickets::change(const TicketChange& change, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    if (known_already(sql, change.once)) return Done{};
    const auto rows = rows_of(sql, "WHERE t.ticket = :ticket", &change.ticket);
    if (rows.empty() || (change.open_only && rows.front().stage == "closed"))
      return Failure{FailureCode::NotFound, "no such open ticket"};
    const long long seen = change.seen_revision.value_or(rows.front().revision);
    if (sql.change("UPDATE tickets SET revision = revision + 1 WHERE ticket = :ticket AND revision = :seen",
                   soci::use(change.ticket), soci::use(seen))
        != 1)
      return Failure{FailureCode::Conflict, "the ticket was changed in between"};
    apply(sql, change, now);
    insert_event(sql, change, now);
    return Done{};
  });
}

Outcome<std::int64_t> Tickets::escalate(Instant now) {
  return database_.write([&](Session& sql) -> Outcome<std::int64_t> {
    struct Ripe {
      std::string ticket, grade, role;
      int position = 0;
    };
    std::vector<Ripe> ripe;
    Ripe one;
    const long long at = now.seconds;
    sql.rows(
        "SELECT e.ticket, e.position, e.grade, e.role FROM escalations e JOIN tickets t ON t.ticket = "
        "e.ticket WHERE e.done_at IS NULL AND e.due_at <= :now AND t.stage <> 'closed' "
        "ORDER BY e.due_at, e.ticket, e.position",
        [&] { ripe.push_back(one); }, soci::into(one.ticket), soci::into(one.position), soci::into(one.grade),
        soci::into(one.role), soci::use(at));
    for (const Ripe& due : ripe) {
      sql.run("UPDATE escalations SET done_at = :now WHERE ticket = :ticket AND position = :position", soci::use(at),
              soci::use(due.ticket), soci::use(due.position));
      // Red says what it is about, orange that it takes too long: the graver word stays.
      sql.run("UPDATE tickets SET grade = :grade, revision = revision + 1 WHERE ticket = :ticket AND grade <> 'red'",
              soci::use(due.grade), soci::use(due.ticket));
      insert_event(sql,
                   {.ticket = due.ticket,
                    .seen_revision = {},
                    .status = {},
                    .stage = {},
                    .assignee = {},
                    .line_state = {},
                    .money = {},
                    .rating = {},
                    .kind = "escalated",
                    .actor = "clock",
                    .text = due.role,
                    .shown = false,
                    .once = {}},
                   now);
    }
    return static_cast<std::int64_t>(ripe.size());
  });
}

}  // namespace returns::storage
