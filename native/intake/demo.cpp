#include "native/intake/demo.h"

#include <algorithm>
#include <charconv>

#include "native/intake/answers.h"
#include "native/intake/factor.h"
#include "native/storage/orders.h"

namespace returns::intake {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::int64_t kFresh = std::int64_t{12} * 3'600;

// A number at the front of `text`, which loses it.
std::optional<std::int32_t> take_number(std::string_view& text) {
  std::int32_t value = 0;
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

// Why the file cannot be used; empty when the order stands in the database.
std::string seed_one(Services& services, const Json& file) {
  const Json* written = member(file, "order");
  if (written == nullptr) return "/order is missing";
  const Json* policy = member(*written, "policy");
  const LoadedPack* pack =
      policy != nullptr ? services.policies.find(text_of(*policy, "id"), integer_of(*policy, "version").value_or(0))
                        : nullptr;
  if (pack == nullptr) return "/order/policy names a pack that is not loaded";
  // Times are told by the shop's own clock: that of its pack.
  const Zone zone = pack->core.pack().zone;
  const Instant now = services.clock();
  const Json order = resolve_times(*written, now, zone);
  const std::string id = text_of(order, "id");
  const std::string document = write_json(order);
  const std::string empty_draft = write_json({{"schema", "returns.draft/1"}, {"order", id}});
  const Json plan = parse_json(pack->core.plan(document, empty_draft, write_instant(now, zone)));
  if (const Json* fault = member(plan, "fault"); fault != nullptr) return "/order: " + write_json(*fault);

  storage::Orders orders(*services.database);
  const auto seed = orders.seed(id);
  if (!seed) return seed.failure().detail;
  if (*seed && ((*seed)->requests > 0 || ((*seed)->at && now.seconds - (*seed)->at->seconds < kFresh))) return {};
  storage::NewOrder added{.id = id,
                          .lookup_key = fold_number(id),
                          .merchant = text_of(order, "merchant"),
                          .customer = {},
                          .document = document,
                          .factors = {},
                          .seeded_at = now};
  const std::string customer = text_of(file, "customer");
  added.customer = keyed(services, "customer", customer.empty() ? "order " + id : customer);
  for (const Json& factor : array_of(file, "factors")) {
    auto made = make_factor(services.secret, text_of(factor, "kind"), text_of(factor, "value"));
    if (!made) return "no random bytes";
    added.factors.push_back(std::move(*made));
  }
  const Status put = orders.put(added);
  return put ? std::string{} : put.failure().detail;
}

}  // namespace

std::optional<std::string> resolve_relative(std::string_view text, Instant now, Zone zone) {
  if (!text.starts_with('@')) return std::nullopt;
  text.remove_prefix(1);
  const auto days = take_number(text);
  if (!days || !text.starts_with('d')) return std::nullopt;
  text.remove_prefix(1);
  const std::string day = write_day(day_of(now, zone) + *days);
  if (text.empty()) return day;
  const std::string instant = day + 'T' + std::string{text.substr(1)} + ":00Z";
  const std::optional<Instant> local = text.size() == 6 && text.front() == ' ' ? read_instant(instant) : std::nullopt;
  if (!local) return std::nullopt;
  const Instant standard{local->seconds - std::int64_t{zone.offset_minutes} * 60};
  return write_instant(Instant{local->seconds - std::int64_t{offset_at(standard, zone)} * 60}, zone);
}

Json resolve_times(Json document, Instant now, Zone zone) {
  if (document.is_string()) {
    if (const auto resolved = resolve_relative(document.get<std::string>(), now, zone)) return *resolved;
    return document;
  }
  for (Json& part : document) {
    if (part.is_structured() || part.is_string()) part = resolve_times(std::move(part), now, zone);
  }
  return document;
}

std::variant<DemoOrders, std::string> DemoOrders::seed(Services& services, const fs::path& assets) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(assets / "demo" / "orders", error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  DemoOrders demo;
  for (const fs::path& path : files) {
    const auto text = read_file(path, kMostBytes);
    if (!text) return path.string() + ": " + text.failure().detail;
    const Json file = parse_json(*text);
    if (!file.is_object()) return path.string() + ": not a JSON object";
    if (array_of(file, "factors").empty()) return path.string() + ": /factors is missing";
    if (const std::string fault = seed_one(services, file); !fault.empty()) return path.string() + ": " + fault;
    const Json& order = file["order"];
    const Json& first = array_of(order, "lines").front();
    Json entry = {{"id", text_of(order, "id")}, {"factor", text_of(array_of(file, "factors").front(), "value")}};
    entry["title"] = file.contains("title") ? file["title"] : first.value("title", Json::object());
    entry["story"] = text_of(file, "story");
    entry["picture"] = text_of(file, "picture");
    demo.list_.push_back(std::move(entry));
  }
  if (demo.list_.empty()) return (assets / "demo" / "orders").string() + ": there is no demo order";
  return demo;
}

void DemoOrders::add_routes(http::Router& router, Services& services) const {
  router.add({"GET", "/api/v1/demo/orders", 0, http::Answer([list = list_](const http::Request& /*request*/) {
                return json_answer(200, {{"orders", list}});
              })});
  // What opens a demo order is in the list; a device that is to work without a network takes the orders along.
  router.add({"GET", "/api/v1/demo/orders/{}", 0, http::Answer([list = list_, &services](const http::Request& request) {
                const std::string& id = request.captures[0];
                const bool listed = std::any_of(list.begin(), list.end(),
                                                [&](const Json& entry) { return text_of(entry, "id") == id; });
                if (!listed) return not_found();
                const auto order = storage::Orders(*services.database).load(id);
                if (!order) return failure_answer(order.failure());
                // Not what other visitors have filed: a device keeps this, and their tickets are nothing to it.
                Json document = order->document;
                for (Json& line : document["lines"]) {
                  line.erase("held");
                  line.erase("supplier");
                }
                return json_answer(200, {{"order", std::move(document)}});
              })});
}

}  // namespace returns::intake
