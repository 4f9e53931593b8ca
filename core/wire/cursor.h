#pragma once
// Reading a tree member by member. The first thing that is wrong is kept with its JSON pointer; after it every
// read gives a harmless default, so readers are written without a check per line and ask once at the end.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/calendar.h"
#include "core/result.h"
#include "core/text.h"
#include "core/wire/json.h"

namespace returns::wire {

struct Trouble {
  Document document = Document::Draft;
  std::optional<Fault> first = {};
  const Value* root = nullptr;  // of the document that is read
};

class Cursor {
 public:
  Cursor(const Value& root, Trouble& trouble) : Cursor(&root, &trouble) { trouble.root = &root; }

  // A member that may be missing; `present` tells. The key must live as long as the cursor.
  Cursor optional(std::string_view key) const;
  // A member that must be there.
  Cursor member(std::string_view key) const;
  bool present() const { return value_ != nullptr; }

  // Everything but these members is a fault: a misspelt rule must not be ignored.
  void only(std::initializer_list<std::string_view> keys) const;

  std::string text(std::size_t max_bytes = 256) const;
  std::string id() const;
  std::int64_t integer(std::int64_t min, std::int64_t max) const;
  std::int32_t small(std::int32_t min, std::int32_t max) const { return static_cast<std::int32_t>(integer(min, max)); }
  bool boolean() const;
  Day day() const;
  Instant instant() const;
  // Index in `names`; anything else is a fault that lists what is allowed.
  template <class Names>
  std::size_t choice(const Names& names) const {
    const std::string value = text();
    std::size_t index = 0;
    for (const auto& name : names) {
      if (std::string_view{name} == value) return index;
      ++index;
    }
    if (present() && !trouble_->first) {
      fail(FaultCode::NotInList,
           {{"value", value}, {"allowed", std::vector<std::string>(std::begin(names), std::end(names))}});
    }
    return 0;
  }

  // Elements of an array, at most `max`; a value that is missing has none.
  template <class Use>
  void each(std::size_t max, Use use) const {
    if (!is(Value::Kind::Array)) return;
    if (value_->items.size() > max) return fail(FaultCode::TooLarge, {{"max", static_cast<std::int64_t>(max)}});
    for (std::size_t i = 0; i < value_->items.size(); ++i) use(Cursor(&value_->items[i], trouble_), i);
  }
  // Members of an object.
  template <class Use>
  void each_member(std::size_t max, Use use) const {
    if (!is(Value::Kind::Object)) return;
    if (value_->items.size() > max) return fail(FaultCode::TooLarge, {{"max", static_cast<std::int64_t>(max)}});
    for (std::size_t i = 0; i < value_->items.size(); ++i)
      use(std::string_view{value_->keys[i]}, Cursor(&value_->items[i], trouble_));
  }

  Value::Kind kind() const { return value_ == nullptr ? Value::Kind::Null : value_->kind; }
  void fail(FaultCode code, Params params = {}) const;
  bool failed() const { return trouble_->first.has_value(); }

 private:
  Cursor(const Value* value, Trouble* trouble) : value_(value), nearest_(value), trouble_(trouble) {}
  // True when the value is there and of this kind; a value of another kind is a fault.
  bool is(Value::Kind kind) const;
  // JSON pointer. Searched for from the root: faults are rare, and every member would pay for its path.
  std::string at() const;

  const Value* value_;    // nullptr: not there
  const Value* nearest_;  // the value, or the innermost one around it that is there
  Trouble* trouble_;
  std::array<std::string_view, 3> gone_ = {};  // the steps from there that are not; no reader asks for more
};

}  // namespace returns::wire
