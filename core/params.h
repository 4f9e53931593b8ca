#pragma once
// Parameters of a code: what a sentence in assets/locales fills its slots with.

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace returns {

struct Param {
  std::string name;
  std::variant<std::int64_t, std::string, std::vector<std::string>> value;
  friend bool operator==(const Param&, const Param&) = default;
};
using Params = std::vector<Param>;

}  // namespace returns
