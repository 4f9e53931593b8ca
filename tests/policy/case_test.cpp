#include "tests/policy/support.h"

namespace returns::policy {
namespace {

using test::problem;
using test::situation;

Json with(Json members) {
  members["schema"] = "returns.case/1";
  if (!members.contains("reason")) members["reason"] = "changed.not_needed";
  return members;
}

std::string value(const Situation& of, const Pack& pack, Fact fact) {
  const std::int32_t index = of.plan.items.front().facts[fact];
  return pack.column(fact).is_integer() ? std::to_string(index) : pack.value(fact, static_cast<std::size_t>(index));
}

TEST(Case, WhatIsStatedIsWhatTheCoreFinds) {
  const Pack& pack = test::pack("cn-cosmetics").core.pack();
  const std::pair<Fact, const char*> stated[] = {{Fact::Category, "device"},  {Fact::Confirmed, "unknown"},
                                                 {Fact::Goods, "in_transit"}, {Fact::Window, "not_started"},
                                                 {Fact::Promise, "late"},     {Fact::Gift, "yes"},
                                                 {Fact::Recall, "unknown"}};
  Json document = with({{"days_late", 12}, {"quantity", 7}});
  for (const auto& [fact, word] : stated) document[pack.column(fact).name] = word;
  const auto built = situation("cn-cosmetics", document);
  ASSERT_TRUE(built) << problem(built);
  for (const auto& [fact, word] : stated) EXPECT_EQ(value(*built, pack, fact), word);
  EXPECT_EQ(value(*built, pack, Fact::DaysLate), "12");
  EXPECT_EQ(value(*built, pack, Fact::Quantity), "7");
}

// Every combination of the facts around a delivery: either the case is built and has exactly these facts, or it
// contradicts itself and says so; never anything in between.
TEST(Case, EveryDeliveryIsBuiltExactlyOrRefused) {
  const Pack& pack = test::pack("cn-pharmacy").core.pack();
  int built = 0, refused = 0;
  for (const char* goods : {"not_shipped", "in_transit", "received", "unknown"}) {
    for (const char* window : {"open", "closed", "unknown", "not_started", "none"}) {
      for (const char* promise : {"kept", "late", "unknown", "none"}) {
        for (const char* reason : {"changed.not_needed", "safety.recall"}) {
          const auto made = situation(
              "cn-pharmacy", with({{"goods", goods}, {"window", window}, {"promise", promise}, {"reason", reason}}));
          if (!made) {
            ++refused;
            EXPECT_EQ(made.problem().code, "case.contradiction");
            continue;
          }
          ++built;
          EXPECT_EQ(value(*made, pack, Fact::Goods), goods);
          EXPECT_EQ(value(*made, pack, Fact::Window), window);
          EXPECT_EQ(value(*made, pack, Fact::Promise), promise);
        }
      }
    }
  }
  // no_reason: not_started with 3 promises (kept late none) twice; received open, closed with 3 each, unknown with 2;
  // goods unknown: open, closed, unknown with 2 each. recall has no window: 3 + 3 + 4 + 2.
  EXPECT_EQ(built, 6 + 8 + 6 + 12);
  EXPECT_EQ(built + refused, 160);
}

TEST(Case, TheValueIsExactlyWhatWasPaid) {
  for (const std::int64_t paid : {0, 1, 999, 10'000, 1'000'000'000}) {
    for (const int quantity : {1, 2, 3, 7, 999}) {
      const auto built =
          situation("cn-cosmetics", with({{"value", paid}, {"quantity", quantity}, {"category", "cosmetic"}}));
      ASSERT_TRUE(built) << problem(built);
      ASSERT_EQ(built->order.tenders.size(), 1U);
      EXPECT_EQ(built->order.tenders[0].paid, paid);
      EXPECT_EQ(remedy_facts(built->plan.items[0], 0)[Fact::Value], paid) << quantity;
    }
  }
}

TEST(Case, FixedMomentsWin) {
  const auto built = situation("cn-cosmetics", with({{"now", "2026-11-10T09:00:00+08:00"},
                                                     {"signed_at", "2026-11-07T15:20:00+08:00"},
                                                     {"promised_by", "2026-11-05"}}));
  ASSERT_TRUE(built) << problem(built);
  EXPECT_EQ(built->now_text, "2026-11-10T09:00:00+08:00");
  EXPECT_EQ(built->plan.items[0].facts[Fact::DaysLate], 2);
}

TEST(Case, WhatIsWrongIsNamed) {
  const auto say = [](Json members) { return problem(situation("cn-cosmetics", with(std::move(members)))); };
  EXPECT_EQ(say({{"seal", "broken"}}), "case.member at /seal");
  EXPECT_EQ(say({{"category", "cosmetics"}}), "case.value at /category");
  EXPECT_EQ(say({{"quantity", 0}}), "case.integer at /quantity");
  EXPECT_EQ(say({{"quantity", "2"}}), "case.integer at /quantity");
  EXPECT_EQ(say({{"value", 2'000'000'000}}), "case.integer at /value") << "more than one unit may cost";
  EXPECT_EQ(say({{"now", "tomorrow"}}), "case.instant at /now");
  EXPECT_EQ(say({{"promised_by", "2026-02-30"}}), "case.day at /promised_by");
  EXPECT_EQ(say({{"expect", "eligible"}}), "case.object at /expect");
  EXPECT_EQ(say({{"goods", "not_shipped"}, {"window", "open"}}), "case.contradiction at /window");
  EXPECT_EQ(say({{"reason", "quality.spoiled"}, {"goods", "not_shipped"}}), "case.reason_not_offered at /reason");
  EXPECT_EQ(say({{"answer.seal", "not_asked"}}), "case.question_asked at /answer.seal");
  EXPECT_EQ(say({{"gift", "yes"}, {"value", 500}}), "case.gift_value at /value");
  EXPECT_EQ(say({{"ground", "quality"}}), "case.contradiction at /ground");
  EXPECT_EQ(say({{"verdict", "ineligible"}}), "case.contradiction at /verdict");
  EXPECT_EQ(say({{"verdict", "eligible"}}), "none");
  EXPECT_EQ(problem(situation("cn-cosmetics", Json{{"category", "cosmetic"}})), "case.no_reason at ");
}

TEST(Case, ARecallIsMadeUpOnlyWhereThePackHasNone) {
  const LoadedPack& pack = test::pack("cn-cosmetics");
  Json document = parse_json(pack.text);
  document["recalls"] = Json::array();
  const test::Folder folder;
  const auto bare = load_pack(RETURNS_ASSETS, folder.write("pack.json", write_json(document)));
  ASSERT_TRUE(bare) << bare.problem().code;
  const auto read = read_case(with({{"recall", "listed"}}), bare->core.pack(), "c", "");
  ASSERT_TRUE(read);
  EXPECT_EQ(problem(expand(*read, bare->core.pack(), bare->core.calendar(), "c")), "case.no_recall at /recall");
  const auto core = with_recall(*bare);
  ASSERT_TRUE(core);
  EXPECT_EQ(problem(expand(*read, core->pack(), core->calendar(), "c")), "none");
}

TEST(Expect, OnlyWhatIsGivenIsCompared) {
  const auto built = situation("cn-cosmetics", with({{"category", "cosmetic"}, {"answer.seal", "broken"}}));
  ASSERT_TRUE(built) << problem(built);
  const Json summary = summary_of(plan_of(test::pack("cn-cosmetics").core, *built));
  const auto differ = [&](Json expect) {
    Case wanted;
    wanted.expect = std::move(expect);
    const auto found = compare(wanted, summary, "case.json");
    std::string text = found ? "" : found.problem().code;
    if (found) {
      for (const Mismatch& mismatch : *found) text += mismatch.at + ' ';
    }
    return text;
  };
  EXPECT_EQ(differ(Json::object()), "");
  EXPECT_EQ(differ({{"verdict", "ineligible"}, {"findings", {"seal_broken"}}, {"window", "open"}}), "");
  EXPECT_EQ(differ({{"verdict", "eligible"}}), "/expect/verdict ");
  EXPECT_EQ(differ({{"findings", {"seal_broken", "sealed"}}}), "/expect/findings ");
  EXPECT_EQ(differ({{"questions", {"outer_box", "seal"}}}), "") << "lists of words have no order";
  EXPECT_EQ(differ({{"deadlines", {{{"stage", "accept"}, {"n", 24}}}}}), "");
  EXPECT_EQ(differ({{"deadlines", {{{"stage", "accept"}, {"n", 25}}}}}), "/expect/deadlines/0 ");
  EXPECT_EQ(differ({{"refund", 1}}), "/expect/refund ");
  EXPECT_EQ(differ({{"refnd", 1}}), "case.expect") << "a misspelt expectation must not pass";
}

}  // namespace
}  // namespace returns::policy
