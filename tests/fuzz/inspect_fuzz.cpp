// Any bytes, any name and claimed type (before a byte 0x1e and before a second one): a report, always JSON, of this
// many bytes, the same each time; whole and cut exclude each other; and it can be read back as a part of a draft.

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "core/media/bytes.h"
#include "core/wire/inspect.h"
#include "tests/unit/memory_source.h"

namespace {

void must(bool holds) {
  if (!holds) __builtin_trap();
}

void look(std::string_view bytes, std::string_view name, std::string_view type) {
  const std::string answer = returns::wire::inspect(returns::media::Bytes(bytes), name, type);
  returns::test::MemorySource source(bytes);
  returns::media::Pages pages(source, 61);  // brought in small pages it says the same
  must(answer == returns::wire::inspect(returns::media::Bytes(pages), name, type) && !pages.failed());
  const auto report = nlohmann::json::parse(answer, nullptr, false).at("report");
  must(report.at("size").get<std::size_t>() == bytes.size());
  const bool complete = report.at("complete").get<bool>();
  must(complete || !report.at("problems").empty());
  must(report.contains("type") == (report.at("kind") != "unknown"));
  constexpr std::int64_t kMaxSide = (std::int64_t{1} << 31) - 1, kMaxTime = std::int64_t{1} << 42;
  for (const char* side : {"width", "height"}) must(report.at(side) >= 0 && report.at(side) <= kMaxSide);
  must(report.at("duration_ms") >= 0 && report.at("duration_ms") <= kMaxTime);
  must(report.at("orientation") >= 0 && report.at("orientation") <= 8);
  for (const auto& problem : report.at("problems")) {
    const auto& code = problem.at("code");
    must(!complete || (code != "truncated" && code != "unknown_type" && code != "empty"));
    if (problem.contains("byte")) must(problem.at("byte") >= 0 && problem.at("byte") <= report.at("size"));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  // Seeds are plain files: claims are found in front only where there are two marks early on.
  const std::size_t first = input.substr(0, 64).find('\x1e');
  const std::size_t second = first == std::string_view::npos ? first : input.substr(0, 128).find('\x1e', first + 1);
  if (second == std::string_view::npos) {
    look(input, "", "");
  } else {
    look(input.substr(second + 1), input.substr(0, first), input.substr(first + 1, second - first - 1));
  }
  return 0;
}
