#include "native/connectors/shopify_orders.h"

#include <algorithm>

#include "native/connectors/graph_ql.h"
#include "native/connectors/shop_document.h"

namespace returns::connectors {

const char* const kShopifyOrders =
    "query Orders($after: String, $query: String) { orders(first: 3, after: $after, sortKey: UPDATED_AT, query: "
    "$query) { "
    "pageInfo { hasNextPage endCursor } nodes { id name createdAt updatedAt currencyCode taxesIncluded email phone "
    "displayFulfillmentStatus totalPriceSet { shopMoney { amount } } totalShippingPriceSet { shopMoney { amount } } "
    "totalRefundedSet { shopMoney { amount } } customer { id } shippingAddress { zip phone } fulfillments { "
    "deliveredAt } "
    "lineItems(first: 40) { pageInfo { hasNextPage } nodes { id sku name quantity originalUnitPriceSet { shopMoney { "
    "amount } } taxLines { "
    "priceSet { shopMoney { amount } } } product { productType } } } } } }";

namespace {

// "gid://shopify/LineItem/77"
std::string number_of(const std::string& id) { return id.substr(id.rfind('/') + 1); }

SoldLine line_of(const Json& item, const Json& order, const std::string& currency) {
  SoldLine line{.remote = text_of(item, "id"),
                .id = number_of(text_of(item, "id")),
                .sku = text_of(item, "sku"),
                .title = text_of(item, "name"),
                .groups = {text_of(inner(item, {"product"}), "productType")},
                .quantity = integer_of(item, "quantity").value_or(0),
                .unit_price = sold_amount(inner(item, {"originalUnitPriceSet", "shopMoney"}), "amount", currency)};
  std::int64_t tax = 0;
  for (const Json& one : array_of(item, "taxLines"))
    tax += sold_amount(inner(one, {"priceSet", "shopMoney"}), "amount", currency);
  (is_true(order, "taxesIncluded") ? line.tax_included : line.tax) = tax;
  return line;
}

}  // namespace

Json order_of_shopify(const Json& order, const ConnectorSettings& settings) {
  SoldOrder sold;
  sold.connector = settings.name;
  sold.merchant = settings.merchant;
  sold.remote = text_of(order, "id");
  sold.id = id_of_number(text_of(order, "name"));
  sold.version = milliseconds_of(text_of(order, "updatedAt"));
  sold.placed_at = text_of(order, "createdAt");
  sold.currency = text_of(order, "currencyCode");
  const std::string status = text_of(order, "displayFulfillmentStatus");
  const Json& parcels = array_of(order, "fulfillments");
  const bool all = status == "FULFILLED" && !parcels.empty()
                   && std::all_of(parcels.begin(), parcels.end(),
                                  [](const Json& parcel) { return !text_of(parcel, "deliveredAt").empty(); });
  // Not every carrier tells Shopify of the delivery: what was sent and is not known to have arrived is asked for.
  sold.state = all                       ? "delivered"
               : status == "FULFILLED"   ? "unknown"
               : status == "UNFULFILLED" ? "not_shipped"
                                         : "in_transit";
  for (const Json& parcel : parcels)
    if (all) sold.signed_at = std::max(sold.signed_at, text_of(parcel, "deliveredAt"));
  const auto money = [&](const char* name) {
    return sold_amount(inner(order, {name, "shopMoney"}), "amount", sold.currency);
  };
  sold.paid = money("totalPriceSet");
  sold.shipping = money("totalShippingPriceSet");
  sold.refunded = money("totalRefundedSet");
  for (const Json& item : array_of(inner(order, {"lineItems"}), "nodes"))
    sold.lines.push_back(line_of(item, order, sold.currency));
  // An order of more lines than a query may cost is not told in part: its reader misses the lines.
  if (is_true(inner(order, {"lineItems", "pageInfo"}), "hasNextPage")) sold.lines.clear();
  sold.discount = discount_of(sold);
  sold.customer = text_of(inner(order, {"customer"}), "id");
  sold.email = text_of(order, "email");
  sold.phone = text_of(order, "phone");
  if (sold.phone.empty()) sold.phone = text_of(inner(order, {"shippingAddress"}), "phone");
  sold.postcode = text_of(inner(order, {"shippingAddress"}), "zip");
  return shop_document(sold, *settings.orders);
}

}  // namespace returns::connectors
