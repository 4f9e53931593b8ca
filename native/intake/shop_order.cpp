#include "native/intake/shop_order.h"

#include <algorithm>
#include <array>

#include "core/digest.h"
#include "core/text.h"
#include "native/intake/cases.h"
#include "native/intake/factor.h"

namespace returns::intake {
namespace {

constexpr std::int64_t kMostVersion = 9'007'199'254'740'991;  // what every JSON writer can state
constexpr std::size_t kMostFactors = 4;                       // as many as a look-up compares
constexpr std::size_t kLongest = 200;

template <std::size_t Size>
std::string unknown_member(const Json& value, const std::array<std::string_view, Size>& names) {
  for (const auto& [name, ignored] : value.items())
    if (std::find(names.begin(), names.end(), name) == names.end()) return name;
  return {};
}

std::optional<OrderFault> read_factors(const Services& services, const Json& document, storage::NewOrder& order) {
  constexpr std::array<std::string_view, 3> kKinds = {"phone_last4", "email", "postcode"};
  const Json& given = array_of(document, "factors");
  for (std::size_t index = 0; index < given.size(); ++index) {
    const std::string at = "/factors/" + std::to_string(index);
    const std::string kind = text_of(given[index], "kind");
    const std::string value = text_of(given[index], "value");
    if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) return OrderFault{"not_in_list", at + "/kind"};
    if (fold_factor(value).empty() || value.size() > kLongest) return OrderFault{"missing", at + "/value"};
    auto factor = make_factor(services.secret, kind, value);
    if (!factor) return OrderFault{"internal", at};
    order.factors.push_back(std::move(*factor));
  }
  return std::nullopt;
}

std::optional<OrderFault> read_contact(const Services& services, const Json& document, storage::ShopOrder& sent) {
  const Json* contact = member(document, "contact");
  if (contact == nullptr) return std::nullopt;
  constexpr std::array<std::string_view, 3> kMembers = {"email", "phone", "locale"};
  if (!contact->is_object()) return OrderFault{"wrong_type", "/contact"};
  if (const std::string name = unknown_member(*contact, kMembers); !name.empty())
    return OrderFault{"unknown_member", "/contact/" + name};
  sent.contact = {
      .email = text_of(*contact, "email"), .phone = text_of(*contact, "phone"), .locale = text_of(*contact, "locale")};
  if (!sent.contact.email.empty() && !is_email(sent.contact.email)) return OrderFault{"bad_email", "/contact/email"};
  if (sent.contact.phone.size() > kLongest) return OrderFault{"too_long", "/contact/phone"};
  // Whoever can be reached there may look the order up by it, unless the shop
  // says by what.
  if (sent.order.factors.empty()) sent.order.factors = factors_of(services, *contact);
  return std::nullopt;
}

// The core does not read them: no answer to a customer depends on who made the goods.
std::optional<OrderFault> check_suppliers(const Json& order) {
  const Json& lines = array_of(order, "lines");
  for (std::size_t index = 0; index < lines.size(); ++index) {
    const Json* supplier = member(lines[index], "supplier");
    if (supplier == nullptr) continue;
    const std::string at = "/order/lines/" + std::to_string(index) + "/supplier";
    if (!supplier->is_string()) return OrderFault{"wrong_type", at};
    const std::string name = text_of(lines[index], "supplier");
    if (name.empty()) return OrderFault{"missing", at};
    if (name.size() > kLongest) return OrderFault{"too_long", at};
  }
  return std::nullopt;
}

// The core's own reader, by way of the question that every customer's page asks
// first.
std::optional<OrderFault> judge_order(const Services& services, const Json& order, const std::string& document) {
  const Json* policy = member(order, "policy");
  const LoadedPack* pack =
      policy != nullptr ? services.policies.find(text_of(*policy, "id"), integer_of(*policy, "version").value_or(0))
                        : nullptr;
  if (pack == nullptr) return OrderFault{"unknown_policy", "/order/policy"};
  const std::string draft = write_json({{"schema", "returns.draft/1"}, {"order", text_of(order, "id")}});
  const Json plan = parse_json(pack->core.plan(document, draft, write_instant(services.clock(), Zone{})));
  if (const Json* fault = member(plan, "fault"); fault != nullptr)
    return OrderFault{text_of(*fault, "code"), "/order" + text_of(*fault, "at")};
  return std::nullopt;
}

}  // namespace

std::variant<storage::ShopOrder, OrderFault> read_shop_order(const Services& services, const std::string& bytes) {
  const Json document = parse_json(bytes);
  if (!document.is_object()) return OrderFault{"not_json", ""};
  constexpr std::array<std::string_view, 6> kMembers = {"schema", "version", "order", "customer", "factors", "contact"};
  if (const std::string name = unknown_member(document, kMembers); !name.empty())
    return OrderFault{"unknown_member", '/' + name};
  if (text_of(document, "schema") != "returns.shop_order/1") return OrderFault{"wrong_schema", "/schema"};
  const auto version = integer_of(document, "version");
  if (!version || *version < 1 || *version > kMostVersion) return OrderFault{"out_of_range", "/version"};
  const Json* order = member(document, "order");
  if (order == nullptr || !order->is_object()) return OrderFault{"missing", "/order"};
  const std::string id = text_of(*order, "id");
  if (storage::is_case_id(id)) return OrderFault{"not_in_list", "/order/id"};
  if (text_of(*order, "merchant") != services.merchant) return OrderFault{"other_merchant", "/order/merchant"};

  storage::ShopOrder sent;
  sent.version = *version;
  sent.digest = sha256_hex(write_json(document));
  sent.order.id = id;
  sent.order.lookup_key = fold_number(id);
  sent.order.merchant = services.merchant;
  sent.order.document = write_json(*order);
  const std::string customer = text_of(document, "customer");
  sent.order.customer = keyed(services, "customer", customer.empty() ? "order " + id : customer);
  if (auto fault = judge_order(services, *order, sent.order.document)) return std::move(*fault);
  if (auto fault = check_suppliers(*order)) return std::move(*fault);
  if (auto fault = read_factors(services, document, sent.order)) return std::move(*fault);
  if (auto fault = read_contact(services, document, sent)) return std::move(*fault);
  if (sent.order.factors.empty()) return OrderFault{"missing", "/factors"};
  if (sent.order.factors.size() > kMostFactors) return OrderFault{"too_many", "/factors"};
  return sent;
}

const char* name_of(storage::OrderPut put) {
  switch (put) {
    case storage::OrderPut::Added: return "added";
    case storage::OrderPut::Replaced: return "replaced";
    case storage::OrderPut::Unchanged: return "unchanged";
    case storage::OrderPut::Older: return "older";
    case storage::OrderPut::VersionReused: return "version_reused";
    case storage::OrderPut::PolicyChanged: return "policy_changed";
    case storage::OrderPut::UnitsTaken: return "units_taken";
    case storage::OrderPut::IdTaken: return "id_taken";
  }
  return "";
}

bool stands(storage::OrderPut put) {
  return put == storage::OrderPut::Added || put == storage::OrderPut::Replaced || put == storage::OrderPut::Unchanged
         || put == storage::OrderPut::Older;
}

}  // namespace returns::intake
