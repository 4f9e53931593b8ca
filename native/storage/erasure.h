#pragma once
// A customer erased: what they said, how to reach them and their files go; what was asked, decided and paid stays
// under the pseudonym of the ticket (ADR 0431). One transaction; the audit log says what stands in place of each
// request, so that its chain holds and still vouches for every row.

#include <functional>
#include <string>
#include <vector>

#include "core/calendar.h"
#include "native/storage/database.h"

namespace returns::storage {

struct Erasure {
  std::string order_id;
  // What is left of a request and of its receipt.
  std::function<std::string(const std::string&)> request, receipt;
  // Takes a file away: of a medium by its digest, of an upload that was not finished by its id.
  std::function<Status(const std::string&)> unlink_medium, unlink_upload;
};

struct Erased {
  std::vector<std::string> open;  // tickets that somebody works on; then nothing was erased
  std::int64_t requests = 0, files = 0;
};

Outcome<Erased> erase(Database& database, const Erasure& erasure, Instant now);

}  // namespace returns::storage
