#pragma once
// Orders of a platform, taken the way that those in a file are: read, judged and put one by one.

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "native/connectors/connector.h"
#include "native/connectors/settings.h"
#include "native/intake/services.h"

namespace returns::connectors {

struct PullTally {
  std::map<std::string, std::int64_t> outcomes;  // added, replaced, unchanged, older
  std::int64_t taken = 0;                        // added or replaced
  std::int64_t faults = 0;                       // orders that were not taken
  std::string fault, said;                       // why it ended before the last page; empty: it did not
};

// From where the last pull ended, page by page; an order with a fault is told to `say` (the order's id, what is wrong)
// and does not hold up the others. Its next change is pulled again.
PullTally pull_orders(const intake::Services& services, Connector& connector, const ConnectorSettings& settings,
                      const std::function<void(const std::string&, const std::string&)>& say);

}  // namespace returns::connectors
