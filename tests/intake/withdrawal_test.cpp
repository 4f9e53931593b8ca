// Withdrawal from the contract: two steps, no reason, no approval; a statement is never refused for what it says.

#include <gtest/gtest.h>
#include <atomic>
#include <thread>

#include "native/intake/factor.h"
#include "native/storage/cases.h"
#include "tests/intake/shop.h"
#include "tests/unit/support.h"

namespace returns::test {
namespace {

constexpr const char* kKey = "7f1d2c3b-0003-4a00-8000-000000000001";

// An order in the Union: two goods of 30.00 and 10.00, delivery 4.90; opened by ann@example.com.
void add_european(Shop& shop, const std::string& id = "NH-1") {
  json document = order({line("L1", "goods", 1, 3000), line("L2", "goods", 1, 1000)}, json::array(), 490);
  document["id"] = id;
  document["currency"] = "EUR";
  document["market"] = "DE";
  document["policy"] = {{"id", "eu-consumer"}, {"version", 1}};
  for (json& each : document["lines"]) each["exclusion_confirmed"] = "unknown";
  const auto secret = read_file(shop.data() / "secret.key", 32);
  storage::NewOrder added{.id = id,
                          .lookup_key = intake::fold_number(id),
                          .merchant = "demo",
                          .customer = "customer of " + id,
                          .document = document.dump(),
                          .factors = {*intake::make_factor(*secret, "email", "ann@example.com"),
                                      *intake::make_factor(*secret, "phone_last4", "4821")},
                          .seeded_at = {}};
  const Status put = storage::Orders(shop.database()).put(added);
  ASSERT_TRUE(put) << put.failure().detail;
}

Json statement(const std::string& order = "NH-1", const std::string& email = "ann@example.com") {
  return {
      {"schema", "returns.withdrawal/1"}, {"order", order}, {"name", "Ann Lee"}, {"email", email}, {"confirmed", true}};
}

Json body_of(const Json& statement) { return {{"policy", "eu-consumer"}, {"statement", statement}}; }

Reply state(Shop& shop, const Json& said, const std::string& key = kKey, const Headers& more = {}) {
  Headers headers = {{"Idempotency-Key", key}};
  headers.insert(headers.end(), more.begin(), more.end());
  return shop.post("/api/v1/withdrawals", body_of(said), headers);
}

std::string token_of(Shop& shop, const std::string& id = "NH-1") {
  return text_of(shop.post("/api/v1/orders/lookup", {{"order", id}, {"factor", "4821"}}).json(), "token");
}

TEST(Withdrawal, ItsLabelsAreThePacksOwn) {
  Shop shop;
  const Reply reply = shop.ask("GET", "/api/v1/withdrawals/labels/eu-consumer");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const Json labels = reply.json()["labels"];
  EXPECT_EQ(text_of(labels["open"]["text"], "de"), "Vertrag widerrufen");
  EXPECT_EQ(text_of(labels["confirm"]["text"], "en"), "confirm withdrawal");
  EXPECT_EQ(text_of(labels["confirm"], "source"), "crd-11a");
  EXPECT_EQ(shop.ask("GET", "/api/v1/withdrawals/labels/cn-pharmacy").status, 404);
  EXPECT_EQ(shop.ask("GET", "/api/v1/withdrawals/labels/none").status, 404);
}

TEST(Withdrawal, OfAKnownOrderIsComputedAndAcknowledgedWithoutAnAccount) {
  Shop shop;
  add_european(shop);
  Json said = statement("nh-1 ");  // as people type it
  said["reason"] = "too large";
  const Reply reply = state(shop, said);
  ASSERT_EQ(reply.status, 201) << reply.body;
  const Json receipt = reply.json();
  EXPECT_EQ(text_of(receipt, "status"), "received");
  EXPECT_EQ(member(receipt["decision"], "verdict"), nullptr) << "it confirms receipt, not acceptance";
  const Json acknowledgement = receipt["acknowledgement"];
  EXPECT_EQ(text_of(acknowledgement, "schema"), "returns.acknowledgement/1");
  EXPECT_EQ(text_of(acknowledgement, "to"), "ann@example.com");
  EXPECT_EQ(text_of(acknowledgement, "name"), "Ann Lee");
  EXPECT_EQ(text_of(acknowledgement, "order"), "NH-1");
  EXPECT_EQ(text_of(acknowledgement, "reason"), "too large");
  EXPECT_EQ(text_of(acknowledgement, "received_at"), text_of(receipt, "received_at"));
  EXPECT_EQ(text_of(acknowledgement, "digest"), text_of(receipt, "digest"));
  EXPECT_EQ(acknowledgement["lines"].size(), 2U);
  EXPECT_EQ(receipt["quote"]["refund"], 4490) << "with the delivery";
  EXPECT_FALSE(receipt["deadlines"].empty());
  EXPECT_EQ(shop.query("SELECT lane FROM tickets"), std::vector<std::string>{"withdrawal"});
  // What the database keeps verifies by the core.
  const std::string sealed = shop.query("SELECT computed FROM requests").front();
  EXPECT_EQ(text_of(parse_json(sealed), "schema"), "returns.withdrawal_request/1");
  EXPECT_EQ(text_of(parse_json(sealed), "digest"), text_of(receipt, "digest"));
  // The goods are spoken for.
  const Json order = shop.post("/api/v1/orders/lookup", {{"order", "NH-1"}, {"factor", "4821"}}).json()["order"];
  EXPECT_EQ(text_of(order["lines"][0]["held"][0], "ticket"), text_of(receipt, "ticket"));
  // The acknowledgement can be had again.
  const Reply again =
      shop.post("/api/v1/requests/lookup", {{"ticket", text_of(receipt, "ticket")}, {"factor", "ann@example.com"}});
  ASSERT_EQ(again.status, 200);
  EXPECT_EQ(again.json()["request"]["acknowledgement"], acknowledgement);
}

TEST(Withdrawal, ManyAtOnceAboutUnknownOrdersAreAllTaken) {
  Shop shop;
  std::atomic<int> taken{0};
  std::vector<std::thread> people;
  for (int person = 0; person < 6; ++person) {
    people.emplace_back([&, person] {
      for (int i = 0; i < 10; ++i) {
        const std::string number = std::to_string(person) + '-' + std::to_string(i);
        const Reply reply = state(shop, statement("NH-" + number), "one-of-many-" + number,
                                  {{"X-Forwarded-For", "203.0.113." + std::to_string(person)}});
        EXPECT_EQ(reply.status, 201) << reply.body;
        taken += reply.status == 201 ? 1 : 0;
        // Cleared away meanwhile: what was opened a moment ago is nobody's leftover.
        EXPECT_TRUE(storage::Cases(shop.database()).forget_unused(*read_instant(shop.now())));
      }
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(taken, 60);
}

TEST(Withdrawal, OfAnUnknownOrderIsTakenForAPerson) {
  Shop shop;
  add_european(shop);
  // No such order, and an order of somebody else: the two answers differ in nothing but names, numbers and times.
  std::vector<Json> answers;
  for (const auto& [order, email, key] : {std::tuple{"NH-9", "ann@example.com", "unknown-key-1"},
                                          std::tuple{"NH-1", "bob@example.com", "unknown-key-2"}}) {
    const Reply reply = state(shop, statement(order, email), key);
    ASSERT_EQ(reply.status, 201) << reply.body;
    const Json receipt = reply.json();
    EXPECT_EQ(text_of(receipt["acknowledgement"], "to"), email);
    EXPECT_EQ(text_of(receipt["acknowledgement"], "order"), order) << "as it was typed";
    EXPECT_EQ(text_of(receipt["acknowledgement"], "received_at"), text_of(receipt, "received_at"));
    const Reply found =
        shop.post("/api/v1/requests/lookup", {{"ticket", text_of(receipt, "ticket")}, {"factor", email}});
    EXPECT_EQ(found.status, 200);
    EXPECT_EQ(member(found.json()["request"], "order"), nullptr);
    Json bare = receipt;
    for (const char* own : {"ticket", "idempotency_key", "digest", "received_at"}) bare.erase(own);
    for (const char* own : {"to", "order", "digest", "received_at"}) bare["acknowledgement"].erase(own);
    answers.push_back(bare);
  }
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(text_of(answers[0], "status"), "needs_review");
  EXPECT_EQ(write_json(answers[0]["decision"]["flags"]), R"(["unknown_order"])");
  EXPECT_EQ(member(answers[0], "quote"), nullptr);
  EXPECT_TRUE(shop.query("SELECT line FROM request_lines").empty());
}

TEST(Withdrawal, GuessingIsStoppedAndAStatementIsNot) {
  Shop shop;
  add_european(shop);
  const auto from = [&](int i, const std::string& email) {
    return state(shop, statement("NH-1", email), "guess-key-" + std::to_string(i),
                 {{"X-Forwarded-For", "203.0.113." + std::to_string(i)}});
  };
  for (int i = 0; i < 10; ++i) ASSERT_EQ(from(i, "g" + std::to_string(i) + "@example.com").status, 201);
  const Reply reply = from(11, "ann@example.com");
  ASSERT_EQ(reply.status, 201) << "taken, whatever others did";
  EXPECT_EQ(member(reply.json(), "quote"), nullptr) << "but the right address says no more than a wrong one";
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"order", "NH-1"}, {"factor", "4821"}}).status, 429)
      << "they are the same guesses";
  shop.pass(3'600);
  EXPECT_NE(member(from(12, "ann@example.com").json(), "quote"), nullptr);
}

TEST(Withdrawal, ALateStatementIsTakenAndFlagged) {
  Shop shop;
  add_european(shop);
  shop.pass(std::int64_t{60} * 86'400);
  const Reply reply = state(shop, statement());
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(text_of(reply.json(), "status"), "needs_review");
  EXPECT_EQ(write_json(reply.json()["decision"]["flags"]), R"(["late"])");
}

TEST(Withdrawal, WhoHasTheOrderOpenSeesWhatFollowsAndTakesAPart) {
  Shop shop;
  add_european(shop);
  const Headers bearer = {{"Authorization", "Bearer " + token_of(shop)}};
  Json said = statement();
  said["confirmed"] = false;
  said["lines"] = Json::array({{{"line", "L1"}, {"quantity", 1}}});
  const Reply plan = shop.post("/api/v1/withdrawals/plan", {{"statement", said}}, bearer);
  ASSERT_EQ(plan.status, 200) << plan.body;
  const Json withdrawal = plan.json()["withdrawal"];
  EXPECT_EQ(withdrawal["consequences"]["quote"]["refund"], 3000);
  EXPECT_EQ(text_of(withdrawal["lines"][0], "standing"), "withdrawable");
  EXPECT_EQ(write_json(withdrawal["allowed_actions"]), R"(["edit","confirm"])");
  EXPECT_TRUE(shop.query("SELECT ticket FROM requests").empty()) << "looking is not stating";
  said["confirmed"] = true;
  const Reply confirmed = shop.post("/api/v1/withdrawals/plan", {{"statement", said}}, bearer);
  EXPECT_EQ(member(confirmed.json(), "acknowledgement"), nullptr) << "the first step acknowledges nothing";

  const Reply reply = state(shop, said, kKey, bearer);
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(reply.json()["quote"]["refund"], 3000);
  EXPECT_EQ(write_json(reply.json()["acknowledgement"]["lines"]), R"([{"line":"L1","quantity":1}])");
  const Reply twice = state(shop, said, "another-key-1", bearer);
  EXPECT_EQ(twice.status, 400) << "L1 is gone, and the screen can say so";
  EXPECT_EQ(twice.error(), "incomplete");
  said.erase("lines");
  EXPECT_EQ(state(shop, said, "another-key-2", bearer).json()["acknowledgement"]["lines"].size(), 1U) << "the rest";
}

TEST(Withdrawal, ReplaysAndRefusesAnotherBodyUnderTheKey) {
  Shop shop;
  add_european(shop);
  const Reply first = state(shop, statement());
  ASSERT_EQ(first.status, 201);
  shop.pass(3 * 86'400);
  shop.restart();
  const Reply second = state(shop, statement());
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.header("idempotent-replayed"), "true");
  EXPECT_EQ(second.body, first.body);
  Json other = statement();
  other["name"] = "Bob";
  EXPECT_EQ(state(shop, other).error(), "key_reused");
  EXPECT_EQ(shop.query("SELECT ticket FROM requests").size(), 1U);
}

TEST(Withdrawal, TwoAtOnceWithOneKeyMakeOne) {
  Shop shop;
  add_european(shop);
  for (const char* order : {"NH-1", "NH-9"}) {
    std::vector<Reply> replies(8);
    std::vector<std::thread> threads;
    for (Reply& reply : replies) {
      threads.emplace_back([&] {
        do reply = state(shop, statement(order), std::string{"one-key-"} + order);
        while (reply.error() == "in_flight");
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const Reply& reply : replies) EXPECT_EQ(reply.body, replies.front().body);
  }
  EXPECT_EQ(shop.query("SELECT ticket FROM requests").size(), 2U);
}

TEST(Withdrawal, WhatIsNoStatementIsRefusedWithItsPlace) {
  Shop shop;
  add_european(shop);
  const auto with = [](const char* name, const Json& value) {
    Json said = statement();
    said[name] = value;
    return said;
  };
  struct Case {
    Json statement;
    const char* code;
    const char* at;
  };
  const std::vector<Case> cases = {
      {nullptr, "missing", "/statement"},
      {Json::array(), "missing", "/statement"},
      {with("schema", "returns.request/1"), "wrong_schema", "/statement/schema"},
      {with("photo", "x"), "unknown_member", "/statement/photo"},
      {with("order", " "), "incomplete", "/statement/order"},
      {with("order", std::string(201, 'x')), "incomplete", "/statement/order"},
      {with("name", ""), "incomplete", "/statement/name"},
      {with("name", std::string(101, 'x')), "incomplete", "/statement/name"},
      {with("email", ""), "incomplete", "/statement/email"},
      {with("email", "ann at example"), "incomplete", "/statement/email"},
      {with("reason", std::string(2001, 'x')), "incomplete", "/statement/reason"},
      {with("confirmed", false), "incomplete", "/statement/confirmed"},
      {with("confirmed", "yes"), "incomplete", "/statement/confirmed"},
  };
  for (const Case& c : cases) {
    const Reply reply = state(shop, c.statement);
    EXPECT_EQ(reply.status, 400) << write_json(c.statement);
    EXPECT_EQ(reply.error(), c.code) << reply.body;
    EXPECT_EQ(text_of(reply.json()["error"], "at"), c.at) << reply.body;
  }
  EXPECT_EQ(shop.post("/api/v1/withdrawals", body_of(statement())).error(), "missing") << "the key";
  EXPECT_EQ(shop.post("/api/v1/withdrawals", Json::array(), {{"Idempotency-Key", kKey}}).error(), "not_json");
  EXPECT_EQ(state(shop, statement(), kKey, {{"Authorization", "Bearer wrong"}}).status, 401);
  EXPECT_EQ(shop.post("/api/v1/withdrawals/plan", body_of(statement()), {{"Authorization", "Bearer wrong"}}).status,
            401);
  EXPECT_EQ(shop.post("/api/v1/withdrawals/plan", Json::object()).error(), "missing");
  const Reply all = shop.post("/api/v1/withdrawals/plan", body_of(Json::object()));
  ASSERT_EQ(all.status, 200) << all.body;
  EXPECT_EQ(all.json()["withdrawal"]["missing"].size(), 3U) << "everything at once: number, name, address";
  EXPECT_TRUE(shop.post("/api/v1/withdrawals/plan", body_of(statement("NH-9"))).json()["withdrawal"]["missing"].empty())
      << "whether there is such an order is not said";
  EXPECT_TRUE(shop.query("SELECT ticket FROM requests").empty());
}

TEST(Withdrawal, AnOrderWhosePackHasNone) {
  Shop shop;
  shop.add_order("O-1");
  const std::string token = shop.token("O-1");
  const Headers bearer = {{"Authorization", "Bearer " + token}};
  EXPECT_EQ(shop.post("/api/v1/withdrawals/plan", {{"statement", statement("O-1")}}, bearer).error(), "no_withdrawal");
  EXPECT_EQ(state(shop, statement("O-1"), kKey, bearer).error(), "no_withdrawal");
  const Reply stranger = state(shop, statement("O-1"));
  EXPECT_EQ(stranger.status, 201) << "a person will see";
  EXPECT_EQ(write_json(stranger.json()["decision"]["flags"]), R"(["unknown_order"])");
  Json elsewhere = body_of(statement("NH-9"));
  elsewhere["policy"] = "cn-pharmacy";
  EXPECT_EQ(shop.post("/api/v1/withdrawals", elsewhere, {{"Idempotency-Key", "another-key-1"}}).error(), "not_in_list");
}

}  // namespace
}  // namespace returns::test
