#pragma once
// What the server makes of a sealed request: it believes nothing. The core plans the draft again with the server's own
// order and pack; what the draft says about its files is replaced by what the server saw in them; a request that was
// sealed long ago is planned for the moment it came as well. Judging writes nothing.

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/calendar.h"
#include "native/intake/policies.h"
#include "native/storage/orders.h"
#include "native/storage/requests.h"
#include "native/support/json.h"

namespace returns::intake {

// Not filed. The customer can do something about each of them, or somebody forged.
struct Refusal {
  int status = 400;
  std::string code;
  std::string at = {};
  Json params = nullptr;
};

// NOLINTNEXTLINE(bugprone-exception-escape): a null of nlohmann allocates nothing
struct Judgement {
  Json verification = nullptr;          // {"same":true}, or false with the differences
  std::optional<std::string> computed;  // the server's own request, when it is another
  Json decision = nullptr;              // what counts
  Json quote = nullptr;
  Json deadlines = nullptr;
  std::string status;  // received, needs_review
  std::string digest;  // of the request as it was sealed
  std::vector<storage::RequestLine> lines;
  std::vector<storage::RequestMedia> media;
  std::vector<storage::AuditEntry> findings;
};

// The server's reports on a finished medium of this order; empty when there is none.
using Reports = std::function<Outcome<std::vector<std::string>>(const std::string& sha256)>;

std::variant<Judgement, Refusal, Failure> judge(const LoadedPack& pack, const storage::StoredOrder& order,
                                                const std::string& body, Instant received, const Reports& reports);

// Where two reports differ, as JSON pointers below `at`; empty when they say the same of the bytes. The hint
// `type_mismatch` is not about the bytes but about what a browser called them, so it is left out on both sides.
Json compare_reports(const std::string& at, const Json& claimed, const Json& found);

}  // namespace returns::intake
