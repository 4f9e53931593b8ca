#include "core/prove/checks.h"

namespace returns {
namespace {

bool counts(const WindowThen& then) { return then.unit == Unit::Workday || then.roll == Roll::NextWorkday; }
bool counts(const ClockThen& then) { return then.unit == Unit::Workday; }
bool counts(const EscalationThen& then) { return then.unit == Unit::Workday; }

template <class Then>
void add_counting(const Rules<Then>& rules, std::vector<std::string>& counting) {
  for (const auto& rule : rules.rules) {
    if (counts(rule.then)) counting.push_back(rule.id);
  }
}

}  // namespace

// Who counts working days needs a calendar that knows them: from the day the pack takes force to the day somebody looks
// at it again. Days beyond are marked as estimated when they are counted.
void prove_calendar(Proof& proof, const Calendar& calendar) {
  const Pack& pack = proof.pack();
  std::vector<std::string> counting;
  add_counting(pack.windows, counting);
  add_counting(pack.limits, counting);
  add_counting(pack.clocks, counting);
  add_counting(pack.escalations, counting);
  const auto gap = [&](std::vector<std::string> rules, Day day) {
    proof.add({.code = ProofCode::CalendarGap, .table = {}, .rules = std::move(rules), .what = write_day(day)});
  };
  if (!counting.empty() && !calendar.covers(pack.effective_from)) gap(counting, pack.effective_from);
  if (!counting.empty() && !calendar.covers(pack.review_by)) gap(counting, pack.review_by);
  // A day that is listed both ways means nothing.
  for (const Day day : calendar.work) {
    if (std::binary_search(calendar.off.begin(), calendar.off.end(), day)) gap({}, day);
  }
}

}  // namespace returns
