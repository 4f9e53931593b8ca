// Any bytes as a request against a real order: the same only for what this core sealed itself.

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tests/unit/support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view request(reinterpret_cast<const char*>(data), size);
  using returns::test::json;
  static const std::string order = returns::test::order({returns::test::line("L1", "rx_medicine", 2, 3990),
                                                         returns::test::line("L2", "cosmetic", 1, 12000)})
                                       .dump();
  const returns::wire::Core& core = returns::test::core("cn-pharmacy");
  const json answer = json::parse(core.verify(order, request), nullptr, false);
  if (answer.is_discarded() || answer.contains("verification") == answer.contains("fault")) __builtin_trap();
  if (!answer.contains("verification") || answer["verification"]["same"] != true) return 0;
  const json claimed = json::parse(request);
  const std::string again = core.seal(order, claimed.at("draft").dump(), claimed.at("sealed_at").get<std::string>());
  if (again != "{\"request\":" + std::string{request} + '}') __builtin_trap();
  return 0;
}
