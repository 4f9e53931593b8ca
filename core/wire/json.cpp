#include "core/wire/json.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/text.h"

namespace returns::wire {
namespace {

using nlohmann::json;

// Builds the tree from parser events; returns false to stop, with the fault noted.
class Builder {
 public:
  explicit Builder(Document document) : document_(document) {}

  bool null() { return put({}); }
  bool boolean(bool value) { return put({.kind = Value::Kind::Bool, .integer = value ? 1 : 0}); }
  bool number_integer(json::number_integer_t value) { return put({.kind = Value::Kind::Integer, .integer = value}); }
  bool number_unsigned(json::number_unsigned_t value) {
    if (value > static_cast<json::number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
      return stop(FaultCode::OutOfRange);
    return put({.kind = Value::Kind::Integer, .integer = static_cast<std::int64_t>(value)});
  }
  bool number_float(json::number_float_t /*value*/, const json::string_t& /*text*/) {
    return stop(FaultCode::NotAnInteger);
  }
  bool string(json::string_t& value) { return put({.kind = Value::Kind::String, .string = std::move(value)}); }
  bool binary(json::binary_t& /*value*/) { return stop(FaultCode::WrongType); }
  bool start_object(std::size_t /*elements*/) { return open(Value::Kind::Object); }
  bool start_array(std::size_t /*elements*/) { return open(Value::Kind::Array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(json::string_t& name) {
    Value& object = *open_.back();
    const bool repeated = std::find(object.keys.begin(), object.keys.end(), name) != object.keys.end();
    object.keys.push_back(std::move(name));
    return repeated ? stop(FaultCode::DuplicateKey) : true;
  }

  bool parse_error(std::size_t byte, const std::string& /*token*/, const json::exception& error) {
    // A number beyond any double: a fraction or a power of ten, and no integer of ours.
    constexpr int kNumberOverflow = 406;
    if (error.id == kNumberOverflow) return stop(FaultCode::NotAnInteger);
    if (!fault_) fault_ = Fault{.code = FaultCode::NotJson, .document = document_, .at = where(), .byte = byte};
    return false;
  }

  std::optional<Fault>& fault() { return fault_; }
  Value& root() { return root_; }

 private:
  bool put(Value value) {
    place() = std::move(value);
    return true;
  }

  bool open(Value::Kind kind) {
    if (open_.size() >= kMaxDepth) return stop(FaultCode::TooDeep);
    Value& value = place();
    value.kind = kind;
    open_.push_back(&value);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  // Where the next value goes. Only the innermost container grows, so the pointers in open_ stay good.
  Value& place() {
    if (open_.empty()) return root_;
    return open_.back()->items.emplace_back();
  }

  bool stop(FaultCode code) {
    fault_ = Fault{.code = code, .document = document_, .at = where()};
    return false;
  }

  // The JSON pointer of the value being read.
  std::string where() const {
    std::string at;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const Value& container = *open_[i];
      const bool innermost = i + 1 == open_.size();
      if (container.kind == Value::Kind::Object) {
        if (container.keys.empty()) break;
        at += pointer_step(container.keys.back());
      } else {
        at += '/' + to_text(static_cast<std::int64_t>(container.items.size() - (innermost ? 0 : 1)));
      }
    }
    return at;
  }

  Document document_;
  Value root_;
  std::vector<Value*> open_;
  std::optional<Fault> fault_;
};

}  // namespace

std::string pointer_step(std::string_view key) {
  std::string step = "/";
  for (const char c : key) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

const Value* Value::find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

Result<Value> parse(std::string_view text, Document document) {
  if (text.size() > kMaxDocument)
    return Fault{.code = FaultCode::TooLarge, .document = document, .params = {{"max", std::int64_t{kMaxDocument}}}};
  if (const std::size_t bad = invalid_utf8(text); bad != std::string_view::npos) {
    return Fault{.code = FaultCode::NotUtf8, .document = document, .byte = bad};
  }
  Builder builder(document);
  const bool complete = json::sax_parse(text.begin(), text.end(), &builder);
  if (!complete || builder.fault()) {
    return builder.fault().value_or(Fault{.code = FaultCode::NotJson, .document = document});
  }
  return std::move(builder.root());
}

}  // namespace returns::wire
