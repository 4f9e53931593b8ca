#include "native/connectors/medusa_orders.h"

#include <algorithm>

#include "core/calendar.h"
#include "native/connectors/shop_document.h"
#include "native/policy/exchange.h"

namespace returns::connectors {
namespace {

// Amounts are in whole units of the currency: 10, 10.5. -1 where it is none: the reader of orders says so.
std::int64_t amount(const Json& value, const char* name, const std::string& currency) {
  const Json* given = member(value, name);
  if (given == nullptr || given->is_null()) return 0;
  return policy::minor_of(policy::decimal_of(*given), currency).value_or(-1);
}

// "2026-11-29T10:24:44.411Z" in milliseconds.
std::int64_t milliseconds(const std::string& text) {
  const auto at = read_instant(text);
  if (!at) return 0;
  const auto point = text.find('.');
  const std::string thousandths = point == std::string::npos ? "0" : text.substr(point + 1, 3);
  return at->seconds * 1000 + std::atoi(thousandths.c_str());  // NOLINT(cert-err34-c): 0 will do
}

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
    sold.version = std::max(sold.version, milliseconds(text_of(parcel, "updated_at")));
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
                .unit_price = amount(item, "unit_price", currency)};
  const Json* inclusive = member(item, "is_tax_inclusive");
  (inclusive != nullptr && *inclusive == true ? line.tax_included : line.tax) = amount(item, "tax_total", currency);
  return line;
}

}  // namespace

Json order_of_medusa(const Json& order, const ConnectorSettings& settings) {
  SoldOrder sold;
  sold.connector = settings.name;
  sold.merchant = settings.merchant;
  sold.remote = text_of(order, "id");
  sold.id = std::to_string(integer_of(order, "display_id").value_or(0));
  sold.version = milliseconds(text_of(order, "updated_at"));
  sold.placed_at = text_of(order, "created_at");
  sold.currency = upper(text_of(order, "currency_code"));
  read_delivery(order, sold);
  const Json* summary = member(order, "summary");
  sold.paid = amount(summary != nullptr ? *summary : order, summary != nullptr ? "original_order_total" : "total",
                     sold.currency);
  if (summary != nullptr) sold.refunded = amount(*summary, "refunded_total", sold.currency);
  sold.shipping = amount(order, "shipping_total", sold.currency);
  std::int64_t sum = sold.shipping;
  for (const Json& item : array_of(order, "items")) {
    sold.lines.push_back(line_of(item, sold.currency));
    sum += sold.lines.back().unit_price * sold.lines.back().quantity + sold.lines.back().tax;
  }
  sold.discount = std::max<std::int64_t>(0, sum - sold.paid);
  sold.customer = text_of(order, "customer_id");
  sold.email = text_of(order, "email");
  if (const Json* address = member(order, "shipping_address"); address != nullptr) {
    sold.phone = text_of(*address, "phone");
    sold.postcode = text_of(*address, "postal_code");
  }
  return shop_document(sold, *settings.orders);
}

}  // namespace returns::connectors
