// The server of http.h on Boost.Beast. Compiles slowly; that is why it is alone.
//
// A connection is a chain of callbacks on its own strand: header, body, handler, answer, and again. Handlers run on
// worker threads, so that a slow disk keeps no other connection waiting. Deadlines are set once per phase and are
// not pushed back by what arrives in between.

#include <utility>  // Boost 1.74's Asio does not include it itself; g++ 12 needs it first

#include <array>
#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <condition_variable>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "native/http.h"
#include "native/http/answer_head.h"
#include "native/http/beast_stream.h"

namespace returns::http {
namespace {

using tcp = net::ip::tcp;
using Code = beast::error_code;
using Steady = std::chrono::steady_clock;

// Without room, Beast reads 512 bytes at a time: six times slower for an upload.
constexpr std::size_t kPiece = std::size_t{64} * 1024;
constexpr std::size_t kHeadRoom = 4096;
// Read and thrown away after an early answer: a socket closed over unread bytes takes the answer with it (RST).
constexpr std::size_t kLinger = std::size_t{1} << 20;

class Connection;

}  // namespace

class Engine {
 public:
  Engine(const Router& routes, Limits bounds, Finish on_finish, Observe on_observe)
      : router(routes),
        limits(bounds),
        finish(std::move(on_finish)),
        observe(std::move(on_observe)),
        workers(bounds.workers) {}

  bool enter(const std::string& address, bool loopback, Connection* connection);
  void leave(const std::string& address, Connection* connection);
  void accept();

  const Router& router;
  const Limits limits;
  const Finish finish;
  const Observe observe;
  std::atomic<bool> stopping{false};
  std::optional<net::ssl::context> certificate;  // none: plain TCP

  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::string, std::size_t> by_address;
  std::set<Connection*> alive;

  // Destroyed first, and with it the connections that its pending callbacks own.
  net::thread_pool workers;
  net::io_context io;
  // Without it the threads would end as soon as nothing is pending but a handler that is at work elsewhere.
  net::executor_work_guard<net::io_context::executor_type> work{io.get_executor()};
  tcp::acceptor acceptor{io};
  net::steady_timer pause{io};
  std::vector<std::thread> threads;
  std::uint16_t port = 0;
};

namespace {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Engine& server, tcp::socket socket, std::string peer, bool loopback)
      : server_(server),
        stream_(std::move(socket), server.certificate ? &*server.certificate : nullptr),
        peer_(std::move(peer)),
        loopback_(loopback) {
    buffer_.reserve(kHeadRoom);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  ~Connection() {
    // A sink that was cut off writes down how far it came: work for a thread that may wait for the disk.
    if (sink_) net::post(server_.workers, [sink = std::move(sink_)] {});
    if (entered_) server_.leave(peer_, this);
  }

  void start() {
    entered_ = server_.enter(peer_, loopback_, this);
    if (!entered_) return;
    net::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->greet(); });
  }

  // From another thread: an idle connection ends now, a busy one after its answer; `hard` waits for nothing.
  void wind_up(bool hard) {
    net::post(stream_.get_executor(), [self = shared_from_this(), hard] {
      if (hard || self->idle_) self->stream_.close();
    });
  }

 private:
  using Parser = beast::http::request_parser<beast::http::buffer_body>;

  template <class Member>
  auto then(Member step) {
    return [self = shared_from_this(), step](Code error, std::size_t count) { ((*self).*step)(error, count); };
  }

  void greet() {
    if (!stream_.encrypted()) return wait();
    stream_.expires_after(server_.limits.header_time);
    stream_.async_handshake([self = shared_from_this()](Code error) {
      if (error) return self->stream_.close();
      self->wait();
    });
  }

  // Between two requests, until the first byte of the next.
  void wait() {
    parser_.reset();
    request_ = {};
    if (buffer_.size() > 0) return read_header();
    if (server_.stopping) return stream_.close();
    idle_ = true;
    stream_.expires_after(server_.limits.idle_time);
    stream_.async_read_some(buffer_.prepare(kHeadRoom), then(&Connection::on_first));
  }

  void on_first(Code error, std::size_t count) {
    idle_ = false;
    if (error) return stream_.close();
    buffer_.commit(count);
    read_header();
  }

  void read_header() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(server_.limits.header_bytes));
    // The route's limit is checked as the bytes come. (1.74 takes boost::none for no byte at all.)
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
    stream_.expires_after(server_.limits.header_time);
    beast::http::async_read_header(stream_, buffer_, *parser_, then(&Connection::on_header));
  }

  void on_header(Code error, std::size_t /*count*/) {
    began_ = Steady::now();
    pattern_ = "-";
    if (error) {
      const bool ours = error.category() == make_error_code(beast::http::error::end_of_stream).category();
      if (!ours || error == beast::http::error::end_of_stream || error == beast::http::error::partial_message)
        return stream_.close();
      return respond(error == beast::http::error::header_limit ? closing_answer(431, "header_too_large")
                                                               : closing_answer(400, "not_http"));
    }
    if (!take_head()) return respond(closing_answer(400, "not_http"));
    Router::Match match = server_.router.match(effective_method(request_), request_.path);
    if (match.route == nullptr) return respond(std::move(match.otherwise));
    route_ = match.route;
    pattern_ = route_->pattern;
    request_.captures = std::move(match.captures);
    if (const auto* open = std::get_if<Open>(&route_->handle)) return open_sink(*open);
    if (request_.length.value_or(0) > route_->body_limit) return respond(closing_answer(413, "too_large"));
    begin_body(server_.limits.body_time);
  }

  // False for a request that has no meaning.
  bool take_head() {
    const auto& head = parser_->get();
    const auto as_text = [](beast::string_view view) { return std::string{view.data(), view.size()}; };
    request_.method = as_text(head.method_string());
    for (const auto& field : head) request_.headers.push_back({as_text(field.name_string()), as_text(field.value())});
    const std::string target = as_text(head.target());
    const auto path = decode_path(std::string_view{target}.substr(0, target.find('?')));
    if (!path || path->empty() || path->front() != '/') return false;
    if (head.version() >= 11 && request_.header("Host").empty()) return false;
    request_.path = *path;
    if (const auto length = parser_->content_length()) request_.length = *length;
    request_.address = client_address(peer_, loopback_, request_);
    return true;
  }

  void begin_body(std::chrono::milliseconds time) {
    deadline_ = Steady::now() + time;
    if (parser_->is_done()) return after_piece(0);
    piece_.resize(kPiece);
    buffer_.reserve(kPiece);
    if (request_.header("Expect") != "100-continue") return read_piece();
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    stream_.expires_at(deadline_);
    net::async_write(stream_, net::buffer(kContinue.data(), kContinue.size()),
                     [self = shared_from_this()](Code error, std::size_t /*count*/) {
                       if (error) return self->stream_.close();
                       self->read_piece();
                     });
  }

  void read_piece() {
    auto& body = parser_->get().body();
    body.data = piece_.data();
    body.size = piece_.size();
    stream_.expires_at(sink_ ? std::min(deadline_, Steady::now() + server_.limits.idle_time) : deadline_);
    beast::http::async_read_some(stream_, buffer_, *parser_, then(&Connection::on_piece));
  }

  void on_piece(Code error, std::size_t /*count*/) {
    if (error == beast::http::error::need_buffer) error = {};
    const std::size_t got = piece_.size() - parser_->get().body().size;
    if (!error) return after_piece(got);
    if (!sink_) return stream_.close();
    // Cut off: what came is kept, and ~BodySink writes down how far.
    net::post(server_.workers, [self = shared_from_this(), got] {
      guarded([&] {
        self->sink_->write({self->piece_.data(), got});
        return Response{};
      });
      self->sink_.reset();
    });
    stream_.close();
  }

  void after_piece(std::size_t got) {
    if (sink_) return feed_sink(got);
    if (request_.body.size() + got > route_->body_limit) return respond(closing_answer(413, "too_large"));
    request_.body.append(piece_.data(), got);
    if (!parser_->is_done()) return read_piece();
    const auto& answer = std::get<Answer>(route_->handle);
    net::post(server_.workers, [self = shared_from_this(), &answer] {
      self->hand_back(guarded([&] { return answer(self->request_); }));
    });
  }

  void open_sink(const Open& open) {
    net::post(server_.workers, [self = shared_from_this(), &open] {
      Response response = guarded([&] {
        Opened opened = open(self->request_);
        if (auto* refusal = std::get_if<Response>(&opened)) return std::move(*refusal);
        self->sink_ = std::move(std::get<std::unique_ptr<BodySink>>(opened));
        return Response{};
      });
      if (!self->sink_) return self->hand_back(std::move(response));
      net::post(self->stream_.get_executor(), [self] { self->begin_body(self->server_.limits.upload_time); });
    });
  }

  void feed_sink(std::size_t got) {
    net::post(server_.workers, [self = shared_from_this(), got, last = parser_->is_done()] {
      std::optional<Response> response;
      Response broken = guarded([&] {
        if (got > 0) response = self->sink_->write({self->piece_.data(), got});
        if (!response && last) response = self->sink_->finish();
        return Response{};
      });
      if (broken.status >= 500) response = std::move(broken);
      if (!response) return net::post(self->stream_.get_executor(), [self] { self->read_piece(); });
      self->sink_.reset();
      self->hand_back(std::move(*response));
    });
  }

  void hand_back(Response response) {
    net::post(stream_.get_executor(), [self = shared_from_this(), response = std::move(response)]() mutable {
      self->respond(std::move(response));
    });
  }

  void respond(Response response) {
    response_ = std::move(response);
    const bool body_left = parser_ && !parser_->is_done();
    if (body_left || server_.stopping || !parser_ || !parser_->get().keep_alive()) response_.close = true;
    server_.finish(request_, response_);
    server_.observe(request_, pattern_, response_,
                    std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began_));
    const std::string_view bytes = response_.bytes();
    head_ = write_head(response_);
    const bool bare = request_.method == "HEAD" || response_.status == 204 || response_.status == 304;
    const std::array<net::const_buffer, 2> parts = {
        net::buffer(head_), bare ? net::const_buffer{} : net::buffer(bytes.data(), bytes.size())};
    stream_.expires_after(server_.limits.write_time);
    net::async_write(stream_, parts, then(&Connection::on_written));
  }

  void on_written(Code error, std::size_t /*count*/) {
    const bool close = response_.close;
    response_ = {};
    if (error) return stream_.close();
    if (!close) return wait();
    stream_.expires_after(std::chrono::seconds{2});
    if (stream_.encrypted())
      return stream_.async_goodbye([self = shared_from_this()](Code /*error*/) { self->stream_.close(); });
    stream_.socket().shutdown(tcp::socket::shutdown_send, error);
    piece_.resize(kPiece);
    linger();
  }

  void linger() {
    stream_.async_read_some(net::buffer(piece_), [self = shared_from_this()](Code error, std::size_t count) {
      self->lingered_ += count;
      if (error || self->lingered_ > kLinger) return self->stream_.close();
      self->linger();
    });
  }

  Engine& server_;
  Stream stream_;
  const std::string peer_;
  const bool loopback_;
  bool entered_ = false;
  bool idle_ = false;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::vector<char> piece_;
  Request request_;
  const Route* route_ = nullptr;
  std::string_view pattern_ = "-";
  std::unique_ptr<BodySink> sink_;
  Response response_;
  std::string head_;
  Steady::time_point began_;
  Steady::time_point deadline_;
  std::size_t lingered_ = 0;
};

}  // namespace

bool Engine::enter(const std::string& address, bool loopback, Connection* connection) {
  const std::scoped_lock lock(mutex);
  if (stopping || alive.size() >= limits.connections) return false;
  std::size_t& count = by_address[address];
  if ((!loopback || limits.count_loopback) && count >= limits.connections_per_address) return false;
  ++count;
  alive.insert(connection);
  return true;
}

void Engine::leave(const std::string& address, Connection* connection) {
  const std::scoped_lock lock(mutex);
  if (--by_address[address] == 0) by_address.erase(address);
  alive.erase(connection);
  changed.notify_all();
}

void Engine::accept() {
  acceptor.async_accept(net::make_strand(io), [this](Code error, tcp::socket socket) {
    if (stopping || error == net::error::operation_aborted) return;
    if (error) {
      // Out of descriptors: the ones in use come back, and trying at once would only spin.
      pause.expires_after(std::chrono::milliseconds{50});
      return pause.async_wait([this](Code /*error*/) { accept(); });
    }
    Code gone;
    const auto peer = socket.remote_endpoint(gone);
    socket.set_option(tcp::no_delay(true), gone);
    if (!gone)
      std::make_shared<Connection>(*this, std::move(socket), peer.address().to_string(), peer.address().is_loopback())
          ->start();
    accept();
  });
}

Server::Server(const Router& router, Limits limits, Finish finish, Observe observe)
    : engine_(std::make_shared<Engine>(router, limits, std::move(finish), std::move(observe))) {}

Server::~Server() { stop(); }

std::optional<std::string> Server::use_certificate(const std::string& certificate, const std::string& key) {
  engine_->certificate.emplace(net::ssl::context::tls_server);
  return load_certificate(*engine_->certificate, certificate, key);
}

std::uint16_t Server::port() const { return engine_->port; }

std::optional<std::string> Server::start(const std::string& host, std::uint16_t port) {
  Code error;
  const auto address = net::ip::make_address(host, error);
  if (error) return "not an address: " + host;
  const tcp::endpoint endpoint(address, port);
  tcp::acceptor& acceptor = engine_->acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(net::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
  if (error) return host + ':' + std::to_string(port) + ": " + error.message();
  engine_->port = acceptor.local_endpoint(error).port();
  engine_->accept();
  for (unsigned i = 0; i < engine_->limits.io_threads; ++i) {
    engine_->threads.emplace_back([engine = engine_.get()] { engine->io.run(); });
  }
  return std::nullopt;
}

void Server::stop() {
  if (engine_->stopping.exchange(true)) return;
  const auto wind_up = [this](bool hard) {
    // Held outside of the lock: the last holder of a connection takes the lock to sign it off.
    std::vector<std::shared_ptr<Connection>> open;
    {
      const std::scoped_lock lock(engine_->mutex);
      for (Connection* connection : engine_->alive) {
        if (auto held = connection->weak_from_this().lock()) open.push_back(std::move(held));
      }
    }
    for (const auto& connection : open) connection->wind_up(hard);
  };
  const auto wait = [this](std::chrono::milliseconds time) {
    std::unique_lock lock(engine_->mutex);
    return engine_->changed.wait_for(lock, time, [this] { return engine_->alive.empty(); });
  };
  net::post(engine_->io, [engine = engine_.get()] {
    Code ignored;
    engine->acceptor.close(ignored);
    engine->pause.cancel();
  });
  wind_up(false);
  if (!engine_->threads.empty() && !wait(engine_->limits.drain_time)) {
    wind_up(true);
    wait(std::chrono::seconds{2});
  }
  engine_->io.stop();
  for (std::thread& thread : engine_->threads) thread.join();
  engine_->workers.join();
}

}  // namespace returns::http
