#include <algorithm>

#include "core/prove/prove.h"

namespace returns {

std::vector<std::string> text_keys(const Pack& pack) {
  std::vector<std::string> keys;
  const auto add = [&](std::string_view family, const std::string& word) {
    if (!word.empty()) keys.push_back(std::string{family} + '.' + word);
  };
  const auto add_values = [&](std::string_view family, Fact fact) {
    for (const std::string& value : pack.column(fact).values) add(family, value);
  };
  add_values("category", Fact::Category);
  add_values("ground", Fact::Ground);
  add_values("lane", Fact::Lane);
  add_values("grade", Fact::Grade);
  for (const Reason& reason : pack.reasons) add("reason", reason.id);
  for (const Topic& topic : pack.topics) add("complaint", topic.id);
  for (const Question& question : pack.questions) {
    add("question", question.id);
    for (const std::string& option : question.options) add("option." + question.id, option);
  }
  for (const Slot& slot : pack.slots) {
    add("slot", slot.id);
    keys.push_back("slot." + slot.id + ".help");
  }
  for (const ResolutionKind& kind : pack.resolutions) add("resolution", kind.id);
  for (const auto& rule : pack.outlooks.rules) add("note", rule.then.note);
  for (const auto& rule : pack.eligibility.rules) add("finding", rule.then.code);
  for (const auto& rule : pack.fees.rules) add("fee", rule.then.code);
  for (const auto& rule : pack.claims.rules) add("claim", rule.then.code);
  for (const auto& rule : pack.dispositions.rules) add("disposition", rule.then.code);
  for (const auto& rule : pack.notices.rules) add("notice", rule.then.code);
  for (const auto& rule : pack.clocks.rules) add("stage", rule.then.stage);
  for (const auto& rule : pack.escalations.rules) add("role", rule.then.role);
  for (const auto& rule : pack.next.rules) add("next", rule.then.code);
  for (const auto& rule : pack.outside.rules) add("outside", rule.then.route);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::vector<ProofFinding> missing_texts(const Pack& pack, const std::vector<std::string>& keys) {
  std::vector<ProofFinding> findings;
  for (std::string& key : text_keys(pack)) {
    if (!std::binary_search(keys.begin(), keys.end(), key))
      findings.push_back({.code = ProofCode::MissingText, .what = std::move(key)});
  }
  return findings;
}

}  // namespace returns
