#include "native/policy/test_cases.h"

namespace returns::policy {
namespace {

struct Suite {
  std::string file;
  std::vector<CaseResult> results;
};

Json to_json(const CaseResult& result, const std::string& file) {
  Json out = {{"name", result.name}, {"file", file}, {"at", result.at}, {"passed", result.passed()}};
  Json list = Json::array();
  for (const Mismatch& mismatch : result.mismatches)
    list.push_back({{"at", result.at + mismatch.at}, {"expected", mismatch.expected}, {"got", mismatch.got}});
  if (!list.empty()) out["differences"] = std::move(list);
  return out;
}

void print(const Tool& tool, Screen& screen, const Suite& suite) {
  for (const CaseResult& result : suite.results) {
    screen.line((result.passed() ? "✓ " : "✗ ") + (result.name.empty() ? result.at : result.name),
                result.passed() ? Tone::Good : Tone::Bad);
    if (result.passed()) continue;
    std::vector<std::vector<TextCell>> rows;
    for (const Mismatch& mismatch : result.mismatches)
      rows.push_back(
          {{result.at + mismatch.at}, {write_json(mismatch.expected)}, {write_json(mismatch.got), Tone::Bad}});
    screen.table({tool.text("place"), tool.text("expected"), tool.text("got")}, rows, 4);
  }
}

}  // namespace

Or<std::vector<CaseResult>> run_cases(const wire::Core& core, const std::string& file, Coverage& coverage) {
  const auto cases = read_cases(file, core.pack());
  if (!cases) return cases.problem();
  std::vector<CaseResult> results;
  for (const Case& one : *cases) {
    const auto situation = expand(one, core.pack(), core.calendar(), file);
    if (!situation) return situation.problem();
    coverage.add(*situation);
    auto mismatches = compare(one, summary_of(plan_of(core, *situation)), file);
    if (!mismatches) return mismatches.problem();
    results.push_back({one.name, one.at, std::move(*mismatches)});
  }
  return results;
}

Or<int> test_pack(const Tool& tool, const std::string& name, const std::vector<std::string>& named) {
  const auto pack = pack_for(tool, name);
  if (!pack) return pack.problem();
  const auto core = with_recall(*pack);
  if (!core) return core.problem();
  std::vector<std::string> files = named;
  if (files.empty()) files.push_back((pack->file.parent_path() / "cases.json").string());
  Coverage coverage(core->pack());
  std::vector<Suite> suites;
  std::int64_t passed = 0;
  std::int64_t failed = 0;
  for (const std::string& file : files) {
    auto results = run_cases(*core, file, coverage);
    if (!results) return results.problem();
    for (const CaseResult& result : *results) ++(result.passed() ? passed : failed);
    suites.push_back({file, std::move(*results)});
  }
  // A suite without cases proves nothing and must not look as if it did.
  if (passed + failed == 0) return Problem{"no_cases", files.front()};
  const auto rules = static_cast<std::int64_t>(coverage.rules());
  const auto covered = static_cast<std::int64_t>(coverage.covered());
  if (tool.json) {
    Json cases = Json::array();
    for (const Suite& suite : suites) {
      for (const CaseResult& result : suite.results) cases.push_back(to_json(result, suite.file));
    }
    tool.answer({{"schema", "returns.policy_test/1"},
                 {"pack", pack->core.pack().id.text()},
                 {"version", pack->core.pack().version},
                 {"passed", passed},
                 {"failed", failed},
                 {"rules", rules},
                 {"rules_covered", covered},
                 {"cases", std::move(cases)}});
  } else {
    Screen screen = tool.screen();
    for (const Suite& suite : suites) print(tool, screen, suite);
    screen.line();
    screen.line(tool.text("test.summary", {{"passed", passed},
                                           {"failed", failed},
                                           {"rules", rules},
                                           {"covered", covered},
                                           {"percent", std::int64_t{coverage.percent()}}}),
                failed == 0 ? Tone::Good : Tone::Bad);
  }
  return failed == 0 ? kInOrder : kNotInOrder;
}

}  // namespace returns::policy
