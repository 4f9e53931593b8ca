#include "native/connectors/saleor.h"

#include "core/calendar.h"
#include "native/connectors/graph_ql.h"
#include "native/connectors/pull_place.h"
#include "native/connectors/saleor_orders.h"

namespace returns::connectors {
namespace {

constexpr std::size_t kLongestNote = 4000;

constexpr const char* kFind =
    "query Find($id: ID!, $key: String!) { order(id: $id) { privateMetafield(key: $key) events { id type message } } }";
constexpr const char* kNote =
    "mutation Note($id: ID!, $input: OrderNoteInput!) { orderNoteAdd(order: $id, input: $input) { event { id } errors "
    "{ "
    "message } } }";
constexpr const char* kMark =
    "mutation Mark($id: ID!, $input: [MetadataInput!]!) { updatePrivateMetadata(id: $id, input: $input) { errors { "
    "message "
    "} } }";

std::string key_of(const NeutralReturn& wanted) { return "returns." + wanted.request; }

// The payload's complaint of what it was given, as an answer.
std::optional<CreateResult> refusal_of(const Json& payload) {
  const Json& errors = array_of(payload, "errors");
  if (errors.empty()) return std::nullopt;
  return CreateResult{Refused{"user_error", first_message(errors)}};
}

}  // namespace

std::variant<Json, Trouble> Saleor::ask(const std::string& query, Json variables) {
  return ask_graph_ql(api_, "/graphql/", {{"Authorization", "Bearer " + api_.settings().secret}}, query,
                      std::move(variables));
}

FindResult Saleor::find(const NeutralReturn& wanted) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  const auto heard = ask(kFind, {{"id", wanted.order}, {"key", key_of(wanted)}});
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<FindResult>(*trouble);
  const Json* order = member(std::get<Json>(heard), "order");
  if (order == nullptr || order->is_null()) return FixByHuman{"unknown_order", wanted.order};
  if (const std::string note = text_of(*order, "privateMetafield"); !note.empty()) return Created{note};
  const Json* events = list_of(*order, "events");
  if (events == nullptr) return malformed();
  for (const Json& event : *events)
    if (text_of(event, "type") == "NOTE_ADDED" && text_of(event, "message").starts_with(wanted.request))
      return Begun{text_of(event, "id")};
  return Absent{};
}

CreateResult Saleor::create(const NeutralReturn& wanted, const std::string& begun) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  std::string note = begun;
  if (note.empty()) {
    const Json input = {{"message", note_of(wanted, api_.settings().link, kLongestNote)}};
    const auto heard = ask(kNote, {{"id", wanted.order}, {"input", input}});
    if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<CreateResult>(*trouble);
    const Json& payload = inner(std::get<Json>(heard), {"orderNoteAdd"});
    if (auto refusal = refusal_of(payload)) return *std::move(refusal);
    note = text_of(inner(payload, {"event"}), "id");
    if (note.empty()) return Retry{"no_id"};
  }
  Json input = Json::array();
  input.push_back({{"key", key_of(wanted)}, {"value", note}});
  const auto heard = ask(kMark, {{"id", wanted.order}, {"input", std::move(input)}});
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<CreateResult>(*trouble);
  if (auto refusal = refusal_of(inner(std::get<Json>(heard), {"updatePrivateMetadata"}))) return *std::move(refusal);
  return Created{note};
}

PullResult Saleor::orders(const std::string& cursor) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  const PullPlace place = read_place(cursor);
  const Json since = {{"updatedAt", {{"gte", write_instant(place.from, Zone{})}}}};
  const auto heard =
      ask(kSaleorOrders, {{"after", place.after.empty() ? Json() : Json(place.after)}, {"filter", since}});
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as_pull(*trouble);
  const Json& connection = inner(std::get<Json>(heard), {"orders"});
  const Json& edges = array_of(connection, "edges");
  const Json& info = inner(connection, {"pageInfo"});
  OrderPage page{.orders = {}, .cursor = cursor, .more = is_true(info, "hasNextPage")};
  if (edges.empty()) return page;
  for (const Json& edge : edges) page.orders.push_back(order_of_saleor(inner(edge, {"node"}), api_.settings()));
  const auto last = read_instant(text_of(inner(edges.back(), {"node"}), "updatedAt"));
  page.cursor = place_after(place, text_of(info, "endCursor"), last.value_or(Instant{}), page.more);
  return page;
}

}  // namespace returns::connectors
