#include "core/plan.h"

#include <gtest/gtest.h>

#include "tests/unit/support.h"

namespace returns {
namespace {

using test::answered;
using test::complete;
using test::draft;
using test::item;
using test::json;
using test::line;
using test::order;
using test::plan;

std::vector<std::string> step_ids(const json& of) {
  std::vector<std::string> ids;
  for (const json& step : of.at("steps")) ids.push_back(step.at("id"));
  return ids;
}

const json& step(const json& of, const std::string& id) {
  for (const json& candidate : of.at("steps")) {
    if (candidate.at("id") == id) return candidate;
  }
  throw std::runtime_error("no step " + id);
}

bool lacks(const json& of, const std::string& path, const std::string& code) {
  for (const json& missing : of.at("missing")) {
    if (missing.at("path") == path && missing.at("code") == code) return true;
  }
  return false;
}

const json kOrder = order({line("L1", "rx_medicine", 2, 3990), line("L2", "cosmetic", 1, 12000)});

TEST(Plan, AnEmptyDraftAsksForItemsFirst) {
  const json of = plan(kOrder, draft({}));
  EXPECT_EQ(step_ids(of), (std::vector<std::string>{"items", "contact", "check"}));
  EXPECT_TRUE(lacks(of, "/items", "required"));
  EXPECT_FALSE(of.contains("verdict")) << "nothing is guessed";
  EXPECT_EQ(of.at("allowed_actions"), json::array({"edit"}));
}

TEST(Plan, EachItemHasItsOwnReasonAndTheSecondMayFollowTheFirst) {
  json of_draft = draft({item("L1", 1, "quality.spoiled"), item("L2", 1, "")});
  of_draft["items"][1].erase("reason");
  const json of = plan(kOrder, of_draft);
  EXPECT_EQ(of.at("steps").at(1).at("item"), 0);
  EXPECT_EQ(of.at("steps").at(2).at("item"), 1);
  EXPECT_EQ(of.at("steps").at(2).at("fields").at(0).at("suggest"), "quality.spoiled");
  EXPECT_TRUE(lacks(of, "/items/1/reason", "required"));
  EXPECT_FALSE(of.contains("verdict"));
}

TEST(Plan, AGroupIsNotAReason) {
  EXPECT_TRUE(lacks(plan(kOrder, draft({item("L1", 1, "quality")})), "/items/0/reason", "not_a_leaf"));
  EXPECT_TRUE(lacks(plan(kOrder, draft({item("L1", 1, "no.such")})), "/items/0/reason", "not_offered"));
}

TEST(Plan, ReasonsFollowTheStateOfTheGoods) {
  json shipping = kOrder;
  shipping["delivery"] = {{"state", "in_transit"}};
  const json of = plan(shipping, draft({item("L1", 1, "quality.spoiled")}));
  EXPECT_TRUE(lacks(of, "/items/0/reason", "not_offered")) << "goods that have not come cannot be spoiled";
  bool not_arrived = false;
  for (const json& option : step(of, "reason").at("fields").at(0).at("options"))
    not_arrived = not_arrived || option.at("value") == "delivery.not_arrived";
  EXPECT_TRUE(not_arrived);
}

TEST(Plan, AnOpenPackagingQuestionHoldsTheVerdictBack) {
  const json open = plan(kOrder, draft({item("L2", 1, "changed.not_needed")}));
  EXPECT_FALSE(open.contains("verdict"));
  EXPECT_FALSE(step(open, "packaging").at("done").get<bool>());
  const json closed = plan(kOrder, answered(kOrder, draft({item("L2", 1, "changed.not_needed")})));
  EXPECT_EQ(closed.at("verdict"), "eligible");
}

TEST(Plan, ABrokenSealIsANoWithAReasonASourceAndAPersonToAsk) {
  const json of = plan(kOrder, answered(kOrder, draft({item("L2", 1, "changed.not_needed")}), "broken"));
  EXPECT_EQ(of.at("verdict"), "ineligible");
  const json& finding = of.at("items").at(0).at("findings").at(0);
  EXPECT_TRUE(of.at("sources").contains(finding.at("source").get<std::string>()));
  EXPECT_FALSE(of.at("help").empty());
  bool person = false;
  for (const json& offer : of.at("resolutions")) person = person || offer.at("code") == "human_review";
  EXPECT_TRUE(person);
}

TEST(Plan, TheWorstItemDecidesAndEveryFindingIsShown) {
  json two = answered(kOrder, draft({item("L1", 1, "quality.spoiled"), item("L2", 1, "changed.not_needed")}), "broken");
  const json of = plan(kOrder, two);
  EXPECT_EQ(of.at("items").at(0).at("verdict"), "eligible");
  EXPECT_EQ(of.at("items").at(1).at("verdict"), "ineligible");
  EXPECT_EQ(of.at("verdict"), "ineligible");
}

TEST(Plan, TheSameCallAtAnotherNowAnswersWhatIf) {
  const json of_draft = answered(kOrder, draft({item("L2", 1, "changed.not_needed")}));
  EXPECT_EQ(plan(kOrder, of_draft, "2026-11-14T23:59:59+08:00").at("verdict"), "eligible");
  EXPECT_EQ(plan(kOrder, of_draft, "2026-12-14T00:00:00+08:00").at("verdict"), "ineligible");
}

TEST(Plan, AnUnknownSigningDateIsReviewedNotGuessed) {
  json unknown = kOrder;
  unknown["delivery"] = {{"state", "delivered"}};
  const json of = plan(unknown, answered(unknown, draft({item("L2", 1, "changed.not_needed")})));
  EXPECT_EQ(of.at("items").at(0).at("window").at("state"), "unknown");
  EXPECT_EQ(of.at("verdict"), "needs_review");
}

TEST(Plan, OneWayToReachTheCustomerIsEnough) {
  json of_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  EXPECT_TRUE(plan(kOrder, of_draft).at("missing").empty());
  of_draft["contact"] = {{"email", "wang@example.com"}};
  EXPECT_TRUE(plan(kOrder, of_draft).at("missing").empty());
  of_draft["contact"] = json::object();
  EXPECT_TRUE(lacks(plan(kOrder, of_draft), "/contact/phone", "contact_required"));
  of_draft["contact"] = {{"phone", "abc"}};
  EXPECT_TRUE(lacks(plan(kOrder, of_draft), "/contact/phone", "bad_phone"));
  of_draft["contact"] = {{"phone", "13800138000"}, {"email", "nobody"}};
  EXPECT_TRUE(lacks(plan(kOrder, of_draft), "/contact/email", "bad_email"));
}

TEST(Plan, TextIsMeasuredInCharacters) {
  json of_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  std::string text;
  for (std::size_t i = 0; i < kMaxDescription; ++i) text += "药";
  of_draft["description"] = text;
  EXPECT_TRUE(plan(kOrder, of_draft).at("missing").empty());
  of_draft["description"] = text + "药";
  EXPECT_TRUE(lacks(plan(kOrder, of_draft), "/description", "too_long"));
}

json with_report(const json& of_draft, const std::string& member, const json& value) {
  json changed = of_draft;
  changed["evidence"][0]["report"][member] = value;
  return changed;
}

TEST(Plan, FilesAreJudgedByTheirReports) {
  const json of_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  const auto first_file = [&](const json& changed) {
    const json of = plan(kOrder, changed);
    for (const json& slot : of.at("slots")) {
      for (const json& file : slot.at("files")) {
        if (file.at("evidence") == 0) return file;
      }
    }
    return json{};
  };
  EXPECT_TRUE(first_file(of_draft).at("accepted"));
  const auto problem = [&](const json& changed) { return first_file(changed).at("problems").at(0).at("code"); };
  EXPECT_EQ(problem(with_report(of_draft, "complete", false)), "truncated");
  EXPECT_EQ(problem(with_report(of_draft, "size", std::int64_t{1} << 40)), "too_large");
  EXPECT_EQ(problem(with_report(of_draft, "kind", "document")), "kind_not_accepted");
  const json unknown = first_file(with_report(of_draft, "kind", "unknown"));
  EXPECT_EQ(unknown.at("problems").size(), 1U) << unknown;
  EXPECT_EQ(unknown.at("problems").at(0).at("code"), "unknown_type");
  const json small = first_file(with_report(of_draft, "width", 100));
  EXPECT_EQ(small.at("problems").at(0).at("code"), "too_small");
  EXPECT_TRUE(small.at("accepted")) << "a hint is never a refusal";
  json no_digest = of_draft;
  no_digest["evidence"][0]["sha256"] = "";
  EXPECT_EQ(problem(no_digest), "no_digest");
}

TEST(Plan, TheSamePhotoTwiceFillsASlotOnce) {
  json of_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  of_draft["evidence"].push_back(of_draft["evidence"][0]);
  const json of = plan(kOrder, of_draft);
  for (const json& slot : of.at("slots")) {
    if (slot.at("slot") != of_draft["evidence"][0]["slot"]) continue;
    EXPECT_EQ(slot.at("have"), 1);
    EXPECT_EQ(slot.at("files").at(1).at("problems").at(0).at("code"), "duplicate");
  }
}

TEST(Plan, AFileForASlotThatIsNoLongerAskedStaysAtHome) {
  json of_draft = complete(kOrder, draft({item("L1", 1, "quality.spoiled")}));
  const std::size_t sent = of_draft["evidence"].size();
  json extra = of_draft["evidence"][0];
  extra["slot"] = "waybill.of.old";
  of_draft["evidence"].push_back(extra);
  const json request =
      json::parse(test::core("cn-pharmacy").seal(kOrder.dump(), of_draft.dump(), test::kNow)).at("request");
  EXPECT_EQ(request.at("evidence").size(), sent);
  EXPECT_EQ(request.at("draft").at("evidence").size(), sent);
  const json sealed = json::parse(test::core("cn-pharmacy").seal(kOrder.dump(), of_draft.dump(), test::kNow));
  const std::string answer = test::core("cn-pharmacy").verify(kOrder.dump(), test::sealed_bytes(kOrder, of_draft));
  EXPECT_EQ(answer, R"({"verification":{"same":true}})") << "what was left out changes nothing else";
  EXPECT_EQ(sealed.dump().find("waybill.of.old"), std::string::npos);
}

TEST(Plan, ABatchTheCustomerReadsOffThePackIsLookedUpToo) {
  // A recalled product of the pack whose batch the order does not know.
  const RecallNotice& notice = test::core("cn-pharmacy").pack().recalls.at(0);
  json of = order({line("L1", "otc_medicine", 1, 3990)});
  of["lines"][0]["gtin"] = notice.gtin;
  json of_draft = answered(of, draft({item("L1", 1, "safety.recall")}));
  EXPECT_EQ(plan(of, of_draft).at("verdict"), "needs_review") << "not known is not guessed";
  of_draft["items"][0]["answers"]["batch"] = notice.batches.at(0);
  EXPECT_EQ(plan(of, of_draft).at("verdict"), "eligible");
}

TEST(Plan, AWarningDoesNotWaitForTheOtherItems) {
  const json of = plan(kOrder, draft({item("L1", 1, "safety.adverse_reaction"), item("L2", 1, "")}));
  EXPECT_FALSE(of.contains("verdict"));
  EXPECT_FALSE(of.at("notices").empty());
}

TEST(Plan, ARefusedItemIsAdvisedToBeFiledApart) {
  const json two =
      answered(kOrder, draft({item("L1", 1, "quality.spoiled"), item("L2", 1, "changed.not_needed")}), "broken");
  const json of = plan(kOrder, two);
  EXPECT_EQ(of.at("advice").at(0).at("code"), "advice.file_apart");
  EXPECT_EQ(of.at("advice").at(0).at("params").at("lines"), json::array({"L2"}));
}

TEST(Plan, MoreThanIsLeftIsAnErrorAtItsField) {
  EXPECT_TRUE(
      lacks(plan(kOrder, draft({item("L1", 3, "quality.spoiled")})), "/items/0/quantity", "quantity_too_large"));
}

TEST(Plan, HeldUnitsAreNotOffered) {
  json held = kOrder;
  held["lines"][0]["held"] = json::array({{{"quantity", 2}, {"ticket", "20261108-AAAAA-001"}, {"state", "open"}}});
  const json of = plan(held, draft({}));
  EXPECT_EQ(of.at("lines").at(0).at("returnable"), 0);
  EXPECT_EQ(of.at("lines").at(0).at("note"), "note.already_open");
}

// R68: more than three days late, not three; and never taken from the refund (conflict C12).
TEST(Plan, MoreThanThreeDaysLateBringsACoupon) {
  for (const int late : {3, 4}) {
    json of = kOrder;
    of["promised_by"] = "2026-11-0" + std::to_string(7 - late);
    const json answer = plan(of, answered(of, draft({item("L2", 1, "delivery.late")})));
    bool coupon = false;
    for (const json& offer : answer.at("resolutions")) coupon = coupon || offer.at("quote").contains("coupon");
    EXPECT_EQ(coupon, late > 3) << late;
  }
}

}  // namespace
}  // namespace returns
