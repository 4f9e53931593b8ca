#pragma once
// Why a tool could not do what it was asked: a place, a reason, and what to do. The sentences stand in
// assets/locales/*/tools.json under problem.<code> and problem.<code>.todo.

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/params.h"
#include "core/wire/json.h"
#include "native/policy/words.h"
#include "native/support/json.h"

namespace returns::policy {

struct Problem {
  std::string code;     // "tools.problem.<code>"
  std::string file;     // as the user named it; empty when it is not about a file
  std::string at = {};  // JSON pointer into the file, or "line 17"; empty: all of it
  Params params = {};
};

template <class T>
class [[nodiscard]] Or {
 public:
  Or(T value) : state_(std::in_place_index<0>, std::move(value)) {}            // NOLINT(google-explicit-constructor)
  Or(Problem problem) : state_(std::in_place_index<1>, std::move(problem)) {}  // NOLINT(google-explicit-constructor)
  explicit operator bool() const { return state_.index() == 0; }
  // Precondition: *this.
  const T& operator*() const { return *std::get_if<0>(&state_); }
  T& operator*() { return *std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }
  T* operator->() { return std::get_if<0>(&state_); }
  // Precondition: !*this.
  const Problem& problem() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Problem> state_;
};

// What a door of the core answered ({"fault":…}), as a problem of `file`.
Problem problem_of_fault(const std::string& file, std::string_view answer);

// "cases.json, /cases/3/reason: …. What to do: …."
std::string say(const Problem& problem, const Words& words);
// {"schema":"returns.problem/1",…}
Json to_json(const Problem& problem, const Words& words);

}  // namespace returns::policy
