#include "native/support/curl.h"

#include <algorithm>

#include "native/support/base64.h"
#include "native/support/curl_handle.h"

namespace returns {
namespace {

std::size_t swallow(char* /*bytes*/, std::size_t size, std::size_t count, void* total) {
  // What a stranger answers is of no use; a flood of it ends the call.
  constexpr std::size_t kMost = std::size_t{1} << 20;
  auto& sum = *static_cast<std::size_t*>(total);
  sum += size * count;
  return sum > kMost ? 0 : size * count;
}

std::size_t keep(char* bytes, std::size_t size, std::size_t count, void* text) {
  constexpr std::size_t kMost = std::size_t{16} << 20;
  auto& kept = *static_cast<std::string*>(text);
  if (kept.size() + size * count > kMost) return 0;
  kept.append(bytes, size * count);
  return size * count;
}

// NOLINTBEGIN(cppcoreguidelines-pro-type-vararg): curl's options are variadic
void prepare(CURL* curl, const Wire& wire, std::size_t* heard) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, std::min<long>(10L, static_cast<long>(wire.timeout)));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(wire.timeout));
  // Of its own goodbye to a server that has stopped answering; the deadline above does not count for that.
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(wire.timeout));
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, swallow);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, heard);
  if (!wire.ca.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, wire.ca.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
}

long answer_of(CURL* curl) {
  long code = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
  return code;
}

Sent mail_result(CURLcode result, long code) {
  if (result == CURLE_OK) return {.taken = true};
  // 550 to 554 speak of this recipient or this message; 53x speaks of how we signed in, and a person can mend that.
  const bool never = code >= 550 && code <= 559;
  if (code >= 400) return {.never = never, .fault = "smtp_" + std::to_string(code)};
  return {.fault = "curl_" + std::to_string(static_cast<int>(result))};
}

Sent post_result(CURLcode result, long code) {
  if (result == CURLE_OK && code >= 200 && code < 300) return {.taken = true};
  if (result != CURLE_OK) return {.fault = "curl_" + std::to_string(static_cast<int>(result))};
  // Gone and too large stay so. Everything else, also 401 and 404, may be a setting that somebody is about to mend.
  const bool never = code == 400 || code == 410 || code == 413 || code == 422;
  return {.never = never, .fault = "http_" + std::to_string(code)};
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// The bytes of the character that begins at `at`, at least one.
std::size_t character(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0U) == 0x80U) ++size;
  return size;
}

// No blank, control or bracket may slip into a command of the protocol.
bool is_address(const std::string& text) {
  return !text.empty()
         && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~' && c != '<' && c != '>'; });
}

}  // namespace

std::string encode_header(std::string_view text) {
  constexpr std::size_t kMostBytes = 45;  // 60 of base 64, with the 12 of the frame below 75
  constexpr std::size_t kPlainLine = 60;
  if (is_plain(text) && text.size() <= kPlainLine && text.find("=?") == std::string_view::npos)
    return std::string{text};
  std::string out;
  std::string part;
  const auto flush = [&] {
    if (part.empty()) return;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + encode_base64(part) + "?=";
    part.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = character(text, at);
    if (part.size() + size > kMostBytes) flush();
    part.append(text.substr(at, size));
    at += size;
  }
  flush();
  return out;
}

Sent send_mail(const Mail& mail, const Wire& wire) {
  if (!is_address(mail.to)) return {.never = true, .fault = "bad_address"};
  const CurlHandle curl(curl_ready() ? curl_easy_init() : nullptr);
  if (!curl) return {.fault = "curl_2"};
  std::size_t heard = 0;
  prepare(curl.get(), wire, &heard);
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl.get(), CURLOPT_URL, mail.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(mail.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  if (!mail.user.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, mail.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, mail.password.c_str());
  }
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ('<' + mail.from + '>').c_str());
  CurlList to;
  append(to, '<' + mail.to + '>');
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
  CurlList headers;
  const std::string name = mail.from_name.empty() ? std::string{} : encode_header(mail.from_name) + ' ';
  for (const std::string& line :
       {"From: " + name + '<' + mail.from + '>', "To: <" + mail.to + '>', "Subject: " + encode_header(mail.subject),
        "Date: " + mail.date, "Message-ID: <" + mail.id + '>', std::string{"Auto-Submitted: auto-generated"}})
    append(headers, line);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  const CurlMime mime(curl_mime_init(curl.get()));
  curl_mimepart* part = curl_mime_addpart(mime.get());
  curl_mime_data(part, mail.body.data(), mail.body.size());
  curl_mime_type(part, "text/plain; charset=utf-8");
  curl_mime_encoder(part, "base64");
  curl_easy_setopt(curl.get(), CURLOPT_MIMEPOST, mime.get());
  const CURLcode result = curl_easy_perform(curl.get());
  return mail_result(result, answer_of(curl.get()));
}

Heard call(const Call& request, const Wire& wire) {
  const CurlHandle curl(curl_ready() ? curl_easy_init() : nullptr);
  if (!curl) return {.status = 0, .body = {}, .fault = "curl_2", .arrived = false};
  Heard heard;
  prepare(curl.get(), wire, nullptr);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &heard.body);
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_URL, request.url.c_str());
  CurlList headers;
  append(headers, "Accept: application/json");
  if (!request.body.empty()) append(headers, "Content-Type: application/json");
  append(headers, "Expect:");
  for (const auto& [name, value] : request.headers) append(headers, std::string(name).append(": ").append(value));
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  if (request.method != "GET") {
    curl_easy_setopt(curl.get(), CURLOPT_POST, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  const CURLcode result = curl_easy_perform(curl.get());
  if (result == CURLE_OK) {
    heard.status = answer_of(curl.get());
    return heard;
  }
  heard.body.clear();
  heard.fault = "curl_" + std::to_string(static_cast<int>(result));
  // Before there was a connection nothing can have been heard over there.
  heard.arrived = result != CURLE_COULDNT_CONNECT && result != CURLE_COULDNT_RESOLVE_HOST
                  && result != CURLE_PEER_FAILED_VERIFICATION && result != CURLE_SSL_CONNECT_ERROR
                  && result != CURLE_URL_MALFORMAT && result != CURLE_UNSUPPORTED_PROTOCOL;
  return heard;
}

Sent post(const Post& request, const Wire& wire) {
  const CurlHandle curl(curl_ready() ? curl_easy_init() : nullptr);
  if (!curl) return {.fault = "curl_2"};
  std::size_t heard = 0;
  prepare(curl.get(), wire, &heard);
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_URL, request.url.c_str());
  CurlList headers;
  append(headers, "Content-Type: application/json");
  append(headers, "Expect:");
  for (const auto& [name, value] : request.headers) append(headers, std::string(name).append(": ").append(value));
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_POST, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  const CURLcode result = curl_easy_perform(curl.get());
  return post_result(result, answer_of(curl.get()));
}
// NOLINTEND(cppcoreguidelines-pro-type-vararg)

}  // namespace returns
