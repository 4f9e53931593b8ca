#pragma once
// Canonical JSON out: the order of calls is the order of keys, no white space, integers only.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace returns::wire {

class Writer {
 public:
  Writer() = default;
  Writer(const Writer&) = delete;  // at_ points into out_
  Writer& operator=(const Writer&) = delete;
  ~Writer() = default;
  // With room for so many bytes: a document of known size is not moved while it grows.
  explicit Writer(std::size_t room) { grow(room); }
  Writer& begin_object() { return open('{'); }
  Writer& end_object() { return close('}'); }
  Writer& begin_array() { return open('['); }
  Writer& end_array() { return close(']'); }
  Writer& key(std::string_view name);
  Writer& text(std::string_view value);
  Writer& integer(std::int64_t value);
  Writer& boolean(bool value);
  // JSON text that is already canonical.
  Writer& raw(std::string_view json);

  Writer& member(std::string_view name, std::string_view value) { return key(name).text(value); }
  Writer& member(std::string_view name, const char* value) { return key(name).text(value); }
  Writer& member(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  // Left out when empty: a member without a value is not written.
  Writer& member_if(std::string_view name, std::string_view value) {
    return value.empty() ? *this : member(name, value);
  }
  Writer& flag(std::string_view name, bool value) { return key(name).boolean(value); }

  std::string_view str() const { return {out_.data(), size()}; }
  std::string take() {
    out_.resize(size());
    at_ = end_ = nullptr;
    return std::move(out_);
  }

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  void separate();
  void quote(std::string_view value);
  std::size_t size() const { return out_.size() - static_cast<std::size_t>(end_ - at_); }
  void put(char c) {
    if (at_ == end_) grow(1);
    *at_++ = c;
  }
  void put(std::string_view text);
  void grow(std::size_t more);

  std::string out_;  // what is written, then room: std::string::push_back would be a call for each byte
  char* at_ = nullptr;
  char* end_ = nullptr;
  bool comma_ = false;  // something stands before in this container
};

}  // namespace returns::wire
