// Every request, and every complaint, by two packs: what their tables look at follows from what their items can be.

#include <algorithm>
#include <set>

#include "core/prove/walk.h"
#include "native/policy/diff_sides.h"

namespace returns::policy {
namespace {

constexpr std::size_t kPacks = 2;
const std::vector<std::string>& outcome_columns() {
  static const std::vector<std::string> columns{"verdict", "lane", "grade", "resolution"};
  return columns;
}

// Verdict, lane, grade and resolution, by name: the two packs may number them differently.
using Outcome = std::vector<std::string>;

void widen(Walk::Scope& scope, const Table& table) {
  for (const Table::Tested& tested : table.tested()) {
    scope.window = scope.window || tested.column == static_cast<std::size_t>(Fact::Window);
    scope.answers = scope.answers || tested.column >= kFactCount;
  }
}

// What requests of any number of items come to: the worst verdict, the first lane and grade, one resolution that all
// allow, all goods in one state.
std::set<Outcome> outcomes_of(const Pack& pack) {
  std::set<Outcome> all;
  for (std::uint8_t goods = 0; goods < 4; ++goods) {
    Walk::Scope scope;
    widen(scope, pack.routing.table);
    widen(scope, pack.remedies.table);
    scope.verdict = scope.resolution = true;
    scope.goods = static_cast<std::uint8_t>(1U << goods);
    Walk walk(pack, {{.table = &pack.routing.table, .keep = Keep::First}}, scope);
    std::vector<std::array<std::int32_t, 4>> found;
    const auto insert = [&](const std::array<std::int32_t, 4>& outcome) {
      if (std::find(found.begin(), found.end(), outcome) == found.end()) found.push_back(outcome);
    };
    walk.run([&](const Leaf& leaf) {
      for (std::size_t rule = 0; rule < pack.routing.rules.size(); ++rule) {
        if (((leaf.alive[0][rule / 64] >> (rule % 64)) & 1U) == 0) continue;
        const RoutingThen& then = pack.routing.rules[rule].then;
        insert({static_cast<std::int32_t>(leaf.verdict), static_cast<std::int32_t>(then.lane),
                static_cast<std::int32_t>(then.grade), leaf.resolution});
        return;
      }
    });
    for (std::size_t a = 0; a < found.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        if (found[a][3] == found[b][3])
          insert({std::max(found[a][0], found[b][0]), std::min(found[a][1], found[b][1]),
                  std::min(found[a][2], found[b][2]), found[a][3]});
      }
    }
    const auto word = [&](Fact fact, std::int32_t value) { return pack.value(fact, static_cast<std::size_t>(value)); };
    for (const auto& [verdict, lane, grade, resolution] : found)
      all.insert({word(Fact::Verdict, verdict), word(Fact::Lane, lane), word(Fact::Grade, grade),
                  word(Fact::Resolution, resolution)});
  }
  return all;
}

class Requests {
 public:
  Requests(Sides& sides, Diff& diff) : sides_(sides), diff_(diff) {
    for (std::size_t side = 0; side < kPacks; ++side) {
      for (const Outcome& outcome : outcomes_of(sides.pack(side))) {
        if (std::none_of(outcomes_.begin(), outcomes_.end(), [&](const Member& m) { return m.texts == outcome; }))
          outcomes_.push_back({outcome});
      }
    }
    channels_ = sides.words(Fact::Channel);
    extended_ = sides.words(Fact::Extended);
    markets_ = sides.words(Fact::Market);
    subjects_ = sides.words(Fact::Subject);
    std::erase_if(subjects_.classes, [](ValueClass& of) {
      std::erase(of.texts, "none");
      return of.texts.empty();
    });
  }

  bool run(bool complaints) {
    const std::size_t first = complaints ? subjects_.classes.size() : outcomes_.size();
    const std::array<std::size_t, 4> sizes{first, channels_.classes.size(), extended_.classes.size(),
                                           markets_.classes.size()};
    Boxes boxes(
        sizes.size(),
        [&](std::size_t depth, const auto& /*chosen*/, auto& values) {
          for (std::uint16_t i = 0; i < sizes[depth]; ++i) values.push_back(i);
        },
        [&](const auto& chosen) { return answer(chosen, complaints); }, kMostRegions);
    if (!boxes.run()) return false;
    diff_.regions += boxes.tuples();
    for (const Box& box : boxes.take()) add_rows(box, complaints);
    return true;
  }

 private:
  std::uint32_t answer(const std::vector<std::uint16_t>& chosen, bool complaint) {
    std::array<Facts, kPacks> facts{Facts(sides_.pack(0).columns.size()), Facts(sides_.pack(1).columns.size())};
    std::array<bool, kPacks> there{};
    for (std::size_t side = 0; side < kPacks; ++side) there[side] = fill(side, chosen, complaint, facts[side]);
    std::vector<Aspect> aspects;
    if (there[0] != there[1])
      aspects.push_back({"offered", {there[0] ? "yes" : "no"}, {there[1] ? "yes" : "no"}, {}, {}});
    if (!there[0] || !there[1]) return sides_.number(std::move(aspects));
    const auto& tables = sides_.tables(0);
    for (std::size_t t = 0; t < tables.size(); ++t) {
      const bool request = tables[t].stage == Stage::Request || tables[t].stage == Stage::Outside;
      if (request || (complaint && tables[t].stage == Stage::Complaint)) sides_.compare(t, facts, aspects);
    }
    return sides_.number(std::move(aspects));
  }

  // False when the pack does not know a word of it.
  bool fill(std::size_t side, const std::vector<std::uint16_t>& chosen, bool complaint, Facts& facts) const {
    const Pack& pack = sides_.pack(side);
    facts.set(Fact::Channel, channels_.classes[chosen[1]].at[side]);
    facts.set(Fact::Extended, extended_.classes[chosen[2]].at[side]);
    facts.set(Fact::Market, markets_.classes[chosen[3]].at[side]);
    if (complaint) {
      facts.set(Fact::Subject, pack.column(Fact::Subject).find(subjects_.classes[chosen[0]].texts.front()));
      facts.set_enum(Fact::Verdict, Verdict::NeedsReview);
      if (facts[Fact::Subject] < 0 || facts[Fact::Market] < 0) return false;
      if (const auto* rule = pack.complaint_routing.decide(facts)) {
        facts.set(Fact::Lane, static_cast<std::int32_t>(rule->then.lane));
        facts.set(Fact::Grade, static_cast<std::int32_t>(rule->then.grade));
      }
      return true;
    }
    facts.set(Fact::Subject, pack.column(Fact::Subject).find("none"));
    constexpr Fact kFacts[] = {Fact::Verdict, Fact::Lane, Fact::Grade, Fact::Resolution};
    bool known = facts[Fact::Market] >= 0;
    for (std::size_t i = 0; i < outcome_columns().size(); ++i) {
      facts.set(kFacts[i], pack.column(kFacts[i]).find(outcomes_[chosen[0]].texts[i]));
      known = known && facts[kFacts[i]] >= 0;
    }
    return known;
  }

  void add_rows(const Box& box, bool complaint) {
    std::vector<Condition> rest;
    const Dimension* const dimensions[] = {&channels_, &extended_, &markets_};
    for (std::size_t i = 0; i < 3; ++i) {
      if (auto condition = condition_of(*dimensions[i], box.sets[i + 1])) rest.push_back(std::move(*condition));
    }
    std::vector<std::vector<Condition>> first;
    if (complaint) {
      auto condition = condition_of(subjects_, box.sets[0]);
      first.push_back(condition ? std::vector{std::move(*condition)} : std::vector<Condition>{});
    } else {
      std::vector<bool> chosen(outcomes_.size(), !box.sets[0]);
      for (const std::uint16_t i : box.sets[0].value_or(std::vector<std::uint16_t>{})) chosen[i] = true;
      first = factor(outcome_columns(), outcomes_, chosen);
    }
    for (std::vector<Condition>& when : first) {
      when.insert(when.end(), rest.begin(), rest.end());
      diff_.rows.push_back(
          {complaint ? About::Complaint : About::Request, std::move(when), sides_.aspects(box.answer), {}});
    }
  }

  Sides& sides_;
  Diff& diff_;
  std::vector<Member> outcomes_;
  Dimension channels_, extended_, markets_, subjects_;
};

}  // namespace

bool diff_requests(Sides& sides, Diff& diff) {
  bool requests = true, complaints = true;
  const auto& tables = sides.tables(0);
  for (std::size_t t = 0; t < tables.size(); ++t) {
    if (sides.same(t)) continue;
    const bool request = tables[t].stage == Stage::Request || tables[t].stage == Stage::Outside;
    requests = requests && !request;
    complaints = complaints && !request && tables[t].stage != Stage::Complaint;
  }
  if (requests && complaints) return true;
  Requests both(sides, diff);
  return (requests || both.run(false)) && (complaints || both.run(true));
}

}  // namespace returns::policy
