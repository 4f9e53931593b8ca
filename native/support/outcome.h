#pragma once
// What an operation of the server gives: a value, or why there is none. Libraries that throw are caught where
// they are called (storage/database.cpp, the HTTP boundary); nothing here throws on purpose.

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace returns {

enum class FailureCode : std::uint8_t {
  NotFound,  // there is no such thing
  Conflict,  // a unique value is taken, or somebody else changed the row in between
  NoSpace,   // the disk or the database is full
  Busy,      // the database is locked by somebody for too long
  Broken,    // stored data is not what it should be
  Io,        // reading or writing failed
};

struct Failure {
  FailureCode code = FailureCode::Io;
  std::string detail;  // for the log, never for a customer; carries no personal data
};

template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Outcome(Failure failure)
      : state_(std::in_place_index<1>, std::move(failure)) {}  // NOLINT(google-explicit-constructor)
  explicit operator bool() const { return state_.index() == 0; }
  // Precondition: *this.
  const T& operator*() const { return *std::get_if<0>(&state_); }
  T& operator*() { return *std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }
  T* operator->() { return std::get_if<0>(&state_); }
  // Precondition: !*this.
  const Failure& failure() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Failure> state_;
};

struct Done {};
using Status = Outcome<Done>;

}  // namespace returns
