#include "native/connectors/saleor_orders.h"

#include <algorithm>

#include "native/connectors/graph_ql.h"
#include "native/connectors/shop_document.h"

namespace returns::connectors {

const char* const kSaleorOrders =
    "query Orders($after: String, $filter: OrderFilterInput) { orders(first: 50, after: $after, filter: $filter, "
    "sortBy: { "
    "field: LAST_MODIFIED_AT, direction: ASC }) { pageInfo { hasNextPage endCursor } edges { node { id number created "
    "updatedAt status userEmail user { id } languageCodeEnum shippingAddress { postalCode phone } total { currency "
    "gross { "
    "amount } } shippingPrice { gross { amount } } totalRefunded { amount } fulfillments { status created } lines { id "
    "productSku productName quantity unitPrice { gross { amount } } totalPrice { tax { amount } } } } } } }";

namespace {

SoldLine line_of(const Json& item, const std::string& currency) {
  return {.remote = text_of(item, "id"),
          .id = id_of_number(text_of(item, "id")),
          .sku = text_of(item, "productSku"),
          .title = text_of(item, "productName"),
          .groups = {},
          .quantity = integer_of(item, "quantity").value_or(0),
          .unit_price = sold_amount(inner(item, {"unitPrice", "gross"}), "amount", currency),
          .tax = 0,
          .tax_included = sold_amount(inner(item, {"totalPrice", "tax"}), "amount", currency)};
}

}  // namespace

Json order_of_saleor(const Json& order, const ConnectorSettings& settings) {
  SoldOrder sold;
  sold.connector = settings.name;
  sold.merchant = settings.merchant;
  sold.remote = text_of(order, "id");
  sold.id = id_of_number(text_of(order, "number"));
  sold.version = milliseconds_of(text_of(order, "updatedAt"));
  sold.placed_at = text_of(order, "created");
  sold.currency = text_of(inner(order, {"total"}), "currency");
  // Saleor knows of goods that left, and of none that arrived: the day is asked for.
  const std::string status = text_of(order, "status");
  sold.state = status == "FULFILLED" ? "unknown" : status == "PARTIALLY_FULFILLED" ? "in_transit" : "not_shipped";
  if (status == "RETURNED" || status == "PARTIALLY_RETURNED") sold.state = "unknown";
  sold.paid = sold_amount(inner(order, {"total", "gross"}), "amount", sold.currency);
  sold.shipping = sold_amount(inner(order, {"shippingPrice", "gross"}), "amount", sold.currency);
  sold.refunded = sold_amount(inner(order, {"totalRefunded"}), "amount", sold.currency);
  for (const Json& item : array_of(order, "lines")) sold.lines.push_back(line_of(item, sold.currency));
  sold.discount = discount_of(sold);
  sold.customer = text_of(inner(order, {"user"}), "id");
  sold.email = text_of(order, "userEmail");
  sold.phone = text_of(inner(order, {"shippingAddress"}), "phone");
  sold.postcode = text_of(inner(order, {"shippingAddress"}), "postalCode");
  return shop_document(sold, *settings.orders);
}

}  // namespace returns::connectors
