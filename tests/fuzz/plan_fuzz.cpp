// Any order, any draft, any now: an answer or a fault, always JSON; what seals, verifies; an explanation has the same
// plan. The draft is also put as a statement of withdrawal. Input: the three documents, separated by a byte 0x1e.

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tests/unit/support.h"

namespace {

using nlohmann::json;

void must(bool holds) {
  if (!holds) __builtin_trap();
}

void withdraw(std::string_view order, std::string_view statement, std::string_view now) {
  const returns::wire::Core& core = returns::test::core("eu-consumer");
  const std::string text = core.withdraw(order, statement, now);
  const json answer = json::parse(text, nullptr, false);
  must(!answer.is_discarded() && answer.contains("withdrawal") != answer.contains("fault"));
  must(answer.contains("request") == answer.contains("acknowledgement"));
  if (!answer.contains("request")) return;
  constexpr std::string_view kHead = R"(,"request":)";
  const std::size_t from = text.find(kHead) + kHead.size(), to = text.rfind(R"(,"acknowledgement":)");
  must(core.verify(order, text.substr(from, to - from)) == R"({"verification":{"same":true}})");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto next = [&] {
    const std::string_view document = rest.substr(0, rest.find('\x1e'));
    rest.remove_prefix(std::min(rest.size(), document.size() + 1));
    return document;
  };
  const std::string_view order = next(), draft = next(), now = next();
  withdraw(order, draft, now);
  const returns::wire::Core& core = returns::test::core("cn-pharmacy");
  const auto plan = nlohmann::json::parse(core.plan(order, draft, now), nullptr, false);
  if (plan.is_discarded() || plan.contains("plan") == plan.contains("fault")) __builtin_trap();
  const json explained = json::parse(core.explain(order, draft, now), nullptr, false);
  must(!explained.is_discarded() && explained.value("plan", json()) == plan.value("plan", json()));
  const std::string sealed = core.seal(order, draft, now);
  constexpr std::string_view kHead = R"({"request":)";
  if (!sealed.starts_with(kHead)) return 0;
  if (!plan.contains("plan") || !plan["plan"]["missing"].empty()) __builtin_trap();
  const std::string request = sealed.substr(kHead.size(), sealed.size() - kHead.size() - 1);
  if (core.verify(order, request) != R"({"verification":{"same":true}})") __builtin_trap();
  return 0;
}
