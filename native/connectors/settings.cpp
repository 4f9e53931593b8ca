#include "native/connectors/settings.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "core/text.h"
#include "native/support/disk.h"
#include "native/support/json.h"

namespace returns::connectors {
namespace {

constexpr std::size_t kMostBytes = 262'144;
constexpr std::size_t kLongestSecret = 4096;
constexpr std::size_t kLongestText = 2000;

struct Platform {
  std::string_view name;
  bool user;                              // signs in with a name too
  std::vector<std::string_view> options;  // of this platform alone
};

const std::vector<Platform>& platforms() {
  static const std::vector<Platform> all = {{"tryton", true, {"complaint_type"}},
                                            {"medusa", false, {"location"}},
                                            {"shopify", false, {"api_version"}},
                                            {"saleor", false, {}},
                                            {"woocommerce", true, {}}};
  return all;
}

// Reads one object; the first fault that is met stays.
class Reader {
 public:
  Reader(const Json& value, std::string at, std::string& fault) : value_(value), at_(std::move(at)), fault_(fault) {
    if (!value_.is_object()) say("", "an object");
  }

  void known(const std::set<std::string_view>& names) const {
    if (!value_.is_object()) return;
    for (const auto& [name, ignored] : value_.items())
      if (!names.contains(name)) say(name, "no such setting");
  }
  void text(const std::string& name, std::string& into, bool required = false) const {
    const Json* given = member(value_, name);
    if (given == nullptr) {
      if (required) say(name, "is missing");
      return;
    }
    const std::string read = text_of(value_, name);
    const bool one_line = std::none_of(read.begin(), read.end(), [](unsigned char c) { return c < ' '; });
    if (!given->is_string() || read.empty() || read.size() > kLongestText || !one_line)
      return say(name, "one line of text");
    into = read;
  }
  void number(const std::string& name, std::int64_t least, std::int64_t most, std::int64_t& into) const {
    if (member(value_, name) == nullptr) return;
    const auto given = integer_of(value_, name);
    if (!given || *given < least || *given > most)
      return say(name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    into = *given;
  }
  void texts(const std::string& name, std::map<std::string, std::string>& into) const {
    const Json* given = member(value_, name);
    if (given == nullptr) return;
    if (!given->is_object()) return say(name, "an object of texts");
    const Reader inner(*given, at_ + '/' + name, fault_);
    for (const auto& [key, ignored] : given->items()) inner.text(key, into[key], true);
  }
  // {"file":PATH} or {"env":NAME}: never the secret itself, so that this file can be shown and kept.
  void secret(const std::string& name, std::string& into) const {
    const Json* given = member(value_, name);
    if (given == nullptr) return say(name, "is missing");
    if (!given->is_object() || given->size() != 1) return say(name, R"({"file":PATH} or {"env":NAME})");
    if (const std::string file = text_of(*given, "file"); !file.empty()) {
      auto read = read_file(file, kLongestSecret);
      if (!read) return say(name + "/file", file + ": " + read.failure().detail);
      into = std::move(*read);
    } else if (const std::string variable = text_of(*given, "env"); !variable.empty()) {
      const char* set = std::getenv(variable.c_str());  // NOLINT(concurrency-mt-unsafe): before there are threads
      if (set == nullptr) return say(name + "/env", variable + " is not set");
      into = set;
    } else {
      return say(name, R"({"file":PATH} or {"env":NAME})");
    }
    while (!into.empty() && (into.back() == '\n' || into.back() == '\r')) into.pop_back();
    if (into.empty() || std::any_of(into.begin(), into.end(), [](unsigned char c) { return c < ' '; }))
      say(name, "what is there is no secret of one line");
  }
  void say(const std::string& name, const std::string& what) const {
    if (fault_.empty()) fault_ = at_ + (name.empty() ? "" : '/' + name) + ": " + what;
  }

 private:
  const Json& value_;
  std::string at_;
  std::string& fault_;
};

bool is_url(const std::string& text) { return text.starts_with("https://") || text.starts_with("http://"); }

OrderSettings read_orders(const Json& value, const std::string& at, std::string& fault) {
  constexpr std::int64_t kWeek = 604'800;
  constexpr std::int64_t kMostVersion = 1'000'000;
  OrderSettings orders;
  const Reader reader(value, at, fault);
  reader.known({"policy", "market", "category", "categories", "locale", "every"});
  reader.text("market", orders.market, true);
  reader.text("category", orders.category, true);
  reader.text("locale", orders.locale);
  reader.texts("categories", orders.categories);
  reader.number("every", 0, kWeek, orders.every);
  const Json* policy = member(value, "policy");
  if (policy == nullptr) {
    reader.say("policy", "is missing");
    return orders;
  }
  const Reader named(*policy, at + "/policy", fault);
  named.known({"id", "version"});
  named.text("id", orders.policy, true);
  named.number("version", 1, kMostVersion, orders.policy_version);
  return orders;
}

ConnectorSettings read_one(const Json& value, const std::string& at, std::string& fault) {
  constexpr std::int64_t kWeek = 604'800;
  constexpr std::int64_t kLongestTimeout = 300;
  constexpr std::int64_t kLongestSettle = 3600;
  constexpr std::int64_t kMostAttempts = 1000;
  ConnectorSettings one;
  const Reader reader(value, at, fault);
  reader.text("name", one.name, true);
  if (!is_id(one.name)) reader.say("name", "1 to 64 of A-Z a-z 0-9 _ . -");
  reader.text("platform", one.platform, true);
  const auto platform = std::find_if(platforms().begin(), platforms().end(),
                                     [&](const Platform& each) { return each.name == one.platform; });
  if (platform == platforms().end()) {
    reader.say("platform", "one of tryton, medusa, shopify, saleor, woocommerce");
    return one;
  }
  std::set<std::string_view> names = {"name",         "platform", "url",     "secret", "start",
                                      "link",         "ca",       "timeout", "settle", "first_wait",
                                      "longest_wait", "attempts", "reasons", "orders"};
  if (platform->user) names.insert("user");
  names.insert(platform->options.begin(), platform->options.end());
  reader.known(names);
  reader.text("url", one.url, true);
  if (!is_url(one.url)) reader.say("url", "it is written as https://host/path");
  while (one.url.ends_with('/')) one.url.pop_back();
  if (platform->user) reader.text("user", one.user, true);
  reader.secret("secret", one.secret);
  reader.text("start", one.start);
  if (one.start != "registered" && one.start != "accept") reader.say("start", "registered or accept");
  reader.text("link", one.link);
  if (!one.link.empty() && !is_url(one.link)) reader.say("link", "it is written as https://host/desk#{ticket}");
  std::string ca;
  reader.text("ca", ca);
  one.ca = ca;
  reader.number("timeout", 1, kLongestTimeout, one.timeout);
  reader.number("settle", 1, kLongestSettle, one.settle);
  reader.number("first_wait", 1, kWeek, one.first_wait);
  reader.number("longest_wait", 1, kWeek, one.longest_wait);
  reader.number("attempts", 1, kMostAttempts, one.attempts);
  reader.texts("reasons", one.reasons);
  for (const std::string_view name : platform->options) {
    std::string text;
    reader.text(std::string{name}, text);
    if (!text.empty()) one.options[std::string{name}] = text;
  }
  if (const Json* orders = member(value, "orders"); orders != nullptr)
    one.orders = read_orders(*orders, at + "/orders", fault);
  return one;
}

}  // namespace

std::variant<std::vector<ConnectorSettings>, std::string> read_connector_settings(const std::filesystem::path& file,
                                                                                  const std::string& merchant) {
  const auto text = read_file(file, kMostBytes);
  if (!text) return file.string() + ": " + text.failure().detail;
  const Json document = parse_json(*text);
  std::string fault;
  const Reader reader(document, "", fault);
  if (!document.is_object()) return file.string() + ": not a JSON object";
  reader.known({"schema", "connectors"});
  if (text_of(document, "schema") != "returns.connectors/1") reader.say("schema", "returns.connectors/1");
  const Json& all = array_of(document, "connectors");
  if (all.empty()) reader.say("connectors", "a list with at least one connector");
  std::vector<ConnectorSettings> connectors;
  std::set<std::string> names;
  for (std::size_t i = 0; i < all.size() && fault.empty(); ++i) {
    const std::string at = "/connectors/" + std::to_string(i);
    connectors.push_back(read_one(all[i], at, fault));
    connectors.back().merchant = merchant;
    if (fault.empty() && !names.insert(connectors.back().name).second) fault = at + "/name: another one has this name";
  }
  if (!fault.empty()) return file.string() + ": " + fault;
  return connectors;
}

}  // namespace returns::connectors
