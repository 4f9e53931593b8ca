#pragma once
// Which proof a request needs, and which file fills which slot.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/draft.h"
#include "core/order.h"
#include "core/policy/pack.h"

namespace returns {

struct FileVerdict {
  std::size_t evidence = 0;  // index in the draft
  bool accepted = false;     // no problem that refuses
  std::vector<Problem> problems;
};

struct SlotNeed {
  std::size_t slot = 0;  // index in the pack
  std::string line;      // order line, or empty for the whole request
  std::int32_t min = 0, max = 0;
  std::vector<FileVerdict> files;

  std::int32_t have() const;
  std::int32_t lacks() const;
};

// Adds the slots that `rules` ask for; the same slot twice takes the larger bounds. `line` is empty when the facts are
// about no line.
void add_slots(const Pack& pack, const Rules<EvidenceThen>& rules, const Facts& facts, const std::string& line,
               std::vector<SlotNeed>& slots);

// Puts each file of the draft into its slot and judges it from its report. Files for slots that are no longer
// asked for are left out of the request, not lost from the draft.
void fill_slots(const Pack& pack, const Draft& draft, std::vector<SlotNeed>& slots);

// What the description stands in for: the draft says so, it is not blank, and a slot lacks files.
bool told_in_words(const Draft& draft, const std::vector<SlotNeed>& slots);

// The draft as it is handed in: without the files that fill no slot. A certificate chosen for a reason that was
// changed since stays on the customer's device, its name and digest too.
Draft without_spare_files(const Draft& draft, const std::vector<SlotNeed>& slots);

}  // namespace returns
