#pragma once
// What batch_make.cpp compiles and batch.cpp runs.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/batch.h"
#include "core/policy/fused.h"

namespace returns {

struct Batch::Form {
  using Word = Fused::Word;
  static constexpr std::size_t kAbsent = ~std::size_t{0};

  // One column of the rows, and what it selects.
  struct Feed {
    std::size_t at = 0;  // in a row
    std::int32_t min = 0;
    std::uint32_t values = 0;
    const Fused::Strip* strip = nullptr;  // nullptr: no table asks; the range alone is checked
  };
  struct Answer {
    Feed feed;
    std::vector<Word> asked_by = {};  // the rules that ask the question
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
  std::size_t timing = kAbsent, signed_at = kAbsent, now = kAbsent, goods = kAbsent;  // in a row
  std::vector<Feed> feeds = {};
  std::vector<Answer> answers = {};
  std::vector<Word> start = {};  // the rules that can match at all: an item is about no complaint's subject
  Fused::Place windows = {}, eligibility = {}, routing = {};
  std::vector<std::vector<Word>> verdicts = {};  // the eligibility rules that say each verdict
  std::vector<Out> outs = {};
  std::vector<Emit> emits = {};
};

}  // namespace returns
