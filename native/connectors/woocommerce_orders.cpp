#include "native/connectors/woocommerce_orders.h"

#include "native/connectors/graph_ql.h"
#include "native/connectors/shop_document.h"

namespace returns::connectors {
namespace {

// Lines have their sums before discounts, without tax and the tax of it. Where the shop's prices have their tax in
// them, only the sum with tax divides into the price that the customer saw.
SoldLine line_of(const Json& item, bool taxed, const std::string& currency) {
  SoldLine line{.remote = std::to_string(integer_of(item, "id").value_or(0)),
                .id = {},
                .sku = text_of(item, "sku"),
                .title = text_of(item, "name"),
                .groups = {},
                .quantity = integer_of(item, "quantity").value_or(0),
                .unit_price = -1};
  const std::int64_t net = sold_amount(item, "subtotal", currency);
  const std::int64_t gross = net + sold_amount(item, "subtotal_tax", currency);
  const std::int64_t sum = taxed ? gross : net;
  if (line.quantity > 0 && sum % line.quantity == 0) line.unit_price = sum / line.quantity;
  (taxed ? line.tax_included : line.tax) = sold_amount(item, "total_tax", currency);
  return line;
}

// "2026-11-29T10:24:44", in UTC
std::string instant_of(const std::string& text) { return text.empty() ? text : text + 'Z'; }

}  // namespace

Json order_of_woocommerce(const Json& order, const ConnectorSettings& settings) {
  SoldOrder sold;
  sold.connector = settings.name;
  sold.merchant = settings.merchant;
  sold.remote = std::to_string(integer_of(order, "id").value_or(0));
  sold.id = id_of_number(text_of(order, "number"));
  sold.version = milliseconds_of(instant_of(text_of(order, "date_modified_gmt")));
  sold.placed_at = instant_of(text_of(order, "date_created_gmt"));
  sold.currency = text_of(order, "currency");
  // "Completed" is what the shop's people set when the goods are gone; the day they arrived is asked for.
  sold.state = text_of(order, "status") == "completed" ? "unknown" : "not_shipped";
  sold.paid = sold_amount(order, "total", sold.currency);
  sold.shipping =
      sold_amount(order, "shipping_total", sold.currency) + sold_amount(order, "shipping_tax", sold.currency);
  for (const Json& refund : array_of(order, "refunds")) sold.refunded += sold_amount(refund, "total", sold.currency);
  const bool taxed = is_true(order, "prices_include_tax");
  for (const Json& item : array_of(order, "line_items")) sold.lines.push_back(line_of(item, taxed, sold.currency));
  sold.discount = discount_of(sold);
  const auto customer = integer_of(order, "customer_id").value_or(0);
  if (customer > 0) sold.customer = std::to_string(customer);  // 0: a guest
  const Json& billing = inner(order, {"billing"});
  sold.email = text_of(billing, "email");
  sold.phone = text_of(billing, "phone");
  sold.postcode = text_of(billing, "postcode");
  return shop_document(sold, *settings.orders);
}

}  // namespace returns::connectors
