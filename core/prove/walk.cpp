#include "core/prove/walk.h"

#include <algorithm>

#include "core/item_facts.h"
#include "core/prove/bits.h"
#include "core/prove/case.h"
#include "core/prove/level.h"

namespace returns {
namespace {

constexpr std::size_t index(Fact fact) { return static_cast<std::size_t>(fact); }

// Rules that take any value of the column: their bits stand in every region.
void add_open(const Table& table, std::size_t column, std::uint64_t* open) {
  for (const Table::Tested& tested : table.tested()) {
    if (tested.column != column) continue;
    for (std::size_t i = 0; i < tested.bits.size(); ++i) open[i % table.words()] |= ~tested.bits[i];
  }
}

}  // namespace

Walk::Walk(const Pack& pack, std::vector<Walked> tables, Scope scope)
    : pack_(pack),
      scope_(scope),
      asked_(tables.size()) {
  for (Walked& table : tables) parts_.push_back({.walked = std::move(table)});
  // Tables that the walk needs for itself. Their bits are dropped as soon as their answer is known.
  const auto own = [&](const Table& table, Keep keep, std::vector<std::uint32_t> classes, bool worst = false) {
    parts_.push_back({.walked = {&table, keep, std::move(classes), worst}, .own = true});
    return parts_.size() - 1;
  };
  if (scope.window || scope.verdict) {
    scope_.window = true;
    std::vector<std::uint32_t> lasts;
    for (const auto& rule : pack.windows.rules) lasts.push_back(rule.then.unit == Unit::None ? 0 : 1);
    windows_ =
        own(pack.windows.table, pack.windows.hit == Hit::Collect ? Keep::Classes : Keep::First, std::move(lasts), true);
  }
  if (scope.answers || scope.verdict) {
    std::vector<std::uint32_t> asks;
    for (const auto& rule : pack.question_rules.rules) asks.push_back(static_cast<std::uint32_t>(rule.then.question));
    questions_ = own(pack.question_rules.table, Keep::Classes, std::move(asks));
  }
  if (scope.verdict) {
    std::vector<std::uint32_t> verdicts;
    for (const auto& rule : pack.eligibility.rules) verdicts.push_back(static_cast<std::uint32_t>(rule.then.verdict));
    eligibility_ = own(pack.eligibility.table, Keep::Classes, std::move(verdicts), true);
  }
  if (scope.resolution) {
    std::vector<std::uint32_t> gives;
    for (const auto& rule : pack.remedies.rules) gives.push_back(static_cast<std::uint32_t>(rule.then.resolution));
    remedies_ = own(pack.remedies.table, Keep::Classes, std::move(gives));
  }
  width_ = 1;  // timing, verdict, resolution and value of the case
  for (Part& part : parts_) {
    part.offset = width_;
    width_ += part.walked.table->words();
    part.reached.assign(part.walked.table->words(), 0);
  }
  add_steps();
}

bool Walk::tested(std::size_t column) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) {
    const auto& tested = part.walked.table->tested();
    return std::any_of(tested.begin(), tested.end(), [&](const auto& t) { return t.column == column; });
  });
}

// One value of each region of an integer column, or every value of a list.
std::vector<std::int32_t> Walk::regions(std::size_t column) const {
  const Column& of = pack_.columns[column];
  std::vector<std::int32_t> values;
  if (!of.is_integer()) {
    for (std::int32_t value = 0; value < static_cast<std::int32_t>(of.values.size()); ++value) values.push_back(value);
    return values;
  }
  values.push_back(of.min);
  for (const Part& part : parts_) {
    for (const Table::Tested& tested : part.walked.table->tested()) {
      if (tested.column == column) values.insert(values.end(), tested.cuts.begin(), tested.cuts.end());
    }
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::vector<Walk::Choice> Walk::values(std::size_t column) const {
  std::vector<Choice> choices;
  const std::vector<std::int32_t> values = regions(column);
  for (std::size_t i = 0; i < values.size(); ++i) {
    choices.push_back(
        {.sets = {{column, values[i]}}, .to = i + 1 < values.size() ? values[i + 1] - 1 : pack_.columns[column].max});
  }
  return choices;
}

// What an order can be like around an item: where the goods are, whether the day of signing is known, and how delivery
// went (item_facts.cpp); with every reason that is on offer there.
std::vector<Walk::Choice> Walk::situations() const {
  std::vector<Choice> around;
  const auto add = [&](Goods goods, WindowState timing, Promise promise, std::int32_t late) {
    around.push_back({.sets = {{index(Fact::Goods), static_cast<std::int32_t>(goods)},
                               {index(Fact::Promise), static_cast<std::int32_t>(promise)},
                               {index(Fact::DaysLate), late}},
                      .timing = timing});
  };
  std::vector<std::int32_t> late{1};
  for (const std::int32_t from : regions(index(Fact::DaysLate))) {
    if (from > 1) late.push_back(from);
  }
  const auto add_known = [&](Goods goods, WindowState timing) {
    add(goods, timing, Promise::None, 0);
    add(goods, timing, Promise::Kept, 0);
    for (const std::int32_t days : late) add(goods, timing, Promise::Late, days);
  };
  add_known(Goods::NotShipped, WindowState::NotStarted);
  add_known(Goods::InTransit, WindowState::NotStarted);
  add_known(Goods::Received, WindowState::Open);
  add_known(Goods::Received, WindowState::Closed);
  for (const Promise promise : {Promise::None, Promise::Unknown}) {
    add(Goods::Received, WindowState::Unknown, promise, 0);
    for (const WindowState timing : {WindowState::Open, WindowState::Closed, WindowState::Unknown})
      add(Goods::Unknown, timing, promise, 0);
  }
  std::vector<Choice> reasons;
  for (const Reason& reason : pack_.reasons) {
    if (!reason.leaf) continue;
    // Leaves are the values of `reason`, in the order of the tree.
    reasons.push_back({.sets = {{index(Fact::Reason), static_cast<std::int32_t>(reasons.size())},
                                {index(Fact::Ground), reason.ground},
                                {index(Fact::Fault), static_cast<std::int32_t>(reason.fault)}}});
  }
  add_rows(around);
  add_rows(reasons);
  std::vector<Choice> choices;
  for (std::int32_t goods = 0; goods < 4; ++goods) {
    if (((scope_.goods >> goods) & 1U) == 0) continue;
    std::vector<Choice> here;
    for (const Choice& choice : around) {
      if (choice.sets.front().second == goods) here.push_back(choice);
    }
    std::vector<Choice> about;
    for (const Choice& reason : reasons) {
      if (asked_about(static_cast<std::size_t>(reason.sets.front().second), static_cast<Goods>(goods)))
        about.push_back(reason);
    }
    if (scope_.lines && about.empty()) about.emplace_back();
    about = distinct(std::move(about));
    for (const Choice& choice : distinct(std::move(here))) {
      for (const Choice& reason : about) {
        choices.push_back(choice);
        Choice& both = choices.back();
        both.sets.insert(both.sets.end(), reason.sets.begin(), reason.sets.end());
        for (std::size_t w = 0; w < reason.row.size(); ++w) both.row[w] &= reason.row[w];
      }
    }
  }
  return choices;
}

// Whether a case with the goods there may be about that leaf.
bool Walk::asked_about(std::size_t leaf, Goods goods) const {
  const std::string& id = pack_.value(Fact::Reason, leaf);
  if (!scope_.lines) return answered_for(pack_, *pack_.reason(id), goods);
  const Reason* reason = no_reason_leaf(pack_, goods);
  return reason != nullptr && reason->id == id;
}

// Notes which rules each choice leaves.
void Walk::add_rows(std::vector<Choice>& choices) const {
  for (Choice& choice : choices) {
    choice.row.assign(width_, ~std::uint64_t{0});
    for (const auto& [of, value] : choice.sets) {
      for (const Part& part : parts_) {
        const std::uint64_t* bits = part.walked.table->row(of, value);
        if (bits == nullptr) continue;
        std::uint64_t* row = &choice.row[part.offset];
        for (std::size_t w = 0; w < part.walked.table->words(); ++w) row[w] &= bits[w];
      }
    }
  }
}

// Of choices that no rule tells apart one is enough.
std::vector<Walk::Choice> Walk::distinct(std::vector<Choice> choices) const {
  std::vector<Choice> kept;
  for (Choice& choice : choices) {
    const bool fresh = std::none_of(kept.begin(), kept.end(), [&](const Choice& other) {
      return other.row == choice.row && (!scope_.window || other.timing == choice.timing);
    });
    if (fresh) kept.push_back(std::move(choice));
  }
  return kept;
}

void Walk::add_step(Kind kind, std::size_t column, std::vector<Choice> choices) {
  if (kind != Kind::Situation) add_rows(choices);
  if (kind == Kind::Answer) {
    // Whether a question is asked is told apart by the table of questions.
    Choice not_asked = std::move(choices.back());
    choices.pop_back();
    choices = distinct(std::move(choices));
    choices.push_back(std::move(not_asked));
  } else if (kind == Kind::Situation || kind == Kind::Column) {
    choices = distinct(std::move(choices));
  }
  steps_.push_back({.kind = kind, .column = column, .choices = std::move(choices)});
}

void Walk::add_steps() {
  add_step(Kind::Situation, index(Fact::Goods), situations());
  if (steps_.front().choices.empty()) return;  // no reason is on offer there: no case
  for (const Fact fact : {Fact::Category, Fact::Market, Fact::Recall, Fact::Confirmed, Fact::Gift, Fact::Quantity}) {
    if (tested(index(fact))) add_step(Kind::Column, index(fact), values(index(fact)));
  }
  if (scope_.window) add_step(Kind::Window, index(Fact::Window), values(index(Fact::Window)));
  if (questions_) {
    for (const Question& question : pack_.questions) {
      if (!tested(question.column)) continue;
      add_step(Kind::Answer, question.column, values(question.column));
      steps_.back().question = static_cast<std::size_t>(&question - pack_.questions.data());
    }
  }
  if (scope_.verdict) add_step(Kind::Verdict, index(Fact::Verdict), values(index(Fact::Verdict)));
  if (scope_.resolution) add_step(Kind::Resolution, index(Fact::Resolution), values(index(Fact::Resolution)));
  if (scope_.value) add_step(Kind::Value, index(Fact::Value), values(index(Fact::Value)));

  std::vector<std::uint64_t> open(width_, 0);
  for (std::size_t i = steps_.size(); i-- > 0;) {
    steps_[i].open = open;
    for (const auto& [column, value] : steps_[i].choices.front().sets) {
      for (const Part& part : parts_) add_open(*part.walked.table, column, &open[part.offset]);
    }
  }
}

// Word 0 of a state: what later steps need to know besides the rules.
namespace {
constexpr std::uint64_t kTimingMask = 7;
constexpr unsigned kVerdictShift = 3;
constexpr unsigned kResolutionShift = 5;
constexpr unsigned kValueShift = 16;
}  // namespace

// Whether a choice is what the tables make of the case.
bool Walk::from_own(const Step& step, const std::uint64_t* state, std::size_t choice) const {
  const auto value = static_cast<std::size_t>(step.choices[choice].sets.front().second);
  const auto any = [&](std::size_t part, const auto& test) {
    bool found = false;
    each_bit(state + parts_[part].offset, parts_[part].walked.table->words(),
             [&](std::size_t rule) { found = found || test(rule); });
    return found;
  };
  switch (step.kind) {
    case Kind::Situation:
    case Kind::Column:
    case Kind::Value: return true;
    case Kind::Window: {
      const bool lasts = any(*windows_, [&](std::size_t rule) { return parts_[*windows_].walked.classes[rule] == 1; });
      return value
             == (lasts ? static_cast<std::size_t>(state[0] & kTimingMask)
                       : static_cast<std::size_t>(WindowState::None));
    }
    case Kind::Answer: {
      const bool asked = any(*questions_, [&](std::size_t rule) {
        return pack_.question_rules.rules[rule].then.question == step.question;
      });
      return asked == (value + 1 < pack_.columns[step.column].values.size());
    }
    case Kind::Verdict: {
      auto worst = static_cast<std::size_t>(Verdict::Eligible);
      bool none = true;
      any(*eligibility_, [&](std::size_t rule) {
        none = false;
        worst = std::max(worst, static_cast<std::size_t>(pack_.eligibility.rules[rule].then.verdict));
        return false;
      });
      return value == (none ? static_cast<std::size_t>(Verdict::NeedsReview) : worst);
    }
    case Kind::Resolution:
      return any(*remedies_, [&](std::size_t rule) { return pack_.remedies.rules[rule].then.resolution == value; });
  }
  return false;
}

void Walk::reduce(Part& part, const std::uint64_t* open, std::uint64_t* alive) {
  const std::size_t words = part.walked.table->words();
  const std::vector<std::uint32_t>& classes = part.walked.classes;
  if (part.walked.keep == Keep::All) return;
  constexpr std::size_t kNone = ~std::size_t{0};
  std::size_t kept = kNone;
  std::uint32_t worst = 0;
  if (part.walked.keep == Keep::First) {
    each_bit(alive, words, [&](std::size_t rule) {
      if (kept == kNone && !bit(open, rule)) {
        kept = rule;
      } else if (kept != kNone) {
        clear(alive, rule);
      }
    });
    return;
  }
  each_bit(alive, words, [&](std::size_t rule) {
    if (bit(open, rule)) return;
    set(part.reached.data(), rule);
    if (part.walked.keep == Keep::Some) {
      if (kept == kNone) {
        kept = rule;
      } else {
        clear(alive, rule);
      }
    } else if (part.walked.worst) {
      if (kept == kNone || classes[rule] > worst) {
        if (kept != kNone) clear(alive, kept);
        kept = rule;
        worst = classes[rule];
      } else {
        clear(alive, rule);
      }
    } else {
      bool before = false;
      each_bit(alive, words, [&](std::size_t other) {
        before = before || (other < rule && !bit(open, other) && classes[other] == classes[rule]);
      });
      if (before) clear(alive, rule);
    }
  });
  if (part.walked.worst && kept != kNone) {
    each_bit(alive, words, [&](std::size_t rule) {
      if (rule != kept && classes[rule] <= worst) clear(alive, rule);
    });
  }
}

void Walk::settle(std::size_t step, std::uint64_t* state) {
  const auto drop = [&](std::size_t part) {
    std::fill_n(state + parts_[part].offset, parts_[part].walked.table->words(), 0);
  };
  const bool answers_follow = step + 1 < steps_.size() && steps_[step + 1].kind <= Kind::Answer;
  if (questions_ && !answers_follow) drop(*questions_);
  if (steps_[step].kind == Kind::Window) drop(*windows_);
  if (steps_[step].kind == Kind::Verdict) drop(*eligibility_);
  if (steps_[step].kind == Kind::Resolution) drop(*remedies_);
  for (Part& part : parts_) reduce(part, &steps_[step].open[part.offset], state + part.offset);
}

bool Walk::run(const std::function<void(const Leaf&)>& use) {
  Level level(width_);
  std::vector<std::uint64_t> state(width_, 0);
  for (const Part& part : parts_) {
    const Walked& walked = part.walked;
    for (std::size_t rule = 0; rule < walked.table->size(); ++rule) {
      if (walked.only.empty() || bit(walked.only.data(), rule)) set(&state[part.offset], rule);
    }
  }
  nodes_.assign(1, Node{0, 0, 0});
  level.add(state.data(), 0);
  if (steps_.front().choices.empty()) return true;
  for (std::size_t s = 0; s < steps_.size(); ++s) {
    const Step& step = steps_[s];
    Level next(width_);
    for (std::size_t i = 0; i < level.size(); ++i) {
      for (std::size_t c = 0; c < step.choices.size(); ++c) {
        const std::uint64_t* from = level.state(i);
        if (!from_own(step, from, c)) continue;
        const Choice& choice = step.choices[c];
        for (std::size_t w = 1; w < width_; ++w) state[w] = from[w] & choice.row[w];
        state[0] = from[0];
        const auto value = static_cast<std::uint64_t>(choice.sets.front().second);
        if (step.kind == Kind::Situation && scope_.window) state[0] |= static_cast<std::uint64_t>(choice.timing);
        if (step.kind == Kind::Window) state[0] &= ~kTimingMask;
        if (step.kind == Kind::Verdict) state[0] |= value << kVerdictShift;
        if (step.kind == Kind::Resolution) state[0] |= value << kResolutionShift;
        if (step.kind == Kind::Value) state[0] |= static_cast<std::uint64_t>(c) << kValueShift;
        settle(s, state.data());
        if (!next.add(state.data(), static_cast<std::uint32_t>(nodes_.size()))) continue;
        nodes_.push_back({level.node(i), static_cast<std::uint32_t>(c), static_cast<std::uint32_t>(s + 1)});
        if (nodes_.size() > kMaxStates) return false;
      }
    }
    level = std::move(next);
  }
  Leaf leaf;
  leaf.alive.resize(asked_);
  for (std::size_t i = 0; i < level.size(); ++i) {
    const std::uint64_t* at = level.state(i);
    for (std::size_t p = 0; p < asked_; ++p) {
      leaf.alive[p] = at + parts_[p].offset;
      bool first = true;
      each_bit(leaf.alive[p], parts_[p].walked.table->words(), [&](std::size_t rule) {
        if (first || parts_[p].walked.keep != Keep::First) set(parts_[p].reached.data(), rule);
        first = false;
      });
    }
    leaf.verdict = static_cast<Verdict>((at[0] >> kVerdictShift) & 3U);
    if (scope_.resolution) leaf.resolution = static_cast<std::int32_t>((at[0] >> kResolutionShift) & 0x7FFU);
    if (scope_.value) {
      const Choice& choice = steps_.back().choices[static_cast<std::size_t>(at[0] >> kValueShift)];
      leaf.value_from = choice.sets.front().second;
      leaf.value_to = choice.to;
    }
    leaf.node = level.node(i);
    use(leaf);
  }
  return true;
}

bool Walk::reached(std::size_t table, std::size_t rule) const { return bit(parts_[table].reached.data(), rule); }

Facts Walk::facts_of(std::size_t node) const {
  Facts facts(pack_.columns.size());
  WindowState timing = WindowState::None;
  for (; node != 0; node = nodes_[node].parent) {
    const Step& step = steps_[nodes_[node].step - 1];
    const Choice& choice = step.choices[nodes_[node].choice];
    if (step.kind == Kind::Situation) timing = choice.timing;
    for (const auto& [column, value] : choice.sets) facts.set(column, value);
  }
  const Reason* reason = nullptr;
  if (!scope_.lines) reason = pack_.reason(pack_.value(Fact::Reason, static_cast<std::size_t>(facts[Fact::Reason])));
  if (scope_.lines) {
    facts.set(Fact::Reason, kUnset);
    facts.set(Fact::Ground, kUnset);
    facts.set(Fact::Fault, kUnset);
  }
  return complete(pack_, std::move(facts), reason, timing);
}

}  // namespace returns
