#pragma once
// Filed requests. Filing is one transaction: request, lines, media, receipt and audit entries are all there or none.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/audit.h"
#include "native/storage/cases.h"
#include "native/storage/database.h"
#include "native/storage/outbox.h"

namespace returns::storage {

struct RequestLine {
  std::string line;
  std::int64_t quantity = 0;
};

struct RequestMedia {
  std::string slot, line, name, sha256;
};

struct NewRequest {
  std::optional<NewCase> opens;  // the case that it is filed for, when nobody opened it before
  std::string order_id, merchant, customer;
  std::int64_t seen_revision = 0;  // of the order the request was judged with
  std::string idempotency_key, body, body_hash;
  std::optional<std::string> computed;
  std::string verification, status;
  Instant received_at;
  Day day;  // of the ticket, in the pack's zone
  std::vector<RequestLine> lines;
  std::vector<RequestMedia> media;
  std::vector<AuditEntry> findings;  // written after `request_received`; the subject becomes the ticket
  Contact contact;                   // of whoever filed it; what they did not say stays empty
};

struct Replay {
  std::string order_id, body_hash, receipt;
};

struct FiledRequest {
  std::string ticket, order_id, status, body, verification;
  std::optional<std::string> computed;
  std::string receipt;
  Instant received_at;
  std::vector<RequestMedia> media;
};

class Requests {
 public:
  explicit Requests(Database& database) : database_(database) {}

  Outcome<std::optional<Replay>> find_by_key(const std::string& idempotency_key);

  struct Filed {
    std::string ticket;  // empty: the customer's 999 numbers of this day are used up
    std::string receipt;
  };
  // Conflict when the key is taken or when another request of the order came in between: judge again and retry.
  // `receipt` writes the receipt for a ticket; `pseudonym` draws a new one for a customer who has none.
  Outcome<Filed> file(const NewRequest& request, const std::function<std::string(const std::string&)>& receipt,
                      const std::function<std::string()>& pseudonym);

  Outcome<std::optional<FiledRequest>> find(const std::string& ticket);

  // Something that was refused and left no request.
  Status note(const AuditEntry& entry, Instant now);

 private:
  Database& database_;
};

}  // namespace returns::storage
