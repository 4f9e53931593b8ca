#pragma once
// Messages that are to go out. Each is queued in the transaction that makes it necessary, sent by whoever holds its
// lease, and kept until it was taken. A message may be sent twice when its sender dies between sending and noting it;
// its id is the same both times.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/database.h"

namespace returns::storage {

struct Contact {
  std::string email, phone, locale;
};

// Inside a transaction of the caller. What is empty stays as it was.
void put_contact(Session& sql, const std::string& subject, const Contact& contact);

// Inside the transaction that wrote the ticket's latest event: one message for each channel that tells of this kind.
void queue_messages(Session& sql, const std::string& ticket, const std::string& kind, Instant now);

// All that is needed to write a message, as it stands when it is sent.
struct OutboxMessage {
  std::string id, channel, lease;
  std::int64_t attempts = 0;  // this one counted
  std::string ticket, order_id, status;
  std::string kind, text;  // of the event
  Instant at;
  std::optional<std::int64_t> money;
  std::string order, receipt;  // documents
  Contact contact;
};

// How a message stands, for the desk.
struct OutboxState {
  std::string id, kind, channel, state, way, fault;
  std::int64_t attempts = 0;
  Instant created_at, due_at;
  std::optional<Instant> done_at;
};

class Outbox {
 public:
  explicit Outbox(Database& database) : database_(database) {}

  // From now on these are queued: customer, webhook.
  Status use_channels(const std::vector<std::string>& channels);
  // Forgets the leases of a process that is gone. Only for whoever knows that nobody else is sending.
  Status release();

  // The message that waits longest among those that are due, for so many seconds. A ticket's messages keep their
  // order: one that waits holds back those after it.
  Outcome<std::optional<OutboxMessage>> lease(Instant now, std::int64_t seconds);
  struct Tried {
    std::string way, fault;           // no fault: it was taken
    std::optional<Instant> again_at;  // nothing, with a fault: never
  };
  // Conflict: the lease ran out and somebody else has it.
  Status settle(const OutboxMessage& message, const Tried& tried, Instant now);

  // One of the ticket's that failed is due at once, with as many attempts as a new one; `actor` stands in the log.
  // NotFound: none of that id has failed.
  Status send_again(const std::string& ticket, const std::string& id, const std::string& actor, Instant now);

  Outcome<std::vector<OutboxState>> of_ticket(const std::string& ticket);
  struct Waiting {
    std::int64_t count = 0, failed = 0;
    std::optional<Instant> oldest;
  };
  Outcome<Waiting> waiting();

 private:
  Database& database_;
};

}  // namespace returns::storage
