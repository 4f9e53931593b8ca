#include "core/wire/compare.h"

#include <algorithm>

#include "core/text.h"

namespace returns::wire {
namespace {

constexpr std::size_t kMaxDifferences = 100;
constexpr std::size_t kMaxText = 200;

void write_value(Writer& writer, const Value& value) {
  switch (value.kind) {
    case Value::Kind::Null: writer.raw("null"); break;
    case Value::Kind::Bool: writer.boolean(value.integer != 0); break;
    case Value::Kind::Integer: writer.integer(value.integer); break;
    case Value::Kind::String: writer.text(value.string); break;
    case Value::Kind::Array:
      writer.begin_array();
      for (const Value& item : value.items) write_value(writer, item);
      writer.end_array();
      break;
    case Value::Kind::Object:
      writer.begin_object();
      for (std::size_t i = 0; i < value.items.size(); ++i) write_value(writer.key(value.keys[i]), value.items[i]);
      writer.end_object();
      break;
  }
}

// At most kMaxText bytes, never cut inside a character.
std::optional<std::string> text_of(const Value* value) {
  if (value == nullptr) return std::nullopt;
  Writer writer;
  write_value(writer, *value);
  std::string text = writer.take();
  if (text.size() > kMaxText) {
    std::size_t end = kMaxText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
  }
  return text;
}

void walk(const Value* claimed, const Value* computed, const std::string& path, std::vector<Difference>& out) {
  if (out.size() >= kMaxDifferences) return;
  const bool same_kind = claimed != nullptr && computed != nullptr && claimed->kind == computed->kind;
  if (same_kind && claimed->kind == Value::Kind::Object) {
    for (std::size_t i = 0; i < claimed->keys.size(); ++i)
      walk(&claimed->items[i], computed->find(claimed->keys[i]), path + pointer_step(claimed->keys[i]), out);
    for (std::size_t i = 0; i < computed->keys.size(); ++i) {
      if (claimed->find(computed->keys[i]) == nullptr)
        walk(nullptr, &computed->items[i], path + pointer_step(computed->keys[i]), out);
    }
    return;
  }
  if (same_kind && claimed->kind == Value::Kind::Array) {
    for (std::size_t i = 0; i < std::max(claimed->items.size(), computed->items.size()); ++i) {
      walk(i < claimed->items.size() ? &claimed->items[i] : nullptr,
           i < computed->items.size() ? &computed->items[i] : nullptr,
           path + '/' + to_text(static_cast<std::int64_t>(i)), out);
    }
    return;
  }
  if (same_kind && claimed->integer == computed->integer && claimed->string == computed->string) return;
  out.push_back({path, text_of(claimed), text_of(computed)});
}

}  // namespace

std::vector<Difference> compare(const Value& claimed, const Value& computed) {
  std::vector<Difference> differences;
  walk(&claimed, &computed, {}, differences);
  return differences;
}

void write_differences(Writer& writer, const std::vector<Difference>& differences) {
  writer.key("differences").begin_array();
  for (const Difference& difference : differences) {
    writer.begin_object().member("path", difference.path);
    if (difference.claimed) writer.member("claimed", *difference.claimed);
    if (difference.computed) writer.member("computed", *difference.computed);
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace returns::wire
