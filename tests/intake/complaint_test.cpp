// Complaints about no order: filed without an account and found again by the contact given; a case is for one thing
// said.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/digest.h"
#include "core/id.h"
#include "native/storage/cases.h"
#include "tests/intake/shop.h"
#include "tests/unit/support.h"

namespace returns::test {
namespace {

constexpr const char* kKey = "7f1d2c3b-0002-4a00-8000-000000000001";

std::string open_complaint(Shop& shop, const std::string& policy = "cn-pharmacy") {
  const Reply reply = shop.post("/api/v1/complaints", {{"policy", policy}});
  EXPECT_EQ(reply.status, 201) << reply.body;
  const Json answer = reply.json();
  EXPECT_EQ(text_of(answer["case"], "schema"), "returns.case/1");
  EXPECT_EQ(text_of(answer["case"]["policy"], "id"), policy);
  return text_of(answer, "token");
}

Json complaint(const std::string& subject = "service.attitude") {
  return {{"schema", "returns.draft/1"},
          {"complaint", subject},
          {"description", "Nobody answered for three days."},
          {"contact", {{"name", "Ann"}, {"phone", "+86 138-0013-4821"}, {"email", "Ann@example.com"}}}};
}

// The dates in a list, in the order they are shown.
std::vector<Instant> dues(const Json& list) {
  std::vector<Instant> all;
  for (const Json& entry : list) {
    if (const auto at = read_instant(text_of(entry, "due"))) all.push_back(*at);
  }
  return all;
}

std::string sealed(Shop& shop, const Json& draft, const std::string& order = "") {
  const std::string answer = core("cn-pharmacy").seal(order, write_json(draft), shop.now());
  constexpr std::string_view kHead = R"({"request":)";
  EXPECT_TRUE(answer.starts_with(kHead)) << answer;
  return answer.substr(kHead.size(), answer.size() - kHead.size() - 1);
}

Reply look_up(Shop& shop, const std::string& ticket, const std::string& factor) {
  return shop.post("/api/v1/requests/lookup", {{"ticket", ticket}, {"factor", factor}});
}

TEST(Complaint, IsFiledWithoutAnAccountAndFoundAgain) {
  Shop shop;
  const std::string case_token = open_complaint(shop);
  const Reply reply = shop.submit(case_token, kKey, sealed(shop, complaint()));
  ASSERT_EQ(reply.status, 201) << reply.body;
  const Json receipt = reply.json();
  EXPECT_EQ(text_of(receipt, "schema"), "returns.receipt/1");
  EXPECT_EQ(text_of(receipt, "status"), "received");
  EXPECT_EQ(write_json(receipt["verification"]), R"({"same":true})");
  EXPECT_EQ(text_of(receipt["decision"], "lane"), "service");
  EXPECT_FALSE(receipt["deadlines"].empty());
  EXPECT_EQ(member(receipt, "quote"), nullptr);
  const std::string ticket = text_of(receipt, "ticket");
  ASSERT_TRUE(read_ticket(ticket));

  // Dates come one after the other; the result is not heard before it has been looked into.
  const Json seen = look_up(shop, ticket, "4821").json()["request"];
  for (const char* list : {"deadlines", "timeline", "stages"}) {
    const std::vector<Instant> at = dues(seen[list]);
    EXPECT_GE(at.size(), 3U) << list;
    EXPECT_TRUE(std::is_sorted(at.begin(), at.end())) << list << seen[list];
  }

  for (const char* typed : {"4821", "13800134821", "ann@EXAMPLE.com "}) {
    const Reply found = look_up(shop, ticket, typed);
    ASSERT_EQ(found.status, 200) << found.body;
    const Json request = found.json()["request"];
    EXPECT_EQ(text_of(request, "complaint"), "service.attitude");
    EXPECT_EQ(member(request, "order"), nullptr) << "there is none";
    EXPECT_TRUE(request["items"].empty());
    EXPECT_EQ(write_json(request["may"]), R"(["message","cancel"])");
  }
  for (const char* typed : {"4822", "bob@example.com", "13800134822"})
    EXPECT_EQ(look_up(shop, ticket, typed).status, 404) << typed;
  // The case itself is no order that could be opened or read as one.
  EXPECT_EQ(shop.ask("GET", "/api/v1/orders/current", {{"Authorization", "Bearer " + case_token}}).status, 404);
  EXPECT_EQ(shop.query("SELECT lane FROM tickets"), std::vector<std::string>{"service"});
}

TEST(Complaint, OnlyTheContactThatIsGivenOpensIt) {
  Shop shop;
  const std::string case_token = open_complaint(shop);
  Json draft = complaint();
  draft["contact"] = {{"email", "ann@example.com"}};
  const Reply reply = shop.submit(case_token, kKey, sealed(shop, draft));
  ASSERT_EQ(reply.status, 201) << reply.body;
  const std::string ticket = text_of(reply.json(), "ticket");
  EXPECT_EQ(look_up(shop, ticket, "ann@example.com").status, 200);
  EXPECT_EQ(look_up(shop, ticket, "4821").status, 404);
  EXPECT_EQ(look_up(shop, ticket, "").status, 400);
  EXPECT_EQ(shop.query("SELECT kind FROM order_factors"), std::vector<std::string>{"email"});
}

TEST(Complaint, WhoComplainedMayAddAndTakeBack) {
  Shop shop;
  const std::string case_token = open_complaint(shop);
  const std::string ticket = text_of(shop.submit(case_token, kKey, sealed(shop, complaint())).json(), "ticket");
  const std::string token = text_of(look_up(shop, ticket, "4821").json(), "token");
  const Headers headers = {{"Authorization", "Bearer " + token}, {"Idempotency-Key", "add-key-0001"}};
  const std::string at = "/api/v1/requests/" + ticket;
  EXPECT_EQ(shop.post(at + "/messages", {{"text", "It was on Monday."}}, headers).status, 200);
  const Reply back = shop.post(at + "/cancellation", Json::object(), {headers[0], {"Idempotency-Key", "add-key-0002"}});
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(text_of(back.json()["request"], "status"), "cancelled");
}

TEST(Complaint, ACaseIsForOneThingSaidAndReplaysIt) {
  Shop shop;
  const std::string case_token = open_complaint(shop);
  const std::string body = sealed(shop, complaint());
  const Reply first = shop.submit(case_token, kKey, body);
  ASSERT_EQ(first.status, 201) << first.body;
  shop.restart();
  const Reply again = shop.submit(case_token, kKey, body);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.header("idempotent-replayed"), "true");
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(shop.submit(case_token, kKey, body + " ").error(), "key_reused");
  EXPECT_EQ(shop.submit(case_token, "another-key-1", body).error(), "already_filed");
  EXPECT_EQ(shop.query("SELECT ticket FROM requests").size(), 1U);
}

TEST(Complaint, AForgedDecisionIsKeptAndNotBelieved) {
  Shop shop;
  const std::string case_token = open_complaint(shop);
  Json request = parse_json(sealed(shop, complaint()));
  const Json honest = request["decision"];
  request["decision"]["grade"] = "red";
  request.erase("digest");
  request["digest"] = sha256_hex(write_json(request));
  const Reply reply = shop.submit(case_token, kKey, write_json(request));
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(reply.json()["decision"], honest);
  EXPECT_EQ(text_of(reply.json(), "status"), "needs_review");
  EXPECT_EQ(shop.query("SELECT grade FROM tickets"), std::vector<std::string>{text_of(honest, "grade")});
  EXPECT_EQ(shop.query("SELECT detail FROM audit WHERE kind = 'verification_differs'"),
            std::vector<std::string>{R"({"paths":["/decision/grade"]})"});
}

TEST(Complaint, ACaseTakesNothingButComplaints) {
  Shop shop;
  const Json order = shop.add_order();
  const std::string case_token = open_complaint(shop);
  const Sealed goods = shop.seal(order);
  const Reply returned = shop.submit(case_token, kKey, goods.body);
  EXPECT_EQ(returned.status, 400) << returned.body;
  Json named = parse_json(sealed(shop, complaint()));
  named["draft"]["order"] = "O-1";
  const Reply about = shop.submit(case_token, kKey, write_json(named));
  EXPECT_EQ(about.status, 400) << about.body;
  EXPECT_EQ(about.error(), "wrong_order");
  Json silent = parse_json(sealed(shop, complaint()));
  silent["draft"]["description"] = " ";
  EXPECT_EQ(shop.submit(case_token, kKey, write_json(silent)).error(), "incomplete");
  Json european = parse_json(sealed(shop, complaint()));
  european["policy"]["id"] = "eu-consumer";
  EXPECT_EQ(shop.submit(case_token, kKey, write_json(european)).error(), "policy_changed");
  for (const char* body : {"", "{", "[]", "{}"}) EXPECT_EQ(shop.submit(case_token, kKey, body).status, 400) << body;
  EXPECT_TRUE(shop.query("SELECT ticket FROM requests").empty());
  EXPECT_EQ(shop.submit(case_token, kKey, sealed(shop, complaint())).status, 201) << "nothing of it holds the key";
}

TEST(Complaint, AboutAnOrderIsFiledForThatOrder) {
  Shop shop;
  shop.add_order();
  Json order;
  const std::string token = shop.token("O-1", &order);
  Json draft = complaint("shipping.slow");
  draft["order"] = "O-1";
  const Reply reply = shop.submit(token, kKey, sealed(shop, draft, write_json(order)));
  ASSERT_EQ(reply.status, 201) << reply.body;
  const Reply found = look_up(shop, text_of(reply.json(), "ticket"), "310012");
  ASSERT_EQ(found.status, 200);
  EXPECT_EQ(text_of(found.json()["request"], "order"), "O-1");
  EXPECT_EQ(text_of(found.json()["request"], "complaint"), "shipping.slow");
  EXPECT_TRUE(shop.query("SELECT line FROM request_lines").empty()) << "it holds no goods";
}

TEST(Complaint, PicturesGoWithIt) {
  Shop shop;
  const std::string case_token = open_complaint(shop);
  const std::string bytes = picture("screen.jpg");
  ASSERT_EQ(shop.upload(case_token, "screen.jpg", bytes).status, 201);
  Json draft = complaint();
  const Json report = parse_json(shop.query("SELECT report FROM uploads").front());
  draft["evidence"] = Json::array(
      {{{"slot", "screenshot"}, {"name", "screen.jpg"}, {"sha256", sha256_hex(bytes)}, {"report", report}}});
  const Reply reply = shop.submit(case_token, kKey, sealed(shop, draft));
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(shop.query("SELECT slot FROM request_media"), std::vector<std::string>{"screenshot"});
  // Of another case they are not there.
  const std::string other = open_complaint(shop);
  EXPECT_EQ(shop.submit(other, "another-key-1", sealed(shop, draft)).error(), "evidence_missing");
}

TEST(Complaint, WhatCannotBeOpenedIsSaid) {
  Shop shop;
  EXPECT_EQ(shop.post("/api/v1/complaints", Json::array()).error(), "not_json");
  EXPECT_EQ(shop.post("/api/v1/complaints", Json::object()).error(), "not_in_list");
  EXPECT_EQ(shop.post("/api/v1/complaints", {{"policy", "no-such"}}).error(), "not_in_list");
  EXPECT_EQ(shop.post("/api/v1/complaints", {{"policy", 7}}).error(), "not_in_list");
  EXPECT_EQ(shop.ask("POST", "/api/v1/complaints", {{"Content-Type", "text/plain"}}, "{}").status, 415);
  EXPECT_EQ(shop.submit("no such token", kKey, sealed(shop, complaint())).status, 401);
  EXPECT_TRUE(shop.query("SELECT id FROM orders").empty());
}

TEST(Complaint, OneAddressOpensThirtyAnHour) {
  Shop shop;
  for (int i = 0; i < 30; ++i) ASSERT_EQ(shop.post("/api/v1/complaints", {{"policy", "cn-pharmacy"}}).status, 201);
  const Reply refused = shop.post("/api/v1/complaints", {{"policy", "cn-pharmacy"}});
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.error(), "too_many_attempts");
  EXPECT_EQ(refused.header("retry-after"), "3600");
  shop.restart();
  EXPECT_EQ(shop.post("/api/v1/complaints", {{"policy", "cn-pharmacy"}}).status, 429) << "a restart forgives nothing";
  EXPECT_EQ(shop.post("/api/v1/complaints", {{"policy", "cn-pharmacy"}}, {{"X-Forwarded-For", "203.0.113.9"}}).status,
            201);
  shop.add_order();
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"order", "O-1"}, {"factor", "4821"}}).status, 200)
      << "whoever complains a lot may still look an order up";
  shop.pass(3'600);
  EXPECT_EQ(shop.post("/api/v1/complaints", {{"policy", "cn-pharmacy"}}).status, 201);
}

TEST(Complaint, CasesThatNobodyUsedAreForgotten) {
  Shop shop;
  open_complaint(shop);
  const std::string used = open_complaint(shop);
  ASSERT_EQ(shop.submit(used, kKey, sealed(shop, complaint())).status, 201);
  EXPECT_EQ(shop.query("SELECT id FROM orders").size(), 2U);
  shop.pass(std::int64_t{8} * 86'400);
  open_complaint(shop);
  ASSERT_EQ(*storage::Cases(shop.database()).forget_unused(*read_instant(shop.now())), 1);
  const auto left = shop.query("SELECT id FROM orders");
  EXPECT_EQ(left.size(), 2U) << "the one that was filed and the new one";
  for (const std::string& id : left) EXPECT_TRUE(storage::is_case_id(id)) << id;
}

}  // namespace
}  // namespace returns::test
