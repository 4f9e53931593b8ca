#include "native/connectors/medusa.h"

#include "native/connectors/medusa_orders.h"
#include "native/connectors/pull_place.h"
#include "native/support/base64.h"

namespace returns::connectors {
namespace {

constexpr std::size_t kLongestNote = 4000;
constexpr const char* kRequest = "returns_request";
constexpr int kPage = 50;
constexpr int kMostReturns = 500;  // of one order

std::string id_of(const Json& answer, const char* what) {
  const Json* made = member(answer, what);
  return made != nullptr ? text_of(*made, "id") : std::string{};
}

}  // namespace

std::variant<Json, Trouble> Medusa::ask(const std::string& method, const std::string& path, const Json& body) {
  const WebApi::Headers headers = {{"Authorization", "Basic " + encode_base64(api_.settings().secret + ':')}};
  const auto heard = api_.call(method, path, headers, body.is_null() ? std::string{} : write_json(body));
  if (const auto* retry = std::get_if<Retry>(&heard)) return Trouble{*retry};
  const auto& answer = std::get<WebApi::Answer>(heard);
  if (answer.status == 200 && answer.body.is_object()) return answer.body;
  const std::string said = text_of(answer.body, "message");
  // Somebody is changing the order, or a return of another request is being made: that ends.
  if (said.find("active order change") != std::string::npos) return Trouble{Retry{"order_change", said}};
  return trouble_of(answer, said);
}

FindResult Medusa::find(const NeutralReturn& wanted) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  if (!wanted.order.starts_with("order_")) return FixByHuman{"unknown_order", wanted.order};
  const auto heard = ask("GET",
                         "/admin/returns?fields=id,status,metadata&limit=" + std::to_string(kMostReturns)
                             + "&order_id=" + escape_query(wanted.order),
                         nullptr);
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<FindResult>(*trouble);
  const Json* returns = list_of(std::get<Json>(heard), "returns");
  if (returns == nullptr) return malformed();
  for (const Json& one : *returns) {
    const Json* metadata = member(one, "metadata");
    if (metadata == nullptr || text_of(*metadata, kRequest) != wanted.request) continue;
    if (text_of(one, "status") == "open") return Begun{text_of(one, "id")};
    return Created{text_of(one, "id")};
  }
  return Absent{};
}

std::optional<Trouble> Medusa::take_back(const std::string& begun) {
  const auto heard = ask("DELETE", "/admin/returns/" + begun + "/request", nullptr);
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return *trouble;
  return std::nullopt;
}

CreateResult Medusa::create(const NeutralReturn& wanted, const std::string& begun) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  if (!begun.empty()) {
    if (const auto trouble = take_back(begun)) return as<CreateResult>(*trouble);
  }
  const ConnectorSettings& settings = api_.settings();
  Json start = {{"order_id", wanted.order},
                {"internal_note", note_of(wanted, settings.link, kLongestNote)},
                {"metadata", {{kRequest, wanted.request}}}};
  start["metadata"]["returns_note"] = start["internal_note"];
  if (const auto place = settings.options.find("location"); place != settings.options.end())
    start["location_id"] = place->second;
  const auto started = ask("POST", "/admin/returns", start);
  if (const auto* trouble = std::get_if<Trouble>(&started)) return as<CreateResult>(*trouble);
  const std::string id = id_of(std::get<Json>(started), "return");
  if (id.empty()) return Retry{"no_id"};
  Json items = Json::array();
  for (const ReturnLine& line : wanted.lines) {
    Json item = {{"id", line.line}, {"quantity", line.quantity}, {"internal_note", line.reason}};
    if (const std::string reason = mapped_reason(settings.reasons, line.reason); !reason.empty())
      item["reason_id"] = reason;
    items.push_back(std::move(item));
  }
  const auto listed = ask("POST", "/admin/returns/" + id + "/request-items", {{"items", std::move(items)}});
  if (const auto* trouble = std::get_if<Trouble>(&listed)) {
    // A no stays a no, and the order must not stay locked for it. Where this fails too, the next look finds it.
    if (!std::holds_alternative<Retry>(*trouble)) static_cast<void>(take_back(id));
    return as<CreateResult>(*trouble);
  }
  const auto confirmed = ask("POST", "/admin/returns/" + id + "/request", Json::object());
  if (const auto* trouble = std::get_if<Trouble>(&confirmed)) return as<CreateResult>(*trouble);
  return Created{id};
}

PullResult Medusa::orders(const std::string& cursor) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  const PullPlace place = read_place(cursor);
  std::string path = "/admin/orders?order=updated_at&limit=" + std::to_string(kPage)
                     + "&offset=" + std::to_string(place.skip) + "&fields=" + escape_query(kMedusaFields);
  if (place.from.seconds > 0) path += "&updated_at%5B%24gte%5D=" + escape_query(write_instant(place.from, Zone{}));
  const auto heard = ask("GET", path, nullptr);
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as_pull(*trouble);
  const Json& orders = array_of(std::get<Json>(heard), "orders");
  OrderPage page{.orders = {}, .cursor = cursor, .more = orders.size() == kPage};
  if (orders.empty()) return page;
  std::vector<Instant> changed;
  for (const Json& order : orders) {
    page.orders.push_back(order_of_medusa(order, api_.settings()));
    changed.push_back(read_instant(text_of(order, "updated_at")).value_or(Instant{}));
  }
  page.cursor = place_after(place, changed, page.more);
  return page;
}

}  // namespace returns::connectors
