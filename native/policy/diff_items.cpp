// Every case of an item, by two packs.

#include <algorithm>
#include <numeric>

#include "core/item_facts.h"
#include "core/prove/case.h"
#include "native/policy/diff_sides.h"
#include "native/policy/fired.h"

namespace returns::policy {
namespace {

constexpr std::size_t kPacks = 2;

// What an order can be like around an item (core/prove/walk.cpp walks the same), as far as rules tell it apart.
struct Around {
  Goods goods;
  WindowState timing;
  Promise promise;
  std::int32_t late;
  std::vector<Member> members;
};

class Arounds {
 public:
  explicit Arounds(const Sides& sides) : sides_(sides) {
    add_known(Goods::NotShipped, WindowState::NotStarted);
    add_known(Goods::InTransit, WindowState::NotStarted);
    add_known(Goods::Received, WindowState::Open);
    add_known(Goods::Received, WindowState::Closed);
    for (const Promise promise : {Promise::None, Promise::Unknown}) {
      add(Goods::Received, WindowState::Unknown, promise, 0, 0);
      for (const WindowState timing : {WindowState::Open, WindowState::Closed, WindowState::Unknown})
        add(Goods::Unknown, timing, promise, 0, 0);
    }
  }
  std::vector<Around> all;

 private:
  void add_known(Goods goods, WindowState timing) {
    add(goods, timing, Promise::None, 0, 0);
    add(goods, timing, Promise::Kept, 0, 0);
    for (const ValueClass& late : sides_.regions(Fact::DaysLate, 1).classes)
      add(goods, timing, Promise::Late, late.ranges.front().first, late.ranges.front().second);
  }
  void add(Goods goods, WindowState timing, Promise promise, std::int32_t from, std::int32_t to) {
    std::string mark = std::to_string(static_cast<int>(goods)) + ' ' + std::to_string(static_cast<int>(timing));
    for (std::size_t side = 0; side < kPacks; ++side) {
      mark += sides_.signature(side, static_cast<std::size_t>(Fact::Promise), static_cast<std::int32_t>(promise));
      mark += sides_.signature(side, static_cast<std::size_t>(Fact::DaysLate), from);
    }
    const auto [known, fresh] = seen_.try_emplace(std::move(mark), all.size());
    if (fresh) all.push_back({goods, timing, promise, from, {}});
    const std::string late = from == to ? std::to_string(from) : std::to_string(from) + "…" + std::to_string(to);
    all[known->second].members.push_back(
        {{std::string{value_name(Fact::Goods, goods)}, std::string{value_name(Fact::Window, timing)},
          std::string{value_name(Fact::Promise, promise)}, late},
         {{-1, -1}, {-1, -1}, {-1, -1}, {from, to}}});
  }
  const Sides& sides_;
  std::map<std::string, std::size_t> seen_;
};

// Leaves that no rule tells apart and that are offered with the same goods.
Dimension reasons_of(const Sides& sides) {
  Dimension dimension{"reason", {}};
  std::map<std::string, std::size_t> seen;
  for (const ValueClass& of : sides.words(Fact::Reason).classes) {
    for (const std::string& id : of.texts) {
      std::string mark;
      std::array<std::int32_t, kPacks> at{-1, -1};
      for (std::size_t side = 0; side < kPacks; ++side) {
        const Pack& pack = sides.pack(side);
        const Reason* reason = pack.reason(id);
        if (reason == nullptr || !reason->leaf) {
          mark += '-';
          continue;
        }
        at[side] = pack.column(Fact::Reason).find(id);
        mark +=
            sides.signature(side, static_cast<std::size_t>(Fact::Reason), at[side])
            + sides.signature(side, static_cast<std::size_t>(Fact::Ground), reason->ground)
            + sides.signature(side, static_cast<std::size_t>(Fact::Fault), static_cast<std::int32_t>(reason->fault));
        for (int goods = 0; goods < 4; ++goods)
          mark += answered_for(pack, *reason, static_cast<Goods>(goods)) ? '1' : '0';
      }
      const auto [known, fresh] = seen.try_emplace(std::move(mark), dimension.classes.size());
      if (fresh) dimension.classes.push_back({{}, {}, at});
      dimension.classes[known->second].texts.push_back(id);
    }
  }
  return dimension;
}

// Places of the columns in a choice; the answers follow. NOLINTNEXTLINE(readability-identifier-naming): constants
enum Place : std::size_t { kReason, kAroundIt, kCategory, kMarket, kRecall, kGift, kConfirmed, kQuantity, kAnswers };

// What is told in rows of its own, so that a longer window does not cut the rows of another answer into pieces.
enum class Part : std::uint8_t { Answer, Asked, Term };

Part part_of(std::string_view table) {
  if (table == "windows" || table == "limits") return Part::Term;
  return table == "questions" || table == "details" ? Part::Asked : Part::Answer;
}

class Items {
 public:
  Items(Sides& sides, Diff& diff, Part part, bool lines = false)
      : sides_(sides),
        diff_(diff),
        part_(part),
        lines_(lines),
        arounds_(sides),
        dimensions_(kAnswers),
        facts_{Facts(sides.pack(0).columns.size()), Facts(sides.pack(1).columns.size())} {
    dimensions_[kReason] = reasons_of(sides);
    dimensions_[kCategory] = sides.words(Fact::Category);
    dimensions_[kMarket] = sides.words(Fact::Market);
    dimensions_[kRecall] = sides.words(Fact::Recall);
    dimensions_[kGift] = sides.words(Fact::Gift);
    dimensions_[kConfirmed] = sides.words(Fact::Confirmed);
    dimensions_[kQuantity] = sides.regions(Fact::Quantity, 1);
    if (lines_) return;
    for (std::size_t side = 0; side < kPacks; ++side) {
      for (const Question& question : sides.pack(side).questions) {
        if (std::find(questions_.begin(), questions_.end(), question.id) == questions_.end())
          questions_.push_back(question.id);
      }
    }
    for (const std::string& question : questions_) dimensions_.push_back(sides.words("answer." + question));
  }

  bool run() {
    Boxes boxes(
        dimensions_.size(),
        [this](std::size_t depth, const auto& chosen, auto& values) { choose(depth, chosen, values); },
        [this](const auto& chosen) { return answer(chosen); }, kMostRegions);
    if (!boxes.run()) return false;
    diff_.regions += boxes.tuples();
    for (const Box& box : boxes.take()) add_rows(box);
    return true;
  }

 private:
  using Chosen = std::vector<std::uint16_t>;

  const ValueClass& at(const Chosen& chosen, std::size_t place) const {
    return dimensions_[place].classes[chosen[place]];
  }

  bool offered(std::size_t side, std::size_t reason, std::size_t around) const {
    const std::int32_t index = dimensions_[kReason].classes[reason].at[side];
    if (index < 0) return false;
    const Pack& pack = sides_.pack(side);
    return answered_for(pack, *pack.reason(pack.value(Fact::Reason, static_cast<std::size_t>(index))),
                        arounds_.all[around].goods);
  }

  void choose(std::size_t depth, const Chosen& chosen, Chosen& values) {
    if (depth == kReason && lines_) {
      values.push_back(0);            // an order line is looked at before any reason
    } else if (depth == kAroundIt) {  // NOLINT(bugprone-branch-clone): no two of these are alike
      for (const std::uint16_t i : indexes(arounds_.all.size())) {
        if (lines_ || offered(0, chosen[kReason], i) || offered(1, chosen[kReason], i)) values.push_back(i);
      }
    } else if (depth < kAnswers) {
      for (const std::uint16_t i : indexes(dimensions_[depth].classes.size())) values.push_back(i);
    } else {
      if (depth == kAnswers) prepare(chosen);
      const std::string& question = questions_[depth - kAnswers];
      const bool asked = asks(0, question) || asks(1, question);
      for (const std::uint16_t i : indexes(dimensions_[depth].classes.size())) {
        const bool none = dimensions_[depth].classes[i].texts.front() == "not_asked";
        if (none != asked) values.push_back(i);
      }
    }
  }

  bool asks(std::size_t side, const std::string& question) const {
    return std::find(asked_[side].begin(), asked_[side].end(), question) != asked_[side].end();
  }

  // Everything but the answers.
  void prepare(const Chosen& chosen) {
    const Around& around = arounds_.all[chosen[kAroundIt]];
    for (std::size_t side = 0; side < kPacks; ++side) {
      const Pack& pack = sides_.pack(side);
      asked_[side].clear();
      known_[side] = at(chosen, kCategory).at[side] >= 0 && at(chosen, kMarket).at[side] >= 0;
      offered_[side] = lines_ || offered(side, chosen[kReason], chosen[kAroundIt]);
      if (!known_[side] || !offered_[side]) continue;
      Facts facts(pack.columns.size());
      const auto set = [&](Fact fact, std::size_t place) { facts.set(fact, at(chosen, place).at[side]); };
      set(Fact::Category, kCategory);
      set(Fact::Market, kMarket);
      set(Fact::Recall, kRecall);
      set(Fact::Gift, kGift);
      set(Fact::Confirmed, kConfirmed);
      set(Fact::Quantity, kQuantity);
      facts.set_enum(Fact::Goods, around.goods);
      facts.set_enum(Fact::Promise, around.promise);
      facts.set(Fact::DaysLate, around.late);
      lines_ ? look_at_line(side, around, facts) : look_at_item(side, chosen, around, facts);
      facts_[side] = std::move(facts);
    }
  }

  void look_at_line(std::size_t side, const Around& around, Facts& facts) {
    const Pack& pack = sides_.pack(side);
    Facts with = facts;
    const Reason* reason = no_reason_leaf(pack, around.goods);
    if (reason != nullptr) add_reason(pack, *reason, with);
    facts.set_enum(Fact::Window, reason == nullptr ? WindowState::None : window_at(pack, with, around.timing));
  }

  void look_at_item(std::size_t side, const Chosen& chosen, const Around& around, Facts& facts) {
    const Pack& pack = sides_.pack(side);
    const auto reason = static_cast<std::size_t>(at(chosen, kReason).at[side]);
    add_reason(pack, *pack.reason(pack.value(Fact::Reason, reason)), facts);
    for (const Question& question : pack.questions)
      facts.set(question.column, static_cast<std::int32_t>(question.options.size()));
    for (const auto* rule : pack.question_rules.collect(facts))
      asked_[side].push_back(pack.questions[rule->then.question].id);
    facts.set_enum(Fact::Window, window_at(pack, facts, around.timing));
  }

  std::uint32_t answer(const Chosen& chosen) {
    if (dimensions_.size() == kAnswers) prepare(chosen);
    std::array<bool, kPacks> there{};
    std::array<Facts, kPacks> facts = facts_;
    std::array<bool, kPacks> answerable{true, true};
    for (std::size_t side = 0; side < kPacks; ++side) {
      there[side] = known_[side] && offered_[side];
      if (there[side]) answerable[side] = set_answers(side, chosen, facts[side]);
    }
    if (!there[0] && !there[1]) return Boxes::kNothing;
    for (std::size_t side = 0; side < kPacks; ++side) there[side] = there[side] && answerable[side];
    std::vector<Aspect> aspects;
    if (!there[0] || !there[1]) {
      if (there[0] == there[1] || part_ != Part::Answer) return Boxes::kNothing;
      aspects.push_back({"offered", {there[0] ? "yes" : "no"}, {there[1] ? "yes" : "no"}, {}, {}});
      return sides_.number(std::move(aspects));
    }
    lines_ ? sides_.compare(sides_.table("outlooks"), facts, aspects) : compare(facts, aspects);
    return sides_.number(std::move(aspects));
  }

  // False when the pack asks and does not know the answer.
  bool set_answers(std::size_t side, const Chosen& chosen, Facts& facts) const {
    const Pack& pack = sides_.pack(side);
    for (std::size_t q = 0; q < questions_.size(); ++q) {
      if (!asks(side, questions_[q])) continue;
      const std::int32_t value = at(chosen, kAnswers + q).at[side];
      if (value < 0) return false;
      for (const Question& question : pack.questions) {
        if (question.id == questions_[q]) facts.set(question.column, value);
      }
    }
    return true;
  }

  static Verdict verdict_of(const Pack& pack, const Facts& facts) {
    const std::vector<std::size_t> rules = pack.eligibility.table.matches(facts);
    Verdict worst = rules.empty() ? Verdict::NeedsReview : Verdict::Eligible;
    for (const std::size_t rule : rules) worst = std::max(worst, pack.eligibility.rules[rule].then.verdict);
    return worst;
  }

  void compare(std::array<Facts, kPacks>& facts, std::vector<Aspect>& aspects) {
    std::array<Verdict, kPacks> verdicts{};
    for (std::size_t side = 0; side < kPacks; ++side) {
      verdicts[side] = verdict_of(sides_.pack(side), facts[side]);
      facts[side].set_enum(Fact::Verdict, verdicts[side]);
    }
    if (verdicts[0] != verdicts[1] && part_ == Part::Answer)
      aspects.push_back({"verdict",
                         {std::string{value_name(Fact::Verdict, verdicts[0])}},
                         {std::string{value_name(Fact::Verdict, verdicts[1])}},
                         {},
                         {}});
    // With the same facts, the same table says the same.
    const bool alike =
        sides_.same_words() && facts[0][Fact::Window] == facts[1][Fact::Window] && asked_[0] == asked_[1];
    const bool judged_alike = alike && verdicts[0] == verdicts[1];
    const auto& tables = sides_.tables(0);
    for (std::size_t t = 0; t < tables.size(); ++t) {
      const Stage stage = tables[t].stage;
      if (tables[t].name == "rights" || stage == Stage::Line || stage >= Stage::Remedy
          || part_of(tables[t].name) != part_)
        continue;
      if (!sides_.same(t) || !(stage == Stage::Judged ? judged_alike : alike)) sides_.compare(t, facts, aspects);
    }
    compare_remedies(facts, judged_alike, aspects);
  }

  // Limits and fees of the resolutions that both give.
  void compare_remedies(std::array<Facts, kPacks> facts, bool alike, std::vector<Aspect>& aspects) const {
    const std::size_t limits = sides_.table("limits");
    const std::size_t fees = sides_.table("fees");
    if (part_ == Part::Asked || (alike && sides_.same(part_ == Part::Term ? limits : fees))) return;
    const Dimension values = sides_.regions(Fact::Value, 0);
    for (const std::string& resolution : given(0, facts[0])) {
      const std::vector<std::string> other = given(1, facts[1]);
      if (std::find(other.begin(), other.end(), resolution) == other.end()) continue;
      for (std::size_t side = 0; side < kPacks; ++side)
        facts[side].set(Fact::Resolution, sides_.pack(side).column(Fact::Resolution).find(resolution));
      if (part_ == Part::Term) {
        sides_.compare(limits, facts, aspects, resolution + ": ");
        continue;
      }
      for (const ValueClass& value : values.classes) {
        for (Facts& of : facts) of.set(Fact::Value, value.at[0]);
        sides_.compare(fees, facts, aspects, resolution + ", value " + value.texts.front() + ": ");
      }
      for (Facts& of : facts) of.set(Fact::Value, kUnset);
    }
  }

  std::vector<std::string> given(std::size_t side, const Facts& facts) const {
    const Pack& pack = sides_.pack(side);
    std::vector<std::string> ids;
    for (const auto* rule : pack.remedies.collect(facts)) {
      const std::string& id = pack.resolutions[rule->then.resolution].id;
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  void add_rows(const Box& box) {
    std::vector<Condition> plain;
    for (const std::size_t place : {kCategory, kMarket, kReason}) add_condition(box, place, plain);
    std::vector<Condition> last;
    for (const std::size_t place : {kConfirmed, kGift, kRecall, kQuantity}) add_condition(box, place, last);
    for (std::size_t q = 0; q < questions_.size(); ++q) {
      const auto& set = box.sets[kAnswers + q];
      if (!set || set->size() + 1 == dimensions_[kAnswers + q].classes.size()) continue;  // every answer there is
      last.push_back(*condition_of(dimensions_[kAnswers + q], set));
      std::erase(last.back().others, "not_asked");
    }
    // Where the goods can be depends on the reasons of the row.
    const std::vector<std::uint16_t> reasons = every(box, kReason);
    std::vector<Member> all;
    std::vector<bool> chosen;
    for (const std::uint16_t i : indexes(arounds_.all.size())) {
      const bool possible = lines_ || std::any_of(reasons.begin(), reasons.end(), [&](std::uint16_t reason) {
                              return offered(0, reason, i) || offered(1, reason, i);
                            });
      if (!possible) continue;
      const auto& set = box.sets[kAroundIt];
      const bool in = !set || std::binary_search(set->begin(), set->end(), i);
      for (const Member& member : arounds_.all[i].members) {
        all.push_back(member);
        chosen.push_back(in);
      }
    }
    for (const std::vector<Condition>& around : factor(around_columns(), all, chosen)) {
      DiffRow row{lines_ ? About::Line : About::Item, plain, sides_.aspects(box.answer), {}};
      row.when.insert(row.when.end(), around.begin(), around.end());
      row.when.insert(row.when.end(), last.begin(), last.end());
      row.example = example(box, around);
      diff_.rows.push_back(std::move(row));
    }
  }

  // The values of a column in a box; all of them where it leaves them open.
  std::vector<std::uint16_t> every(const Box& box, std::size_t place) const {
    if (box.sets[place]) return *box.sets[place];
    std::vector<std::uint16_t> all(place == kAroundIt ? arounds_.all.size() : dimensions_[place].classes.size());
    std::iota(all.begin(), all.end(), std::uint16_t{0});
    return all;
  }

  void add_condition(const Box& box, std::size_t place, std::vector<Condition>& into) const {
    if (place == kReason && lines_) return;
    if (auto condition = condition_of(dimensions_[place], box.sets[place])) into.push_back(std::move(*condition));
  }

  // A case that lies in the row, as the first pack has it (or the second, where only that one knows it).
  Json example(const Box& box, const std::vector<Condition>& around) {
    if (lines_) return {};
    Chosen chosen;
    for (std::size_t place = 0; place < box.sets.size(); ++place) chosen.push_back(every(box, place).front());
    for (const std::uint16_t i : every(box, kAroundIt)) {
      if (!offered(0, chosen[kReason], i) && !offered(1, chosen[kReason], i)) continue;
      for (const Member& member : arounds_.all[i].members) {
        if (!fits(member, around)) continue;
        chosen[kAroundIt] = i;
        prepare(chosen);
        return document(chosen, member);
      }
    }
    return {};
  }
  static bool fits(const Member& member, const std::vector<Condition>& around) {
    return std::all_of(around.begin(), around.end(), [&](const Condition& condition) {
      const std::vector<std::string>& columns = around_columns();
      const auto column = std::find(columns.begin(), columns.end(), condition.column) - columns.begin();
      return std::find(condition.values.begin(), condition.values.end(), member.texts[static_cast<std::size_t>(column)])
             != condition.values.end();
    });
  }
  Json document(const Chosen& chosen, const Member& member) const {
    const std::size_t side = known_[0] && offered_[0] ? 0 : 1;
    const Pack& pack = sides_.pack(side);
    Json made = {{"schema", "returns.case/1"}};
    for (const std::size_t place : {kCategory, kMarket, kReason}) made[dimensions_[place].column] = text(chosen, place);
    made["goods"] = member.texts[0];
    made["window"] = pack.value(Fact::Window, static_cast<std::size_t>(facts_[side][Fact::Window]));
    made["promise"] = member.texts[2];
    made["days_late"] = member.ranges[3].first;
    for (const std::size_t place : {kConfirmed, kGift, kRecall}) made[dimensions_[place].column] = text(chosen, place);
    made["quantity"] = at(chosen, kQuantity).ranges.front().first;
    for (std::size_t q = 0; q < questions_.size(); ++q) {
      if (asks(side, questions_[q])) made["answer." + questions_[q]] = text(chosen, kAnswers + q);
    }
    return made;
  }
  const std::string& text(const Chosen& chosen, std::size_t place) const { return at(chosen, place).texts.front(); }

  Sides& sides_;
  Diff& diff_;
  Part part_;
  bool lines_;
  Arounds arounds_;
  std::vector<Dimension> dimensions_;
  std::vector<std::string> questions_;
  std::array<Facts, kPacks> facts_;
  std::array<std::vector<std::string>, kPacks> asked_;
  std::array<bool, kPacks> known_{}, offered_{};
};

}  // namespace

bool diff_items(Sides& sides, Diff& diff) {
  return Items(sides, diff, Part::Answer).run() && Items(sides, diff, Part::Term).run()
         && Items(sides, diff, Part::Asked).run();
}

bool diff_lines(Sides& sides, Diff& diff) {
  if (sides.same(sides.table("outlooks")) && sides.same(sides.table("windows"))) return true;
  return Items(sides, diff, Part::Answer, true).run();
}

}  // namespace returns::policy
