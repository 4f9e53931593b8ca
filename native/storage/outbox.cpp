#include "native/storage/outbox.h"

#include "native/storage/audit.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "native/support/crypto.h"

namespace returns::storage {
namespace {

constexpr std::size_t kIdBytes = 16;

// What a customer is told of; a note and an assignment are the merchant's own business.
constexpr std::array<std::string_view, 7> kForCustomers = {"registered", "accept", "refuse",   "ask",
                                                           "approve",    "close",  "cancelled"};
constexpr std::array<std::string_view, 3> kForSystemsToo = {"customer_message", "rated", "escalated"};

template <std::size_t Size>
bool among(const std::array<std::string_view, Size>& kinds, std::string_view kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool tells(const std::string& channel, const std::string& kind) {
  return among(kForCustomers, kind) || (channel == "webhook" && among(kForSystemsToo, kind));
}

std::string new_id() {
  const auto random = random_bytes(kIdBytes);
  // What cannot be told apart must not be queued: the transaction ends here.
  if (!random) throw std::runtime_error("no random bytes");
  return to_hex(*random);
}

std::vector<std::string> channels_of(Session& sql) {
  std::vector<std::string> channels;
  std::string channel;
  sql.rows(
      "SELECT channel FROM outbox_channels ORDER BY channel", [&] { channels.push_back(channel); },
      soci::into(channel));
  return channels;
}

Contact contact_of(Session& sql, const std::string& subject) {
  Contact contact;
  sql.run("SELECT email, phone, locale FROM contacts WHERE subject = :subject", soci::into(contact.email),
          soci::into(contact.phone), soci::into(contact.locale), soci::use(subject));
  return contact;
}

// What the ticket says, and where it says nothing, what the shop says of the order.
Contact merged(const Contact& ticket, const Contact& order) {
  const bool reachable = !ticket.email.empty() || !ticket.phone.empty();
  Contact contact = reachable ? ticket : order;
  contact.locale = ticket.locale.empty() ? order.locale : ticket.locale;
  return contact;
}

std::string next_due(Session& sql, Instant now) {
  const long long at = now.seconds;
  std::string id;
  const bool found = sql.run(
      "SELECT o.id FROM outbox o WHERE o.state = 'waiting' AND o.due_at <= :now AND o.leased_until <= :again AND "
      "NOT EXISTS (SELECT 1 FROM outbox e WHERE e.ticket = o.ticket AND e.channel = o.channel AND e.state = "
      "'waiting' AND e.position < o.position) ORDER BY o.due_at, o.position LIMIT 1",
      soci::into(id), soci::use(at), soci::use(at));
  return found ? id : std::string{};
}

OutboxMessage read_message(Session& sql, const std::string& id) {
  OutboxMessage message;
  message.id = id;
  long long attempts = 0;
  long long at = 0;
  long long money = 0;
  soci::indicator has_money = soci::i_null;
  sql.run(
      "SELECT o.channel, o.lease, o.attempts, o.ticket, r.order_id, r.status, v.kind, v.text, v.at, t.money, "
      "d.document, c.body FROM outbox o JOIN ticket_events v ON v.id = o.event JOIN tickets t ON t.ticket = "
      "o.ticket JOIN requests r ON r.ticket = o.ticket JOIN orders d ON d.id = r.order_id JOIN receipts c ON "
      "c.ticket = o.ticket WHERE o.id = :id",
      soci::into(message.channel), soci::into(message.lease), soci::into(attempts), soci::into(message.ticket),
      soci::into(message.order_id), soci::into(message.status), soci::into(message.kind), soci::into(message.text),
      soci::into(at), soci::into(money, has_money), soci::into(message.order), soci::into(message.receipt),
      soci::use(id));
  message.attempts = attempts;
  message.at = Instant{at};
  if (has_money == soci::i_ok) message.money = money;
  message.contact = merged(contact_of(sql, message.ticket), contact_of(sql, message.order_id));
  return message;
}

}  // namespace

void put_contact(Session& sql, const std::string& subject, const Contact& contact) {
  if (contact.email.empty() && contact.phone.empty() && contact.locale.empty()) return;
  const Contact old = contact_of(sql, subject);
  const auto either = [](const std::string& given, const std::string& known) { return given.empty() ? known : given; };
  const std::string email = either(contact.email, old.email);
  const std::string phone = either(contact.phone, old.phone);
  const std::string locale = either(contact.locale, old.locale);
  sql.run("DELETE FROM contacts WHERE subject = :subject", soci::use(subject));
  sql.run("INSERT INTO contacts (subject, email, phone, locale) VALUES (:subject, :email, :phone, :locale)",
          soci::use(subject), soci::use(email), soci::use(phone), soci::use(locale));
}

void queue_messages(Session& sql, const std::string& ticket, const std::string& kind, Instant now) {
  const long long at = now.seconds;
  long long event = 0;
  sql.run("SELECT MAX(id) FROM ticket_events WHERE ticket = :ticket", soci::into(event), soci::use(ticket));
  for (const std::string& channel : channels_of(sql)) {
    if (!tells(channel, kind)) continue;
    const std::string id = new_id();
    sql.run(
        "INSERT INTO outbox (id, position, ticket, event, channel, state, way, created_at, due_at, attempts, lease, "
        "leased_until, fault) VALUES (:id, :position, :ticket, :event, :channel, 'waiting', '', :created, :due, 0, "
        "'', 0, '')",
        soci::use(id), soci::use(event), soci::use(ticket), soci::use(event), soci::use(channel), soci::use(at),
        soci::use(at));
  }
}

Status Outbox::use_channels(const std::vector<std::string>& channels) {
  return database_.write([&](Session& sql) -> Status {
    sql.run("DELETE FROM outbox_channels");
    for (const std::string& channel : channels)
      sql.run("INSERT INTO outbox_channels (channel) VALUES (:channel)", soci::use(channel));
    return Done{};
  });
}

Status Outbox::release() {
  return database_.write([&](Session& sql) -> Status {
    sql.run("UPDATE outbox SET lease = '', leased_until = 0 WHERE state = 'waiting'");
    return Done{};
  });
}

Outcome<std::optional<OutboxMessage>> Outbox::lease(Instant now, std::int64_t seconds) {
  using Found = std::optional<OutboxMessage>;
  // Most of the time there is nothing; that needs no writer.
  const auto due = database_.read([&](Session& sql) -> Outcome<std::string> { return next_due(sql, now); });
  if (!due) return due.failure();
  if (due->empty()) return Found{};
  return database_.write([&](Session& sql) -> Outcome<Found> {
    const std::string id = next_due(sql, now);
    if (id.empty()) return Found{};
    const std::string lease = new_id();
    const long long at = now.seconds;
    const long long until = now.seconds + seconds;
    if (sql.change("UPDATE outbox SET lease = :lease, leased_until = :until, attempts = attempts + 1 WHERE id = "
                   ":id AND state = 'waiting' AND leased_until <= :now",
                   soci::use(lease), soci::use(until), soci::use(id), soci::use(at))
        != 1)
      return Found{};
    return Found{read_message(sql, id)};
  });
}

Status Outbox::settle(const OutboxMessage& message, const Tried& tried, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const bool sent = tried.fault.empty();
    const std::string state = sent ? "sent" : (tried.again_at ? "waiting" : "failed");
    const long long due = tried.again_at.value_or(now).seconds;
    const long long done = now.seconds;
    soci::indicator ended = state == "waiting" ? soci::i_null : soci::i_ok;
    if (sql.change("UPDATE outbox SET state = :state, way = :way, fault = :fault, due_at = :due, done_at = :done, "
                   "lease = '', leased_until = 0 WHERE id = :id AND lease = :lease",
                   soci::use(state), soci::use(tried.way), soci::use(tried.fault), soci::use(due),
                   soci::use(done, ended), soci::use(message.id), soci::use(message.lease))
        != 1)
      return Failure{FailureCode::Conflict, "the lease ran out"};
    return Done{};
  });
}

Status Outbox::send_again(const std::string& ticket, const std::string& id, const std::string& actor, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long at = now.seconds;
    if (sql.change("UPDATE outbox SET state = 'waiting', due_at = :due, attempts = 0, fault = '', done_at = NULL WHERE "
                   "id = :id AND ticket = :ticket AND state = 'failed'",
                   soci::use(at), soci::use(id), soci::use(ticket))
        != 1)
      return Failure{FailureCode::NotFound, "no such message has failed"};
    append_audit(sql, now, {.kind = "message_again", .subject = ticket, .detail = {{"actor", actor}, {"message", id}}});
    return Done{};
  });
}

Outcome<std::vector<OutboxState>> Outbox::of_ticket(const std::string& ticket) {
  return database_.read([&](Session& sql) -> Outcome<std::vector<OutboxState>> {
    std::vector<OutboxState> states;
    OutboxState one;
    long long attempts = 0;
    long long created = 0;
    long long due = 0;
    long long done = 0;
    soci::indicator ended = soci::i_null;
    sql.rows(
        "SELECT o.id, v.kind, o.channel, o.state, o.way, o.fault, o.attempts, o.created_at, o.due_at, "
        "o.done_at FROM outbox o JOIN ticket_events v ON v.id = o.event WHERE o.ticket = :ticket "
        "ORDER BY o.position, o.channel",
        [&] {
          one.attempts = attempts;
          one.created_at = Instant{created};
          one.due_at = Instant{due};
          one.done_at = ended == soci::i_ok ? std::optional<Instant>{Instant{done}} : std::nullopt;
          states.push_back(one);
        },
        soci::into(one.id), soci::into(one.kind), soci::into(one.channel), soci::into(one.state), soci::into(one.way),
        soci::into(one.fault), soci::into(attempts), soci::into(created), soci::into(due), soci::into(done, ended),
        soci::use(ticket));
    return states;
  });
}

Outcome<Outbox::Waiting> Outbox::waiting() {
  return database_.read([&](Session& sql) -> Outcome<Waiting> {
    Waiting waiting;
    long long count = 0;
    long long failed = 0;
    long long oldest = 0;
    soci::indicator any = soci::i_null;
    sql.run("SELECT COUNT(*), MIN(created_at) FROM outbox WHERE state = 'waiting'", soci::into(count),
            soci::into(oldest, any));
    sql.run("SELECT COUNT(*) FROM outbox WHERE state = 'failed'", soci::into(failed));
    waiting.count = count;
    waiting.failed = failed;
    if (any == soci::i_ok) waiting.oldest = Instant{oldest};
    return waiting;
  });
}

}  // namespace returns::storage
