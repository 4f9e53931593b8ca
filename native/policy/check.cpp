#include "native/policy/check.h"

#include <algorithm>
#include <map>

#include "core/prove/prove.h"
#include "native/policy/witness.h"
#include "native/support/clock.h"

namespace returns::policy {
namespace {

constexpr const char* kLocales[] = {"zh-CN", "en", "de", "ar"};

struct Checked {
  LoadedPack pack;
  std::vector<ProofFinding> findings;
  bool review_due = false;
};

Facts facts_of(const Pack& pack, const returns::Case& shown) {
  Facts facts(pack.columns.size());
  for (const auto& [name, value] : shown) {
    for (std::size_t c = 0; c < pack.columns.size(); ++c) {
      if (pack.columns[c].name != name) continue;
      facts.set(
          c, pack.columns[c].is_integer() ? static_cast<std::int32_t>(std::stol(value)) : pack.columns[c].find(value));
    }
  }
  return facts;
}

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& entry : list) text += (text.empty() ? "" : ", ") + entry;
  return text;
}

Params params_of(const ProofFinding& finding) {
  return {{"table", finding.table}, {"rules", joined(finding.rules)}, {"what", finding.what}};
}

std::size_t rules_of(const Pack& pack) {
  std::size_t sum = 0;
  for (const TableView& table : tables_of(pack)) sum += table.rules.size();
  return sum;
}

Json to_json(const Tool& tool, const Checked& checked) {
  const Pack& pack = checked.pack.core.pack();
  Json findings = Json::array();
  for (const ProofFinding& finding : checked.findings) {
    const std::string code{name(finding.code)};
    Json one = {{"code", code}};
    if (!finding.table.empty()) one["table"] = finding.table;
    if (!finding.rules.empty()) one["rules"] = finding.rules;
    if (!finding.what.empty()) one["what"] = finding.what;
    if (Json document = case_of(pack, finding); !document.is_null()) one["case"] = std::move(document);
    one["text"] = tool.text("proof." + code, params_of(finding));
    one["todo"] = tool.text("proof." + code + ".todo", params_of(finding));
    findings.push_back(std::move(one));
  }
  return {{"pack", pack.id.text()},         {"version", pack.version},          {"file", checked.pack.file.string()},
          {"rules", rules_of(pack)},        {"review_due", checked.review_due}, {"proved", checked.findings.empty()},
          {"findings", std::move(findings)}};
}

void print(const Tool& tool, Screen& screen, const Checked& checked) {
  const Pack& pack = checked.pack.core.pack();
  const auto count = static_cast<std::int64_t>(checked.findings.size());
  screen.line(tool.text("check.summary", {{"pack", pack.id.text()},
                                          {"version", std::int64_t{pack.version}},
                                          {"rules", static_cast<std::int64_t>(rules_of(pack))},
                                          {"n", count}}),
              count == 0 ? Tone::Good : Tone::Bad);
  if (checked.review_due) screen.line(tool.text("check.review", {{"day", write_day(pack.review_by)}}), Tone::Strong, 2);
  for (const ProofFinding& finding : checked.findings) {
    const std::string code{name(finding.code)};
    screen.line();
    screen.line("✗ " + code + (finding.table.empty() ? "" : " · " + finding.table), Tone::Bad, 2);
    screen.line(tool.text("proof." + code, params_of(finding)), Tone::Plain, 4);
    screen.line(tool.text("proof." + code + ".todo", params_of(finding)), Tone::Plain, 4);
    // On one line and not wrapped, so that it can be copied into a file.
    if (const Json document = case_of(pack, finding); !document.is_null())
      tool.out << "    " << write_json(document) << '\n';
  }
}

}  // namespace

std::vector<ProofFinding> missing_texts_of(const std::filesystem::path& assets, const Pack& pack) {
  std::map<std::string, std::string> lacking;  // key → languages
  for (const char* locale : kLocales) {
    const std::set<std::string> keys = Words::load(assets, locale).keys();
    for (const ProofFinding& finding : missing_texts(pack, {keys.begin(), keys.end()})) {
      std::string& languages = lacking[finding.what];
      languages += (languages.empty() ? "" : ", ") + std::string{locale};
    }
  }
  std::vector<ProofFinding> findings;
  findings.reserve(lacking.size());
  for (const auto& [key, languages] : lacking) {
    std::string what = key;
    what.append(" (").append(languages).append(")");
    findings.push_back({.code = ProofCode::MissingText, .what = std::move(what)});
  }
  return findings;
}

Json case_of(const Pack& pack, const ProofFinding& finding) {
  if (finding.shown_by.empty()) return {};
  const Facts facts = facts_of(pack, finding.shown_by);
  Json document = case_document(pack, facts);
  if (!document.contains("reason") && facts[Fact::Verdict] != kUnset && facts[Fact::Lane] != kUnset) {
    if (auto whole = witness_of_request(pack, facts)) document = std::move(*whole);
  }
  Json named = {{"schema", "returns.case/1"}};
  named["name"] =
      std::string{name(finding.code)} + ' ' + (finding.rules.empty() ? finding.table : joined(finding.rules));
  named.update(document);
  return named;
}

Or<int> check(const Tool& tool, const std::vector<std::string>& names) {
  std::vector<Checked> all;
  const Instant now = system_clock()();
  for (const std::string& name : names) {
    auto pack = load_pack(tool.assets, name);
    if (!pack) return pack.problem();
    std::vector<ProofFinding> findings = std::move(pack->findings);
    for (ProofFinding& finding : missing_texts_of(tool.assets, pack->core.pack()))
      findings.push_back(std::move(finding));
    const bool due = pack->core.pack().review_by < day_of(now, pack->core.pack().zone);
    all.push_back({std::move(*pack), std::move(findings), due});
  }
  const bool proved = std::all_of(all.begin(), all.end(), [](const Checked& one) { return one.findings.empty(); });
  if (tool.json) {
    Json packs = Json::array();
    for (const Checked& one : all) packs.push_back(to_json(tool, one));
    tool.answer({{"schema", "returns.policy_check/1"}, {"proved", proved}, {"packs", std::move(packs)}});
  } else {
    Screen screen = tool.screen();
    for (const Checked& one : all) print(tool, screen, one);
  }
  return proved ? kInOrder : kNotInOrder;
}

}  // namespace returns::policy
