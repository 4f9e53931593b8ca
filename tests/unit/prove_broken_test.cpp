// Built-in packs with one fault planted in each: tests/prove/broken.json. The prover must name the fault and, where a
// case can show it, a case that really does.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/eligibility.h"
#include "core/prove/case.h"
#include "core/prove/prove.h"
#include "core/wire/read.h"
#include "tests/unit/support.h"

namespace returns {
namespace {

using test::json;

json& rule_of(json& pack, const std::string& id) {
  const std::size_t slash = id.find('/');
  json& rules = pack["tables"][id.substr(0, slash)]["rules"];
  for (json& rule : rules) {
    if (rule["id"] == id.substr(slash + 1)) return rule;
  }
  throw std::runtime_error("no rule " + id);
}

// JSON pointer, but an element of a list may be named by its id.
json& at(json& pack, const std::string& pointer) {
  json* value = &pack;
  std::stringstream steps(pointer.substr(1));
  for (std::string step; std::getline(steps, step, '/');) {
    if (!value->is_array()) {
      value = &(*value)[step];
      continue;
    }
    const auto found =
        std::find_if(value->begin(), value->end(), [&](const json& entry) { return entry["id"] == step; });
    if (found == value->end()) throw std::runtime_error("nothing at " + pointer);
    value = &*found;
  }
  return *value;
}

void add_rule(json& pack, const json& change) {
  json& table = pack["tables"][change["add"].get<std::string>()];
  for (const json& column : change["columns"]) {
    if (std::find(table["columns"].begin(), table["columns"].end(), column) == table["columns"].end())
      table["columns"].push_back(column);
  }
  json rule = change["rule"];
  // "then" may name a rule to copy it from.
  if (rule["then"].is_string()) rule["then"] = rule_of(pack, rule["then"])["then"];
  rule["source"] = pack["sources"].begin().key();
  json& rules = table["rules"];
  const int place = change["at"];
  rules.insert(place < 0 ? rules.end() : rules.begin() + place, rule);
}

void apply(json& pack, const json& change) {
  if (change.contains("drop")) {
    const std::string id = change["drop"];
    json& rules = pack["tables"][id.substr(0, id.find('/'))]["rules"];
    const std::size_t before = rules.size();
    rules.erase(std::remove_if(rules.begin(), rules.end(),
                               [&](const json& rule) { return rule["id"] == id.substr(id.find('/') + 1); }),
                rules.end());
    if (rules.size() == before) throw std::runtime_error("no rule " + id);
  } else if (change.contains("clear")) {
    pack["tables"][change["clear"].get<std::string>()]["rules"] = json::array();
  } else if (change.contains("drop_column")) {
    // Every rule that asks for a value of the column.
    const json& of = change["drop_column"];
    json& rules = pack["tables"][of[0].get<std::string>()]["rules"];
    rules.erase(
        std::remove_if(rules.begin(), rules.end(),
                       [&](const json& rule) {
                         const json when = rule.value("when", json::object());
                         if (!when.contains(of[1])) return false;
                         const json& cell = when[of[1].get<std::string>()];
                         return cell == of[2]
                                || (cell.is_array() && std::find(cell.begin(), cell.end(), of[2]) != cell.end());
                       }),
        rules.end());
  } else if (change.contains("only")) {
    // Every rule of the table asks for this too.
    json& table = pack["tables"][change["only"][0].get<std::string>()];
    for (const auto& [column, cell] : change["only"][1].items()) {
      if (std::find(table["columns"].begin(), table["columns"].end(), column) == table["columns"].end())
        table["columns"].push_back(column);
      json& rules = table["rules"];
      rules.erase(std::remove_if(rules.begin(), rules.end(),
                                 [&](const json& rule) { return rule.value("when", json::object()).contains(column); }),
                  rules.end());
      for (json& rule : rules) rule["when"][column] = cell;
    }
  } else if (change.contains("set")) {
    at(pack, change["set"]) = change["to"];
  } else if (change.contains("append")) {
    at(pack, change["append"]).push_back(change["value"]);
  } else {
    add_rule(pack, change);
  }
}

std::vector<std::string> words(const std::string& locale) {
  const json texts = json::parse(test::read_text(std::string{RETURNS_ASSETS} + "/locales/" + locale + "/policy.json"));
  std::vector<std::string> keys;
  for (const auto& [key, text] : texts.items()) keys.push_back(key);
  return keys;  // an object's keys are sorted
}

Facts facts_of(const Pack& pack, const Case& shown) {
  Facts facts(pack.columns.size());
  for (std::size_t i = 0; i < pack.columns.size(); ++i) {
    for (const auto& [column, value] : shown) {
      if (column != pack.columns[i].name) continue;
      facts.set(i, pack.columns[i].is_integer() ? std::stoi(value) : pack.columns[i].find(value));
    }
  }
  return facts;
}

// Whether the tables themselves say what the finding says of its case.
bool shows(const Pack& pack, const ProofFinding& finding) {
  const Facts facts = facts_of(pack, finding.shown_by);
  std::vector<std::string> matched;
  for (const TableView& view : tables_of(pack)) {
    for (const std::size_t rule : view.table->matches(facts)) matched.push_back(view.rules[rule]->id);
  }
  const auto fires = [&](const std::string& id) {
    return std::find(matched.begin(), matched.end(), id) != matched.end();
  };
  switch (finding.code) {
    case ProofCode::NoAnswer:
      // A clock that starts at a later event is no answer.
      return finding.table == "clocks" || std::none_of(matched.begin(), matched.end(), [&](const std::string& id) {
               return id.starts_with(finding.table + '/');
             });
    case ProofCode::UnreachableRule:
      if (finding.shown_by.empty()) return finding.rules.size() == 1;  // no case matches it at all
      [[fallthrough]];                                                 // or an earlier rule answers wherever it would
    case ProofCode::Conflict:
    case ProofCode::WindowBelowFloor:
    case ProofCode::RightDenied:
    case ProofCode::FeeAboveRefund:
    case ProofCode::SlotCannotBeFilled: return std::all_of(finding.rules.begin(), finding.rules.end(), fires);
    default: return finding.shown_by.empty();
  }
}

// The short-term right to reject (Consumer Rights Act 2015, s. 22) is 30 days, and so is the pack's limit.
TEST(Proof, ALimitAsLongAsTheLawGivesDeniesNothing) {
  json document = json::parse(test::pack_text("uk-consumer"));
  const json when{{"reason", "quality.defective"}, {"window", "open"}, {"answer.fault_six_months", "yes"}};
  const json then{{"resolution", "refund"}, {"for", {{"unit", "day"}, {"n", 30}}}};
  add_rule(document, {{"add", "rights"},
                      {"at", -1},
                      {"columns", json::array()},
                      {"rule", {{"id", "rejection"}, {"when", when}, {"then", then}}}});
  const Result<Pack> pack = wire::read_pack(document.dump());
  ASSERT_TRUE(pack) << name(pack.fault().code) << ' ' << pack.fault().at;
  EXPECT_TRUE(prove(*pack, *wire::read_calendar(test::calendar_text("uk"))).empty());

  document["tables"]["rights"]["rules"].back()["then"] = {{"verdict", "eligible"}, {"for", then["for"]}};
  const Result<Pack> misplaced = wire::read_pack(document.dump());
  ASSERT_FALSE(misplaced);
  EXPECT_EQ(misplaced.fault().code, FaultCode::UnknownMember);
}

class Broken : public testing::TestWithParam<json> {};

TEST_P(Broken, IsFoundWithACase) {
  const json& broken = GetParam();
  json document = json::parse(test::pack_text(broken["pack"]));
  const std::string calendar_id = document["calendar"];
  for (const json& change : broken["changes"]) apply(document, change);
  const Result<Pack> pack = wire::read_pack(document.dump());
  ASSERT_TRUE(pack) << name(pack.fault().code) << ' ' << pack.fault().at;
  const Result<Calendar> calendar = wire::read_calendar(test::calendar_text(calendar_id));
  ASSERT_TRUE(calendar);
  std::vector<ProofFinding> findings = prove(*pack, *calendar);
  const bool text = broken["expect"]["code"] == "missing_text";
  if (text) {
    findings = missing_texts(*pack, words("en"));
  } else {
    EXPECT_FALSE(wire::Core::load(document.dump(), test::calendar_text(calendar_id)).core.has_value());
  }
  std::string all;
  const auto expected = [&](const ProofFinding& finding) {
    const json& expect = broken["expect"];
    all += std::string{name(finding.code)} + ' ' + finding.table + ' ' + testing::PrintToString(finding.rules) + ' '
           + finding.what + '\n';
    return name(finding.code) == expect["code"].get<std::string>() && finding.table == expect.value("table", "")
           && (!expect.contains("rule") || (!finding.rules.empty() && finding.rules.front() == expect["rule"]))
           && (!expect.contains("what") || finding.what == expect["what"]);
  };
  EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), expected)) << all;
  for (const ProofFinding& finding : findings) {
    EXPECT_TRUE(shows(*pack, finding)) << name(finding.code) << ' ' << finding.table << ' '
                                       << testing::PrintToString(finding.rules) << ' '
                                       << testing::PrintToString(finding.shown_by);
    const bool needs_case = finding.code == ProofCode::NoAnswer || finding.code == ProofCode::Conflict
                            || finding.code == ProofCode::WindowBelowFloor || finding.code == ProofCode::RightDenied
                            || finding.code == ProofCode::FeeAboveRefund
                            || (finding.code == ProofCode::SlotCannotBeFilled && finding.table == "evidence");
    EXPECT_TRUE(!needs_case || !finding.shown_by.empty());
  }
}

std::vector<json> all_broken() {
  const json list = json::parse(test::read_text(std::string{RETURNS_ASSETS} + "/../tests/prove/broken.json"));
  return {list.begin(), list.end()};
}

INSTANTIATE_TEST_SUITE_P(Prove, Broken, testing::ValuesIn(all_broken()), [](const auto& param) {
  std::string label;
  for (const char c : param.param["name"].template get<std::string>())
    label += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return label;
});

TEST(Prove, ThePlantedFaultsCoverEveryKind) {
  std::set<std::string> kinds;
  for (const json& broken : all_broken()) kinds.insert(broken["expect"]["code"]);
    // A pack too complex to prove would have to be huge: ProveSmall and the scaling bench see to that.
#define X(name, text) EXPECT_TRUE(kinds.count(text) != 0 || ProofCode::name == ProofCode::TooComplex) << text;
  RETURNS_PROOF_FINDINGS(X)
#undef X
  EXPECT_GE(all_broken().size(), 40U);
}

TEST(Prove, NothingInTheBuiltInPacks) {
  for (const char* id : {"cn-pharmacy", "cn-cosmetics", "eu-consumer", "uk-consumer", "us-retail"}) {
    const std::string text = test::pack_text(id);
    const Result<Pack> pack = wire::read_pack(text);
    ASSERT_TRUE(pack) << id << ' ' << name(pack.fault().code) << ' ' << pack.fault().at;
    const Result<Calendar> calendar = wire::read_calendar(test::calendar_text(pack->calendar));
    ASSERT_TRUE(calendar) << id;
    for (const ProofFinding& finding : prove(*pack, *calendar))
      ADD_FAILURE() << id << ' ' << name(finding.code) << ' ' << finding.table << ' '
                    << testing::PrintToString(finding.rules) << ' ' << testing::PrintToString(finding.shown_by);
    for (const char* locale : {"zh-CN", "en", "de", "ar"}) {
      for (const ProofFinding& finding : missing_texts(*pack, words(locale)))
        ADD_FAILURE() << id << ' ' << locale << ' ' << finding.what;
    }
  }
}

}  // namespace
}  // namespace returns
