#pragma once
// What batch_make.cpp compiles and batch.cpp runs. Columns are found by their place in a row; words are those of Fused.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/batch.h"
#include "core/policy/fused.h"

namespace returns {

struct Batch::Form {
  using Word = Fused::Word;
  static constexpr std::size_t kAbsent = ~std::size_t{0};

  // Two sets at once: the row of words is that of value(a) × times + value(b), for every pair. A set that stays alone
  // has itself as the other one, times 0.
  struct Pair {
    std::size_t a = 0, b = 0;
    std::size_t times_a = 1, times_b = 0;
    std::vector<Word> rows = {};
  };
  // Integers of a small range: the row is looked up by value - min.
  struct LookedUp {
    std::size_t at = 0;
    std::int32_t min = 0;
    const Fused::Strip* strip = nullptr;
  };
  // Integers of a wide range: the row is the number of cuts that the value has passed.
  struct Searched {
    std::size_t at = 0;
    const Fused::Strip* strip = nullptr;
  };
  struct Answer {
    std::size_t at = 0;
    std::int32_t not_asked = 0;
    std::vector<Word> asked_by = {};      // the rules that ask the question
    bool always = false;                  // one of them asks it of everybody
    const Fused::Strip* strip = nullptr;  // nullptr: no wanted table asks for the answer
  };
  // Up to kMostAnswers at once, where none changes whether a later one is asked for, and all or none are always asked
  // for. The row of words is that of the
  // values, each times its answer's `times`.
  static constexpr std::size_t kMostAnswers = 3;
  struct Answers {
    std::vector<Answer> all = {};
    std::vector<std::size_t> times = {};
    std::vector<Word> rows = {};
  };
  struct Emit {
    Fused::Place place;
    Out out;
  };

  const Pack* pack = nullptr;
  const Calendar* calendar = nullptr;
  Fused fused;
  std::size_t columns = 0;
  std::size_t stride = 0;
  std::size_t timing = kAbsent, signed_at = kAbsent, now = kAbsent, goods = kAbsent;

  // By column: the least value, and how many there are.
  std::vector<std::int32_t> least = {};
  std::vector<std::uint32_t> values = {};

  std::vector<Word> start = {};  // the rules that can match at all: an item is about no complaint's subject
  std::vector<Pair> pairs = {};
  std::vector<LookedUp> looked_up = {};
  std::vector<Searched> searched = {};
  std::vector<Answers> answers = {};

  Fused::Place windows = {}, eligibility = {}, routing = {};
  std::vector<WindowThen> terms = {};  // by rule of `windows`
  // The same, and -1 for no window, where days are all that has to be counted: the first window holds, none rolls, the
  // zone keeps one time and the rows have both moments. Otherwise empty. As long as there are bits in a word, so that
  // any bit number finds its days.
  std::vector<std::int32_t> days = {};
  // What follows then: rows of words by kLate, kUnknown, kNotHere and kNoWindow or-ed.
  static constexpr std::uint32_t kLate = 1, kUnknown = 2, kNotHere = 4, kNoWindow = 8;
  std::vector<Word> by_days = {};
  std::vector<Word> review = {}, refuse = {}, allow = {};  // the eligibility rules that say each verdict
  // What follows from a window's state, a rule of `routing` (from the last on: none): rows of words, empty when no
  // wanted table asks.
  std::vector<Word> by_window = {}, by_route = {};
  // And from a verdict, kVerdicts rows for each status: answered; a question open, where only tables that do not wait
  // for answers speak; twice a fault, where none does.
  static constexpr std::size_t kVerdicts = 3;
  std::vector<Word> by_verdict = {};

  std::vector<Out> outs = {};
  std::vector<Emit> emits = {};
};

}  // namespace returns
