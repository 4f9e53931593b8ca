// Any buffer: a fault in JSON, or an answer of exactly the size that its header says. The header's rows are laid over
// whatever bytes follow, so most inputs get as far as the rows.
// Input: the buffer after its mark and row count, which are filled in.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>

#include "core/wire/batch.h"
#include "tests/unit/support.h"

namespace {

std::uint32_t word(const std::string& bytes, std::size_t index) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + index * 4, 4);
  return value;
}
void set(std::string& bytes, std::size_t index, std::uint32_t value) {
  std::memcpy(bytes.data() + index * 4, &value, 4);
}

void check(const std::string& buffer) {
  const std::string answer = returns::wire::decide_batch(returns::test::core("cn-pharmacy"), buffer);
  if (answer.starts_with('{')) {
    const auto fault = nlohmann::json::parse(answer, nullptr, false);
    if (fault.is_discarded() || !fault.contains("fault")) __builtin_trap();
    return;
  }
  const std::size_t rows = word(answer, 2), stride = word(answer, 3), tables = word(answer, 4);
  if (answer.size() != (5 + 3 * tables + rows * stride) * 4) __builtin_trap();
  for (std::size_t r = 0; r < rows; ++r) {
    const auto status = static_cast<std::int32_t>(word(answer, 5 + 3 * tables + r * stride));
    const auto verdict = static_cast<std::int32_t>(word(answer, 6 + 3 * tables + r * stride));
    if (status > 1 || (status == 0) != (verdict >= 0 && verdict <= 2)) __builtin_trap();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string plain(reinterpret_cast<const char*>(data), size);
  check(plain);
  if (size < 12) return 0;
  // Magic, mark and rows as they should be, columns and tables few.
  std::string made(8, '\0');
  made += plain.substr(0, size / 4 * 4);
  const std::string digest = returns::test::core("cn-pharmacy").pack().digest.substr(0, 8);
  set(made, 0, 0x31424452);
  set(made, 1, static_cast<std::uint32_t>(std::stoul(digest, nullptr, 16)));
  const std::uint32_t columns = word(made, 3) % 32 + 1, tables = word(made, 4) % 24;
  if (made.size() / 4 < 5 + columns + tables) return 0;
  const std::size_t values = made.size() / 4 - 5 - columns - tables;
  set(made, 2, static_cast<std::uint32_t>(values / columns));
  set(made, 3, columns);
  set(made, 4, tables);
  // Ids are few; the values stay as they are.
  for (std::size_t i = 5; i < 5 + columns + tables; ++i) set(made, i, word(made, i) % 64);
  made.resize((5 + columns + tables + values / columns * columns) * 4);
  check(made);
  return 0;
}
