#include "native/connectors/tryton.h"

#include <algorithm>

#include "native/connectors/pull_place.h"
#include "native/connectors/tryton_orders.h"
#include "native/support/base64.h"

namespace returns::connectors {
namespace {

constexpr std::size_t kLongestNote = 4000;
constexpr int kPage = 50;

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 19
         && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string first_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  for (const Json& each : value)
    if (each.is_string()) return each.get<std::string>();
  return {};
}

// ["UserError", ["message", "description", …]], ["UserWarning", [name, message, …]], or ["text of an exception", …].
Trouble trouble_of_error(const Json& error) {
  const std::string kind = error.is_array() && !error.empty() ? first_text(error[0]) : std::string{};
  const std::string text = error.is_array() && error.size() > 1 ? first_text(error[1]) : std::string{};
  if (kind == "UserError") return Refused{"user_error", text};
  if (kind == "UserWarning" && error[1].is_array() && error[1].size() > 1)
    return FixByHuman{"user_warning", first_text(error[1][1])};
  if (kind == "LoginException") return FixByHuman{"login", text};
  // Another transaction was in the way, or the server has a mistake of its own; nothing was kept.
  return Retry{"server_error", kind};
}

}  // namespace

std::optional<Trouble> Tryton::sign_in() {
  const ConnectorSettings& settings = api_.settings();
  const Json body = {
      {"id", 0}, {"method", "common.db.login"}, {"params", {settings.user, {{"password", settings.secret}}, "en"}}};
  const auto heard = api_.call("POST", "/", {}, write_json(body));
  if (const auto* retry = std::get_if<Retry>(&heard)) return *retry;
  const auto& answer = std::get<WebApi::Answer>(heard);
  const Json& result = array_of(answer.body, "result");
  if (answer.status != 200 || result.size() != 2 || !result[0].is_number_integer() || !result[1].is_string())
    return answer.status == 200 ? Trouble{FixByHuman{"login", {}}} : trouble_of(answer, {});
  session_ = "Session "
             + encode_base64(settings.user + ':' + std::to_string(result[0].get<std::int64_t>()) + ':'
                             + result[1].get<std::string>());
  return std::nullopt;
}

std::variant<Json, Trouble> Tryton::rpc(const std::string& method, Json params) {
  params.push_back(Json::object());  // the context
  const std::string body = write_json({{"id", 1}, {"method", method}, {"params", std::move(params)}});
  for (int tries = 0;; ++tries) {
    if (session_.empty()) {
      if (auto trouble = sign_in()) return *std::move(trouble);
    }
    const auto heard = api_.call("POST", "/", {{"Authorization", session_}}, body);
    if (const auto* retry = std::get_if<Retry>(&heard)) return Trouble{*retry};
    const auto& answer = std::get<WebApi::Answer>(heard);
    if (answer.status == 401 && tries == 0) {
      session_.clear();  // it ran out, and nothing was done
      continue;
    }
    if (answer.status != 200) return trouble_of(answer, {});
    if (const Json* error = member(answer.body, "error"); error != nullptr) return trouble_of_error(*error);
    const Json* result = member(answer.body, "result");
    if (result == nullptr) return Trouble{FixByHuman{"no_json_rpc", answer.text.substr(0, 200)}};
    return *result;
  }
}

std::variant<Json, Trouble> Tryton::search(const std::string& model, Json domain, Rows rows, Json order, Json fields) {
  Json params = Json::array({std::move(domain), rows.offset, rows.limit, std::move(order), std::move(fields)});
  return rpc("model." + model + ".search_read", std::move(params));
}

FindResult Tryton::find(const NeutralReturn& wanted) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  return look(wanted);
}

FindResult Tryton::look(const NeutralReturn& wanted) {
  const auto heard = search("sale.complaint", Json::array({{"reference", "=", wanted.request}}),
                            {.offset = 0, .limit = 1}, Json::array({{"id", "ASC"}}), {"number"});
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<FindResult>(*trouble);
  const auto& rows = std::get<Json>(heard);
  if (!rows.is_array()) return malformed();
  if (rows.empty()) return Absent{};
  const std::string number = text_of(rows[0], "number");
  return Created{number.empty() ? std::to_string(integer_of(rows[0], "id").value_or(0)) : number};
}

CreateResult Tryton::create(const NeutralReturn& wanted, const std::string& /*begun*/) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  Json lines = Json::array();
  for (const ReturnLine& line : wanted.lines) {
    if (!is_number(line.line)) return FixByHuman{"unknown_line", line.line};
    lines.push_back({{"line", std::stoll(line.line)}, {"quantity", line.quantity}});
  }
  auto heard = search("sale.sale", Json::array({{"number", "=", wanted.order}}), {.offset = 0, .limit = 2}, nullptr,
                      {"party", "company"});
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<CreateResult>(*trouble);
  const Json sales = std::get<Json>(heard);
  if (!sales.is_array() || sales.size() != 1) return FixByHuman{"unknown_order", wanted.order};
  Json wants = Json::array({{"origin.model", "=", "sale.sale"}});
  const auto& options = api_.settings().options;
  if (const auto name = options.find("complaint_type"); name != options.end())
    wants.push_back({"name", "=", name->second});
  heard = search("sale.complaint.type", std::move(wants), {.offset = 0, .limit = 1}, Json::array({{"id", "ASC"}}),
                 {"name"});
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<CreateResult>(*trouble);
  const Json types = std::get<Json>(heard);
  if (!types.is_array() || types.empty()) return FixByHuman{"no_complaint_type", {}};
  const Json action = {{"action", "sale_return"},
                       {"sale_lines", Json::array({Json::array({"create", std::move(lines)})})}};
  Json complaint = {{"reference", wanted.request},
                    {"customer", integer_of(sales[0], "party").value_or(0)},
                    {"company", integer_of(sales[0], "company").value_or(0)},
                    {"type", integer_of(types[0], "id").value_or(0)},
                    {"origin", "sale.sale," + std::to_string(integer_of(sales[0], "id").value_or(0))},
                    {"description", note_of(wanted, api_.settings().link, kLongestNote)},
                    {"actions", Json::array({Json::array({"create", Json::array({action})})})}};
  const auto made = rpc("model.sale.complaint.create", Json::array({Json::array({std::move(complaint)})}));
  if (const auto* trouble = std::get_if<Trouble>(&made)) return as<CreateResult>(*trouble);
  const auto& ids = std::get<Json>(made);
  if (!ids.is_array() || ids.size() != 1 || !ids[0].is_number_integer()) return Retry{"no_id"};
  // The number that people know it by; it is there already, so the id will do where the line breaks now.
  const FindResult found = look(wanted);
  if (const auto* created = std::get_if<Created>(&found)) return *created;
  return Created{std::to_string(ids[0].get<std::int64_t>())};
}

PullResult Tryton::orders(const std::string& cursor) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  const PullPlace place = read_place(cursor);
  auto heard = search("sale.sale", sales_after(place.from), {.offset = place.skip, .limit = kPage},
                      Json::array({{"write_date", "ASC"}, {"id", "ASC"}}), sale_fields());
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as_pull(*trouble);
  const Json sales = std::get<Json>(heard);
  OrderPage page{.orders = {}, .cursor = cursor, .more = sales.size() == kPage};
  if (!sales.is_array() || sales.empty()) return page;
  Json ids = Json::array();
  for (const Json& sale : sales) ids.push_back(integer_of(sale, "id").value_or(0));
  heard = search("sale.line", Json::array({{"sale", "in", std::move(ids)}, {"type", "=", "line"}}),
                 {.offset = 0, .limit = kMostLines}, Json::array({{"sale", "ASC"}, {"id", "ASC"}}), sale_line_fields());
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as_pull(*trouble);
  std::vector<Instant> changed;
  for (const Json& sale : sales) {
    page.orders.push_back(order_of_sale(sale, std::get<Json>(heard), api_.settings()));
    changed.push_back(written_at(sale));
  }
  page.cursor = place_after(place, changed, page.more);
  return page;
}

}  // namespace returns::connectors
