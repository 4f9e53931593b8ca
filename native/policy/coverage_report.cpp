#include "native/policy/coverage_report.h"

#include <algorithm>

#include "native/policy/coverage.h"
#include "native/policy/witness.h"

namespace returns::policy {
namespace {

// A case that makes the rule speak, tried before it is given: what the walk promises must hold at the real door.
std::optional<Json> tried(const wire::Core& core, std::size_t table, std::size_t rule) {
  const auto tables = tables_of(core.pack());
  auto document = witness(core.pack(), tables[table], rule);
  if (!document) return std::nullopt;
  const auto read = read_case(*document, core.pack(), "", "");
  if (!read) return std::nullopt;
  const auto situation = expand(*read, core.pack(), core.calendar(), "");
  if (!situation) return std::nullopt;
  for (const AskedTable& asked : questions_of(*situation, core.pack())) {
    if (asked.table != table) continue;
    const auto rules = speaking(tables[table], asked.facts);
    if (std::find(rules.begin(), rules.end(), rule) != rules.end()) return document;
  }
  return std::nullopt;
}

struct Line {
  RuleCoverage rule;
  std::optional<Json> try_this;
};

std::vector<Line> lines_of(const wire::Core& core, const Coverage& coverage) {
  std::vector<Line> lines;
  const auto tables = tables_of(core.pack());
  for (RuleCoverage& rule : coverage.by_rule()) {
    Line line{std::move(rule), {}};
    for (std::size_t t = 0; line.rule.hits == 0 && t < tables.size(); ++t) {
      for (std::size_t r = 0; r < tables[t].rules.size(); ++r) {
        if (tables[t].rules[r]->id == line.rule.rule) line.try_this = tried(core, t, r);
      }
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string untried_text(const Pack& pack, const RuleCoverage& rule) {
  std::string text, last;
  for (const Untried& one : rule.untried) {
    const std::string& column = pack.columns[one.column].name;
    text += (column == last ? ", " : (text.empty() ? "" : "; ") + column + ": ") + one.value;
    last = column;
  }
  return text;
}

}  // namespace

Or<int> report_coverage(const Tool& tool, const CoverageOptions& options) {
  const auto loaded = pack_for(tool, options.pack);
  if (!loaded) return loaded.problem();
  const auto core = with_recall(*loaded);
  if (!core) return core.problem();
  std::vector<std::string> files = options.files;
  if (files.empty()) files.push_back((loaded->file.parent_path() / "cases.json").string());
  Coverage coverage(core->pack());
  std::int64_t count = 0;
  for (const std::string& file : files) {
    const auto cases = read_cases(file, core->pack());
    if (!cases) return cases.problem();
    for (const Case& one : *cases) {
      const auto situation = expand(one, core->pack(), core->calendar(), file);
      if (!situation) return situation.problem();
      coverage.add(*situation);
      ++count;
    }
  }
  if (count == 0) return Problem{"no_cases", files.front()};
  const std::vector<Line> lines = lines_of(*core, coverage);
  const bool enough = coverage.percent() >= options.threshold;
  if (tool.json) {
    Json rules = Json::array();
    for (const Line& line : lines) {
      Json one = {{"rule", line.rule.rule}, {"hits", line.rule.hits}};
      Json untried = Json::object();
      for (const Untried& value : line.rule.untried)
        untried[core->pack().columns[value.column].name].push_back(value.value);
      if (!untried.empty()) one["untried"] = std::move(untried);
      if (line.try_this) one["case"] = *line.try_this;
      rules.push_back(std::move(one));
    }
    tool.answer({{"schema", "returns.policy_coverage/1"},
                 {"pack", core->pack().id.text()},
                 {"version", core->pack().version},
                 {"cases", count},
                 {"rules", coverage.rules()},
                 {"rules_covered", coverage.covered()},
                 {"percent", coverage.percent()},
                 {"threshold", options.threshold},
                 {"by_rule", std::move(rules)}});
    return enough ? kInOrder : kNotInOrder;
  }
  Screen screen = tool.screen();
  std::vector<std::vector<TextCell>> values;
  for (const Line& line : lines) {
    if (line.rule.hits == 0) {
      screen.line("✗ " + line.rule.rule, Tone::Bad);
      // On one line and not wrapped, so that it can be copied into a file.
      tool.out << "    " << (line.try_this ? write_json(*line.try_this) : tool.text("coverage.no_case")) << '\n';
    } else if (options.values && !line.rule.untried.empty()) {
      values.push_back({{line.rule.rule}, {std::to_string(line.rule.hits)}, {untried_text(core->pack(), line.rule)}});
    }
  }
  screen.table({tool.text("column.rule"), tool.text("column.hits"), tool.text("column.untried")}, values);
  screen.line(tool.text("coverage.summary", {{"cases", count},
                                             {"covered", static_cast<std::int64_t>(coverage.covered())},
                                             {"rules", static_cast<std::int64_t>(coverage.rules())},
                                             {"percent", std::int64_t{coverage.percent()}}}),
              enough ? Tone::Good : Tone::Bad);
  if (!enough) screen.line(tool.text("coverage.below", {{"threshold", std::int64_t{options.threshold}}}), Tone::Bad);
  return enough ? kInOrder : kNotInOrder;
}

}  // namespace returns::policy
