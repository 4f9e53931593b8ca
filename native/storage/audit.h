#pragma once
// The audit log: each entry carries the digest of the one before it, so that nothing can be changed, taken out or
// cut off without breaking the chain. Subjects are order and ticket numbers; no entry carries a name, an address,
// a token or a factor.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/calendar.h"
#include "native/storage/database.h"
#include "native/support/json.h"

namespace returns::storage {

struct AuditEntry {
  std::string kind;  // request_received, verification_differs, request_refused, …
  std::string subject;
  Json detail = Json::object();
};

// Inside a transaction of the caller, and first among its statements or after other writes: the head's row is the
// lock that puts writers in a row.
void append_audit(Session& sql, Instant at, const AuditEntry& entry);

// Digest of the rows of a request that never change while it is kept: order, key, times, what the server computed,
// lines, files. Its entry carries this beside the digests of request and receipt. What the desk changes has entries of
// its own.
std::string facts_of(Session& sql, const std::string& ticket);

struct AuditCheck {
  std::int64_t entries = 0;
  std::int64_t requests = 0;   // stored requests and receipts that were compared with their entry
  std::int64_t broken_at = 0;  // the first entry that does not fit; 0: none
  std::string problem;         // empty: the log holds
};

// Follows the chain from its start, then compares every stored request and receipt with what the log says of them.
Outcome<AuditCheck> check_audit(Database& database);
AuditCheck check_audit(Session& sql);

}  // namespace returns::storage
