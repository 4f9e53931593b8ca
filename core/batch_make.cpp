#include <algorithm>
#include <iterator>
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
  for (const Verdict verdict : {Verdict::Eligible, Verdict::NeedsReview, Verdict::Ineligible}) {
    form.verdicts.push_back(bits_of(form.fused, form.eligibility, [&](std::size_t rule) {
      return pack.eligibility.rules[rule].then.verdict == verdict;
    }));
  }
  form.start.assign(form.fused.words(), ~Word{0});
  if (const Fused::Strip* subject = form.fused.strip(static_cast<std::size_t>(Fact::Subject))) {
    const std::size_t none = subject->regions - 1;  // the last value; all others are complaints
    std::copy_n(&subject->rows[none * form.fused.words()], form.fused.words(), form.start.begin());
  }
  form.stride = 2;
  for (const std::size_t table : wanted) {
    const TableView& view = tables[table];
    const bool collects = view.hit == Hit::Collect;
    const std::size_t words = collects ? (view.rules.size() + 31) / 32 : 1;
    form.outs.push_back({table, form.stride, words, collects});
    form.emits.push_back({where(view.name), form.outs.back(), view.stage == Stage::Reason});
    form.stride += words;
  }
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
  for (const BatchColumn& column : known) {
    const std::size_t where = at(column.id);
    if (where == Form::kAbsent) {
      if (column.id < timing && form->fused.strip(column.id) != nullptr) return lacks(column.name);
      continue;
    }
    Form::Feed feed{.at = where, .min = column.min};
    feed.values = column.values.empty()
                      ? static_cast<std::uint32_t>(column.max) - static_cast<std::uint32_t>(column.min) + 1
                      : static_cast<std::uint32_t>(column.values.size());
    if (column.id < timing) feed.strip = form->fused.strip(column.id);
    const bool is_answer = column.id >= kFactCount && column.id < timing;
    if (!is_answer) {
      form->feeds.push_back(feed);
      continue;
    }
    const Fused::Place asking = form->fused.place(static_cast<std::size_t>(
        std::find(included.begin(), included.end(), index_of(tables, "questions")) - included.begin()));
    form->answers.push_back({feed, bits_of(form->fused, asking, [&](std::size_t rule) {
                               return pack.questions[pack.question_rules.rules[rule].then.question].column == column.id;
                             })});
  }
  // Without windows nothing asks for the time.
  const bool timed = form->windows.rules > 0 && some_tests(tables, included, Fact::Window);
  if (form->timing == Form::kAbsent && timed) {
    if (form->signed_at == Form::kAbsent && form->now == Form::kAbsent) return lacks("timing");
    if (form->signed_at == Form::kAbsent) return lacks("signed_at");
    if (form->now == Form::kAbsent) return lacks("now");
    if (form->goods == Form::kAbsent) return lacks(pack.column(Fact::Goods).name);
  }
  return Batch(std::move(form));
}

std::size_t Batch::columns() const { return form_->columns; }
std::size_t Batch::stride() const { return form_->stride; }
const std::vector<Batch::Out>& Batch::outs() const { return form_->outs; }
std::size_t Batch::words() const { return form_->fused.words(); }

}  // namespace returns
