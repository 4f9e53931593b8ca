#include "tests/intake/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <algorithm>
#include <array>

namespace returns::test {
namespace {

sockaddr_in address_of(const std::string& host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  inet_pton(AF_INET, host.c_str(), &address.sin_addr);
  return address;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::string head_of(const std::string& method, const std::string& target, const Headers& headers,
                    std::optional<std::size_t> length) {
  std::string head = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n";
  for (const auto& [name, value] : headers) head += name + ": " + value + "\r\n";
  if (length) head += "Content-Length: " + std::to_string(*length) + "\r\n";
  return head + "\r\n";
}

}  // namespace

Client::Client(std::uint16_t port, const std::string& from)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval limit{20, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (!from.empty()) {
    const sockaddr_in own = address_of(from, 0);
    bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own);
  }
  const sockaddr_in server = address_of("127.0.0.1", port);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0) close();
}

Client::~Client() { close(); }

void Client::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void Client::reset() {
  const linger now{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  close();
}

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Client::fill() {
  std::array<char, 16384> piece{};
  const ssize_t got = recv(socket_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

Reply Client::receive(bool bodiless) {
  Reply reply;
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return reply;
  }
  std::string head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  reply.status = std::stoi(head.substr(9, 3));
  if (reply.status == 100) return receive(bodiless);
  head.erase(0, head.find("\r\n") + 2);
  while (!head.empty()) {
    const std::string line = head.substr(0, head.find("\r\n"));
    head.erase(0, line.size() + 2);
    const std::size_t colon = line.find(": ");
    reply.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
  }
  const std::string length = reply.header("content-length");
  const std::size_t size = bodiless || length.empty() ? 0 : std::stoul(length);
  while (buffer_.size() < size && fill()) continue;
  reply.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return reply;
}

Reply Client::ask(const std::string& method, const std::string& target, const Headers& headers, std::string_view body) {
  const bool has_body = !body.empty() || method == "POST" || method == "PATCH";
  const std::string head = head_of(method, target, headers, has_body ? std::optional{body.size()} : std::nullopt);
  // An early refusal closes while we are still sending; its answer is there to be read all the same.
  if (!send(head + std::string{body}) && buffer_.empty()) return receive(method == "HEAD");
  return receive(method == "HEAD");
}

bool Client::begin(const std::string& method, const std::string& target, const Headers& headers, std::size_t length,
                   std::string_view part) {
  return send(head_of(method, target, headers, length) + std::string{part});
}

}  // namespace returns::test
