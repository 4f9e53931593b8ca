// Tables that the pharmacy's pack leaves empty: windows by precedence, limits, fees, claims, routes outside,
// compensation by the day; and what time changes.

#include <gtest/gtest.h>

#include "core/quote.h"
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
const json kIntact = {{"seal", "intact"}, {"outer_box", "intact"}};
const json kOrder = order({line("L1", "cosmetic", 2, 6000)});
const json kDraft = draft({item("L1", 1, kOwnReason, kIntact)});

json window(const std::string& unit, int n) { return {{"unit", unit}, {"n", n}}; }

json window_of(const std::string& precedence, const json& first, const json& second, const json& order = kOrder) {
  json windows = table("collect", json::array(),
                       {{{"when", json::object()}, {"then", first}}, {{"when", json::object()}, {"then", second}}});
  windows["precedence"] = precedence;
  return plan_by(core_with("cn-pharmacy", {{"/tables/windows", windows}}), order, kDraft)["items"][0]["window"];
}

TEST(Tables, OfTwoWindowsThePackSaysWhichHolds) {
  const json week = window("day", 7), fortnight = window("day", 14), hours = window("hour", 24 * 10);
  EXPECT_EQ(window_of("longest", week, fortnight)["rule"], "windows/r2");
  EXPECT_EQ(window_of("shortest", week, fortnight)["rule"], "windows/r1");
  EXPECT_EQ(window_of("longest", week, hours)["rule"], "windows/r2");
  EXPECT_EQ(window_of("shortest", hours, week)["rule"], "windows/r2");
  EXPECT_EQ(window_of("longest", fortnight, fortnight)["rule"], "windows/r1") << "of two that end together the first";
  EXPECT_EQ(window_of("shortest", fortnight, fortnight)["rule"], "windows/r1");
  EXPECT_EQ(window_of("longest", week, {{"unit", "none"}})["rule"], "windows/r2") << "no window never ends";
  EXPECT_EQ(window_of("shortest", {{"unit", "none"}}, week)["rule"], "windows/r2");
  json unknown = kOrder;
  unknown["delivery"].erase("signed_at");
  const json of = window_of("longest", week, fortnight, unknown);
  EXPECT_EQ(of["rule"], "windows/r2") << "known before the day is";
  EXPECT_EQ(of["state"], "unknown");
}

const json* resolution(const json& plan, const std::string& code) {
  for (const json& entry : plan.at("resolutions")) {
    if (entry.at("code") == code) return &entry;
  }
  return nullptr;
}

TEST(Tables, ARemedyWhoseLimitHasPassedIsNotOnOffer) {
  const json limits =
      table("first", {"resolution"}, {{{"when", {{"resolution", "refund"}}}, {"then", window("day", 3)}}});
  const wire::Core core = core_with("cn-pharmacy", {test::no_rights(), {"/tables/limits", limits}});
  json wanted = kDraft;
  wanted["resolution"] = "refund";
  const json in_time = plan_by(core, kOrder, wanted, "2026-11-10T23:59:59+08:00");
  EXPECT_EQ(resolution(in_time, "refund")->at("available"), true);
  EXPECT_EQ(resolution(in_time, "refund")->at("limit").at("until"), "2026-11-10");
  EXPECT_EQ(in_time["changes"][0]["at"], "2026-11-11T00:00:00+08:00");
  EXPECT_EQ(in_time["changes"][0]["code"], "offer_ends");
  EXPECT_EQ(in_time["changes"][0]["resolution"], "refund");

  const json late = plan_by(core, kOrder, wanted, "2026-11-11T00:00:00+08:00");
  EXPECT_EQ(late["verdict"], "eligible") << "the return itself is in time";
  EXPECT_EQ(resolution(late, "refund")->at("available"), false);
  EXPECT_EQ(resolution(late, "refund")->at("limit").at("margin").at("n"), -1);
  EXPECT_FALSE(resolution(late, "refund")->contains("quote"));
  bool not_offered = false, advised = false;
  for (const json& missing : late["missing"]) not_offered = not_offered || missing["code"] == "not_offered";
  for (const json& advice : late["advice"]) {
    if (advice["code"] != "advice.choose_other") continue;
    advised = true;
    EXPECT_EQ(advice["params"]["passed"], "refund");
    EXPECT_NE(resolution(late, advice["change"]["value"]), nullptr);
  }
  EXPECT_TRUE(not_offered && advised);
  json unknown = kOrder;
  unknown["delivery"].erase("signed_at");
  EXPECT_EQ(resolution(plan_by(core, unknown, wanted), "refund")->at("available"), true) << "not known is not passed";
}

TEST(Tables, TheLimitThatEndsFirstHoldsForAllItems) {
  const json limits =
      table("first", {"category", "resolution"},
            {{{"when", {{"category", "cosmetic"}, {"resolution", "refund"}}}, {"then", window("day", 3)}},
             {{"when", {{"resolution", "refund"}}}, {"then", window("day", 5)}}});
  const wire::Core core = core_with("cn-pharmacy", {test::no_rights(), {"/tables/limits", limits}});
  const json of = order({line("L1", "health_food", 1, 2000), line("L2", "cosmetic", 1, 3000)});
  const json both = draft({item("L1", 1, kOwnReason, kIntact), item("L2", 1, kOwnReason, kIntact)});
  EXPECT_EQ(resolution(plan_by(core, of, both), "refund")->at("limit").at("until"), "2026-11-10");
  const json late = plan_by(core, of, both, "2026-11-11T09:00:00+08:00");
  EXPECT_EQ(resolution(late, "refund")->at("available"), false);
}

TEST(Tables, FeesAreLinesOfTheirOwnAndNeverMoreThanTheRefund) {
  const json fees = table("collect", {"value", "resolution"},
                          {{{"when", {{"value", {{"min", 1000}}}, {"resolution", "refund"}}},
                            {"then", {{"code", "restocking"}, {"basis_points", 1000}, {"floor", 150}, {"cap", 500}}}},
                           {{"when", {{"value", {{"min", 1000}, {"max", 5999}}}}},
                            {"then", {{"code", "handling"}, {"amount", 200}, {"per", "request"}}}},
                           {{"when", {{"value", {{"min", 6000}}}}},
                            {"then", {{"code", "handling"}, {"amount", 350}, {"per", "request"}}}}});
  const wire::Core core = core_with("cn-pharmacy", {{"/tables/fees", fees}, test::no_rights()});
  const json of = order({line("L1", "cosmetic", 1, 6000), line("L2", "cosmetic", 1, 1200)});
  const json both = draft({item("L1", 1, kOwnReason, kIntact), item("L2", 1, kOwnReason, kIntact)});
  const json quote = quote_of(plan_by(core, of, both), "refund");
  std::vector<json> found;
  for (const json& entry : quote["lines"]) {
    if (entry["code"] == "fee")
      found.push_back({entry["fee"], entry["amount"], entry.value("line", ""), entry["rule"]});
  }
  EXPECT_EQ(found, (std::vector<json>{{"restocking", -500, "L1", "fees/r1"},
                                      {"restocking", -150, "L2", "fees/r1"},
                                      {"handling", -350, "", "fees/r3"}}));
  EXPECT_EQ(quote["refund"], 7200 - 1000);
  // The promotion takes most of what would come back: fees take what is left, not what they ask.
  const json lost = order({line("L1", "cosmetic", 1, 6000), line("L2", "cosmetic", 1, 1200)},
                          json::array({{{"id", "D1"}, {"threshold", 7200}, {"off", 1000}}}));
  const json small = quote_of(plan_by(core, lost, draft({item("L2", 1, kOwnReason, kIntact)})), "refund");
  EXPECT_EQ(small["refund"], 0);
  EXPECT_EQ(small["lines"].back()["fee"], "handling");
  EXPECT_EQ(small["lines"].back()["amount"], -50);
  const json person = quote_of(plan_by(core, of, both), "human_review");
  EXPECT_TRUE(person["lines"].empty()) << "nothing is refunded, nothing is taken";
}

// What was really paid: the unit's share of the discount is off.
TEST(Tables, AFeeSeesWhatWasPaid) {
  const json fees =
      table("collect", {"value"}, {{{"when", {{"value", 5500}}}, {"then", {{"code", "restocking"}, {"amount", 1}}}}});
  const wire::Core core = core_with("cn-pharmacy", {{"/tables/fees", fees}, test::no_rights()});
  const json of = order({line("L1", "cosmetic", 2, 6000)}, json::array({{{"id", "D1"}, {"off", 1000}}}));
  EXPECT_EQ(quote_of(plan_by(core, of, kDraft), "refund")["refund"], 5500 - 800 - 1) << "free delivery is lost too";
}

TEST(Tables, AFeeIsAShareBetweenItsBounds) {
  const FeeThen share{.code = "x", .per = Per::Item, .amount = 0, .basis_points = 1000, .floor = 100, .cap = 300};
  EXPECT_EQ(fee_of(share, 500), 100);
  EXPECT_EQ(fee_of(share, 2000), 200);
  EXPECT_EQ(fee_of(share, 9000), 300);
  const FeeThen flat{.code = "x", .per = Per::Item, .amount = 250, .basis_points = 0, .floor = 0, .cap = 0};
  EXPECT_EQ(fee_of(flat, 9000), 250);
}

TEST(Tables, CompensationGrowsByTheDay) {
  const json compensations =
      table("first", {"promise"},
            {{{"when", {{"promise", "late"}}},
              {"then", {{"coupon", 100}, {"per_day", 30}, {"basis_points", 100}, {"cap", 300}}}}});
  const wire::Core core = core_with("cn-pharmacy", {{"/tables/compensations", compensations}});
  json late = kOrder;
  late["promised_by"] = "2026-11-05";
  const json of = draft({item("L1", 1, "delivery.late")});
  const auto coupon = [&](const json& order) {
    const json plan = plan_by(core, order, of);
    return plan["resolutions"][0]["quote"].value("coupon", 0);
  };
  EXPECT_EQ(coupon(late), 100 + 2 * 30 + 60);
  late["promised_by"] = "2026-10-05";
  EXPECT_EQ(coupon(late), 300);
}

TEST(Tables, ClaimsAreShownWithTheirAmountAndBookNothing) {
  const json claims = table("collect", {"ground"},
                            {{{"when", {{"ground", "no_reason"}}},
                              {"then", {{"code", "fraud_threefold"}, {"basis_points", 30000}, {"minimum", 50000}}}}});
  const json outside = table(
      "collect", {"market", "verdict"},
      {{{"when", {{"market", "CN"}}}, {"then", {{"route", "authority_12315"}, {"url", "https://www.12315.cn/"}}}}});
  const wire::Core core = core_with("cn-pharmacy", {{"/tables/claims", claims}, {"/tables/outside", outside}});
  const json plan = plan_by(core, kOrder, kDraft);
  EXPECT_EQ(plan["claims"][0]["code"], "claim.fraud_threefold");
  EXPECT_EQ(plan["claims"][0]["amount"], 50000);
  EXPECT_EQ(plan["outside"][0]["code"], "outside.authority_12315");
  EXPECT_EQ(quote_of(plan, "refund"), quote_of(test::plan(kOrder, kDraft), "refund"));
  json two = kDraft;
  two["items"][0]["quantity"] = 2;
  json dear = order({line("L1", "cosmetic", 2, 60000)});
  EXPECT_EQ(plan_by(core, dear, two)["claims"][0]["amount"], 360000);
}

TEST(Changes, SayWhenAnotherAnswerHolds) {
  const json plan = test::plan(kOrder, kDraft);
  const json* closed = nullptr;
  for (const json& change : plan["changes"]) {
    if (change.contains("verdict")) closed = &change;
  }
  ASSERT_NE(closed, nullptr);
  const std::string at = closed->at("at");
  EXPECT_EQ(test::plan(kOrder, kDraft, at)["items"][0]["verdict"], closed->at("verdict"));
  EXPECT_EQ(test::plan(kOrder, kDraft, "2026-11-16T23:59:59+08:00")["items"][0]["verdict"], "eligible");
  EXPECT_EQ(at, "2026-11-17T00:00:00+08:00") << "the fourteenth is a Saturday; the window rolls to Monday";
  EXPECT_TRUE(test::plan(kOrder, kDraft, at)["changes"].empty());
}

// The law: between two changes the answer is the same, and at each change it is another.
TEST(Changes, NothingElseHappensInBetween) {
  json coming = order({line("L1", "cosmetic", 2, 6000)});
  coming["promised_by"] = "2026-11-12";
  coming["delivery"] = {{"state", "in_transit"}};
  for (const auto& [of, drafted] : std::vector<std::pair<json, json>>{
           {kOrder, kDraft},
           {kOrder, draft({item("L1", 1, "quality.spoiled")})},
           {coming, test::answered(coming, draft({item("L1", 2, "delivery.not_arrived")}))}}) {
    const auto state = [&](const std::string& now) {
      const json plan = test::plan(of, drafted, now);
      json seen = json::array({plan.at("verdict")});
      for (const json& entry : plan["resolutions"]) seen.push_back({entry["code"], entry["quote"]["refund"]});
      return seen;
    };
    const json plan = test::plan(of, drafted);
    std::vector<std::string> moments;
    for (const json& change : plan["changes"]) {
      if (moments.empty() || moments.back() != change["at"]) moments.push_back(change["at"]);
    }
    std::size_t next = 0;
    json before = state(kNow);
    for (int day = 9; day <= 30; ++day) {
      const std::string now = "2026-11-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + "T09:00:00+08:00";
      bool due = false;
      while (next < moments.size() && moments[next] <= now) {
        due = true;
        ++next;
      }
      const json after = state(now);
      EXPECT_EQ(after != before, due) << now << drafted.dump() << before.dump() << after.dump();
      before = after;
    }
  }
}

}  // namespace
}  // namespace returns
