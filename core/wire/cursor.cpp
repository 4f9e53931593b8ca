#include "core/wire/cursor.h"

#include <algorithm>

#include "core/text.h"

namespace returns::wire {

namespace {

// Adds the pointer from `from` to `wanted`; false when it is not below.
bool find(const Value& from, const Value* wanted, std::string& at) {
  if (&from == wanted) return true;
  const std::size_t before = at.size();
  for (std::size_t i = 0; i < from.items.size(); ++i) {
    at += from.kind == Value::Kind::Object ? pointer_step(from.keys[i]) : '/' + to_text(static_cast<std::int64_t>(i));
    if (find(from.items[i], wanted, at)) return true;
    at.resize(before);
  }
  return false;
}

}  // namespace

std::string Cursor::at() const {
  std::string at;
  find(*trouble_->root, nearest_, at);
  for (const std::string_view step : gone_) {
    if (!step.empty()) at += pointer_step(step);
  }
  return at;
}

Cursor Cursor::optional(std::string_view key) const {
  const Value* child = value_ != nullptr && value_->kind == Value::Kind::Object ? value_->find(key) : nullptr;
  if (child != nullptr && child->kind != Value::Kind::Null) return {child, trouble_};
  Cursor gone = *this;
  gone.value_ = nullptr;
  *std::find(gone.gone_.begin(), gone.gone_.end() - 1, std::string_view{}) = key;
  return gone;
}

Cursor Cursor::member(std::string_view key) const {
  if (value_ != nullptr && value_->kind != Value::Kind::Object)
    fail(FaultCode::WrongType, {{"expected", std::string{"object"}}});
  Cursor child = optional(key);
  if (!child.present()) child.fail(FaultCode::Missing);
  return child;
}

void Cursor::only(std::initializer_list<std::string_view> keys) const {
  if (!is(Value::Kind::Object)) return;
  for (std::size_t i = 0; i < value_->keys.size(); ++i) {
    if (std::find(keys.begin(), keys.end(), value_->keys[i]) == keys.end())
      return Cursor(&value_->items[i], trouble_).fail(FaultCode::UnknownMember);
  }
}

void Cursor::fail(FaultCode code, Params params) const {
  if (trouble_->first) return;
  trouble_->first = Fault{.code = code, .document = trouble_->document, .at = at(), .params = std::move(params)};
}

bool Cursor::is(Value::Kind kind) const {
  if (value_ == nullptr) return false;
  if (value_->kind == kind) return true;
  constexpr std::string_view kNames[] = {"null", "boolean", "integer", "string", "array", "object"};
  fail(FaultCode::WrongType, {{"expected", std::string{kNames[static_cast<std::size_t>(kind)]}}});
  return false;
}

std::string Cursor::text(std::size_t max_bytes) const {
  if (!is(Value::Kind::String)) return {};
  if (value_->string.size() > max_bytes) {
    fail(FaultCode::TooLarge, {{"max", static_cast<std::int64_t>(max_bytes)}});
    return {};
  }
  return value_->string;
}

std::string Cursor::id() const {
  std::string value = text();
  if (present() && !failed() && !is_id(value)) fail(FaultCode::BadId, {{"value", value}});
  return value;
}

std::int64_t Cursor::integer(std::int64_t min, std::int64_t max) const {
  if (!is(Value::Kind::Integer)) return min;
  if (value_->integer < min || value_->integer > max) {
    fail(FaultCode::OutOfRange, {{"min", min}, {"max", max}});
    return min;
  }
  return value_->integer;
}

bool Cursor::boolean() const { return is(Value::Kind::Bool) && value_->integer != 0; }

Day Cursor::day() const {
  const std::string value = text();
  const auto day = read_day(value);
  if (present() && !day) fail(FaultCode::BadDay, {{"value", value}});
  return day.value_or(Day{});
}

Instant Cursor::instant() const {
  const std::string value = text();
  const auto instant = read_instant(value);
  if (present() && !instant) fail(FaultCode::BadInstant, {{"value", value}});
  return instant.value_or(Instant{});
}

}  // namespace returns::wire
