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
    std::vector<std::int32_t> cuts = {};  // the strip's, filled up to fours with what no value reaches
    const Fused::Strip* strip = nullptr;
  };
  struct Answer {
    std::size_t at = 0;
    std::int32_t not_asked = 0;
    std::vector<Word> asked_by = {};      // the rules that ask the question
    const Fused::Strip* strip = nullptr;  // nullptr: no wanted table asks for the answer
  };
  struct Emit {
    Fused::Place place;
    Out out;
    bool early = false;  // answered while a question is open
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
  std::vector<Answer> answers = {};

  Fused::Place windows = {}, eligibility = {}, routing = {};
  std::vector<WindowThen> terms = {};  // by rule of `windows`
  // The same, and -1 for no window, where days are all that has to be counted: the first window holds, none rolls, the
  // zone keeps one time and the rows have both moments. Otherwise empty.
  std::vector<std::int32_t> days = {};
  std::vector<Word> review = {}, refuse = {}, allow = {};  // the eligibility rules that say each verdict
  // What follows from a window's state, a verdict, a rule of `routing` (the last: none): rows of words; by_window
  // and by_route are empty when no wanted table asks.
  std::vector<Word> by_window = {}, by_verdict = {}, by_route = {};

  bool verdict_asked = false;  // by_verdict is not ones alone

  std::vector<Out> outs = {};
  std::vector<Emit> emits = {};
};

}  // namespace returns
