#include "native/intake/message_text.h"

#include <algorithm>
#include <array>

#include "core/currency.h"
#include "native/policy/money_text.h"
#include "native/storage/cases.h"
#include "native/support/disk.h"
#include "native/support/json.h"

namespace returns::intake {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::array<std::string_view, 9> kKinds = {"registered", "complaint", "withdrawal", "accept",   "refuse",
                                                    "ask",        "approve",   "close",      "cancelled"};
// Beside the subject and the body of each kind.
constexpr std::array<std::string_view, 7> kCommon = {"message.link",
                                                     "message.footer",
                                                     "message.reply",
                                                     "message.statement.name",
                                                     "message.statement.order",
                                                     "message.statement.line",
                                                     "message.statement.reason"};

std::vector<std::string> needed() {
  std::vector<std::string> keys(kCommon.begin(), kCommon.end());
  for (const std::string_view kind : kKinds) {
    keys.push_back("message." + std::string{kind} + ".subject");
    keys.push_back("message." + std::string{kind} + ".body");
  }
  return keys;
}

// A receipt is also the acknowledgement of a withdrawal, or of a complaint about no order.
std::string kind_of(const storage::OutboxMessage& message, const Json& receipt) {
  if (message.kind != "registered") return message.kind;
  if (member(receipt, "acknowledgement") != nullptr) return "withdrawal";
  return storage::is_case_id(message.order_id) ? "complaint" : "registered";
}

// "2026-11-22T18:38:20+08:00" as people write it, with its offset: it may have to be proved.
std::string spelled(std::string instant) {
  if (instant.size() > 19 && instant[10] == 'T') {
    instant[10] = ' ';
    instant.insert(19, instant[19] == 'Z' ? " UT" : " UTC");
  }
  return instant;
}

std::string title_of(const Json& order, const std::string& line, const std::string& locale) {
  for (const Json& entry : array_of(order, "lines")) {
    if (text_of(entry, "id") != line) continue;
    const Json* title = member(entry, "title");
    if (title == nullptr) break;
    for (const std::string& wanted : {locale, std::string{"en"}, std::string{"zh-CN"}}) {
      if (std::string text = text_of(*title, wanted); !text.empty()) return text;
    }
  }
  return line;
}

std::string amount_of(const storage::OutboxMessage& message, const Json& order) {
  if (!message.money) return {};
  return policy::amount_text({*message.money, Currency{text_of(order, "currency")}});
}

// A value that is empty leaves no hole.
std::string tidy(std::string text) {
  for (std::size_t at = 0; (at = text.find("\n\n\n", at)) != std::string::npos;) text.erase(at, 1);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

std::string fill(std::string_view pattern, const std::map<std::string, std::string>& values) {
  std::string text;
  while (!pattern.empty()) {
    const std::size_t open = std::min(pattern.find('{'), pattern.size());
    text.append(pattern.substr(0, open));
    pattern.remove_prefix(open);
    const std::size_t end = pattern.find('}');
    if (pattern.empty() || end == std::string_view::npos) break;
    const auto value = values.find(std::string{pattern.substr(1, end - 1)});
    if (value != values.end()) text += value->second;
    pattern.remove_prefix(end + 1);
  }
  return text;
}

std::variant<MessageTexts, std::string> MessageTexts::load(const std::filesystem::path& assets) {
  MessageTexts texts;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(assets / "locales", error)) {
    if (!entry.is_directory(error)) continue;
    const auto file = entry.path() / "messages.json";
    const auto text = read_file(file, kMostBytes);
    if (!text) return file.string() + ": " + text.failure().detail;
    const Json document = parse_json(*text);
    Sentences& sentences = texts.locales_[entry.path().filename().string()];
    for (const std::string& key : needed()) {
      sentences[key] = text_of(document, key);
      if (sentences[key].empty()) return file.string() + ": " + key + " is missing";
    }
  }
  if (!texts.locales_.contains("en")) return (assets / "locales").string() + ": there is no en/messages.json";
  return texts;
}

MessageTexts::Written MessageTexts::write(const storage::OutboxMessage& message,
                                          const MessageSettings& settings) const {
  const Json order = parse_json(message.order);
  const Json receipt = parse_json(message.receipt);
  const std::string kind = kind_of(message, receipt);
  auto found = locales_.find(message.contact.locale);
  if (found == locales_.end()) found = locales_.find(settings.locale);
  if (found == locales_.end()) found = locales_.find("en");
  const auto& [locale, sentences] = *found;
  std::map<std::string, std::string> values = {{"ticket", message.ticket},
                                               {"shop", settings.shop},
                                               {"order", storage::is_case_id(message.order_id) ? "" : message.order_id},
                                               {"text", message.text},
                                               {"amount", amount_of(message, order)},
                                               {"when", spelled(text_of(receipt, "received_at"))}};
  const auto say = [&, &words = sentences](const std::string& key) { return fill(words.at("message." + key), values); };

  Written written;
  written.subject = say(kind + ".subject");
  written.body = tidy(say(kind + ".body")) + "\n";
  if (kind == "withdrawal") {
    // What was stated, as it was stated (Directive 2011/83/EU art. 11a (4)).
    const Json& stated = *member(receipt, "acknowledgement");
    const auto add = [&](const std::string& key, const std::string& value) {
      if (value.empty()) return;
      values["value"] = value;
      written.body += say("statement." + key) + '\n';
    };
    written.body += '\n';
    add("name", text_of(stated, "name"));
    add("order", text_of(stated, "order"));
    for (const Json& line : array_of(stated, "lines"))
      add("line", title_of(order, text_of(line, "line"), locale) + " × "
                      + std::to_string(integer_of(line, "quantity").value_or(0)));
    add("reason", text_of(stated, "reason"));
  }
  if (kind == "ask") written.body += '\n' + say("reply") + '\n';
  values["link"] = fill(settings.link, values);
  if (!settings.link.empty()) written.body += '\n' + say("link") + '\n';
  written.body += '\n' + say("footer") + '\n';
  written.brief = written.subject + (settings.link.empty() ? "" : ' ' + values["link"]);
  return written;
}

std::string MessageTexts::negotiate(std::string_view accept_language) const {
  std::string best;
  int best_weight = 0;
  while (!accept_language.empty()) {
    std::string_view range = accept_language.substr(0, accept_language.find(','));
    accept_language.remove_prefix(std::min(range.size() + 1, accept_language.size()));
    while (range.starts_with(' ')) range.remove_prefix(1);
    // "de-AT;q=0.8": thousandths; three digits after the point are all that the header may have.
    int weight = 1000;
    if (const std::size_t q = range.find("q="); q != std::string_view::npos) {
      std::string digits{range.substr(q + 2, 5)};
      digits.erase(std::remove_if(digits.begin(), digits.end(), [](char c) { return c < '0' || c > '9'; }),
                   digits.end());
      digits.resize(4, '0');
      weight = std::stoi(digits);
    }
    const std::string_view language = range.substr(0, range.find_first_of("-; "));
    if (weight <= best_weight || language.empty()) continue;
    for (const auto& [locale, ignored] : locales_) {
      if (std::string_view{locale}.substr(0, locale.find('-')) != language) continue;
      best = locale;
      best_weight = weight;
    }
  }
  return best;
}

std::string webhook_body(const storage::OutboxMessage& message) {
  Json data = {{"ticket", message.ticket}};
  if (!storage::is_case_id(message.order_id)) data["order"] = message.order_id;
  data["status"] = message.status;
  if (message.money) data["money"] = *message.money;
  return write_json({{"type", "ticket." + message.kind},
                     {"timestamp", write_instant(message.at, Zone{})},
                     {"data", std::move(data)}});
}

}  // namespace returns::intake
