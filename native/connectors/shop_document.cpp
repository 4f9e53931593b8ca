#include "native/connectors/shop_document.h"

#include <algorithm>

#include "core/calendar.h"
#include "core/text.h"
#include "native/connectors/graphemes.h"
#include "native/policy/exchange.h"

namespace returns::connectors {
namespace {

constexpr std::size_t kLongestTitle = 200;

std::string category_of(const SoldLine& line, const OrderSettings& settings) {
  if (const auto found = settings.categories.find(line.sku); found != settings.categories.end()) return found->second;
  for (const std::string& group : line.groups)
    if (const auto found = settings.categories.find(group); found != settings.categories.end()) return found->second;
  return settings.category;
}

Json line_of(const SoldLine& line, const OrderSettings& settings) {
  const std::string id = line.id.empty() ? line.remote : line.id;
  Json made = {{"id", id}};
  if (!line.sku.empty()) made["sku"] = line.sku;
  made["title"] = {{settings.locale, cut_graphemes(line.title.empty() ? id : line.title, kLongestTitle)}};
  made["category"] = category_of(line, settings);
  made["quantity"] = line.quantity;
  made["unit_price"] = line.unit_price;
  if (line.tax != 0) made["tax"] = line.tax;
  if (line.tax_included != 0) made["tax_included"] = line.tax_included;
  made["remote"] = {{"line", line.remote}};
  return made;
}

void set_when(Json& value, const char* name, const std::string& text) {
  if (!text.empty()) value[name] = text;
}

}  // namespace

std::int64_t sold_amount(const Json& value, const char* name, const std::string& currency) {
  const Json* given = member(value, name);
  if (given == nullptr || given->is_null()) return 0;
  const std::string decimal = policy::decimal_of(*given);
  // Some platforms write what was given back as less than nothing.
  const bool negative = decimal.starts_with('-');
  const auto amount = policy::minor_of(decimal.substr(negative ? 1 : 0), currency);
  return amount.value_or(-1);
}

std::int64_t milliseconds_of(const std::string& instant) {
  const auto at = read_instant(instant);
  if (!at) return 0;
  std::int64_t thousandths = 0;
  if (const auto point = instant.find('.'); point != std::string::npos) {
    for (std::size_t i = 1; i <= 3; ++i) {
      const bool digit = point + i < instant.size() && instant[point + i] >= '0' && instant[point + i] <= '9';
      thousandths = thousandths * 10 + (digit ? instant[point + i] - '0' : 0);
    }
  }
  return at->seconds * 1000 + thousandths;
}

std::string id_of_number(const std::string& number) {
  std::string id;
  for (const char c : number)
    if (is_id(std::string(1, c))) id += c;
  return id;
}

std::int64_t worth_of(const SoldLine& line) {
  constexpr std::int64_t kMostUnits = 999;
  return line.unit_price > 0 && line.quantity > 0 && line.quantity <= kMostUnits ? line.unit_price * line.quantity : 0;
}

std::int64_t discount_of(const SoldOrder& order) {
  std::int64_t sum = order.shipping - order.paid;
  for (const SoldLine& line : order.lines) sum += worth_of(line) + line.tax;
  return std::max<std::int64_t>(0, sum);
}

Json shop_document(const SoldOrder& sold, const OrderSettings& settings) {
  Json order = {{"schema", "returns.order/1"},
                {"id", sold.id},
                {"merchant", sold.merchant},
                {"seller", sold.merchant},
                {"market", settings.market},
                {"currency", sold.currency},
                {"policy", {{"id", settings.policy}, {"version", settings.policy_version}}},
                {"placed_at", sold.placed_at}};
  order["delivery"] = {{"state", sold.state}};
  set_when(order["delivery"], "signed_at", sold.signed_at);
  if (sold.shipping != 0) order["shipping"] = {{"paid", sold.shipping}, {"list", sold.shipping}};
  if (sold.discount != 0) order["discounts"] = {{{"id", "D1"}, {"kind", "order"}, {"off", sold.discount}}};
  order["tenders"] = {{{"id", "T1"}, {"kind", "platform"}, {"paid", sold.paid}}};
  if (sold.refunded != 0) order["refunded"] = sold.refunded;
  order["lines"] = Json::array();
  for (const SoldLine& line : sold.lines) order["lines"].push_back(line_of(line, settings));
  order["remote"] = {{"connector", sold.connector}, {"order", sold.remote}};
  Json document = {{"schema", "returns.shop_order/1"}, {"version", sold.version}, {"order", std::move(order)}};
  set_when(document, "customer", sold.customer);
  // Whatever the platform holds that is no address opens nothing and is not written to.
  const std::string email = is_email(sold.email) ? sold.email : std::string{};
  Json factors = Json::array();
  if (!email.empty()) factors.push_back({{"kind", "email"}, {"value", email}});
  std::string digits;
  std::copy_if(sold.phone.begin(), sold.phone.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  if (digits.size() >= 4) factors.push_back({{"kind", "phone_last4"}, {"value", digits.substr(digits.size() - 4)}});
  if (!sold.postcode.empty()) factors.push_back({{"kind", "postcode"}, {"value", sold.postcode}});
  if (!factors.empty()) document["factors"] = std::move(factors);
  Json contact = Json::object();
  set_when(contact, "email", email);
  set_when(contact, "phone", sold.phone);
  set_when(contact, "locale", sold.locale);
  if (!contact.empty()) document["contact"] = std::move(contact);
  return document;
}

}  // namespace returns::connectors
