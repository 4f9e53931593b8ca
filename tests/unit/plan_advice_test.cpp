// Advice keeps its word: applied and planned again, the draft is better by what was said. And no smaller change of
// the choice of items would have done, over every choice in small worlds.

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>

#include "core/plan.h"
#include "core/wire/read.h"
#include "tests/thinned.h"
#include "tests/unit/support.h"

namespace returns {
namespace {

using test::core_with;
using test::draft;
using test::item;
using test::json;
using test::kNow;
using test::line;
using test::order;
using test::plan_by;
using test::quote_of;
using test::table;

constexpr const char* kOwnReason = "changed.not_needed";
const json kIntact = {{"seal", "intact"}, {"outer_box", "intact"}, {"accessories", "complete"}};

std::optional<json> advice(const json& plan, const std::string& code) {
  for (const json& entry : plan.at("advice")) {
    if (entry.at("code") == "advice." + code) return entry;
  }
  return std::nullopt;
}

json applied(json draft, const json& advice) {
  draft[json::json_pointer(advice.at("change").at("path").get<std::string>())] = advice.at("change").at("value");
  for (json& entry : draft["items"]) {
    if (!entry.contains("answers")) entry["answers"] = kIntact;
  }
  return draft;
}

// What the choice of items costs: what was paid for the goods less what comes back, own fees and gifts left aside.
// Nothing for a draft that is not settled at once, or whose refund is cut, unless that is allowed.
std::optional<long> cost(const wire::Core& core, const json& order, const json& draft, bool cut = false) {
  const json plan = plan_by(core, order, draft);
  if (!plan.contains("verdict")) return std::nullopt;
  bool offered = false;
  for (const json& offer : plan.at("resolutions"))
    offered = offered || (offer.at("code") == "refund" && offer.at("available").get<bool>());
  if (!offered) return std::nullopt;
  const json quote = quote_of(plan, "refund");
  const auto read = wire::read_order(order.dump(), core.pack());
  const Books books = books_of(*read);
  long sum = -quote.at("refund").get<long>();
  for (const json& entry : draft.at("items")) {
    for (std::size_t i = 0; i < read->lines.size(); ++i) {
      if (read->lines[i].id.text() == entry.at("line")) sum += paid_for(books, *read, i, entry.at("quantity"));
    }
  }
  for (const json& entry : quote.at("lines")) {
    if (entry.at("code") == "cap" && !cut) return std::nullopt;
    if (entry.at("code") == "gift_kept" || (entry.at("code") == "fee" && entry.contains("line")))
      sum += entry.at("amount").get<long>();
  }
  return sum;
}

struct Best {
  std::size_t changed = 0;
  long saved = 0;
};

// Every choice of lines that shares one with the draft, and every other number of units of one item.
struct Tried {
  std::optional<Best> smallest, best;

  void consider(std::size_t changed, long saved) {
    if (saved <= 0) return;
    if (!smallest || changed < smallest->changed || (changed == smallest->changed && saved > smallest->saved))
      smallest = Best{changed, saved};
    if (!best || saved > best->saved) best = Best{changed, saved};
  }
};

Tried try_all(const wire::Core& core, const json& order, const json& draft, long now) {
  Tried tried;
  const json& lines = order.at("lines");
  std::map<std::string, int> selected;
  for (const json& entry : draft.at("items")) selected[entry.at("line")] = entry.at("quantity");
  for (unsigned mask = 1; mask < (1U << lines.size()); ++mask) {
    json other = draft;
    other["items"] = json::array();
    std::size_t changed = 0;
    bool shares = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string id = lines[i].at("id");
      const bool in = ((mask >> i) & 1U) != 0;
      if (in != selected.contains(id)) ++changed;
      if (!in) continue;
      shares = shares || selected.contains(id);
      const int quantity = selected.contains(id) ? selected[id] : lines[i].at("quantity").get<int>();
      other["items"].push_back(item(id, quantity, kOwnReason, kIntact));
    }
    if (!shares || changed == 0) continue;
    if (const auto then = cost(core, order, other)) tried.consider(changed, now - *then);
  }
  for (std::size_t i = 0; i < draft.at("items").size(); ++i) {
    const std::string id = draft["items"][i].at("line");
    for (const json& of : lines) {
      if (of.at("id") != id) continue;
      for (int quantity = 1; quantity <= of.at("quantity").get<int>(); ++quantity) {
        json other = draft;
        other["items"][i]["quantity"] = quantity;
        if (quantity == selected[id]) continue;
        if (const auto then = cost(core, order, other)) tried.consider(1, now - *then);
      }
    }
  }
  return tried;
}

// All drafts over the order's lines, all units of each or one.
void check_every_draft(const wire::Core& core, const json& order, int& advised) {
  const json& lines = order.at("lines");
  for (unsigned mask = 1; mask < (1U << lines.size()); ++mask) {
    for (const bool whole : {true, false}) {
      std::vector<json> items;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (((mask >> i) & 1U) == 0) continue;
        items.push_back(item(lines[i].at("id"), whole ? lines[i].at("quantity").get<int>() : 1, kOwnReason, kIntact));
      }
      json of = draft(items);
      of["resolution"] = "refund";
      const auto now = cost(core, order, of, true);
      ASSERT_TRUE(now.has_value()) << of.dump();
      const json plan = plan_by(core, order, of);
      const Tried tried = try_all(core, order, of, *now);
      std::optional<Best> said, most;
      for (const json& entry : plan.at("advice")) {
        const std::string code = entry.at("code");
        if (!std::set<std::string>{"advice.return_also", "advice.keep", "advice.swap", "advice.return_fewer",
                                   "advice.return_more"}
                 .contains(code))
          continue;
        ++advised;
        const long amount = entry.at("params").at("amount");
        const auto then = cost(core, order, applied(of, entry));
        ASSERT_TRUE(then.has_value()) << entry.dump();
        EXPECT_EQ(*now - *then, amount) << entry.dump() << '\n' << order.dump();
        EXPECT_FALSE(entry.contains("exact")) << "so few lines are all tried";
        const json& params = entry.at("params");
        const std::size_t changed = params.contains("line") ? 1
                                                            : params.value("keep", json::array()).size()
                                                                  + params.value("lines", json::array()).size();
        if (!said) said = Best{changed, amount};
        if (!most || amount > most->saved) most = Best{changed, amount};
      }
      if (*now <= 0) {
        EXPECT_FALSE(said.has_value()) << "nothing to gain";
        continue;
      }
      ASSERT_EQ(said.has_value(), tried.smallest.has_value()) << of.dump() << '\n' << order.dump();
      if (!said) continue;
      EXPECT_EQ(said->changed, tried.smallest->changed) << of.dump() << '\n' << order.dump();
      EXPECT_EQ(said->saved, tried.smallest->saved) << of.dump() << '\n' << order.dump();
      EXPECT_EQ(most->saved, tried.best->saved) << of.dump() << '\n' << order.dump();
    }
  }
}

json discounts(long threshold, long off, const std::vector<std::string>& lines = {}) {
  json discount = {{"id", "D1"}, {"kind", "spend_and_save"}, {"threshold", threshold}, {"off", off}};
  if (!lines.empty()) discount["lines"] = lines;
  return json::array({discount});
}

TEST(Advice, SavesWhatItSaysAndNothingSmallerDoes) {
  int advised = 0;
  const wire::Core plain = core_with("cn-pharmacy", {});
  for (const long a : {3000L, 7000L}) {
    for (const long b : {2000L, 6500L}) {
      for (int quantity = 1; quantity <= test::thinned(2, 1); ++quantity) {
        const std::vector<json> lines{line("L1", "cosmetic", quantity, a), line("L2", "cosmetic", 2, b),
                                      line("L3", "cosmetic", 1, 4000)};
        check_every_draft(plain, order(lines), advised);
        check_every_draft(plain, order(lines, discounts(9000, 1500)), advised);
        check_every_draft(plain, order(lines, discounts(2 * b, 700, {"L1", "L2"})), advised);
        // So large a discount that a part return is worth nothing.
        check_every_draft(plain, order(lines, discounts(9000, 5000)), advised);
      }
    }
  }
  EXPECT_GT(advised, 100);
}

TEST(Advice, CountsFeesThatAreTakenOnce) {
  // A request that returns a line of one unit pays for the handling of it; own fees never make advice.
  const json fees = table("collect", {"quantity", "value", "resolution"},
                          {{{"when", {{"quantity", 1}, {"value", {{"min", 2000}}}, {"resolution", "refund"}}},
                            {"then", {{"code", "handling"}, {"amount", 300}, {"per", "request"}}}},
                           {{"when", {{"value", {{"min", 1000}}}, {"resolution", "refund"}}},
                            {"then", {{"code", "restocking"}, {"basis_points", 1000}, {"floor", 50}, {"cap", 400}}}}});
  const wire::Core core = core_with("cn-pharmacy", {{"/tables/fees", fees}, test::no_rights()});
  int advised = 0;
  const std::vector<json> lines{line("L1", "cosmetic", 1, 3000), line("L2", "cosmetic", 2, 2500),
                                line("L3", "cosmetic", 1, 4000)};
  check_every_draft(core, order(lines), advised);
  check_every_draft(core, order(lines, discounts(9000, 1500)), advised);
  EXPECT_GT(advised, 5);
}

TEST(Advice, BeyondTwelveLinesItSaysThatNotEverythingWasTried) {
  std::vector<json> lines;
  for (int i = 0; i < 14; ++i) lines.push_back(line("L" + std::to_string(i), "cosmetic", 1, 1000));
  const json of = order(lines, discounts(14000, 1400));
  json wanted = draft({item("L0", 1, kOwnReason, kIntact)});
  wanted["resolution"] = "refund";
  const wire::Core& core = test::core("cn-pharmacy");
  const json plan = plan_by(core, of, wanted);
  const auto also = advice(plan, "return_also");
  ASSERT_TRUE(also.has_value()) << plan.at("advice").dump();
  EXPECT_EQ(also->at("exact"), false);
  EXPECT_EQ(*cost(core, of, wanted, true) - *cost(core, of, applied(wanted, *also)), also->at("params").at("amount"))
      << plan.at("advice").dump() << quote_of(plan, "refund").dump()
      << quote_of(plan_by(core, of, applied(wanted, *also)), "refund").dump();
}

TEST(Advice, NeverTouchesWhatTheGoodsLookLike) {
  const json of = order({line("L1", "cosmetic", 1, 3000), line("L2", "cosmetic", 1, 2500)}, discounts(5500, 500));
  json broken = kIntact;
  broken["seal"] = "broken";
  const json plan = test::plan(of, draft({item("L1", 1, kOwnReason, broken), item("L2", 1, kOwnReason, kIntact)}));
  for (const json& entry : plan.at("advice")) {
    if (!entry.contains("change")) continue;
    for (const json& kept : entry["change"]["value"]) {
      if (kept.is_object() && kept.at("line") == "L1") {
        EXPECT_EQ(kept.at("answers").at("seal"), "broken");
      }
    }
  }
}

TEST(Advice, ARefusedItemIsFiledApartAndTheRestIsSettled) {
  const json of = order({line("L1", "cosmetic", 1, 3000), line("L2", "cosmetic", 1, 2500)});
  json broken = kIntact;
  broken["seal"] = "broken";
  const json wanted = draft({item("L1", 1, kOwnReason, broken), item("L2", 1, kOwnReason, kIntact)});
  const json plan = test::plan(of, wanted);
  EXPECT_EQ(plan.at("verdict"), "ineligible");
  const auto apart = advice(plan, "file_apart");
  ASSERT_TRUE(apart.has_value());
  EXPECT_EQ(apart->at("params").at("lines"), json::array({"L1"}));
  EXPECT_EQ(test::plan(of, applied(wanted, *apart)).at("verdict"), "eligible");
}

TEST(Advice, AMissingPhotoIsNamedWhenNothingElseIs) {
  const json of = order({line("L1", "rx_medicine", 1, 3990)});
  json wanted = test::complete(of, draft({item("L1", 1, "quality.spoiled")}));
  ASSERT_TRUE(test::plan(of, wanted).at("missing").empty());
  wanted["evidence"].erase(0);
  const json plan = test::plan(of, wanted);
  const auto files = advice(plan, "add_files");
  ASSERT_TRUE(files.has_value());
  EXPECT_EQ(files->at("params").at("lacks"), 1);
  wanted["description"] = "";
  EXPECT_FALSE(advice(test::plan(of, wanted), "add_files").has_value()) << "first things first";
}

TEST(Advice, AGiftThatIsKeptMayGoBack) {
  json gift = line("G1", "gift", 1, 0);
  gift["gift"] = {{"of", "L1"}, {"value", 1500}};
  const json of = order({line("L1", "cosmetic", 1, 10000), gift});
  json answers = kIntact;
  answers["gift.G1"] = "kept";
  const json wanted = draft({item("L1", 1, kOwnReason, answers)});
  const json plan = test::plan(of, wanted);
  const auto back = advice(plan, "return_gift");
  ASSERT_TRUE(back.has_value());
  const long more = quote_of(test::plan(of, applied(wanted, *back)), "refund").at("refund").get<long>()
                    - quote_of(plan, "refund").at("refund").get<long>();
  EXPECT_EQ(more, back->at("params").at("amount"));
}

TEST(Advice, AWayThatPaysMoreIsNamed) {
  // Keeping the goods and being paid for them is a table's doing; here for quality, when they are cheap.
  json pack = json::parse(test::pack_text("cn-pharmacy"));
  json remedies = pack.at("tables").at("remedies");
  remedies["rules"].push_back({{"id", "keep-it"},
                               {"when", {{"ground", "no_reason"}, {"verdict", "eligible"}}},
                               {"then", {{"resolution", "refund_only"}}},
                               {"source", "promise-fees"}});
  const wire::Core core = core_with("cn-pharmacy", {{"/tables/remedies", remedies}});
  const json of = order({line("L1", "cosmetic", 1, 3000)});
  json wanted = draft({item("L1", 1, kOwnReason, kIntact)});
  wanted["resolution"] = "refund";
  const auto other = advice(plan_by(core, of, wanted), "choose");
  ASSERT_TRUE(other.has_value());
  EXPECT_EQ(other->at("change").at("value"), "refund_only");
  EXPECT_EQ(other->at("params").at("amount"), 1200) << "the carrier's price";
  wanted["resolution"] = "refund_only";
  EXPECT_FALSE(advice(plan_by(core, of, wanted), "choose").has_value());
}

TEST(Advice, ConsentGivesTheInvestigationItsTime) {
  const json clocks = table(
      "collect", {"extended"},
      {{{"when", json::object()},
        {"then",
         {{"stage", "investigate"}, {"who", "merchant"}, {"n", 20}, {"unit", "workday"}, {"from", "submitted"}}}},
       {{"when", {{"extended", "no"}}},
        {"then", {{"stage", "close"}, {"who", "merchant"}, {"n", 15}, {"unit", "workday"}, {"from", "submitted"}}}},
       {{"when", {{"extended", "yes"}}},
        {"then", {{"stage", "close"}, {"who", "merchant"}, {"n", 30}, {"unit", "workday"}, {"from", "submitted"}}}}});
  const wire::Core core = core_with("cn-pharmacy", {{"/tables/clocks", clocks}});
  const json of = order({line("L1", "cosmetic", 1, 3000)});
  const json wanted = draft({item("L1", 1, kOwnReason, kIntact)});
  const json plan = plan_by(core, of, wanted);
  EXPECT_EQ(plan.at("deadlines").at(0).at("capped"), true);
  const auto consent = advice(plan, "consent_to_longer");
  ASSERT_TRUE(consent.has_value());
  const json then = plan_by(core, of, applied(wanted, *consent));
  EXPECT_FALSE(then.at("deadlines").at(0).contains("capped"));
  EXPECT_FALSE(advice(then, "consent_to_longer").has_value());
  bool asked = false;
  for (const json& step : plan.at("steps")) {
    for (const json& field : step.at("fields")) asked = asked || field.value("option", "") == "longer_investigation";
  }
  EXPECT_TRUE(asked);
}

}  // namespace
}  // namespace returns
