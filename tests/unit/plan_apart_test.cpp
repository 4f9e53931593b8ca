// What stands beside a return: complaints without goods, withdrawal from the contract, and the same case by two packs.

#include <gtest/gtest.h>

#include "tests/unit/support.h"

namespace returns {
namespace {

using test::core;
using test::core_with;
using test::draft;
using test::item;
using test::json;
using test::kNow;
using test::line;
using test::order;

constexpr std::string_view kSame = R"({"verification":{"same":true}})";

json complaint(const std::string& subject) {
  return {{"schema", "returns.draft/1"},
          {"complaint", subject},
          {"description", "nobody answered"},
          {"contact", {{"phone", "13800138000"}}}};
}

json ask(const std::string& order, const json& draft) {
  return json::parse(core("cn-pharmacy").plan(order, draft.dump(), kNow));
}

std::vector<std::string> steps(const json& plan) {
  std::vector<std::string> ids;
  for (const json& step : plan.at("steps")) ids.push_back(step.at("id"));
  return ids;
}

TEST(Complaint, NeedsNoOrderAndNoGoods) {
  const json plan = ask("", complaint("service.attitude")).at("plan");
  EXPECT_EQ(steps(plan), (std::vector<std::string>{"subject", "details", "evidence", "contact", "check"}));
  EXPECT_EQ(plan["verdict"], "needs_review");
  EXPECT_FALSE(plan.contains("order"));
  EXPECT_TRUE(plan["resolutions"].empty() && plan["missing"].empty());
  EXPECT_TRUE(plan.contains("lane") && plan.contains("grade"));
  EXPECT_FALSE(plan["deadlines"].empty() || plan["next"].empty() || plan["outside"].empty() || plan["help"].empty());
}

TEST(Complaint, EveryLeafOfEveryPackIsRoutedAndSealsToWhatVerifies) {
  for (const char* pack : {"cn-pharmacy", "cn-cosmetics", "eu-consumer", "uk-consumer", "us-retail"}) {
    const wire::Core& by = core(pack);
    int leaves = 0;
    for (const Topic& topic : by.pack().topics) {
      if (!topic.leaf) continue;
      ++leaves;
      for (const char* channel : {"platform", "phone", "email", "social"}) {
        json of = complaint(topic.id);
        of["channel"] = channel;
        const json plan = json::parse(by.plan("", of.dump(), kNow)).at("plan");
        EXPECT_TRUE(plan.contains("lane") && plan.contains("grade")) << pack << topic.id;
        EXPECT_FALSE(plan["deadlines"].empty()) << pack << topic.id;
        for (const json& slot : plan["slots"]) EXPECT_EQ(slot["min"], 0) << "proof is never asked for first";
        const std::string sealed = by.seal("", of.dump(), kNow);
        ASSERT_TRUE(sealed.starts_with(R"({"request":)")) << sealed;
        EXPECT_EQ(by.verify("", sealed.substr(11, sealed.size() - 12)), kSame);
        EXPECT_FALSE(json::parse(sealed)["request"].contains("quote"));
      }
    }
    EXPECT_GT(leaves, 10) << pack;
  }
}

TEST(Complaint, WantsToBeHeard) {
  json of = complaint("service.attitude");
  of["description"] = "  ";
  EXPECT_EQ(ask("", of)["plan"]["missing"][0]["path"], "/description");
  const json open = ask("", complaint(""))["plan"];
  EXPECT_EQ(open["missing"][0]["code"], "required");
  EXPECT_EQ(steps(open), (std::vector<std::string>{"subject", "contact", "check"}));
  EXPECT_FALSE(open.contains("verdict"));
  EXPECT_EQ(ask("", complaint("service"))["plan"]["missing"][0]["code"], "not_a_leaf");
  EXPECT_EQ(ask("", complaint("no.such"))["plan"]["missing"][0]["code"], "not_offered");
}

TEST(Complaint, MayNameAnOrderAndThenMeansThatOne) {
  const json of = order({line("L1", "cosmetic", 1, 3000)});
  json said = complaint("shipping.slow");
  EXPECT_EQ(ask(of.dump(), said)["fault"]["code"], "missing") << "an order that the draft does not name";
  said["order"] = "O-1";
  EXPECT_EQ(ask(of.dump(), said)["plan"]["order"], "O-1");
  EXPECT_EQ(ask("", said)["fault"]["code"], "wrong_order") << "a draft that names an order that is not given";
  const std::string sealed = core("cn-pharmacy").seal(of.dump(), said.dump(), kNow);
  EXPECT_EQ(json::parse(sealed)["request"]["order"]["id"], "O-1");
  said["items"] = json::array({item("L1", 1, "")});
  EXPECT_EQ(ask(of.dump(), said)["fault"]["at"], "/items");
  EXPECT_EQ(ask("", draft({}))["fault"]["document"], "order") << "only a complaint can do without";
}

json european(const std::string& category = "goods") {
  json of = order({line("L1", category, 1, 3000), line("L2", category, 2, 1000)}, json::array(), 490);
  of["currency"] = "EUR";
  of["market"] = "DE";
  of["policy"] = {{"id", "eu-consumer"}, {"version", 1}};
  for (json& each : of["lines"]) each["exclusion_confirmed"] = "unknown";
  return of;
}

json withdraw(const json& order, json statement, const std::string& now = kNow) {
  statement["schema"] = "returns.withdrawal/1";
  statement["order"] = "O-1";
  return json::parse(core("eu-consumer").withdraw(order.dump(), statement.dump(), now));
}

json stated(bool confirmed) { return {{"name", "Maria"}, {"email", "m@example.com"}, {"confirmed", confirmed}}; }

std::string standing(const json& answer, std::size_t line) {
  return answer.at("withdrawal").at("lines").at(line).at("standing");
}

TEST(Withdrawal, TakesTwoSteps) {
  const json open = withdraw(european(), json::object());
  EXPECT_EQ(open["withdrawal"]["missing"].size(), 2U) << "name, and where the acknowledgement goes";
  EXPECT_EQ(open["withdrawal"]["allowed_actions"], json::array({"edit"}));
  const json first = withdraw(european(), stated(false));
  EXPECT_TRUE(first["withdrawal"]["missing"].empty());
  EXPECT_EQ(first["withdrawal"]["allowed_actions"], (json::array({"edit", "confirm"})));
  EXPECT_FALSE(first.contains("request") || first.contains("acknowledgement"));
  EXPECT_EQ(first["withdrawal"]["labels"]["confirm"]["text"]["en"], "confirm withdrawal");
  const json second = withdraw(european(), stated(true));
  EXPECT_EQ(second["request"]["sealed_at"], second["acknowledgement"]["received_at"]);
  EXPECT_EQ(second["request"]["digest"], second["acknowledgement"]["digest"]);
  EXPECT_EQ(second["acknowledgement"]["to"], "m@example.com");
  json incomplete = stated(true);
  incomplete.erase("name");
  EXPECT_FALSE(withdraw(european(), incomplete).contains("request"));
}

TEST(Withdrawal, OfTheWholeContractBringsTheDeliveryBackToo) {
  const json all = withdraw(european(), stated(true))["request"]["consequences"];
  EXPECT_EQ(all["quote"]["refund"], 5490);
  json part = stated(true);
  part["lines"] = json::array({{{"line", "L2"}, {"quantity", 1}}});
  const json one = withdraw(european(), part)["request"]["consequences"];
  EXPECT_EQ(one["quote"]["refund"], 1000);
  EXPECT_FALSE(all["deadlines"].empty());
}

TEST(Withdrawal, InTimeToTheLastSecondAndNeverBlocked) {
  const json now = withdraw(european(), stated(true));
  const std::string until = now["withdrawal"]["lines"][0]["window"]["until"];
  const json last = withdraw(european(), stated(true), until + "T22:59:59Z");
  EXPECT_EQ(standing(last, 0), "withdrawable");
  EXPECT_TRUE(last["request"]["flags"].empty());
  const json late = withdraw(european(), stated(true), until + "T23:00:00Z");
  EXPECT_EQ(standing(late, 0), "late");
  EXPECT_EQ(late["request"]["flags"], json::array({"late"}));
  EXPECT_FALSE(late["request"].contains("consequences")) << "what follows is for a person to say";
  EXPECT_TRUE(late.contains("acknowledgement"));
  const json custom = withdraw(european("custom"), stated(true));
  EXPECT_EQ(standing(custom, 0), "excluded");
  EXPECT_FALSE(custom["withdrawal"]["lines"][0]["findings"].empty()) << "and why";
  EXPECT_TRUE(custom.contains("request"));
}

TEST(Withdrawal, IsVerifiedLikeEverythingThatIsSealed) {
  const json of = european();
  const wire::Core& by = core("eu-consumer");
  json statement = stated(true);
  statement["schema"] = "returns.withdrawal/1";
  statement["order"] = "O-1";
  const std::string answer = by.withdraw(of.dump(), statement.dump(), kNow);
  const std::size_t from = answer.find(R"(,"request":)") + 11, to = answer.rfind(R"(,"acknowledgement":)");
  std::string sealed = answer.substr(from, to - from);
  EXPECT_EQ(by.verify(of.dump(), sealed), kSame);
  const std::size_t refund = sealed.find(R"("refund":5490)");
  ASSERT_NE(refund, std::string::npos);
  sealed.replace(refund, 13, R"("refund":9490)");
  const json forged = json::parse(by.verify(of.dump(), sealed))["verification"];
  EXPECT_EQ(forged["same"], false);
  EXPECT_EQ(forged["differences"][0]["path"], "/consequences/quote/refund");
  const std::size_t confirmed = sealed.find(R"("confirmed":true)");
  sealed.replace(confirmed, 16, R"("confirmed":false)");
  EXPECT_EQ(json::parse(by.verify(of.dump(), sealed))["fault"]["code"], "incomplete");
}

TEST(Comparison, SaysWhatChangedAndForWhomItIsBetter) {
  json windows = json::parse(test::pack_text("cn-pharmacy"))["tables"]["windows"];
  for (json& rule : windows["rules"]) {
    if (rule["id"] == "no-reason") rule["then"]["n"] = 30;
  }
  const wire::Core today = core_with("cn-pharmacy", {{"/version", 2}, {"/tables/windows", windows}});
  const json of = order({line("L1", "cosmetic", 1, 12000)});
  const json wanted = draft({item("L1", 1, "changed.not_needed", {{"seal", "intact"}, {"outer_box", "intact"}})});
  const auto compared = [&](const std::string& now) {
    return json::parse(wire::compare(core("cn-pharmacy"), today, of.dump(), wanted.dump(), now)).at("comparison");
  };
  const json late = compared("2026-11-20T09:00:00+08:00");
  EXPECT_EQ(late["decides"], "purchase");
  EXPECT_EQ(late["changes"][0]["code"], "verdict");
  EXPECT_EQ(late["changes"][0]["purchase"]["value"], "ineligible");
  EXPECT_EQ(late["changes"][0]["today"]["value"], "eligible");
  EXPECT_EQ(late["changes"][0]["better"], "today");
  const json early = compared(kNow);
  ASSERT_EQ(early["changes"].size(), 1U) << early["changes"].dump();
  EXPECT_EQ(early["changes"][0]["code"], "window");
  EXPECT_EQ(json::parse(wire::compare(core("cn-pharmacy"), core("cn-pharmacy"), of.dump(), wanted.dump(),
                                      kNow))["comparison"]["same"],
            true);
  EXPECT_EQ(json::parse(wire::compare(today, core("cn-pharmacy"), of.dump(), wanted.dump(), kNow))["fault"]["code"],
            "wrong_pack")
      << "the pack of the purchase must be the purchase's";
}

TEST(Comparison, AnotherPackIsNotAnotherVersion) {
  const json of = order({line("L1", "cosmetic", 1, 12000)});
  EXPECT_TRUE(json::parse(wire::compare(core("cn-pharmacy"), core("us-retail"), of.dump(), draft({}).dump(), kNow))
                  .contains("fault"));
}

}  // namespace
}  // namespace returns
