#pragma once
// JSON text as a tree. Stricter than JSON: numbers are integers of 64 bits, an object may not repeat a key,
// nesting ends at kMaxDepth, and text is valid UTF-8.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace returns::wire {

inline constexpr std::size_t kMaxDepth = 32;
inline constexpr std::size_t kMaxDocument = std::size_t{4} << 20;  // bytes

struct Value {
  enum class Kind : std::uint8_t { Null, Bool, Integer, String, Array, Object };
  Kind kind = Kind::Null;
  std::int64_t integer = 0;  // Bool: 0 or 1
  std::string string = {};
  std::vector<std::string> keys = {};  // Object: keys[i] names items[i]
  std::vector<Value> items = {};

  const Value* find(std::string_view key) const;
};

// One step of a JSON pointer (RFC 6901): '/' and the key with ~ and / escaped.
std::string pointer_step(std::string_view key);

Result<Value> parse(std::string_view text, Document document);

}  // namespace returns::wire
