#pragma once
// Orders of Medusa 2 as ours.

#include "native/connectors/settings.h"
#include "native/support/json.h"

namespace returns::connectors {

inline constexpr const char* kMedusaFields =
    "id,display_id,status,created_at,updated_at,email,currency_code,customer_id,fulfillment_status,total,shipping_"
    "total,"
    "*summary,*items,*items.detail,*shipping_address,*fulfillments,*shipping_methods";

Json order_of_medusa(const Json& order, const ConnectorSettings& settings);

}  // namespace returns::connectors
