#include "native/policy/trace.h"

#include <algorithm>

namespace returns::policy {
namespace {

Json to_json(const Against& against, const Pack& pack) {
  const Column& column = pack.columns[against.column];
  Json out = {{"column", column.name}};
  if (against.value != kUnset) {
    out["value"] =
        column.is_integer() ? Json(against.value) : Json(column.values[static_cast<std::size_t>(against.value)]);
  }
  if (!column.is_integer()) {
    Json allowed = Json::array();
    for (const std::int32_t value : against.allowed) allowed.push_back(column.values[static_cast<std::size_t>(value)]);
    out["allowed"] = std::move(allowed);
    return out;
  }
  Json ranges = Json::array();
  for (const auto& [from, to] : against.ranges) ranges.push_back({from, to});
  out["ranges"] = std::move(ranges);
  if (against.value != kUnset) out["margin"] = against.margin;
  return out;
}

// "answer.seal is intact, not broken"; "days_late is 2, not 4…6 (2 short)"
std::string sentence(const Tool& tool, const Json& against) {
  std::vector<std::string> allowed;
  for (const Json& value : array_of(against, "allowed")) allowed.push_back(value.get<std::string>());
  for (const Json& range : array_of(against, "ranges")) {
    allowed.push_back(range[0] == range[1] ? range[0].dump() : range[0].dump() + "…" + range[1].dump());
  }
  const Json* value = member(against, "value");
  const bool far = allowed.size() > 5;
  Params params{{"column", text_of(against, "column")}};
  if (far) {
    params.push_back({"more", static_cast<std::int64_t>(allowed.size() - 4)});
    allowed.resize(4);
  }
  params.push_back({"wanted", std::move(allowed)});
  if (value == nullptr) return tool.text("trace.unknown", params);
  params.push_back({"value", value->is_string() ? value->get<std::string>() : value->dump()});
  if (const auto margin = integer_of(against, "margin")) {
    params.push_back({"margin", *margin});
    return tool.text("trace.integer", params);
  }
  return tool.text(far ? "trace.many" : "trace.word", params);
}

std::string rule_name(const std::string& rule) { return rule.substr(rule.find('/') + 1); }

}  // namespace

Json trace_of(const Situation& situation, const Pack& pack) {
  const auto tables = tables_of(pack);
  Json trace = Json::array();
  for (const AskedTable& asked : questions_of(situation, pack)) {
    const TableView& table = tables[asked.table];
    if (table.name == "rights") continue;  // proved when the pack is loaded, never asked
    Json one = {{"table", std::string{table.name}}};
    if (table.stage == Stage::Remedy || table.stage == Stage::Fee)
      one["resolution"] = pack.value(Fact::Resolution, static_cast<std::size_t>(asked.facts[Fact::Resolution]));
    Json fired = Json::array();
    const std::vector<std::size_t> speaking_rules = speaking(table, asked.facts);
    for (const std::size_t rule : speaking_rules) fired.push_back(table.rules[rule]->id);
    one["fired"] = std::move(fired);
    Json later = Json::array();
    for (const std::size_t rule : table.table->matches(asked.facts)) {
      if (std::find(speaking_rules.begin(), speaking_rules.end(), rule) == speaking_rules.end())
        later.push_back(table.rules[rule]->id);
    }
    if (!later.empty()) one["after_first"] = std::move(later);
    Json misses = Json::array();
    for (const Missed& miss : missed(table, pack.columns, asked.facts)) {
      Json against = Json::array();
      for (const Against& each : miss.against) against.push_back(to_json(each, pack));
      misses.push_back({{"rule", table.rules[miss.rule]->id}, {"against", std::move(against)}});
    }
    one["missed"] = std::move(misses);
    trace.push_back(std::move(one));
  }
  return trace;
}

void print_trace(const Tool& tool, Screen& screen, const Json& trace, std::size_t misses) {
  for (const Json& table : trace) {
    const Json& missed_rules = array_of(table, "missed");
    if (array_of(table, "fired").empty() && missed_rules.empty()) continue;  // a table without rules
    const std::string resolution = text_of(table, "resolution");
    screen.line(text_of(table, "table") + (resolution.empty() ? "" : " · " + resolution), Tone::Strong, 2);
    std::vector<std::vector<TextCell>> rows;
    for (const Json& rule : array_of(table, "fired"))
      rows.push_back({{"✓", Tone::Good}, {rule_name(rule.get<std::string>())}, {tool.text("trace.fired")}});
    for (const Json& rule : array_of(table, "after_first"))
      rows.push_back({{"·"}, {rule_name(rule.get<std::string>())}, {tool.text("trace.after_first"), Tone::Soft}});
    std::size_t shown = 0;
    for (const Json& miss : missed_rules) {
      if (misses != 0 && shown == misses) break;
      ++shown;
      std::string why;
      for (const Json& against : array_of(miss, "against")) why += (why.empty() ? "" : "; ") + sentence(tool, against);
      rows.push_back({{"✗", Tone::Soft}, {rule_name(text_of(miss, "rule"))}, {why, Tone::Soft}});
    }
    screen.table({}, rows, 4);
    if (missed_rules.size() > shown)
      screen.line(tool.text("trace.more", {{"n", static_cast<std::int64_t>(missed_rules.size() - shown)}}), Tone::Soft,
                  7);
  }
}

}  // namespace returns::policy
