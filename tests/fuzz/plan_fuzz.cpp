// Any order, any draft, any now: an answer or a fault, always JSON; what seals, verifies.
// Input: the three documents, separated by a byte 0x1e.

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tests/unit/support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto next = [&] {
    const std::string_view document = rest.substr(0, rest.find('\x1e'));
    rest.remove_prefix(std::min(rest.size(), document.size() + 1));
    return document;
  };
  const std::string_view order = next(), draft = next(), now = next();
  const returns::wire::Core& core = returns::test::core("cn-pharmacy");
  const auto plan = nlohmann::json::parse(core.plan(order, draft, now), nullptr, false);
  if (plan.is_discarded() || plan.contains("plan") == plan.contains("fault")) __builtin_trap();
  const std::string sealed = core.seal(order, draft, now);
  constexpr std::string_view kHead = R"({"request":)";
  if (!sealed.starts_with(kHead)) return 0;
  if (!plan.contains("plan") || !plan["plan"]["missing"].empty()) __builtin_trap();
  const std::string request = sealed.substr(kHead.size(), sealed.size() - kHead.size() - 1);
  if (core.verify(order, request) != R"({"verification":{"same":true}})") __builtin_trap();
  return 0;
}
