#include "native/intake/message_settings.h"

#include <algorithm>

#include "core/text.h"
#include "native/support/base64.h"
#include "native/support/disk.h"
#include "native/support/json.h"

namespace returns::intake {
namespace {

constexpr std::size_t kMostBytes = 65'536;
constexpr std::size_t kShortestSecret = 24;  // bytes; the Standard Webhooks specification says 24 to 64
constexpr std::size_t kLongestSecret = 64;

bool one_line(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

bool known_members(const Json& value, std::initializer_list<std::string_view> names, std::string& unknown) {
  for (const auto& [name, ignored] : value.items()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    unknown = name;
    return false;
  }
  return true;
}

// The fault, or empty.
std::string read_mail(const Json& value, MailServer& mail) {
  std::string unknown;
  if (!value.is_object()
      || !known_members(value, {"url", "starttls", "user", "password", "from", "from_name"}, unknown))
    return "/smtp/" + unknown + ": no such setting";
  mail.url = text_of(value, "url");
  if (!mail.url.starts_with("smtp://") && !mail.url.starts_with("smtps://"))
    return "/smtp/url: it is written as smtp://host:587 or smtps://host:465";
  if (const Json* tls = member(value, "starttls"); tls != nullptr) mail.starttls = *tls != false;
  mail.user = text_of(value, "user");
  mail.password = text_of(value, "password");
  mail.from = text_of(value, "from");
  mail.from_name = text_of(value, "from_name");
  if (!is_email(mail.from)) return "/smtp/from: not an e-mail address";
  if (!one_line(mail.from_name)) return "/smtp/from_name: one line";
  return {};
}

std::string read_hook(const Json& value, const std::string& at, Hook& hook) {
  std::string unknown;
  if (!value.is_object() || !known_members(value, {"url", "secret", "token"}, unknown))
    return at + '/' + unknown + ": no such setting";
  hook.url = text_of(value, "url");
  if (!hook.url.starts_with("https://") && !hook.url.starts_with("http://"))
    return at + "/url: it is written as https://host/path";
  const std::string secret = text_of(value, "secret");
  const auto bytes = secret.starts_with("whsec_") ? decode_base64(secret.substr(6)) : std::nullopt;
  if (!bytes || bytes->size() < kShortestSecret || bytes->size() > kLongestSecret)
    return at + "/secret: whsec_ and the base 64 of 24 to 64 random bytes";
  hook.secret = *bytes;
  hook.token = text_of(value, "token");
  if (!one_line(hook.token)) return at + "/token: one line";
  return {};
}

std::string read_number(const Json& value, const char* name, std::int64_t most, std::int64_t& number) {
  if (member(value, name) == nullptr) return {};
  const auto given = integer_of(value, name);
  if (!given || *given < 1 || *given > most)
    return std::string{"/"} + name + ": a whole number from 1 to " + std::to_string(most);
  number = *given;
  return {};
}

std::string read_all(const Json& document, MessageSettings& settings) {
  if (text_of(document, "schema") != "returns.messages/1") return "/schema: returns.messages/1";
  std::string unknown;
  if (!known_members(document,
                     {"schema", "shop", "link", "locale", "ca", "first_wait", "longest_wait", "attempts", "timeout",
                      "smtp", "sms", "webhook"},
                     unknown))
    return '/' + unknown + ": no such setting";
  settings.shop = text_of(document, "shop");
  if (settings.shop.empty() || !one_line(settings.shop)) return "/shop: how the shop calls itself, one line";
  settings.link = text_of(document, "link");
  if (!settings.link.empty() && (!settings.link.starts_with("https://") && !settings.link.starts_with("http://")))
    return "/link: it is written as https://host/requests/{ticket}";
  if (const std::string locale = text_of(document, "locale"); !locale.empty()) settings.locale = locale;
  settings.ca = text_of(document, "ca");
  constexpr std::int64_t kWeek = 604'800;
  constexpr std::int64_t kMostAttempts = 1000;
  constexpr std::int64_t kLongestTimeout = 300;
  for (const std::string& fault : {read_number(document, "first_wait", kWeek, settings.first_wait),
                                   read_number(document, "longest_wait", kWeek, settings.longest_wait),
                                   read_number(document, "attempts", kMostAttempts, settings.attempts),
                                   read_number(document, "timeout", kLongestTimeout, settings.timeout)}) {
    if (!fault.empty()) return fault;
  }
  if (const Json* mail = member(document, "smtp"); mail != nullptr) {
    if (std::string fault = read_mail(*mail, settings.mail.emplace()); !fault.empty()) return fault;
  }
  if (const Json* sms = member(document, "sms"); sms != nullptr) {
    if (std::string fault = read_hook(*sms, "/sms", settings.sms.emplace()); !fault.empty()) return fault;
  }
  if (const Json* hook = member(document, "webhook"); hook != nullptr) {
    if (std::string fault = read_hook(*hook, "/webhook", settings.webhook.emplace()); !fault.empty()) return fault;
  }
  if (settings.channels().empty()) return "/smtp, /sms, /webhook: none of them is there";
  return {};
}

}  // namespace

std::vector<std::string> MessageSettings::channels() const {
  std::vector<std::string> names;
  if (mail || sms) names.emplace_back("customer");
  if (webhook) names.emplace_back("webhook");
  return names;
}

std::variant<MessageSettings, std::string> read_message_settings(const std::filesystem::path& file) {
  const auto text = read_file(file, kMostBytes);
  if (!text) return file.string() + ": " + text.failure().detail;
  const Json document = parse_json(*text);
  if (!document.is_object()) return file.string() + ": not a JSON object";
  MessageSettings settings;
  if (std::string fault = read_all(document, settings); !fault.empty()) return file.string() + ": " + fault;
  return settings;
}

}  // namespace returns::intake
