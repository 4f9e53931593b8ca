#pragma once
// Orders of Saleor as ours.

#include "native/connectors/settings.h"
#include "native/support/json.h"

namespace returns::connectors {

// Variables: after, filter.
extern const char* const kSaleorOrders;

Json order_of_saleor(const Json& order, const ConnectorSettings& settings);

}  // namespace returns::connectors
