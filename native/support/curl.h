#pragma once
// What is sent to other servers, by libcurl. One call, one connection, one deadline; no redirect is followed.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace returns {

struct Sent {
  bool taken = false;      // the other side has said that it has it
  bool never = false;      // it said that it will not take this, now or later
  std::string fault = {};  // "smtp_550", "http_503", "curl_7": no text of the other side
};

struct Wire {
  std::int64_t timeout = 30;  // seconds for all of it, and as many again for a goodbye
  std::filesystem::path ca;   // certificates to trust instead of the system's; may be empty
};

struct Mail {
  std::string url;  // smtp:// or smtps://
  bool starttls = true;
  std::string user, password;
  std::string from, from_name, to;
  std::string id;    // of Message-ID, without brackets
  std::string date;  // RFC 5322
  std::string subject, body;
};
Sent send_mail(const Mail& mail, const Wire& wire);

struct Post {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};
Sent post(const Post& request, const Wire& wire);

// One call of an interface, with its answer.
struct Call {
  std::string method;  // GET, POST, PUT
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // JSON; empty: none is sent
};
struct Heard {
  std::int64_t status = 0;  // 0: no answer, or only a part of one
  std::string body;         // at most 16 MiB
  std::string fault = {};   // without a status: "curl_7"
  bool arrived = true;      // without a status: the other side may have acted all the same
};
Heard call(const Call& request, const Wire& wire);

// A header's text in encoded words (RFC 2047) where it is not plain ASCII; none is longer than 75 characters.
std::string encode_header(std::string_view text);

}  // namespace returns
