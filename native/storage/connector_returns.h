#pragma once
// Returns that shop systems are to have: one row per request and connector, written in the transaction that makes it
// necessary. A row is worked on by whoever holds its lease; the fencing token of an older lease settles nothing. That a
// platform is being asked to make a return is on the disk before it is asked (`creating`), and such a row rests until
// whoever asked, and the platform, have had the time to end: only then is there something to look for.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/database.h"

namespace returns::storage {

struct ConnectorStart {
  std::string name, start;
};

// Inside the transaction that wrote the event: a row for each connector that waits for this kind. Requests without
// goods and those without an order of the shop's have none.
void queue_connectors(Session& sql, const std::string& ticket, const std::string& kind, Instant now);

struct LeasedReturn {
  std::string ticket, connector, state;
  std::int64_t fence = 0, attempts = 0;  // this one counted
  std::string status;                    // of the request
  std::string fault, said;               // of the attempt before
  std::string order, body;               // documents; the body as the server computed it, where it did
  std::map<std::string, std::int64_t> units;
};

// How it stands, for the desk.
struct ConnectorState {
  std::string connector, state, remote, fault, said;
  std::int64_t attempts = 0;
  Instant created_at, due_at;
  std::optional<Instant> done_at;
};

class ConnectorReturns {
 public:
  explicit ConnectorReturns(Database& database) : database_(database) {}

  // From now on these are queued for. What a person had to mend is tried again: perhaps it was.
  Status use(const std::vector<ConnectorStart>& connectors, Instant now);
  // Forgets the leases of a process that is gone and had asked for nothing yet. Only for whoever knows that nobody else
  // works on them.
  Status release();

  // The row of this connector that is due longest, for so many seconds.
  Outcome<std::optional<LeasedReturn>> lease(const std::string& connector, Instant now, std::int64_t seconds);
  // Before the platform is asked to make it: the row rests until then, whatever becomes of this process. Conflict: the
  // lease is another's.
  Status begin(const LeasedReturn& row, Instant until);
  struct Settled {
    std::string state;  // waiting, creating (perhaps it is there by now), created, dropped, fix, refused
    std::string remote, fault, said;
    Instant due_at;       // of the next attempt, while there is one
    Instant rests_until;  // nobody touches it before, not even when a person says so
  };
  // Conflict: the lease is another's.
  Status settle(const LeasedReturn& row, const Settled& settled, Instant now);

  // By a person. Conflict: it is done, or somebody is at it.
  Status again(const std::string& ticket, const std::string& connector, const std::string& who, Instant now);
  Outcome<std::vector<ConnectorState>> of_ticket(const std::string& ticket);

  struct Waiting {
    std::int64_t count = 0, failed = 0;  // failed: a person has to look, or the platform said no
  };
  Outcome<Waiting> waiting();

  // How far orders were read; empty: not at all.
  struct Place {
    std::string place;
    std::optional<Instant> read_at;
  };
  Outcome<Place> place(const std::string& connector);
  Status set_place(const std::string& connector, const std::string& place, Instant now);

 private:
  Database& database_;
};

}  // namespace returns::storage
