#pragma once
// Bulk decisions as flat buffers: int32 words in little-endian order. Format: docs/batch.md.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/batch.h"
#include "core/wire/doors.h"

namespace returns::wire {

// {"batch":{…}}: the columns and tables that a buffer may name, with their values and rules, and the pack's mark.
std::string batch_layout(const Core& core);

// Bulk decisions by one pack. What one buffer asks for is kept for the next that asks for the same.
class Bulk {
 public:
  explicit Bulk(Core core) : core_(std::move(core)) {}
  const Core& core() const { return core_; }

  // Rows in, answers out. A buffer that is not well formed, is meant for another pack or lacks a column is answered
  // with
  // {"fault":…}; a value out of range spoils its row alone and is told in the row's status. The answer is written into
  // `room` where it is large enough: who asks again and again hands back the last answer.
  std::string decide(std::string_view buffer, std::string room = {});

 private:
  Core core_;
  std::vector<std::size_t> columns_, tables_;  // of batch_
  std::optional<Batch> batch_;
};

// One buffer, once.
std::string decide_batch(const Core& core, std::string_view buffer);

}  // namespace returns::wire
