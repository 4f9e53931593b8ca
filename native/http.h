#pragma once
// What the intake knows of HTTP. One translation unit (http_beast.cpp) turns this into sockets; nothing else
// includes Boost, so that the server can be swapped and a handler tested without a network.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace returns::http {

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;
  std::string path;     // decoded, without the query; starts with '/'
  std::string address;  // of the client: the peer's, or what a proxy on this machine says it is
  std::vector<Header> headers;
  std::string body;                     // empty while a streaming route reads it piece by piece
  std::optional<std::uint64_t> length;  // Content-Length
  std::vector<std::string> captures;    // what stood at the {…} of the route

  // Empty when absent; names in any case. A repeated header gives its first value.
  std::string_view header(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // instead of `body`, for bytes that many answers share
  bool close = false;                              // end the connection after this answer

  std::string_view bytes() const { return shared_body ? std::string_view{*shared_body} : std::string_view{body}; }
  Response& set(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
  const std::string* find(std::string_view name) const;
};

// A body that is taken as it comes. Calls come one after another, on worker threads.
class BodySink {
 public:
  BodySink() = default;
  BodySink(const BodySink&) = delete;
  BodySink& operator=(const BodySink&) = delete;
  // Destroyed without finish(): the connection was cut, and what has come so far is all there is.
  virtual ~BodySink() = default;
  // An answer ends the reading: the rest of the body is not wanted.
  virtual std::optional<Response> write(std::string_view bytes) = 0;
  virtual Response finish() = 0;
};

using Answer = std::function<Response(const Request&)>;
using Opened = std::variant<Response, std::unique_ptr<BodySink>>;
using Open = std::function<Opened(const Request&)>;

struct Route {
  std::string method;
  std::string pattern;         // "/api/v1/packs/{}/{}"; a last "{*}" takes the rest
  std::size_t body_limit = 0;  // bytes; of a streaming route the sink is the judge
  std::variant<Answer, Open> handle;
};

class Router {
 public:
  void add(Route route) { routes_.push_back(std::move(route)); }
  // To wrap every route in something; the router is empty afterwards.
  std::vector<Route> take() { return std::exchange(routes_, {}); }
  // The route and what it captured, or the answer to give instead (404, or 405 with Allow).
  struct Match {
    const Route* route = nullptr;
    std::vector<std::string> captures;
    Response otherwise;
  };
  Match match(std::string_view method, std::string_view path) const;

 private:
  std::vector<Route> routes_;
};

struct Limits {
  std::size_t header_bytes = std::size_t{16} * 1024;
  // Absolute: a client that drips bytes does not push them back.
  std::chrono::milliseconds header_time{10'000};
  std::chrono::milliseconds body_time{30'000};       // of a body that is read whole
  std::chrono::milliseconds idle_time{30'000};       // between two requests, and between two pieces of an upload
  std::chrono::milliseconds upload_time{3'600'000};  // of a streaming body
  std::chrono::milliseconds write_time{120'000};
  std::size_t connections = 4096;
  std::size_t connections_per_address = 128;
  // Peers on this machine are a proxy or a developer: counting them would count everybody as one.
  bool count_loopback = false;
  std::chrono::milliseconds drain_time{10'000};  // what runs when the server stops
  unsigned io_threads = 2;
  unsigned workers = 4;  // handlers that may run at the same time; they wait for the disk
};

// Sees every answer before it leaves, also those to requests that were not understood.
using Finish = std::function<void(const Request&, Response&)>;
// Told of every answer after it was made: the request, the route's pattern (or "-"), the answer, the time it took.
using Observe = std::function<void(const Request&, std::string_view, const Response&, std::chrono::microseconds)>;

class Engine;  // http_beast.cpp

class Server {
 public:
  Server(const Router& router, Limits limits, Finish finish, Observe observe);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  // Before start(): every connection speaks TLS 1.2 or 1.3 with this chain and key (PEM). A text says what is wrong.
  std::optional<std::string> use_certificate(const std::string& certificate, const std::string& key);
  // Takes the port (0: one that the system gives) and starts to answer. A text says why that is not possible.
  std::optional<std::string> start(const std::string& host, std::uint16_t port);
  std::uint16_t port() const;
  // No new requests; those in work are answered, for at most Limits::drain_time. Returns when all threads have ended.
  void stop();

 private:
  std::shared_ptr<Engine> engine_;
};

// The method that counts: X-HTTP-Method-Override (tus) lets a POST stand for HEAD, PATCH or DELETE.
std::string_view effective_method(const Request& request);

// The method itself, or "?" for one that a client made up: a log holds no text of strangers.
std::string_view known_method(std::string_view method);

// The address a limit is counted by. Only a proxy on this machine is believed about X-Forwarded-For.
std::string client_address(std::string_view peer, bool peer_is_loopback, const Request& request);

std::string_view reason_phrase(int status);

// %41 to A. Nothing when an escape is broken or names NUL.
std::optional<std::string> decode_path(std::string_view text);

// "Sun, 22 Nov 2026 18:38:20 GMT", for Date and Upload-Expires (RFC 9110).
std::string http_date(std::int64_t seconds);

}  // namespace returns::http
