#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>

#include "core/batch_form.h"
#include "core/text.h"

namespace returns {
namespace {

constexpr std::int32_t kLastMinute = 120'968'640;  // 2200-01-01T00:00Z; documents know the years 1970…2199

// What a row cannot say because it follows from the rest.
bool follows(std::size_t column) {
  constexpr Fact kFollow[] = {Fact::Ground, Fact::Fault, Fact::Window, Fact::Verdict,
                              Fact::Lane,   Fact::Grade, Fact::Subject};
  return std::any_of(std::begin(kFollow), std::end(kFollow),
                     [&](Fact fact) { return column == static_cast<std::size_t>(fact); });
}

// Asked before there is a reason, about no item, or never when a case is decided.
bool is_offered(const TableView& view) {
  return view.stage != Stage::Line && view.stage != Stage::Complaint && view.name != "rights";
}

Fault fault(FaultCode code, std::string at, Params params = {}) {
  return Fault{.code = code, .document = Document::Batch, .at = std::move(at), .params = std::move(params)};
}

std::string place(std::string_view list, std::size_t index) {
  return '/' + std::string{list} + '/' + to_text(static_cast<std::int64_t>(index));
}

// The first id that is not known or stands there twice.
template <class Known>
std::optional<Fault> check(std::string_view list, const std::vector<std::size_t>& ids, const Known& known) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const Params value{{"value", static_cast<std::int64_t>(ids[i])}};
    if (std::none_of(known.begin(), known.end(), [&](const auto& entry) { return entry.id == ids[i]; }))
      return fault(FaultCode::OutOfRange, place(list, i), value);
    const auto end = ids.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(ids.begin(), end, ids[i]) != end) return fault(FaultCode::DuplicateId, place(list, i), value);
  }
  return std::nullopt;
}

std::size_t index_of(const std::vector<TableView>& tables, std::string_view name) {
  return static_cast<std::size_t>(
      std::find_if(tables.begin(), tables.end(), [&](const TableView& view) { return view.name == name; })
      - tables.begin());
}

bool tests(const TableView& view, std::size_t column) {
  const auto& tested = view.table->tested();
  return std::any_of(tested.begin(), tested.end(), [&](const Table::Tested& one) { return one.column == column; });
}

bool some_tests(const std::vector<TableView>& tables, const std::vector<std::size_t>& included, Fact fact) {
  return std::any_of(included.begin(), included.end(),
                     [&](std::size_t table) { return tests(tables[table], static_cast<std::size_t>(fact)); });
}

// The wanted tables and those that they need, in the order in which they are asked.
std::vector<std::size_t> with_needed(const std::vector<TableView>& tables, std::vector<std::size_t> wanted) {
  const auto add = [&](std::string_view name) { wanted.push_back(index_of(tables, name)); };
  add("eligibility");  // the verdict is always told
  if (some_tests(tables, wanted, Fact::Lane) || some_tests(tables, wanted, Fact::Grade)) add("routing");
  if (some_tests(tables, wanted, Fact::Window)) add("windows");
  add("questions");  // an answer counts only where it is asked for
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  return wanted;
}

}  // namespace

std::vector<BatchColumn> batch_columns(const Pack& pack) {
  std::vector<BatchColumn> columns;
  for (std::size_t i = 0; i < pack.columns.size(); ++i) {
    const Column& column = pack.columns[i];
    if (!follows(i)) columns.push_back({i, column.name, column.values, column.min, column.max});
  }
  std::vector<std::string> timings;
  for (std::size_t i = 0; i < static_cast<std::size_t>(WindowState::None); ++i)
    timings.emplace_back(value_name(Fact::Window, i));
  columns.push_back({pack.columns.size(), "timing", std::move(timings)});
  columns.push_back({pack.columns.size() + 1, "signed_at", {}, -1, kLastMinute});
  columns.push_back({pack.columns.size() + 2, "now", {}, 0, kLastMinute});
  return columns;
}

std::vector<BatchTable> batch_tables(const Pack& pack) {
  std::vector<BatchTable> offered;
  const std::vector<TableView> tables = tables_of(pack);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (is_offered(tables[i])) offered.push_back({i, tables[i]});
  }
  return offered;
}

namespace {

using Word = Fused::Word;

// Bits of the rules of one place that fit.
template <class Fits>
std::vector<Word> bits_of(const Fused& fused, Fused::Place place, Fits fits) {
  std::vector<Word> bits(fused.words(), 0);
  for (std::size_t i = 0; i < place.rules; ++i) {
    const std::size_t bit = place.bit + i;
    if (fits(i)) bits[bit / Fused::kWordBits] |= Word{1} << (bit % Fused::kWordBits);
  }
  return bits;
}

Fused fuse(const Pack& pack, const std::vector<TableView>& tables, const std::vector<std::size_t>& included) {
  std::vector<const Table*> parts;
  parts.reserve(included.size());
  for (const std::size_t table : included) parts.push_back(tables[table].table);
  Fused fused(pack.columns, parts);
  std::vector<std::int32_t> grounds, faults;
  for (const std::string& id : pack.column(Fact::Reason).values) {
    const Reason* reason = pack.reason(id);
    grounds.push_back(reason->ground);
    faults.push_back(static_cast<std::int32_t>(reason->fault));
  }
  fused.fold(static_cast<std::size_t>(Fact::Reason), static_cast<std::size_t>(Fact::Ground), grounds);
  fused.fold(static_cast<std::size_t>(Fact::Reason), static_cast<std::size_t>(Fact::Fault), faults);
  return fused;
}

// Lane and grade at once, by the rule that gives them.
void add_routes(const Pack& pack, Batch::Form& form) {
  const Fused::Strip* lanes = form.fused.strip(static_cast<std::size_t>(Fact::Lane));
  const Fused::Strip* grades = form.fused.strip(static_cast<std::size_t>(Fact::Grade));
  if (lanes == nullptr && grades == nullptr) return;
  const std::size_t words = form.fused.words(), rules = pack.routing.rules.size();
  const std::size_t rows = std::max(rules, Fused::kWordBits) + 1;  // any bit number finds its row
  form.by_route.assign(rows * words, ~Word{0});
  for (std::size_t rule = 0; rule < rows; ++rule) {
    const auto take = [&](const Fused::Strip* strip, std::size_t value) {
      for (std::size_t w = 0; strip != nullptr && w < words; ++w)
        form.by_route[rule * words + w] &= strip->rows[value * words + w];
    };
    take(lanes, rule < rules ? pack.routing.rules[rule].then.lane : (lanes == nullptr ? 0 : lanes->regions));
    take(grades, rule < rules ? pack.routing.rules[rule].then.grade : (grades == nullptr ? 0 : grades->regions));
  }
}

void add_days(const Pack& pack, Batch::Form& form) {
  const bool moments = form.timing == Batch::Form::kAbsent && form.signed_at != Batch::Form::kAbsent
                       && form.now != Batch::Form::kAbsent && form.goods != Batch::Form::kAbsent;
  if (!moments || pack.precedence != Precedence::First || pack.zone.summer != Summer::None) return;
  for (const WindowThen& term : form.terms) {
    if (term.unit == Unit::None) {
      form.days.push_back(-1);
    } else if (term.unit == Unit::Day && term.roll == Roll::None) {
      form.days.push_back(term.n);
    } else {
      return form.days.clear();
    }
  }
  const std::size_t words = form.fused.words();
  form.days.resize(std::max(form.days.size() + 1, Fused::kWordBits + 1), -1);
  using Form = Batch::Form;
  constexpr std::uint32_t kAll = Form::kLate | Form::kUnknown | Form::kNotHere | Form::kNoWindow;
  for (std::uint32_t says = 0; says <= kAll && !form.by_window.empty(); ++says) {
    WindowState state = (says & Form::kLate) != 0 ? WindowState::Closed : WindowState::Open;
    if ((says & Form::kUnknown) != 0) state = WindowState::Unknown;
    if ((says & Form::kNotHere) != 0) state = WindowState::NotStarted;
    if ((says & Form::kNoWindow) != 0) state = WindowState::None;
    const auto row = form.by_window.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(state) * words);
    form.by_days.insert(form.by_days.end(), row, row + static_cast<std::ptrdiff_t>(words));
  }
}

// Sets are looked up two at a time where the table of pairs stays small enough for the first cache.
void add_pairs(const std::vector<std::pair<std::size_t, const Fused::Strip*>>& sets, Batch::Form& form) {
  constexpr std::size_t kMostWords = 1024;
  const std::size_t words = form.fused.words();
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const auto [a, first] = sets[i];
    Batch::Form::Pair pair{.a = a, .b = a, .rows = first->rows};
    if (i + 1 < sets.size() && first->regions * sets[i + 1].second->regions * words <= kMostWords) {
      const auto [b, second] = sets[++i];
      pair.b = b;
      pair.times_a = second->regions;
      pair.times_b = 1;
      pair.rows.assign(first->regions * second->regions * words, 0);
      for (std::size_t row = 0; row < first->regions * second->regions; ++row) {
        for (std::size_t w = 0; w < words; ++w) {
          pair.rows[row * words + w] =
              first->rows[row / second->regions * words + w] & second->rows[row % second->regions * words + w];
        }
      }
    }
    form.pairs.push_back(std::move(pair));
  }
}

// The rules that ask nothing of a row: no strip ever clears their bits.
std::vector<Word> unconditional(const std::vector<Column>& columns, const Fused& fused, std::vector<Word> bits) {
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const Fused::Strip* strip = fused.strip(column);
    for (std::size_t at = 0; strip != nullptr && at < strip->regions * bits.size(); ++at)
      bits[at % bits.size()] &= strip->rows[at];
  }
  return bits;
}

// Whether what `first` leaves of the rules can never keep `second` from being asked for.
bool leaves_asked(const Batch::Form::Answer& first, const Batch::Form::Answer& second, std::size_t words) {
  if (first.strip == nullptr) return true;
  const std::size_t values = static_cast<std::size_t>(first.not_asked) + 1;
  for (std::size_t at = 0; at < values * words; ++at) {
    if ((second.asked_by[at % words] & ~first.strip->rows[at]) != 0) return false;
  }
  return true;
}

// Questions are seldom asked because of another answer: then several are heard with one look.
void add_answers(std::vector<Batch::Form::Answer> all, Batch::Form& form) {
  constexpr std::size_t kMostWords = 1024;
  const std::size_t words = form.fused.words();
  const std::vector<Word> free = unconditional(form.pack->columns, form.fused, form.start);
  for (Batch::Form::Answer& answer : all) {
    for (std::size_t w = 0; w < words; ++w) answer.always = answer.always || (answer.asked_by[w] & free[w]) != 0;
    const std::size_t values = static_cast<std::size_t>(answer.not_asked) + 1;
    const auto joins = [&](const Batch::Form::Answers& others) {
      return others.all.size() < Batch::Form::kMostAnswers && others.all.front().always == answer.always
             && others.rows.size() * values <= kMostWords
             && std::all_of(others.all.begin(), others.all.end(),
                            [&](const auto& other) { return leaves_asked(other, answer, words); });
    };
    if (form.answers.empty() || !joins(form.answers.back()))
      form.answers.push_back({.rows = std::vector<Word>(words, ~Word{0})});
    Batch::Form::Answers& group = form.answers.back();
    const std::size_t before = group.rows.size() / words;
    group.all.push_back(answer);
    group.times.push_back(before);
    std::vector<Word> rows;
    for (std::size_t row = 0; row < before * values; ++row) {
      for (std::size_t w = 0; w < words; ++w) {
        const Word own = answer.strip == nullptr ? ~Word{0} : answer.strip->rows[row / before * words + w];
        rows.push_back(group.rows[row % before * words + w] & own);
      }
    }
    group.rows = std::move(rows);
  }
}

// `asked`: what each verdict leaves, empty when no wanted table asks for it. `early`: the rules that a row may name
// while a question is open.
void add_verdicts(const std::vector<Word>& asked, const std::vector<Word>& early, Batch::Form& form) {
  constexpr std::size_t kVerdicts = Batch::Form::kVerdicts;
  const std::size_t words = form.fused.words();
  for (std::size_t at = 0; at < kVerdicts * words; ++at)
    form.by_verdict.push_back(asked.empty() ? ~Word{0} : asked[at]);
  for (std::size_t at = 0; at < kVerdicts * words; ++at)
    form.by_verdict.push_back(form.by_verdict[at] & early[at % words]);
  form.by_verdict.resize(2 * form.by_verdict.size(), 0);
}

// Everything of the form that follows from the tables.
void add_tables(const Pack& pack, const std::vector<TableView>& tables, const std::vector<std::size_t>& included,
                const std::vector<std::size_t>& wanted, Batch::Form& form) {
  const auto where = [&](std::string_view name) {
    const auto found = std::find(included.begin(), included.end(), index_of(tables, name));
    return found == included.end() ? Fused::Place{}
                                   : form.fused.place(static_cast<std::size_t>(found - included.begin()));
  };
  form.windows = where("windows");
  form.eligibility = where("eligibility");
  form.routing = where("routing");
  const auto says = [&](Verdict verdict) {
    return bits_of(form.fused, form.eligibility,
                   [&](std::size_t rule) { return pack.eligibility.rules[rule].then.verdict == verdict; });
  };
  form.allow = says(Verdict::Eligible);
  form.review = says(Verdict::NeedsReview);
  form.refuse = says(Verdict::Ineligible);
  for (const auto& rule : pack.windows.rules) form.terms.push_back(rule.then);
  const auto rows_of = [&](Fact fact) {
    const Fused::Strip* strip = form.fused.strip(static_cast<std::size_t>(fact));
    return strip == nullptr ? std::vector<Word>{} : strip->rows;
  };
  form.by_window = rows_of(Fact::Window);
  add_routes(pack, form);
  form.start.assign(form.fused.words(), ~Word{0});
  if (const Fused::Strip* subject = form.fused.strip(static_cast<std::size_t>(Fact::Subject))) {
    const std::size_t none = subject->regions - 1;  // the last value; all others are complaints
    std::copy_n(&subject->rows[none * form.fused.words()], form.fused.words(), form.start.begin());
  }
  std::vector<Word> early(form.fused.words(), 0);
  form.stride = 2;
  for (const std::size_t table : wanted) {
    const TableView& view = tables[table];
    const bool collects = view.hit == Hit::Collect;
    const std::size_t words = collects ? (view.rules.size() + 31) / 32 : 1;
    form.outs.push_back({table, form.stride, words, collects});
    const Fused::Place place = where(view.name);
    form.emits.push_back({place, form.outs.back()});
    if (view.stage == Stage::Reason) {
      const std::vector<Word> bits = bits_of(form.fused, place, [](std::size_t) { return true; });
      for (std::size_t w = 0; w < bits.size(); ++w) early[w] |= bits[w];
    }
    form.stride += words;
  }
  add_verdicts(rows_of(Fact::Verdict), early, form);
}

}  // namespace

Result<Batch> Batch::make(const Pack& pack, const Calendar& calendar, const std::vector<std::size_t>& columns,
                          const std::vector<std::size_t>& wanted) {
  const std::vector<BatchColumn> known = batch_columns(pack);
  if (auto wrong = check("columns", columns, known)) return *std::move(wrong);
  if (auto wrong = check("tables", wanted, batch_tables(pack))) return *std::move(wrong);
  const std::vector<TableView> tables = tables_of(pack);
  const std::vector<std::size_t> included = with_needed(tables, wanted);

  auto form = std::make_shared<Form>(Form{.pack = &pack, .calendar = &calendar, .fused = fuse(pack, tables, included)});
  form->columns = columns.size();
  add_tables(pack, tables, included, wanted, *form);

  const std::size_t timing = pack.columns.size();
  const auto at = [&](std::size_t column) {
    const auto found = std::find(columns.begin(), columns.end(), column);
    return found == columns.end() ? Form::kAbsent : static_cast<std::size_t>(found - columns.begin());
  };
  form->timing = at(timing);
  form->signed_at = at(timing + 1);
  form->now = at(timing + 2);
  form->goods = at(static_cast<std::size_t>(Fact::Goods));

  const auto lacks = [&](std::string_view name) {
    return fault(FaultCode::Missing, "/columns", {{"value", std::string{name}}});
  };
  form->least.resize(columns.size());
  form->values.resize(columns.size());
  const Fused::Place questions = form->fused.place(static_cast<std::size_t>(
      std::find(included.begin(), included.end(), index_of(tables, "questions")) - included.begin()));
  std::vector<std::pair<std::size_t, const Fused::Strip*>> sets;
  std::vector<Form::Answer> answers;
  for (const BatchColumn& column : known) {
    const std::size_t where = at(column.id);
    if (where == Form::kAbsent) {
      if (column.id < timing && form->fused.strip(column.id) != nullptr) return lacks(column.name);
      continue;
    }
    const bool integer = column.values.empty();
    form->least[where] = column.min;
    form->values[where] = integer ? static_cast<std::uint32_t>(column.max) - static_cast<std::uint32_t>(column.min) + 1
                                  : static_cast<std::uint32_t>(column.values.size());
    if (column.id >= timing) continue;
    const Fused::Strip* strip = form->fused.strip(column.id);
    if (column.id >= kFactCount) {
      const auto asks = [&](std::size_t rule) {
        return pack.questions[pack.question_rules.rules[rule].then.question].column == column.id;
      };
      answers.push_back({where, static_cast<std::int32_t>(column.values.size()) - 1,
                         bits_of(form->fused, questions, asks), false, strip});
    } else if (strip == nullptr) {
      continue;  // the range alone is checked
    } else if (!integer) {
      sets.emplace_back(where, strip);
    } else if (strip->region.empty()) {
      form->searched.push_back({where, strip});
    } else {
      form->looked_up.push_back({where, column.min, strip});
    }
  }
  add_pairs(sets, *form);
  add_answers(std::move(answers), *form);
  // Without windows nothing asks for the time.
  const bool timed = form->windows.rules > 0 && some_tests(tables, included, Fact::Window);
  if (form->timing == Form::kAbsent && timed) {
    if (form->signed_at == Form::kAbsent && form->now == Form::kAbsent) return lacks("timing");
    if (form->signed_at == Form::kAbsent) return lacks("signed_at");
    if (form->now == Form::kAbsent) return lacks("now");
    if (form->goods == Form::kAbsent) return lacks(pack.column(Fact::Goods).name);
  }
  add_days(pack, *form);
  return Batch(std::move(form));
}

std::size_t Batch::columns() const { return form_->columns; }
std::size_t Batch::stride() const { return form_->stride; }
const std::vector<Batch::Out>& Batch::outs() const { return form_->outs; }
std::size_t Batch::words() const { return form_->fused.words(); }

}  // namespace returns
