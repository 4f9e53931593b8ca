#pragma once
// What is wrong with a pack that reads well, each with a case that shows it.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace returns {

// The closed list of findings; texts stand in assets/locales/*/tools.json under tools.proof.<name>.
#define RETURNS_PROOF_FINDINGS(X)                \
  X(NoAnswer, "no_answer")                       \
  X(UnreachableRule, "unreachable_rule")         \
  X(Conflict, "conflict")                        \
  X(WindowBelowFloor, "window_below_floor")      \
  X(RightDenied, "right_denied")                 \
  X(FeeAboveRefund, "fee_above_refund")          \
  X(SlotCannotBeFilled, "slot_cannot_be_filled") \
  X(MissingText, "missing_text")                 \
  X(CalendarGap, "calendar_gap")                 \
  X(DeadValue, "dead_value")                     \
  X(TooComplex, "too_complex")

enum class ProofCode : std::uint8_t {
#define X(name, text) name,
  RETURNS_PROOF_FINDINGS(X)
#undef X
};
std::string_view name(ProofCode code);

// Column and value, as a pack writes them; `window` stands for when the request is made.
using Case = std::vector<std::pair<std::string, std::string>>;

struct ProofFinding {
  ProofCode code = ProofCode::NoAnswer;
  std::string table = {};               // empty: the vocabulary or the head
  std::vector<std::string> rules = {};  // ids; the rule at fault first
  std::string what = {};                // a word of the vocabulary, a key of the texts, a day
  Case shown_by = {};
};

}  // namespace returns
