#pragma once
// Files of customers that have had their time, or that nobody uses. A file is removed within the transaction that says
// so: no upload of the same bytes can come in between, because its first and its last step write too.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/database.h"

namespace returns::storage {

// One mention of a file in a request.
struct MediumUse {
  std::string sha256, ticket, order_id, slot;
  std::optional<Instant> closed_at;  // nothing: somebody works on it
};

struct RemovalOrder {
  std::string sha256;
  std::string subject;      // ticket or order, for the audit log
  std::int64_t uses = 0;    // that were looked at; another number by now: not this time
  std::string reason;       // retention; unused
  Instant uploaded_before;  // an upload that is younger keeps the file
};

class Removal {
 public:
  explicit Removal(Database& database) : database_(database) {}

  // Of files that are there, by digest.
  Outcome<std::vector<MediumUse>> uses();
  // Files that no request mentions and that came before then: digest, and the order of one upload if one is known.
  struct Unused {
    std::string sha256, order_id;
  };
  Outcome<std::vector<Unused>> unused(Instant uploaded_before);
  // Conflict: it is needed again. `unlink` takes the file away; when it fails, nothing has changed.
  Status remove(const RemovalOrder& order, Instant now, const std::function<Status()>& unlink);

 private:
  Database& database_;
};

}  // namespace returns::storage
