#include "tests/golden-runner/batch.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/digest.h"
#include "core/wire/batch.h"

namespace returns::golden {
namespace {

using nlohmann::json;

constexpr std::uint32_t kRows = 2000;

class Chance {
 public:
  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 1664525U + 1013904223U;
    return (state_ >> 8) % limit;
  }

 private:
  std::uint32_t state_ = 1;
};

std::int32_t value_of(const json& column, Chance& chance) {
  if (chance.below(500) == 0) return -7;  // in no column
  if (column.contains("values"))
    return static_cast<std::int32_t>(chance.below(static_cast<std::uint32_t>(column.at("values").size())));
  const std::string name = column.at("name");
  if (name == "signed_at" || name == "now") return static_cast<std::int32_t>(29'000'000 + chance.below(1'000'000));
  const auto min = column.at("min").get<std::int32_t>(), max = column.at("max").get<std::int32_t>();
  const bool near = chance.below(2) == 0;
  const std::uint32_t span = static_cast<std::uint32_t>(max - min) + 1;
  return min
         + static_cast<std::int32_t>(
             chance.below(near ? std::min<std::uint32_t>(span, 41) : std::min<std::uint32_t>(span, 1U << 24)));
}

void put(std::string& bytes, std::uint32_t word) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(word >> shift & 0xFF));
}

}  // namespace

std::string batch_buffer(const wire::Core& core, bool timed) {
  const json layout = json::parse(wire::batch_layout(core)).at("batch");
  std::vector<json> columns;
  for (const json& column : layout.at("columns")) {
    if (!timed || column.at("name") != "timing") columns.push_back(column);
  }
  std::string bytes;
  put(bytes, 0x31424452);
  put(bytes, static_cast<std::uint32_t>(std::stoul(layout.at("digest").get<std::string>().substr(0, 8), nullptr, 16)));
  put(bytes, kRows);
  put(bytes, static_cast<std::uint32_t>(columns.size()));
  put(bytes, static_cast<std::uint32_t>(layout.at("tables").size()));
  for (const json& column : columns) put(bytes, column.at("id").get<std::uint32_t>());
  for (const json& table : layout.at("tables")) put(bytes, table.at("id").get<std::uint32_t>());
  Chance chance;
  for (std::uint32_t row = 0; row < kRows; ++row) {
    for (const json& column : columns) put(bytes, static_cast<std::uint32_t>(value_of(column, chance)));
  }
  return bytes;
}

std::string batch_digests(const wire::Core& core) {
  const auto digest = [&](bool timed) { return sha256_hex(wire::decide_batch(core, batch_buffer(core, timed))); };
  return R"({"timing":")" + digest(false) + R"(","signed_at":")" + digest(true) + "\"}";
}

}  // namespace returns::golden
