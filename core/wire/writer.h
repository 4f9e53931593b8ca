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
  // With room for so many bytes: a document of known size is not moved while it grows.
  explicit Writer(std::size_t room) { out_.reserve(room); }
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

  const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  Writer& open(char bracket);
  Writer& close(char bracket);
  void separate();
  void quote(std::string_view value);

  std::string out_;
  bool comma_ = false;  // something stands before in this container
};

}  // namespace returns::wire
