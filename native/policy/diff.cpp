#include "native/policy/diff.h"

#include <algorithm>

#include "native/policy/diff_sides.h"
#include "native/policy/simulate.h"

namespace returns::policy {
namespace {

constexpr const char* kAbout[] = {"item", "line", "request", "complaint"};

// All leaves of a group are written as the group: "changed.*".
std::vector<std::string> grouped(const Pack& a, const Pack& b, std::vector<std::string> leaves) {
  std::map<std::string, std::vector<std::string>> groups;
  for (const Pack* pack : {&a, &b}) {
    for (const Reason& reason : pack->reasons) {
      std::vector<std::string>& of = groups[reason.group];
      if (reason.leaf && !reason.group.empty() && std::find(of.begin(), of.end(), reason.id) == of.end())
        of.push_back(reason.id);
    }
  }
  for (const auto& [group, members] : groups) {
    const auto has = [&](const std::string& id) { return std::find(leaves.begin(), leaves.end(), id) != leaves.end(); };
    if (members.size() < 2 || !std::all_of(members.begin(), members.end(), has)) continue;
    const auto at = std::find_if(leaves.begin(), leaves.end(), [&, &of = members](const std::string& id) {
      return std::find(of.begin(), of.end(), id) != of.end();
    });
    *at = group + ".*";
    std::erase_if(
        leaves, [&, &of = members](const std::string& id) { return std::find(of.begin(), of.end(), id) != of.end(); });
  }
  return leaves;
}

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& entry : list) text += (text.empty() ? "" : ", ") + entry;
  return text.empty() ? "–" : text;
}

std::string condition_text(const Tool& tool, const Condition& condition, const Pack& a, const Pack& b) {
  const bool reason = condition.column == "reason";
  const std::vector<std::string> values = reason ? grouped(a, b, condition.values) : condition.values;
  const std::vector<std::string> others = reason ? grouped(a, b, condition.others) : condition.others;
  // Said by what is left out where that is shorter.
  if (!others.empty() && others.size() + 1 < values.size())
    return tool.text("diff.not", {{"column", condition.column}, {"values", others}});
  return tool.text("diff.is", {{"column", condition.column}, {"values", values}});
}

std::string side_text(const std::vector<std::string>& texts, const std::vector<std::string>& rules) {
  return joined(texts) + (rules.empty() ? "" : " (" + joined(rules) + ')');
}

Json to_json(const DiffRow& row) {
  Json when = Json::object();
  for (const Condition& condition : row.when) when[condition.column] = condition.values;
  Json changes = Json::array();
  for (const Aspect& aspect : row.what) {
    changes.push_back({{"table", aspect.table},
                       {"from", aspect.from},
                       {"to", aspect.to},
                       {"rules_from", aspect.rules_from},
                       {"rules_to", aspect.rules_to}});
  }
  Json out = {{"about", kAbout[static_cast<std::size_t>(row.about)]},
              {"when", std::move(when)},
              {"changes", std::move(changes)}};
  if (!row.example.is_null()) out["case"] = row.example;
  return out;
}

void print(const Tool& tool, Screen& screen, const Diff& found, const Pack& a, const Pack& b) {
  std::size_t number = 0;
  for (const DiffRow& row : found.rows) {
    std::string when;
    for (const Condition& condition : row.when)
      when += (when.empty() ? "" : "; ") + condition_text(tool, condition, a, b);
    screen.line(std::to_string(++number) + ". "
                    + tool.text("diff.about", {{"about", std::string{kAbout[static_cast<std::size_t>(row.about)]}},
                                               {"when", when.empty() ? tool.text("diff.always") : when}}),
                Tone::Strong);
    std::vector<std::vector<TextCell>> rows;
    for (const Aspect& aspect : row.what)
      rows.push_back({{aspect.table},
                      {side_text(aspect.from, aspect.rules_from), Tone::Bad},
                      {"→"},
                      {side_text(aspect.to, aspect.rules_to), Tone::Good}});
    screen.table({}, rows, 3);
  }
}

}  // namespace

Or<Diff> diff_packs(const Pack& a, const Pack& b) {
  Sides sides(a, b);
  Diff found;
  if (!diff_items(sides, found) || !diff_lines(sides, found) || !diff_requests(sides, found))
    return Problem{
        "diff.too_many", a.id.text() + ", " + b.id.text(), {}, {{"most", static_cast<std::int64_t>(kMostRegions)}}};
  // What changes the answer itself first; then as the tables are asked.
  std::stable_sort(found.rows.begin(), found.rows.end(), [](const DiffRow& x, const DiffRow& y) {
    const auto rank = [](const DiffRow& row) {
      return std::pair(static_cast<int>(row.about), row.what.front().table == "verdict" ? 0 : 1);
    };
    return rank(x) < rank(y);
  });
  return found;
}

Or<int> diff(const Tool& tool, const DiffOptions& options) {
  const auto a = pack_for(tool, options.a);
  if (!a) return a.problem();
  const auto b = pack_for(tool, options.b);
  if (!b) return b.problem();
  const Pack& before = a->core.pack();
  const Pack& after = b->core.pack();
  const auto found = diff_packs(before, after);
  if (!found) return found.problem();
  std::optional<Simulated> past;
  if (!options.requests.empty()) {
    auto done = simulate_file(tool, *a, &*b, {.pack = options.a, .against = options.b, .file = options.requests});
    if (!done) return done.problem();
    if (done->lines == 0) return Problem{"line.none", options.requests};
    past = std::move(*done);
  }
  const auto rows = static_cast<std::int64_t>(found->rows.size());
  if (tool.json) {
    Json list = Json::array();
    for (const DiffRow& row : found->rows) list.push_back(to_json(row));
    Json out = {{"schema", "returns.policy_diff/1"},
                {"from", {{"pack", before.id.text()}, {"version", before.version}}},
                {"to", {{"pack", after.id.text()}, {"version", after.version}}},
                {"regions", found->regions},
                {"rows", std::move(list)}};
    if (past)
      out["requests"] = {{"lines", past->lines},
                         {"refused", past->refused},
                         {"changed", past->changes.any},
                         {"verdict_changed", past->changes.verdict}};
    tool.answer(out);
  } else {
    Screen screen = tool.screen();
    print(tool, screen, *found, before, after);
    if (rows != 0) screen.line();
    screen.line(tool.text("diff.summary", {{"n", rows}, {"regions", static_cast<std::int64_t>(found->regions)}}),
                rows == 0 ? Tone::Good : Tone::Strong);
    if (past)
      screen.line(tool.text("diff.requests", {{"lines", static_cast<std::int64_t>(past->lines)},
                                              {"refused", static_cast<std::int64_t>(past->refused)},
                                              {"n", static_cast<std::int64_t>(past->changes.any)},
                                              {"verdict", static_cast<std::int64_t>(past->changes.verdict)}}));
  }
  return rows == 0 ? kInOrder : kNotInOrder;
}

}  // namespace returns::policy
