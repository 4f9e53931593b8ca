#pragma once
// Faults: what is wrong with a question. A refusal is an answer with reasons and never a fault.
// Nothing in the core throws; a function that can fail gives a Result.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/params.h"

namespace returns {

// The closed list of fault codes; texts stand in assets/locales under fault.<name>.
#define RETURNS_FAULTS(X)            \
  X(NotJson, "not_json")             \
  X(NotUtf8, "not_utf8")             \
  X(TooDeep, "too_deep")             \
  X(TooLarge, "too_large")           \
  X(DuplicateKey, "duplicate_key")   \
  X(NotAnInteger, "not_an_integer")  \
  X(Missing, "missing")              \
  X(UnknownMember, "unknown_member") \
  X(WrongType, "wrong_type")         \
  X(OutOfRange, "out_of_range")      \
  X(NotInList, "not_in_list")        \
  X(BadInstant, "bad_instant")       \
  X(BadDay, "bad_day")               \
  X(BadId, "bad_id")                 \
  X(DuplicateId, "duplicate_id")     \
  X(NoSuchLine, "no_such_line")      \
  X(WrongPack, "wrong_pack")         \
  X(WrongOrder, "wrong_order")       \
  X(WrongSchema, "wrong_schema")     \
  X(NotProved, "not_proved")         \
  X(Incomplete, "incomplete")        \
  X(NotLoaded, "not_loaded")

enum class FaultCode : std::uint8_t {
#define X(name, text) name,
  RETURNS_FAULTS(X)
#undef X
};

// Which document a fault is about.
enum class Document : std::uint8_t { Pack, Calendar, Order, Draft, Request, Now, Batch, Statement };

std::string_view name(FaultCode code);
std::string_view name(Document document);

struct Fault {
  FaultCode code = FaultCode::NotJson;
  Document document = Document::Draft;
  std::string at = {};                     // JSON pointer; "" is the whole document
  std::optional<std::uint64_t> byte = {};  // offset of a syntax fault
  Params params = {};
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Fault fault) : state_(std::move(fault)) {}  // NOLINT(google-explicit-constructor)
  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  // Precondition: *this.
  const T& operator*() const { return *std::get_if<T>(&state_); }
  T& operator*() { return *std::get_if<T>(&state_); }
  const T* operator->() const { return std::get_if<T>(&state_); }
  // Precondition: !*this.
  const Fault& fault() const { return *std::get_if<Fault>(&state_); }

 private:
  std::variant<T, Fault> state_;
};

}  // namespace returns
