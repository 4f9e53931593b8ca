#pragma once
// Orders of Shopify as ours.

#include "native/connectors/settings.h"
#include "native/support/json.h"

namespace returns::connectors {

// Variables: after, query.
extern const char* const kShopifyOrders;

Json order_of_shopify(const Json& order, const ConnectorSettings& settings);

}  // namespace returns::connectors
