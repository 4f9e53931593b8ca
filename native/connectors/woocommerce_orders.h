#pragma once
// Orders of WooCommerce as ours.

#include "native/connectors/settings.h"
#include "native/support/json.h"

namespace returns::connectors {

Json order_of_woocommerce(const Json& order, const ConnectorSettings& settings);

}  // namespace returns::connectors
