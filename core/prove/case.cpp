#include "core/prove/case.h"

#include <algorithm>

#include "core/eligibility.h"
#include "core/item_facts.h"
#include "core/text.h"

namespace returns {

bool has_window(const Pack& pack, const Facts& facts) {
  const auto rules = pack.windows.collect(facts);
  const auto lasts = [](const auto* rule) { return rule->then.unit != Unit::None; };
  if (pack.windows.hit == Hit::Collect) return std::any_of(rules.begin(), rules.end(), lasts);
  return !rules.empty() && lasts(rules.front());
}

WindowState window_at(const Pack& pack, const Facts& facts, WindowState timing) {
  return has_window(pack, facts) ? timing : WindowState::None;
}

Facts complete(const Pack& pack, Facts facts, const Reason* reason, WindowState timing) {
  for (std::size_t i = 0; i < pack.columns.size(); ++i) {
    if (facts[i] == kUnset && knows(Stage::Line, i) && i != static_cast<std::size_t>(Fact::Window))
      facts.set(i, pack.columns[i].min);
  }
  const Reason* of = reason != nullptr ? reason : no_reason_leaf(pack, static_cast<Goods>(facts[Fact::Goods]));
  Facts with = facts;
  if (of != nullptr) add_reason(pack, *of, with);
  facts.set_enum(Fact::Window, of == nullptr ? WindowState::None : window_at(pack, with, timing));
  if (reason == nullptr) return facts;
  add_reason(pack, *reason, facts);
  for (const Question& question : pack.questions) {
    if (facts[question.column] == kUnset)
      facts.set(question.column, static_cast<std::int32_t>(question.options.size()));
  }
  for (const auto* rule : pack.question_rules.collect(facts)) {
    const Question& question = pack.questions[rule->then.question];
    if (facts[question.column] == static_cast<std::int32_t>(question.options.size())) facts.set(question.column, 0);
  }
  facts.set_enum(Fact::Verdict, assess(pack, facts, Window{}).verdict);
  return facts;
}

Case describe(const Pack& pack, const Facts& facts) {
  Case shown;
  for (std::size_t i = 0; i < pack.columns.size(); ++i) {
    if (facts[i] == kUnset) continue;
    const Column& column = pack.columns[i];
    shown.emplace_back(column.name,
                       column.is_integer() ? to_text(facts[i]) : column.values[static_cast<std::size_t>(facts[i])]);
  }
  return shown;
}

}  // namespace returns
