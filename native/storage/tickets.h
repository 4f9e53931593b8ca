#pragma once
// The work on filed requests: the next stage and its due time, who has it, what was said and done. A change is one
// transaction with its event and its audit entry, and needs the revision that whoever makes it has seen.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/database.h"
#include "native/support/json.h"

namespace returns::storage {

struct TicketRow {
  std::string ticket, order_id, status, lane, grade, stage, assignee;
  Instant received_at;
  std::optional<Instant> due_at;
  std::optional<std::int64_t> money, rating;
  std::optional<Instant> closed_at;
  std::int64_t revision = 0;
};

struct TicketEvent {
  Instant at;
  std::string kind, actor, text;
  bool shown = false;
};

// What changes; what is left out stays.
struct TicketChange {
  std::string ticket;
  std::optional<std::int64_t> seen_revision;  // nothing: whatever it is now (the customer, who has no revision)
  std::optional<std::string> status, stage, assignee, line_state;
  std::optional<std::int64_t> money, rating;
  bool open_only = true;  // refused (NotFound) for a closed ticket
  std::string kind, actor, text;
  bool shown = false;
  std::string once;  // set: the same a second time changes nothing and succeeds
};

// Inside the transaction that files the request.
void open_ticket(Session& sql, const std::string& ticket, const Json& receipt, Instant received);

class Tickets {
 public:
  explicit Tickets(Database& database) : database_(database) {}

  // Requests that were filed before there were tickets get theirs.
  Status adopt();
  Outcome<std::optional<TicketRow>> find(const std::string& ticket);
  // All of them: red before orange before ordinary, what is due first before the rest; closed ones last.
  Outcome<std::vector<TicketRow>> all();
  Outcome<std::vector<TicketEvent>> events(const std::string& ticket);
  // Conflict: somebody else was first. NotFound: there is no such ticket, or it is closed.
  Status change(const TicketChange& change, Instant now);
  // Was a change with this `once` made already?
  Outcome<bool> knows(const std::string& once);
  // Raises the grade of every open ticket whose time has come; how many. Whenever it runs, each is raised once.
  Outcome<std::int64_t> escalate(Instant now);

 private:
  Database& database_;
};

}  // namespace returns::storage
