#include "native/connectors/woocommerce.h"

#include <algorithm>

#include "core/calendar.h"
#include "native/connectors/pull_place.h"
#include "native/connectors/woocommerce_orders.h"
#include "native/support/base64.h"

namespace returns::connectors {
namespace {

constexpr std::size_t kLongestNote = 4000;
constexpr int kPage = 50;

bool is_number(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string notes_of(const NeutralReturn& wanted) { return "/orders/" + wanted.order + "/notes"; }

}  // namespace

std::variant<Json, Trouble> WooCommerce::ask(const std::string& method, const std::string& path, const Json& body) {
  const ConnectorSettings& settings = api_.settings();
  const WebApi::Headers headers = {{"Authorization", "Basic " + encode_base64(settings.user + ':' + settings.secret)}};
  const auto heard =
      api_.call(method, "/wp-json/wc/v3" + path, headers, body.is_null() ? std::string{} : write_json(body));
  if (const auto* retry = std::get_if<Retry>(&heard)) return Trouble{*retry};
  const auto& answer = std::get<WebApi::Answer>(heard);
  // A page in place of JSON is a plug-in's or a wrong address.
  if ((answer.status == 200 || answer.status == 201) && answer.body.is_structured()) return answer.body;
  return trouble_of(answer, text_of(answer.body, "message"));
}

FindResult WooCommerce::find(const NeutralReturn& wanted) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  if (!is_number(wanted.order)) return FixByHuman{"unknown_order", wanted.order};
  const auto heard = ask("GET", notes_of(wanted) + "?type=internal", nullptr);
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<FindResult>(*trouble);
  const auto& notes = std::get<Json>(heard);
  if (!notes.is_array()) return malformed();
  for (const Json& note : notes)
    if (text_of(note, "note").starts_with(wanted.request))
      return Created{std::to_string(integer_of(note, "id").value_or(0))};
  return Absent{};
}

CreateResult WooCommerce::create(const NeutralReturn& wanted, const std::string& /*begun*/) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  const Json note = {{"note", note_of(wanted, api_.settings().link, kLongestNote)}, {"customer_note", false}};
  const auto heard = ask("POST", notes_of(wanted), note);
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as<CreateResult>(*trouble);
  const auto id = integer_of(std::get<Json>(heard), "id");
  if (!id) return Retry{"no_id"};
  return Created{std::to_string(*id)};
}

PullResult WooCommerce::orders(const std::string& cursor) {
  api_.begin(kCallsPerAttempt * api_.settings().timeout);
  const PullPlace place = read_place(cursor);
  std::string path = "/orders?orderby=modified&order=asc&dates_are_gmt=true&per_page=" + std::to_string(kPage)
                     + "&offset=" + std::to_string(place.skip);
  // After, and not from: one second earlier.
  if (place.from.seconds > 0)
    path += "&modified_after=" + escape_query(write_instant(Instant{place.from.seconds - 1}, Zone{}));
  const auto heard = ask("GET", path, nullptr);
  if (const auto* trouble = std::get_if<Trouble>(&heard)) return as_pull(*trouble);
  const auto& orders = std::get<Json>(heard);
  OrderPage page{.orders = {}, .cursor = cursor, .more = orders.size() == kPage};
  if (!orders.is_array() || orders.empty()) return page;
  std::vector<Instant> changed;
  for (const Json& order : orders) {
    page.orders.push_back(order_of_woocommerce(order, api_.settings()));
    changed.push_back(read_instant(text_of(order, "date_modified_gmt") + 'Z').value_or(Instant{}));
  }
  page.cursor = place_after(place, changed, page.more);
  return page;
}

}  // namespace returns::connectors
