// What `policy simulate` prints.

#include <sys/resource.h>
#include <algorithm>

#include "native/policy/simulate.h"

namespace returns::policy {
namespace {

constexpr const char* kNames[kVerdicts] = {"eligible", "needs_review", "ineligible", "no_answer"};
constexpr std::size_t kMostRows = 40;

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

// Lines a second of one core, from nanoseconds over all threads.
std::int64_t rate(std::uint64_t lines, std::uint64_t nanoseconds) {
  return nanoseconds == 0
             ? 0
             : static_cast<std::int64_t>(lines * 1'000'000 / std::max<std::uint64_t>(nanoseconds / 1000, 1));
}

// Kilobytes that the process has used at most.
std::int64_t resident() {
  rusage usage{};
  return ::getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

std::string share(std::uint64_t part, std::uint64_t of) {
  if (of == 0) return "–";
  const std::uint64_t tenths = part * 1000 / of;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10) + " %";
}

Json to_json(const Tally& tally, const LoadedPack& loaded) {
  const Pack& pack = loaded.core.pack();
  Json verdicts = Json::object(), lanes = Json::object(), grades = Json::object(), rules = Json::object();
  for (std::size_t v = 0; v < kVerdicts; ++v) verdicts[kNames[v]] = tally.verdicts[v];
  for (std::size_t i = 0; i < tally.lanes.size(); ++i) lanes[pack.value(Fact::Lane, i)] = tally.lanes[i];
  for (std::size_t i = 0; i < tally.grades.size(); ++i) grades[pack.value(Fact::Grade, i)] = tally.grades[i];
  const auto tables = tables_of(pack);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    for (std::size_t r = 0; r < tables[t].rules.size(); ++r) {
      if (tally.hits[t][r] != 0) rules[tables[t].rules[r]->id] = tally.hits[t][r];
    }
  }
  return {{"pack", pack.id.text()},    {"version", pack.version},     {"verdicts", std::move(verdicts)},
          {"lanes", std::move(lanes)}, {"grades", std::move(grades)}, {"rule_hits", std::move(rules)}};
}

std::string word(const Pack& pack, Fact fact, std::int32_t value) {
  return value < 0 ? "–" : pack.value(fact, static_cast<std::size_t>(value));
}

Json to_json(const Changes& changes, const Pack& pack) {
  Json rows = Json::array();
  for (const auto& [key, counts] : changes.rows) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      rows.push_back({{"category", word(pack, Fact::Category, key.first)},
                      {"reason", word(pack, Fact::Reason, key.second)},
                      {"from", kNames[i / kVerdicts]},
                      {"to", kNames[i % kVerdicts]},
                      {"lines", counts[i]}});
    }
  }
  return {{"lines", changes.any},
          {"verdict", changes.verdict},
          {"findings", changes.findings},
          {"resolutions", changes.resolutions},
          {"settlement", changes.settlement},
          {"routing", changes.routing},
          {"rows", std::move(rows)}};
}

Json timing(const Simulated& done) {
  const std::uint64_t fast = done.lines - done.planned;
  return {{"jobs", done.jobs},
          {"wall_ms", done.wall / 1'000'000},
          {"reading_ms", done.reading / 1'000'000},
          {"parsing_ms", done.parsing / 1'000'000},
          {"deciding_ms", done.deciding / 1'000'000},
          {"counting_ms", done.counting / 1'000'000},
          {"planning_ms", done.planning / 1'000'000},
          {"decisions_per_second_and_core", rate(fast, done.deciding)},
          {"lines_per_second_and_core", rate(fast, done.parsing + done.deciding + done.counting)},
          {"peak_memory_kb", resident()}};
}

void print_verdicts(const Tool& tool, Screen& screen, const Simulated& done,
                    const std::vector<const LoadedPack*>& packs) {
  std::vector<std::string> head{tool.text("column.answer")};
  for (const LoadedPack* pack : packs) {
    head.push_back(pack->core.pack().id.text() + ' ' + std::to_string(pack->core.pack().version));
    head.push_back(tool.text("column.share"));
  }
  std::vector<std::vector<TextCell>> rows;
  for (std::size_t v = 0; v < kVerdicts; ++v) {
    std::vector<TextCell> row{{v == kNoAnswer ? tool.text("simulate.no_answer") : kNames[v]}};
    for (const Tally& tally : done.tallies) {
      row.push_back({std::to_string(tally.verdicts[v])});
      row.push_back({share(tally.verdicts[v], done.lines - done.refused)});
    }
    rows.push_back(std::move(row));
  }
  screen.table(head, rows);
}

void print_hits(const Tool& tool, Screen& screen, const Tally& tally, const Pack& pack) {
  std::vector<std::vector<TextCell>> rows;
  for (std::size_t lane = 0; lane < tally.lanes.size(); ++lane)
    rows.push_back(
        {{tool.text("column.lane") + ' ' + pack.value(Fact::Lane, lane)}, {std::to_string(tally.lanes[lane])}});
  const auto tables = tables_of(pack);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    if (tables[t].name != "eligibility" && tables[t].name != "windows") continue;
    for (std::size_t r = 0; r < tables[t].rules.size(); ++r)
      rows.push_back({{tables[t].rules[r]->id}, {std::to_string(tally.hits[t][r])}});
  }
  screen.table({tool.text("column.rule"), tool.text("column.hits")}, rows);
}

void print_changes(const Tool& tool, Screen& screen, const Simulated& done, const Pack& pack) {
  const Changes& changes = done.changes;
  screen.line(tool.text("simulate.changes", {{"n", number(changes.any)},
                                             {"of", number(changes.lines)},
                                             {"share", share(changes.any, changes.lines)},
                                             {"verdict", number(changes.verdict)},
                                             {"findings", number(changes.findings)},
                                             {"resolutions", number(changes.resolutions)},
                                             {"settlement", number(changes.settlement)},
                                             {"routing", number(changes.routing)}}),
              Tone::Strong);
  struct Row {
    std::uint64_t lines;
    std::vector<TextCell> cells;
  };
  std::vector<Row> all;
  for (const auto& [key, counts] : changes.rows) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      all.push_back({counts[i],
                     {{word(pack, Fact::Category, key.first)},
                      {word(pack, Fact::Reason, key.second)},
                      {std::string{kNames[i / kVerdicts]} + " → " + kNames[i % kVerdicts]},
                      {std::to_string(counts[i])}}});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Row& a, const Row& b) { return a.lines > b.lines; });
  std::vector<std::vector<TextCell>> rows;
  for (std::size_t i = 0; i < all.size() && i < kMostRows; ++i) rows.push_back(std::move(all[i].cells));
  screen.table(
      {tool.text("column.category"), tool.text("column.reason"), tool.text("column.answer"), tool.text("column.n")},
      rows, 2);
  if (all.size() > kMostRows)
    screen.line(tool.text("simulate.more_rows", {{"n", number(all.size() - kMostRows)}}), Tone::Soft, 2);
}

}  // namespace

Or<int> simulate(const Tool& tool, const SimulateOptions& options) {
  const auto pack = pack_for(tool, options.pack);
  if (!pack) return pack.problem();
  std::optional<LoadedPack> against;
  if (!options.against.empty()) {
    auto other = pack_for(tool, options.against);
    if (!other) return other.problem();
    against = std::move(*other);
  }
  const auto done = simulate_file(tool, *pack, against ? &*against : nullptr, options);
  if (!done) return done.problem();
  if (done->lines == 0) return Problem{"line.none", options.file};
  std::vector<const LoadedPack*> packs{&*pack};
  if (against) packs.push_back(&*against);
  const int status = done->refused == 0 ? kInOrder : kNotInOrder;
  if (tool.json) {
    Json refused = Json::array();
    for (const RefusedLine& line : done->examples)
      refused.push_back({{"line", line.line}, {"code", line.code}, {"member", line.member}});
    Json answers = Json::array();
    for (std::size_t i = 0; i < packs.size(); ++i) answers.push_back(to_json(done->tallies[i], *packs[i]));
    Json out = {{"schema", "returns.policy_simulate/1"},
                {"lines", done->lines},
                {"refused", done->refused},
                {"planned", done->planned},
                {"refused_lines", std::move(refused)},
                {"packs", std::move(answers)}};
    if (against) out["changes"] = to_json(done->changes, pack->core.pack());
    out["timing"] = timing(*done);
    tool.answer(out);
    return status;
  }
  Screen screen = tool.screen();
  print_verdicts(tool, screen, *done, packs);
  screen.line();
  if (against) {
    print_changes(tool, screen, *done, pack->core.pack());
  } else {
    print_hits(tool, screen, done->tallies.front(), pack->core.pack());
  }
  screen.line();
  const Json time = timing(*done);
  screen.line(tool.text("simulate.summary", {{"lines", number(done->lines)},
                                             {"planned", number(done->planned)},
                                             {"jobs", std::int64_t{done->jobs}},
                                             {"wall", time["wall_ms"].get<std::int64_t>()},
                                             {"reading", time["reading_ms"].get<std::int64_t>()},
                                             {"parsing", time["parsing_ms"].get<std::int64_t>()},
                                             {"deciding", time["deciding_ms"].get<std::int64_t>()},
                                             {"counting", time["counting_ms"].get<std::int64_t>()},
                                             {"planning", time["planning_ms"].get<std::int64_t>()},
                                             {"decisions", time["decisions_per_second_and_core"].get<std::int64_t>()},
                                             {"rate", time["lines_per_second_and_core"].get<std::int64_t>()},
                                             {"memory", resident() / 1024}}),
              Tone::Soft);
  if (done->refused != 0) {
    screen.line(tool.text("simulate.refused", {{"n", number(done->refused)}}), Tone::Bad);
    std::vector<std::vector<TextCell>> rows;
    for (const RefusedLine& line : done->examples)
      rows.push_back({{tool.text("simulate.line", {{"line", number(line.line)}})},
                      {line.member},
                      {tool.text("problem." + line.code, {{"value", line.member}, {"member", line.member}}) + ' '
                       + tool.text("problem." + line.code + ".todo")}});
    screen.table({}, rows, 2);
  }
  return status;
}

}  // namespace returns::policy
