#include <algorithm>
#include <array>
#include <cstdio>

#include "core/calendar.h"
#include "native/http.h"

namespace returns::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const Header& h) { return same_name(h.name, name); });
  return found == headers.end() ? std::string_view{} : std::string_view{found->value};
}

const std::string* Response::find(std::string_view name) const {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const Header& h) { return same_name(h.name, name); });
  return found == headers.end() ? nullptr : &found->value;
}

std::string_view effective_method(const Request& request) {
  const std::string_view instead = request.header("X-HTTP-Method-Override");
  const bool known = instead == "PATCH" || instead == "DELETE" || instead == "HEAD";
  return request.method == "POST" && known ? instead : std::string_view{request.method};
}

std::string_view known_method(std::string_view method) {
  constexpr std::array<std::string_view, 7> kKnown = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
  const auto* found = std::find(kKnown.begin(), kKnown.end(), method);
  return found == kKnown.end() ? "?" : *found;
}

std::string client_address(std::string_view peer, bool peer_is_loopback, const Request& request) {
  if (!peer_is_loopback) return std::string{peer};
  // The last entry is the one that the proxy itself has added.
  std::string_view forwarded = request.header("X-Forwarded-For");
  forwarded.remove_prefix(std::min(forwarded.find_last_of(", ") + 1, forwarded.size()));
  return std::string{forwarded.empty() || forwarded.size() > 64 ? peer : forwarded};
}

std::string_view reason_phrase(int status) {
  struct Reason {
    int status;
    std::string_view phrase;
  };
  constexpr std::array<Reason, 25> kReasons = {{{200, "OK"},
                                                {201, "Created"},
                                                {204, "No Content"},
                                                {304, "Not Modified"},
                                                {400, "Bad Request"},
                                                {401, "Unauthorized"},
                                                {403, "Forbidden"},
                                                {404, "Not Found"},
                                                {405, "Method Not Allowed"},
                                                {408, "Request Timeout"},
                                                {409, "Conflict"},
                                                {410, "Gone"},
                                                {411, "Length Required"},
                                                {412, "Precondition Failed"},
                                                {413, "Content Too Large"},
                                                {415, "Unsupported Media Type"},
                                                {422, "Unprocessable Content"},
                                                {423, "Locked"},
                                                {429, "Too Many Requests"},
                                                {431, "Request Header Fields Too Large"},
                                                {460, "Checksum Mismatch"},
                                                {500, "Internal Server Error"},
                                                {501, "Not Implemented"},
                                                {503, "Service Unavailable"},
                                                {507, "Insufficient Storage"}}};
  const auto* found =
      std::find_if(kReasons.begin(), kReasons.end(), [&](const Reason& r) { return r.status == status; });
  return found == kReasons.end() ? "Status" : found->phrase;
}

std::optional<std::string> decode_path(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex(text[i + 1]);
    const int low = hex(text[i + 2]);
    if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

std::string http_date(std::int64_t seconds) {
  constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day day = day_of(Instant{seconds}, Zone{});
  const std::string date = write_day(day);  // 2026-11-22
  const int month = (date[5] - '0') * 10 + (date[6] - '0');
  const auto second = static_cast<int>(seconds - std::int64_t{day.since_epoch} * 86'400);
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%s, %s %s %s %02d:%02d:%02d GMT",
                                 kDays[static_cast<std::size_t>(weekday(day) - 1)], date.substr(8, 2).c_str(),
                                 kMonths[static_cast<std::size_t>(month - 1)], date.substr(0, 4).c_str(), second / 3600,
                                 second / 60 % 60, second % 60);
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace returns::http
