#pragma once
// A small HTTP client of the tests' own: what the server sends is seen byte by byte, and so is what it is sent.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "native/support/json.h"

namespace returns::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Reply {
  int status = 0;                              // 0: the connection ended without an answer
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
  }
  Json json() const { return parse_json(body); }
  // "not_found"
  std::string error() const {
    const Json document = json();
    const Json* error = member(document, "error");
    return error != nullptr ? text_of(*error, "code") : std::string{};
  }
};

class Client {
 public:
  // `from` is the address on this machine to call from, "127.0.0.2".
  explicit Client(std::uint16_t port, const std::string& from = "");
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  bool connected() const { return socket_ >= 0; }
  // False when the other side has closed.
  bool send(std::string_view bytes);
  // The next answer on this connection. `bodiless`: to a HEAD.
  Reply receive(bool bodiless = false);
  Reply ask(const std::string& method, const std::string& target, const Headers& headers = {},
            std::string_view body = {});
  // Half a request: its head and the beginning of its body, then silence.
  bool begin(const std::string& method, const std::string& target, const Headers& headers, std::size_t length,
             std::string_view part);
  void close();
  // Ends the connection as a cut cable does: without goodbye.
  void reset();

 private:
  bool fill();
  int socket_ = -1;
  std::string buffer_;
};

}  // namespace returns::test
