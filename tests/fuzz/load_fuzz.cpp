// Any pack and calendar, separated by a byte 0x1e: loaded, or a fault that says where.

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/wire/doors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t cut = std::min(text.find('\x1e'), text.size());
  const auto loaded =
      returns::wire::Core::load(text.substr(0, cut), cut < text.size() ? text.substr(cut + 1) : std::string_view{});
  const auto answer = nlohmann::json::parse(loaded.answer, nullptr, false);
  if (answer.is_discarded() || loaded.core.has_value() != answer.contains("pack")) __builtin_trap();
  if (!loaded.core && !answer.at("fault").contains("at")) __builtin_trap();
  return 0;
}
