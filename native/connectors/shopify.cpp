#include "native/connectors/shopify.h"

#include <algorithm>

#include "core/calendar.h"
#include "core/text.h"
#include "native/connectors/graph_ql.h"
#include "native/connectors/pull_place.h"
#include "native/connectors/shopify_orders.h"

namespace returns::connectors {
namespace {

constexpr std::size_t kLongestNote = 300;
constexpr const char* kVersion = "2026-07";

// A query may cost 1,000 points, about one for each object that it could give. The ticket is in every line of a return.
constexpr const char* kFind =
    "query Find($id: ID!) { order(id: $id) { returns(first: 100) { nodes { id returnLineItems(first: 1) { nodes { ... "
    "on "
    "ReturnLineItem { customerNote } } } } } } }";
constexpr const char* kReturnable =
    "query Returnable($id: ID!) { returnableFulfillments(orderId: $id, first: 8) { nodes { "
    "returnableFulfillmentLineItems(first: 30) { nodes { quantity fulfillmentLineItem { id lineItem { id } } } } } } }";
constexpr const char* kRequest =
    "mutation Request($input: ReturnRequestInput!) { returnRequest(input: $input) { return { id } userErrors { code "
    "field "
    "message } } }";

// A number stands for what it is the number of.
std::string global_id(const std::string& reference, const char* kind) {
  return reference.starts_with("gid://") ? reference : std::string{"gid://shopify/"} + kind + '/' + reference;
}

struct Fulfilled {
  std::string id, line;
  std::int64_t quantity = 0;
};

std::vector<Fulfilled> fulfilled_of(const Json& data) {
  std::vector<Fulfilled> all;
  for (const Json& parcel : array_of(inner(data, {"returnableFulfillments"}), "nodes")) {
    for (const Json& item : array_of(inner(parcel, {"returnableFulfillmentLineItems"}), "nodes"))
      all.push_back({.id = text_of(inner(item, {"fulfillmentLineItem"}), "id"),
                     .line = text_of(inner(item, {"fulfillmentLineItem", "lineItem"}), "id"),
                     .quantity = integer_of(item, "quantity").value_or(0)});
  }
  return all;
}

}  // namespace

std::variant<Json, Trouble> Shopify::ask(const std::string& query, Json variables) {
  const auto& options = api_.settings().options;
  const auto version = options.find("api_version");
  const std::string path = "/admin/api/" + (version != options.end() ? version->second : kVersion) + "/graphql.json";
  return ask_graph_ql(api_, path, {{"X-Shopify-Access-Token", api_.settings().secret}}, query, std::move(variables));
}

FindResult Shopify::find(const NeutralReturn& wanted) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  const auto heard = ask(kFind, {{"id", global_id(wanted.order, "Order")}});
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<FindResult>(*trouble);
  const Json* order = member(std::get<Json>(heard), "order");
  if (order == nullptr || order->is_null()) return FixByHuman{"unknown_order", wanted.order};
  const Json* returns = list_of(inner(*order, {"returns"}), "nodes");
  if (returns == nullptr) return malformed();
  for (const Json& one : *returns) {
    const Json* lines = list_of(inner(one, {"returnLineItems"}), "nodes");
    if (lines == nullptr) return malformed();
    if (std::any_of(lines->begin(), lines->end(),
                    [&](const Json& line) { return text_of(line, "customerNote").starts_with(wanted.request); }))
      return Created{text_of(one, "id")};
  }
  return Absent{};
}

CreateResult Shopify::create(const NeutralReturn& wanted, const std::string& /*begun*/) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  const std::string order = global_id(wanted.order, "Order");
  const auto heard = ask(kReturnable, {{"id", order}});
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<CreateResult>(*trouble);
  std::vector<Fulfilled> parcels = fulfilled_of(std::get<Json>(heard));
  const std::string note = note_of(wanted, api_.settings().link, kLongestNote);
  Json items = Json::array();
  for (const ReturnLine& line : wanted.lines) {
    const std::string reason = mapped_reason(api_.settings().reasons, line.reason);
    std::int64_t left = line.quantity;
    // A line may have gone out in several parcels.
    for (Fulfilled& parcel : parcels) {
      if (left == 0 || parcel.quantity == 0 || parcel.line != global_id(line.line, "LineItem")) continue;
      const std::int64_t part = std::min(left, parcel.quantity);
      Json item = {{"fulfillmentLineItemId", parcel.id}, {"quantity", part}, {"customerNote", note}};
      if (!reason.empty()) item["returnReasonDefinitionId"] = reason;
      items.push_back(std::move(item));
      parcel.quantity -= part;
      left -= part;
    }
    if (left > 0) return Refused{"not_returnable", line.line};
  }
  const Json input = {{"orderId", order}, {"returnLineItems", std::move(items)}};
  const auto made = ask(kRequest, {{"input", input}});
  if (const auto* trouble = std::get_if<Trouble>(&made)) return as<CreateResult>(*trouble);
  const Json& payload = inner(std::get<Json>(made), {"returnRequest"});
  if (const Json& errors = array_of(payload, "userErrors"); !errors.empty()) {
    const std::string code = text_of(errors[0], "code");
    return Refused{is_id(code) ? code : "user_error", first_message(errors)};
  }
  const std::string id = text_of(inner(payload, {"return"}), "id");
  if (id.empty()) return Retry{"no_id"};
  return Created{id};
}

PullResult Shopify::orders(const std::string& cursor) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  const PullPlace place = read_place(cursor);
  Json variables = {{"after", place.after.empty() ? Json() : Json(place.after)}};
  variables["query"] = "updated_at:>='" + write_instant(place.from, Zone{}) + "'";
  const auto heard = ask(kShopifyOrders, std::move(variables));
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as_pull(*trouble);
  const Json& connection = inner(std::get<Json>(heard), {"orders"});
  const Json& orders = array_of(connection, "nodes");
  const Json& info = inner(connection, {"pageInfo"});
  OrderPage page{.orders = {}, .cursor = cursor, .more = is_true(info, "hasNextPage")};
  if (orders.empty()) return page;
  for (const Json& order : orders) page.orders.push_back(order_of_shopify(order, api_.settings()));
  const auto last = read_instant(text_of(orders.back(), "updatedAt"));
  page.cursor = place_after(place, text_of(info, "endCursor"), last.value_or(Instant{}), page.more);
  return page;
}

}  // namespace returns::connectors
