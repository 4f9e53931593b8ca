#pragma once
// Every case an item can meet, region by region. Columns are decided one after the other; what is kept of the cases so
// far is only which rules of the tables at hand are still alive, so cases that no rule tells apart are walked once.
// Exact: a state is reached if and only if a case reaches it (Calvanese et al. 2016 do the same with sorted bounds,
// one table at a time; here tables whose answers are columns of later tables are walked together).

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/policy/pack.h"
#include "core/prove/finding.h"

namespace returns {

// What the walk keeps of a table once a rule's columns are all decided.
enum class Keep : std::uint8_t {
  First,    // the first rule that matches; later ones are dropped
  Some,     // whether any matches: one stands for all
  Classes,  // one rule of each class (the worst class only, when `worst`)
  All,
};

struct Walked {
  const Table* table = nullptr;
  Keep keep = Keep::All;
  std::vector<std::uint32_t> classes = {};  // by rule, for Keep::Classes
  bool worst = false;                       // only the highest class matters
  std::vector<std::uint64_t> only = {};     // rules looked at; empty: all
};

// A case, as far as it was decided when a rule was reached or the walk ended.
struct Leaf {
  std::vector<const std::uint64_t*> alive;  // by walked table: bits of the rules that match
  Verdict verdict = Verdict::NeedsReview;   // where the walk knows it
  std::int32_t resolution = kUnset;
  std::int32_t value_from = 0, value_to = 0;  // where the walk steps through values
  std::size_t node = 0;                       // for Walk::facts
};

class Walk {
 public:
  struct Scope {
    bool lines = false;        // outlooks: no reason yet, the window is that of a return without one
    bool window = false;       // decide `window`
    bool answers = false;      // decide the packaging answers
    bool verdict = false;      // decide `verdict`
    bool resolution = false;   // each resolution that the remedies offer
    bool value = false;        // each region of `value`
    std::uint8_t goods = 0xF;  // one bit for each state of the goods that is walked
  };

  // Most regions before the walk gives up: a pack that needs more could not be proved in a browser.
  static constexpr std::size_t kMaxStates = 400'000;

  Walk(const Pack& pack, std::vector<Walked> tables, Scope scope);

  // Calls `use` for every region; false when there are too many.
  bool run(const std::function<void(const Leaf&)>& use);
  // True when some case matches the rule. Valid after run().
  bool reached(std::size_t table, std::size_t rule) const;
  // A full case of that region.
  Facts facts(const Leaf& leaf) const { return facts_of(leaf.node); }

 private:
  struct Choice {
    std::vector<std::pair<std::size_t, std::int32_t>> sets = {};
    WindowState timing = WindowState::None;  // Situation
    std::int32_t to = 0;                     // Value: the last of the region
    std::vector<std::uint64_t> row = {};     // the rules it leaves, as words of a state
  };
  enum class Kind : std::uint8_t { Situation, Column, Window, Answer, Verdict, Resolution, Value };
  struct Step {
    Kind kind = Kind::Column;
    std::size_t column = 0;
    std::size_t question = 0;
    std::vector<Choice> choices = {};
    std::vector<std::uint64_t> open = {};  // rules that columns of later steps decide
  };
  struct Node {
    std::uint32_t parent, choice;
    std::uint32_t step;
  };
  struct Part {
    Walked walked;
    std::size_t offset = 0;  // of its words in a state
    bool own = false;        // kept for the walk itself, not asked for
    std::vector<std::uint64_t> reached = {};
  };
  enum class Own : std::uint8_t { Windows, Questions, Eligibility, Remedies };

  void add_steps();
  void add_step(Kind kind, std::size_t column, std::vector<Choice> choices);
  std::vector<Choice> situations() const;
  bool asked_about(std::size_t leaf, Goods goods) const;
  void add_rows(std::vector<Choice>& choices) const;
  std::vector<Choice> distinct(std::vector<Choice> choices) const;
  std::vector<Choice> values(std::size_t column) const;
  bool tested(std::size_t column) const;
  std::vector<std::int32_t> regions(std::size_t column) const;
  std::size_t own(Own which, Keep keep);
  bool from_own(const Step& step, const std::uint64_t* state, std::size_t choice) const;
  void settle(std::size_t step, std::uint64_t* state);
  static void reduce(Part& part, const std::uint64_t* open, std::uint64_t* alive);
  Facts facts_of(std::size_t node) const;

  const Pack& pack_;
  Scope scope_;
  std::vector<Part> parts_;
  std::size_t asked_ = 0;  // parts that the caller gave
  std::size_t width_ = 0;  // words of a state
  std::optional<std::size_t> windows_, questions_, eligibility_, remedies_;
  std::vector<Step> steps_;
  std::vector<Node> nodes_;
};

}  // namespace returns
