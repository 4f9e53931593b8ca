#include "core/policy/term.h"

namespace returns {

CountedDay last_day(const WindowThen& term, const Calendar& calendar, Day start) {
  CountedDay end{start + term.n, false};
  if (term.unit == Unit::Workday) {
    end = add_workdays(calendar, start, term.n);
  } else if (term.unit == Unit::Month) {
    end = {add_months(start, term.n), false};
  }
  if (term.roll == Roll::None) return end;
  const CountedDay rolled = next_workday(calendar, end.day);
  return {rolled.day, end.estimated || rolled.estimated};
}

}  // namespace returns
