#include "native/connectors/web_api.h"

#include <algorithm>

#include "native/connectors/graphemes.h"
#include "native/support/curl.h"

namespace returns::connectors {
namespace {

constexpr std::size_t kLongestSaid = 500;  // characters of a platform's own words that are kept

}  // namespace

void WebApi::begin(std::int64_t seconds) {
  deadline_ = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
}

std::variant<WebApi::Answer, Retry> WebApi::call(const std::string& method, const std::string& path,
                                                 const Headers& headers, const std::string& body) const {
  const auto left =
      std::chrono::duration_cast<std::chrono::seconds>(deadline_ - std::chrono::steady_clock::now()).count();
  if (left < 1) return Retry{"late"};
  const Heard heard = returns::call({.method = method, .url = settings_.url + path, .headers = headers, .body = body},
                                    {.timeout = std::min(settings_.timeout, left), .ca = settings_.ca});
  if (heard.status == 0) return Retry{heard.fault};
  if (heard.status >= 500 || heard.status == 408 || heard.status == 425 || heard.status == 429)
    return Retry{"http_" + std::to_string(heard.status), cut_graphemes(heard.body, kLongestSaid)};
  return Answer{.status = heard.status, .body = parse_json(heard.body), .text = heard.body};
}

Trouble trouble_of(const WebApi::Answer& answer, const std::string& text) {
  const std::string code = "http_" + std::to_string(answer.status);
  const std::string said = cut_graphemes(text.empty() ? answer.text : text, kLongestSaid);
  // Anything but a success of the kind that was asked for: a redirect, a page instead of JSON.
  const bool settings = answer.status < 400 || answer.status == 401 || answer.status == 403 || answer.status == 404
                        || answer.status == 405;
  if (settings) return FixByHuman{code, said};
  return Refused{code, said};
}

const Json* list_of(const Json& value, const char* name) {
  const Json* found = member(value, name);
  return found != nullptr && found->is_array() ? found : nullptr;
}

PullResult as_pull(const Trouble& trouble) {
  if (const auto* refused = std::get_if<Refused>(&trouble)) return FixByHuman{refused->code, refused->text};
  if (const auto* fix = std::get_if<FixByHuman>(&trouble)) return *fix;
  return std::get<Retry>(trouble);
}

std::string escape_query(const std::string& text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
                       || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out.append(1, '%').append(1, kHex[byte >> 4U]).append(1, kHex[byte & 15U]);
  }
  return out;
}

}  // namespace returns::connectors
