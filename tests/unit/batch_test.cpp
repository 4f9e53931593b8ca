#include "core/batch.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

#include "core/eligibility.h"
#include "core/policy/fused.h"
#include "tests/unit/support.h"

namespace returns {
namespace {

// Every built-in pack, with the calendar that it names.
std::vector<std::string> built_in() {
  std::vector<std::string> packs;
  for (const auto& folder : std::filesystem::directory_iterator(std::string{RETURNS_ASSETS} + "/packs"))
    packs.push_back(folder.path().filename().string());
  std::sort(packs.begin(), packs.end());
  return packs;
}

const wire::Core& loaded(const std::string& id) {
  static std::map<std::string, wire::Core> all;
  if (const auto found = all.find(id); found != all.end()) return found->second;
  const std::string text = test::pack_text(id);
  auto answer = wire::Core::load(text, test::calendar_text(test::json::parse(text).at("calendar")));
  if (!answer.core) throw std::runtime_error(id + ": " + answer.answer);
  return all.emplace(id, *answer.core).first->second;
}

class Batches : public testing::TestWithParam<std::string> {
 protected:
  static const Pack& pack() { return loaded(GetParam()).pack(); }
  static const Calendar& calendar() { return loaded(GetParam()).calendar(); }
};

std::size_t index(Fact fact) { return static_cast<std::size_t>(fact); }

std::vector<std::size_t> ids(const std::vector<BatchColumn>& columns) {
  std::vector<std::size_t> all;
  for (const BatchColumn& column : columns) all.push_back(column.id);
  return all;
}
std::vector<std::size_t> ids(const std::vector<BatchTable>& tables) {
  std::vector<std::size_t> all;
  for (const BatchTable& table : tables) all.push_back(table.id);
  return all;
}

std::vector<std::int32_t> run(const Batch& batch, const std::vector<std::int32_t>& in) {
  const std::size_t rows = in.size() / batch.columns();
  std::vector<std::int32_t> out(rows * batch.stride(), 12345);
  batch.decide(reinterpret_cast<const char*>(in.data()), rows, reinterpret_cast<char*>(out.data()));
  return out;
}

// What the tables say one by one, in the order in which plan asks them.
struct Expected {
  std::int32_t status = Batch::kAnswered;
  std::int32_t verdict = -1;
  Facts facts;
};

Expected expect(const Pack& pack, const std::vector<BatchColumn>& columns, const std::int32_t* row) {
  Expected expected{.facts = Facts(pack.columns.size())};
  Facts& facts = expected.facts;
  WindowState timing = WindowState::None;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].id < pack.columns.size()) facts.set(columns[i].id, row[i]);
    if (columns[i].name == "timing") timing = static_cast<WindowState>(row[i]);
  }
  const Reason* reason = pack.reason(pack.column(Fact::Reason).values[static_cast<std::size_t>(facts[Fact::Reason])]);
  facts.set(Fact::Ground, reason->ground);
  facts.set_enum(Fact::Fault, reason->fault);
  const Facts given = facts;
  for (const Question& question : pack.questions)
    facts.set(question.column, static_cast<std::int32_t>(question.options.size()));
  for (const auto* rule : pack.question_rules.collect(facts)) {
    const Question& question = pack.questions[rule->then.question];
    facts.set(question.column, given[question.column]);
  }
  for (const auto* rule : pack.question_rules.collect(facts)) {
    const Question& question = pack.questions[rule->then.question];
    if (facts[question.column] == static_cast<std::int32_t>(question.options.size()))
      expected.status = Batch::kQuestionOpen;
  }
  // No window, or one without an end: of several that one holds where the longest does, and nowhere else.
  const auto windows = pack.windows.collect(facts);
  const auto endless = [](const auto* rule) { return rule->then.unit == Unit::None; };
  const bool none =
      windows.empty()
      || (pack.precedence == Precedence::First     ? endless(windows.front())
          : pack.precedence == Precedence::Longest ? std::any_of(windows.begin(), windows.end(), endless)
                                                   : std::all_of(windows.begin(), windows.end(), endless));
  const auto goods = static_cast<Goods>(facts[Fact::Goods]);
  WindowState state = timing;
  if (goods == Goods::NotShipped || goods == Goods::InTransit) state = WindowState::NotStarted;
  if (none) state = WindowState::None;
  facts.set_enum(Fact::Window, state);
  if (expected.status != Batch::kAnswered) return expected;
  const Verdict verdict = assess(pack, facts, Window{}).verdict;
  facts.set_enum(Fact::Verdict, verdict);
  expected.verdict = static_cast<std::int32_t>(verdict);
  facts.set(Fact::Subject, static_cast<std::int32_t>(pack.column(Fact::Subject).values.size()) - 1);
  if (const auto* routing = pack.routing.decide(facts)) {
    facts.set(Fact::Lane, static_cast<std::int32_t>(routing->then.lane));
    facts.set(Fact::Grade, static_cast<std::int32_t>(routing->then.grade));
  }
  return expected;
}

std::vector<std::size_t> matches(const Batch::Out& out, const std::int32_t* row) {
  std::vector<std::size_t> found;
  if (!out.collects) {
    if (row[out.at] >= 0) found.push_back(static_cast<std::size_t>(row[out.at]));
    return found;
  }
  for (std::size_t bit = 0; bit < out.words * 32; ++bit) {
    if (((static_cast<std::uint32_t>(row[out.at + bit / 32]) >> (bit % 32)) & 1U) != 0) found.push_back(bit);
  }
  return found;
}

// Values from all over each column; bounds of rules are mostly small numbers, so half of the integers are.
class Rows {
 public:
  explicit Rows(const std::vector<BatchColumn>& columns)
      : columns_(columns),
        engine_(*rc::gen::arbitrary<std::uint32_t>()) {}

  std::int32_t between(std::int32_t least, std::int32_t most) {
    return std::uniform_int_distribution<std::int32_t>(least, most)(engine_);
  }
  std::vector<std::int32_t> operator()(int rows) {
    std::vector<std::int32_t> in;
    for (int i = 0; i < rows; ++i) {
      for (const BatchColumn& column : columns_) {
        const bool integer = column.values.empty();
        const std::int32_t most = integer ? column.max : static_cast<std::int32_t>(column.values.size()) - 1;
        const bool near = integer && between(0, 1) == 0;
        in.push_back(between(integer ? column.min : 0, near ? std::min(most, column.min + 40) : most));
      }
    }
    return in;
  }

 private:
  const std::vector<BatchColumn>& columns_;
  std::mt19937 engine_;
};

// The law: bits packed together say what the tables say one by one.
TEST_P(Batches, AgreeWithTheTablesOneByOne) {
  const Pack& p = pack();
  std::vector<BatchColumn> columns = batch_columns(p);
  columns.resize(columns.size() - 2);  // timing says what the window is
  const auto made = Batch::make(p, calendar(), ids(columns), ids(batch_tables(p)));
  ASSERT_TRUE(made) << made.fault().at;
  const std::vector<TableView> tables = tables_of(p);
  std::size_t answered = 0, open = 0, answers = 0;
  EXPECT_TRUE(rc::check("random rows", [&] {
    Rows gen(columns);
    const int rows = gen.between(1, 2000);  // more than are worked on together
    const std::vector<std::int32_t> in = gen(rows);
    const std::vector<std::int32_t> out = run(*made, in);
    for (int i = 0; i < rows; ++i) {
      const std::int32_t* got = &out[static_cast<std::size_t>(i) * made->stride()];
      const Expected expected = expect(p, columns, &in[static_cast<std::size_t>(i) * columns.size()]);
      RC_ASSERT(got[0] == expected.status);
      RC_ASSERT(got[1] == expected.verdict);
      (expected.status == Batch::kAnswered ? answered : open) += 1;
      for (const Batch::Out& of : made->outs()) {
        const TableView& view = tables[of.table];
        std::vector<std::size_t> wanted;
        if (expected.status == Batch::kAnswered || view.stage == Stage::Reason)
          wanted = view.table->matches(expected.facts);
        if (view.hit != Hit::Collect && wanted.size() > 1) wanted.erase(wanted.begin() + 1, wanted.end());
        RC_ASSERT(matches(of, got) == wanted);
        answers += wanted.size();
      }
    }
  }));
  // Not all in one corner.
  EXPECT_GT(answered, 50U);
  EXPECT_GT(open, 50U);
  EXPECT_GT(answers, 500U);
}

TEST_P(Batches, OneTableAloneSaysWhatItSaysAmongAll) {
  const Pack& p = pack();
  std::vector<BatchColumn> columns = batch_columns(p);
  columns.resize(columns.size() - 2);
  const auto all = Batch::make(p, calendar(), ids(columns), ids(batch_tables(p)));
  ASSERT_TRUE(all);
  EXPECT_TRUE(rc::check("tables apart", [&] {
    const std::vector<std::int32_t> row = Rows(columns)(1);
    const std::vector<std::int32_t> together = run(*all, row);
    for (const Batch::Out& of : all->outs()) {
      const auto alone = Batch::make(p, calendar(), ids(columns), {of.table});
      RC_ASSERT(bool{alone});
      const std::vector<std::int32_t> out = run(*alone, row);
      RC_ASSERT(out[0] == together[0] && out[1] == together[1]);
      RC_ASSERT(matches(alone->outs()[0], out.data()) == matches(of, together.data()));
    }
  }));
}

// With both instants the window is what plan finds for an order that was signed for then.
TEST_P(Batches, WindowsEndAsTheyDoInAPlan) {
  const Pack& p = pack();
  std::vector<BatchColumn> columns = batch_columns(p);
  columns.erase(columns.end() - 3);  // no timing
  const auto made = Batch::make(p, calendar(), ids(columns), ids(batch_tables(p)));
  ASSERT_TRUE(made) << made.fault().at;
  std::size_t open = 0, closed = 0;
  const auto one = [&] {
    Rows gen(columns);
    std::vector<std::int32_t> row = gen(1);
    const std::int32_t signed_at = gen.between(29'000'000, 30'000'000);  // 2025 and 2026
    const bool known = gen.between(0, 7) != 0;
    const std::int32_t now = signed_at + gen.between(0, 40 * 1440);
    row[row.size() - 2] = known ? signed_at : -1;
    row[row.size() - 1] = now;
    const Expected before = expect(p, columns, row.data());
    Order order;
    order.goods = static_cast<Goods>(before.facts[Fact::Goods]);
    if (known) order.signed_at = Instant{std::int64_t{signed_at} * 60};
    const Window window = window_of(p, calendar(), order, before.facts, Instant{std::int64_t{now} * 60});
    Facts facts = before.facts;
    facts.set_enum(Fact::Window, window.state);
    const std::vector<std::int32_t> out = run(*made, row);
    RC_ASSERT(out[0] == before.status);
    if (out[0] != Batch::kAnswered) return;
    open += window.state == WindowState::Open ? 1 : 0;
    closed += window.state == WindowState::Closed ? 1 : 0;
    const std::vector<TableView> tables = tables_of(p);
    for (const Batch::Out& of : made->outs()) {
      if (tables[of.table].name == "eligibility")
        RC_ASSERT(matches(of, out.data()) == p.eligibility.table.matches(facts));
    }
    RC_ASSERT(out[1] == static_cast<std::int32_t>(assess(p, facts, window).verdict));
  };
  EXPECT_TRUE(rc::check("random moments", [&] {
    for (int i = 0; i < 100; ++i) one();
  }));
  EXPECT_GT(open, 0U);
  EXPECT_GT(closed, 0U);
}

TEST_P(Batches, AValueOutOfRangeSpoilsItsRowAlone) {
  const Pack& p = pack();
  std::vector<BatchColumn> columns = batch_columns(p);
  columns.resize(columns.size() - 2);
  const auto made = Batch::make(p, calendar(), ids(columns), ids(batch_tables(p)));
  ASSERT_TRUE(made);
  EXPECT_TRUE(rc::check("one wrong value", [&] {
    std::vector<std::int32_t> in = Rows(columns)(3);
    const std::vector<std::int32_t> right = run(*made, in);
    const auto column = *rc::gen::inRange<std::size_t>(0, columns.size());
    const std::int32_t most = columns[column].values.empty()
                                  ? columns[column].max
                                  : static_cast<std::int32_t>(columns[column].values.size()) - 1;
    in[columns.size() + column] =
        *rc::gen::element(most + 1, columns[column].min - 1, std::numeric_limits<std::int32_t>::max(),
                          std::numeric_limits<std::int32_t>::min());
    const std::vector<std::int32_t> wrong = run(*made, in);
    const std::size_t stride = made->stride();
    RC_ASSERT(std::equal(right.begin(), right.begin() + static_cast<std::ptrdiff_t>(stride), wrong.begin()));
    RC_ASSERT(std::equal(right.end() - static_cast<std::ptrdiff_t>(stride), right.end(),
                         wrong.end() - static_cast<std::ptrdiff_t>(stride)));
    RC_ASSERT(wrong[stride] == -1 - static_cast<std::int32_t>(column));
    RC_ASSERT(wrong[stride + 1] == -1);
    for (const Batch::Out& of : made->outs()) RC_ASSERT(matches(of, &wrong[stride]).empty());
  }));
}

TEST_P(Batches, AColumnThatATableNeedsIsAskedFor) {
  const Pack& p = pack();
  std::vector<BatchColumn> columns = batch_columns(p);
  columns.resize(columns.size() - 2);
  const auto without = [&](std::string_view name) {
    std::vector<BatchColumn> rest = columns;
    std::erase_if(rest, [&](const BatchColumn& column) { return column.name == name; });
    return Batch::make(p, calendar(), ids(rest), ids(batch_tables(p)));
  };
  for (const char* name : {"reason", "category", "timing", "goods"}) {
    const auto made = without(name);
    ASSERT_FALSE(made) << name;
    EXPECT_EQ(made.fault().code, FaultCode::Missing);
    EXPECT_EQ(made.fault().at, "/columns");
    EXPECT_EQ(std::get<std::string>(made.fault().params.at(0).value), name);
  }
}

TEST_P(Batches, AnIdThatIsNotThereOrTwiceIsAFaultWithItsPlace) {
  const Pack& p = pack();
  const std::vector<std::size_t> columns = ids(batch_columns(p)), tables = ids(batch_tables(p));
  const auto fault_of = [&](std::vector<std::size_t> some, std::vector<std::size_t> others) {
    const auto made = Batch::make(p, calendar(), some, others);
    return made ? std::string{"none"} : std::string{name(made.fault().code)} + ' ' + made.fault().at;
  };
  EXPECT_EQ(fault_of({columns[0], index(Fact::Verdict)}, tables), "out_of_range /columns/1");
  EXPECT_EQ(fault_of({columns[0], p.columns.size() + 3}, tables), "out_of_range /columns/1");
  EXPECT_EQ(fault_of({columns[0], columns[1], columns[0]}, tables), "duplicate_id /columns/2");
  EXPECT_EQ(fault_of(columns, {tables[1], tables[0], tables[1]}), "duplicate_id /tables/2");
  EXPECT_EQ(fault_of(columns, {tables_of(p).size()}), "out_of_range /tables/0");
  EXPECT_EQ(fault_of(columns, {0}), "out_of_range /tables/0") << "outlooks are asked before there is a reason";
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, Batches, testing::ValuesIn(built_in()), [](const auto& param) {
  std::string title = param.param;
  std::erase(title, '-');
  return title;
});

}  // namespace
}  // namespace returns
