#include "native/policy/explain.h"

#include "native/policy/answer.h"
#include "native/policy/plan_text.h"
#include "native/policy/trace.h"

namespace returns::policy {
namespace {

namespace fs = std::filesystem;

// "cases.json#/cases/3" → file and pointer.
std::pair<std::string, std::string> split(const std::string& named) {
  const std::size_t hash = named.find('#');
  if (hash == std::string::npos) return {named, {}};
  return {named.substr(0, hash), named.substr(hash + 1)};
}

// The pack that was named, or the one beside the case.
Or<std::string> pack_name(const ExplainOptions& options, const std::string& file) {
  if (!options.pack.empty()) return options.pack;
  const fs::path beside = fs::path(file).parent_path() / "pack.json";
  std::error_code error;
  if (fs::is_regular_file(beside, error)) return beside.string();
  return Problem{"no_pack_named", file};
}

Or<Case> pick(const std::string& file, const std::string& pointer, const Pack& pack) {
  auto cases = read_cases(file, pack);
  if (!cases) return cases.problem();
  for (Case& one : *cases) {
    if (one.at == pointer || (pointer.empty() && cases->size() == 1)) return std::move(one);
  }
  if (cases->empty()) return Problem{"no_cases", file};
  std::vector<std::string> places;
  for (const Case& one : *cases) places.push_back('#' + one.at);
  return Problem{"which_case", file, pointer, {{"allowed", places}}};
}

void print_facts(const Tool& tool, Screen& screen, const Case& one, const Situation& situation, const Pack& pack) {
  screen.line(tool.text("explain.facts"), Tone::Strong);
  std::vector<std::vector<TextCell>> rows;
  if (!situation.plan.items.empty()) {
    const Facts& facts = situation.plan.items.front().facts;
    for (std::size_t c = 0; c < pack.columns.size(); ++c) {
      const Column& column = pack.columns[c];
      if (facts[c] == kUnset) continue;
      const std::string value =
          column.is_integer() ? std::to_string(facts[c]) : column.values[static_cast<std::size_t>(facts[c])];
      if (value == "not_asked") continue;
      std::string key = column.name.starts_with("answer.") ? "option." + column.name.substr(7) : column.name;
      key.append(".").append(value);
      const bool stated = one.words.contains(column.name) || one.integers.contains(column.name);
      rows.push_back({{column.name},
                      {value, stated ? Tone::Strong : Tone::Plain},
                      {column.is_integer() ? "" : tool.words.text_or(key, "")}});
    }
  }
  if (situation.order.signed_at)
    rows.push_back({{"signed_at"}, {write_instant(*situation.order.signed_at, pack.zone)}, {""}});
  if (situation.order.promised_by) rows.push_back({{"promised_by"}, {write_day(*situation.order.promised_by)}, {""}});
  screen.table({}, rows, 2);
  screen.line();
}

}  // namespace

Or<int> explain(const Tool& tool, const ExplainOptions& options) {
  const auto [file, pointer] = split(options.case_file);
  const auto name = pack_name(options, file);
  if (!name) return name.problem();
  const auto pack = pack_for(tool, *name);
  if (!pack) return pack.problem();
  const auto core = with_recall(*pack);
  if (!core) return core.problem();
  const auto one = pick(file, pointer, core->pack());
  if (!one) return one.problem();
  auto situation = expand(*one, core->pack(), core->calendar(), file);
  if (!situation) return situation.problem();
  if (!options.at.empty()) {
    const auto at = read_instant(options.at);
    if (!at) return Problem{"bad_instant", "--at", {}, {{"value", options.at}}};
    situation->now = *at;
    situation->now_text = write_instant(*at, core->pack().zone);
    situation->plan =
        make_plan(Policy{core->pack(), core->calendar()}, situation->order, situation->draft, situation->now);
  }
  const Json answer = plan_of(*core, *situation);
  const Json* plan = member(answer, "plan");
  if (plan == nullptr) return problem_of_fault(file, write_json(answer));
  Json trace = trace_of(*situation, core->pack());
  if (tool.json) {
    tool.answer({{"schema", "returns.policy_explain/1"},
                 {"pack", core->pack().id.text()},
                 {"version", core->pack().version},
                 {"case", one->name},
                 {"now", situation->now_text},
                 {"plan", *plan},
                 {"trace", std::move(trace)}});
    return kInOrder;
  }
  Screen screen = tool.screen();
  screen.line(tool.text("explain.title", {{"case", one->name.empty() ? options.case_file : one->name},
                                          {"pack", core->pack().id.text()},
                                          {"version", std::int64_t{core->pack().version}},
                                          {"now", situation->now_text}}),
              Tone::Strong);
  screen.line();
  print_facts(tool, screen, *one, *situation, core->pack());
  print_plan(tool, screen, *plan);
  screen.line();
  screen.line(tool.text("explain.trace"), Tone::Strong);
  print_trace(tool, screen, trace, options.misses);
  return kInOrder;
}

}  // namespace returns::policy
