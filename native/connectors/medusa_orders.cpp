#include "native/connectors/medusa_orders.h"

#include <algorithm>

#include "native/connectors/shop_document.h"

namespace returns::connectors {
namespace {

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

void read_delivery(const Json& order, SoldOrder& sold) {
  const std::string status = text_of(order, "fulfillment_status");
  sold.state = status == "delivered"                                                                   ? "delivered"
               : status == "not_fulfilled" || status == "fulfilled" || status == "partially_fulfilled" ? "not_shipped"
                                                                                                       : "in_transit";
  for (const Json& parcel : array_of(order, "fulfillments")) {
    sold.version = std::max(sold.version, milliseconds_of(text_of(parcel, "updated_at")));
    // The last parcel counts: the customer has all of it then.
    if (sold.state == "delivered") sold.signed_at = std::max(sold.signed_at, text_of(parcel, "delivered_at"));
  }
}

SoldLine line_of(const Json& item, const std::string& currency) {
  const std::string product = text_of(item, "product_title");
  SoldLine line{.remote = text_of(item, "id"),
                .id = {},
                .sku = text_of(item, "variant_sku"),
                .title = product.empty() ? text_of(item, "title") : product,
                .groups = {text_of(item, "product_type"), text_of(item, "product_collection")},
                .quantity = integer_of(item, "quantity").value_or(0),
                .unit_price = sold_amount(item, "unit_price", currency)};
  const Json* inclusive = member(item, "is_tax_inclusive");
  (inclusive != nullptr && *inclusive == true ? line.tax_included : line.tax) =
      sold_amount(item, "tax_total", currency);
  return line;
}

}  // namespace

Json order_of_medusa(const Json& order, const ConnectorSettings& settings) {
  SoldOrder sold;
  sold.connector = settings.name;
  sold.merchant = settings.merchant;
  sold.remote = text_of(order, "id");
  sold.id = std::to_string(integer_of(order, "display_id").value_or(0));
  sold.version = milliseconds_of(text_of(order, "updated_at"));
  sold.placed_at = text_of(order, "created_at");
  sold.currency = upper(text_of(order, "currency_code"));
  read_delivery(order, sold);
  const Json* summary = member(order, "summary");
  sold.paid = sold_amount(summary != nullptr ? *summary : order, summary != nullptr ? "original_order_total" : "total",
                          sold.currency);
  if (summary != nullptr) sold.refunded = sold_amount(*summary, "refunded_total", sold.currency);
  sold.shipping = sold_amount(order, "shipping_total", sold.currency);
  for (const Json& item : array_of(order, "items")) sold.lines.push_back(line_of(item, sold.currency));
  sold.discount = discount_of(sold);
  sold.customer = text_of(order, "customer_id");
  sold.email = text_of(order, "email");
  if (const Json* address = member(order, "shipping_address"); address != nullptr) {
    sold.phone = text_of(*address, "phone");
    sold.postcode = text_of(*address, "postal_code");
  }
  return shop_document(sold, *settings.orders);
}

}  // namespace returns::connectors
