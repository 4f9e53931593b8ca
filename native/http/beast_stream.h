#pragma once
// The two kinds of connection as one type, so that a connection's code is compiled once: plain TCP, and TLS over it.
// Part of http_beast.cpp; nothing else includes Boost.

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace returns::http {

namespace net = boost::asio;
namespace beast = boost::beast;

class Stream {
 public:
  // `context`: nullptr for plain TCP.
  Stream(net::ip::tcp::socket socket, net::ssl::context* context) {
    if (context != nullptr)
      tls_.emplace(std::move(socket), *context);
    else
      plain_.emplace(std::move(socket));
  }

  using executor_type = beast::tcp_stream::executor_type;
  executor_type get_executor() { return tcp().get_executor(); }
  bool encrypted() const { return tls_.has_value(); }

  template <class Buffers, class Handler>
  void async_read_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) return tls_->async_read_some(buffers, std::forward<Handler>(handler));
    plain_->async_read_some(buffers, std::forward<Handler>(handler));
  }

  template <class Buffers, class Handler>
  void async_write_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) return tls_->async_write_some(buffers, std::forward<Handler>(handler));
    plain_->async_write_some(buffers, std::forward<Handler>(handler));
  }

  template <class Handler>
  void async_handshake(Handler&& handler) {
    tls_->async_handshake(net::ssl::stream_base::server, std::forward<Handler>(handler));
  }

  // Says goodbye where that is a message; `handler` gets the error.
  template <class Handler>
  void async_goodbye(Handler&& handler) {
    tls_->async_shutdown(std::forward<Handler>(handler));
  }

  void expires_after(std::chrono::nanoseconds time) { tcp().expires_after(time); }
  void expires_at(std::chrono::steady_clock::time_point time) { tcp().expires_at(time); }
  net::ip::tcp::socket& socket() { return tcp().socket(); }
  void close() { tcp().close(); }

 private:
  beast::tcp_stream& tcp() { return tls_ ? tls_->next_layer() : *plain_; }

  std::optional<beast::tcp_stream> plain_;
  std::optional<beast::ssl_stream<beast::tcp_stream>> tls_;
};

// A text says what is wrong with the files.
inline std::optional<std::string> load_certificate(net::ssl::context& context, const std::string& certificate,
                                                   const std::string& key) {
  beast::error_code error;
  // 1.2 and 1.3; what is older has known holes (RFC 8996).
  context.set_options(net::ssl::context::default_workarounds | net::ssl::context::no_sslv2 | net::ssl::context::no_sslv3
                          | net::ssl::context::no_tlsv1 | net::ssl::context::no_tlsv1_1
                          | net::ssl::context::no_compression,
                      error);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  // Renegotiation lets a client make the server work for nothing.
  SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  if (!error) context.use_certificate_chain_file(certificate, error);
  if (error) return certificate + ": " + error.message();
  context.use_private_key_file(key, net::ssl::context::pem, error);
  if (error) return key + ": " + error.message();
  if (SSL_CTX_check_private_key(context.native_handle()) != 1) return key + ": is not the key of " + certificate;
  return std::nullopt;
}

}  // namespace returns::http
