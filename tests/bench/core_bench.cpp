// What one call of each door costs natively. The same calls in WebAssembly: tests/bench/doors.mjs.

#include <benchmark/benchmark.h>

#include "core/digest.h"
#include "core/policy/table.h"
#include "tests/unit/support.h"

namespace {

using returns::test::complete;
using returns::test::core;
using returns::test::draft;
using returns::test::item;
using returns::test::json;
using returns::test::kNow;
using returns::test::line;
using returns::test::order;

const json kOrder = order({line("L1", "rx_medicine", 2, 3990), line("L2", "cosmetic", 1, 12000)});
const json kDraft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));

void load_pack(benchmark::State& state) {
  const std::string pack = returns::test::pack_text("cn-pharmacy");
  const std::string calendar = returns::test::calendar_text("cn");
  for (auto _ : state) benchmark::DoNotOptimize(returns::wire::Core::load(pack, calendar));
}
BENCHMARK(load_pack)->Unit(benchmark::kMillisecond);

void plan_a_draft(benchmark::State& state) {
  const std::string of = kOrder.dump(), drafted = kDraft.dump();
  for (auto _ : state) benchmark::DoNotOptimize(core("cn-pharmacy").plan(of, drafted, kNow));
}
BENCHMARK(plan_a_draft)->Unit(benchmark::kMicrosecond);

// The dearest plan: 200 lines, 12 of them chosen, and a promotion that is lost: every choice among them is tried.
void plan_two_hundred_lines(benchmark::State& state) {
  std::vector<json> lines, items;
  for (int i = 0; i < 200; ++i) {
    lines.push_back(line("L" + std::to_string(i), "cosmetic", 1, 1000 + i));
    if (i < 12)
      items.push_back(
          item("L" + std::to_string(i), 1, "changed.not_needed", {{"seal", "intact"}, {"outer_box", "intact"}}));
  }
  const std::string of = order(lines, json::array({{{"id", "D1"}, {"threshold", 215000}, {"off", 9000}}})).dump();
  json drafted = draft(items);
  drafted["resolution"] = "refund";
  const std::string text = drafted.dump();
  for (auto _ : state) benchmark::DoNotOptimize(core("cn-pharmacy").plan(of, text, kNow));
}
BENCHMARK(plan_two_hundred_lines)->Unit(benchmark::kMillisecond);

void explain_a_draft(benchmark::State& state) {
  const std::string of = kOrder.dump(), drafted = kDraft.dump();
  for (auto _ : state) benchmark::DoNotOptimize(core("cn-pharmacy").explain(of, drafted, kNow));
}
BENCHMARK(explain_a_draft)->Unit(benchmark::kMicrosecond);

void seal_a_draft(benchmark::State& state) {
  const std::string of = kOrder.dump(), drafted = kDraft.dump();
  for (auto _ : state) benchmark::DoNotOptimize(core("cn-pharmacy").seal(of, drafted, kNow));
}
BENCHMARK(seal_a_draft)->Unit(benchmark::kMicrosecond);

void verify_a_request(benchmark::State& state) {
  const std::string of = kOrder.dump(), request = returns::test::sealed_bytes(kOrder, kDraft);
  for (auto _ : state) benchmark::DoNotOptimize(core("cn-pharmacy").verify(of, request));
}
BENCHMARK(verify_a_request)->Unit(benchmark::kMicrosecond);

// The eligibility table alone: facts in, matching rules out.
void decide_one_case(benchmark::State& state) {
  const returns::Pack& pack = core("cn-pharmacy").pack();
  returns::Facts facts(pack.columns.size());
  for (std::size_t i = 0; i < pack.columns.size(); ++i) facts.set(i, pack.columns[i].min);
  for (auto _ : state) benchmark::DoNotOptimize(pack.eligibility.table.matches(facts));
}
BENCHMARK(decide_one_case);

void sha256_of_a_megabyte(benchmark::State& state) {
  const std::string bytes(1 << 20, 'x');
  for (auto _ : state) benchmark::DoNotOptimize(returns::sha256_hex(bytes));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(sha256_of_a_megabyte)->Unit(benchmark::kMillisecond);

}  // namespace
