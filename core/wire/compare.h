#pragma once
// Where two documents differ: the smallest values, by JSON pointer.

#include <optional>
#include <string>
#include <vector>

#include "core/wire/json.h"
#include "core/wire/writer.h"

namespace returns::wire {

struct Difference {
  std::string path;
  std::optional<std::string> claimed;  // JSON text, cut at 200 bytes; missing members have none
  std::optional<std::string> computed;
};

// In document order, at most 100.
std::vector<Difference> compare(const Value& claimed, const Value& computed);

void write_differences(Writer& writer, const std::vector<Difference>& differences);

}  // namespace returns::wire
