// Filing: what is honest is filed once and answered for ever; what is forged is caught, kept and said.

#include <gtest/gtest.h>
#include <algorithm>
#include <thread>

#include "core/digest.h"
#include "core/id.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

constexpr const char* kKey = "7f1d2c3b-0001-4a00-8000-000000000001";

struct Ready {
  Shop shop;
  Json order;
  std::string token;
  Sealed sealed;

  explicit Ready(std::int64_t units = 2) {
    shop.add_order("O-1", units);
    token = shop.token("O-1", &order);
    sealed = shop.seal(order);
    shop.upload_all(token, sealed);
  }
  bool noted(const std::string& kind) {
    const auto kinds = shop.audit_kinds();
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  }
};

TEST(Submit, AnHonestRequestIsFiledWithItsReceipt) {
  Ready ready;
  const Reply reply = ready.shop.submit(ready.token, kKey, ready.sealed.body);
  ASSERT_EQ(reply.status, 201) << reply.body;
  const Json receipt = reply.json();
  EXPECT_EQ(text_of(receipt, "schema"), "returns.receipt/1");
  EXPECT_EQ(text_of(receipt, "idempotency_key"), kKey);
  EXPECT_EQ(text_of(receipt, "received_at"), kStart);
  EXPECT_EQ(write_json(receipt["verification"]), R"({"same":true})");
  const Json request = parse_json(ready.sealed.body);
  EXPECT_EQ(receipt["decision"], request["decision"]);
  EXPECT_EQ(receipt["quote"], request["quote"]);
  EXPECT_EQ(receipt["deadlines"], request["decision"]["deadlines"]);
  EXPECT_EQ(receipt["digest"], request["digest"]);

  const auto ticket = read_ticket(text_of(receipt, "ticket"));
  ASSERT_TRUE(ticket);
  EXPECT_EQ(write_day(ticket->day), "2026-11-09");
  EXPECT_EQ(ticket->sequence, 1);
  EXPECT_EQ(ready.shop.query("SELECT body FROM requests"), std::vector<std::string>{ready.sealed.body});
  EXPECT_EQ(ready.shop.query("SELECT status FROM requests"), std::vector<std::string>{"received"});
  EXPECT_EQ(ready.shop.query("SELECT body FROM receipts"), std::vector<std::string>{reply.body});
  EXPECT_EQ(ready.shop.query("SELECT sha256 FROM request_media").size(), ready.sealed.files.size());
  EXPECT_EQ(ready.shop.audit_kinds(), (std::vector<std::string>{"order_opened", "request_received"}));
  for (const auto& [name, bytes] : ready.sealed.files) {
    const std::string hash = sha256_hex(bytes);
    const auto stored = read_file(ready.shop.data() / "media" / hash.substr(0, 2) / hash.substr(2), 1 << 20);
    ASSERT_TRUE(stored) << name;
    EXPECT_EQ(*stored, bytes);
  }
}

TEST(Submit, TheTicketsDayIsTheShopsDay) {
  Ready ready;
  ready.shop.pass(15 * 3'600 + 1'800);  // 00:30 of the next day in Shanghai, 16:30 of the same day in UTC
  ready.sealed.body = ready.shop.reseal(ready.order, parse_json(ready.sealed.body)["draft"]);
  const Reply reply = ready.shop.submit(ready.token, kKey, ready.sealed.body);
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_TRUE(text_of(reply.json(), "ticket").starts_with("20261110-")) << reply.body;
}

TEST(Submit, TheSameKeyAndBodyGetsTheSameBytesAgain) {
  Ready ready;
  const Reply first = ready.shop.submit(ready.token, kKey, ready.sealed.body);
  ASSERT_EQ(first.status, 201);
  ready.shop.pass(3 * 86'400);
  const Reply second = ready.shop.submit(ready.token, kKey, ready.sealed.body);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.header("idempotent-replayed"), "true");
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(first.header("idempotent-replayed"), "");
  EXPECT_EQ(ready.shop.query("SELECT ticket FROM requests").size(), 1U);
}

TEST(Submit, TheSameKeyWithAnotherBodyIsRefused) {
  Ready ready;
  ASSERT_EQ(ready.shop.submit(ready.token, kKey, ready.sealed.body).status, 201);
  const Reply other = ready.shop.submit(ready.token, kKey, ready.sealed.body + " ");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.error(), "key_reused");
  EXPECT_EQ(ready.shop.query("SELECT ticket FROM requests").size(), 1U);
}

TEST(Submit, TwoAtOnceWithOneKeyMakeOneRequest) {
  Ready ready;
  std::vector<Reply> replies(8);
  std::vector<std::thread> threads;
  for (Reply& reply : replies) {
    threads.emplace_back([&] {
      do reply = ready.shop.submit(ready.token, kKey, ready.sealed.body);
      while (reply.error() == "in_flight");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::count_if(replies.begin(), replies.end(), [](const Reply& r) { return r.status == 201; }), 1);
  for (const Reply& reply : replies) {
    EXPECT_TRUE(reply.status == 201 || reply.status == 200) << reply.status << reply.body;
    EXPECT_EQ(reply.body, replies.front().body);
  }
  EXPECT_EQ(ready.shop.query("SELECT ticket FROM requests").size(), 1U);
}

TEST(Submit, SequencesCountPerCustomerAndDay) {
  Ready ready;
  const std::string first = text_of(ready.shop.submit(ready.token, kKey, ready.sealed.body).json(), "ticket");
  Sealed more = ready.shop.seal(ready.order, 1, "b");
  ready.shop.upload_all(ready.token, more);
  const std::string second = text_of(ready.shop.submit(ready.token, "another-key-1", more.body).json(), "ticket");
  EXPECT_EQ(read_ticket(first)->who, read_ticket(second)->who);
  EXPECT_EQ(read_ticket(first)->sequence, 1);
  EXPECT_EQ(read_ticket(second)->sequence, 2);

  ready.shop.add_order("O-2");
  Json other;
  const std::string token = ready.shop.token("O-2", &other);
  Sealed theirs = ready.shop.seal(other, 1, "c");
  ready.shop.upload_all(token, theirs);
  const std::string third = text_of(ready.shop.submit(token, "another-key-2", theirs.body).json(), "ticket");
  ASSERT_TRUE(read_ticket(third));
  EXPECT_NE(read_ticket(third)->who, read_ticket(first)->who);
  EXPECT_EQ(read_ticket(third)->sequence, 1);
}

TEST(Submit, AForgedDecisionIsKeptAndNotBelieved) {
  Ready ready;
  Json request = parse_json(ready.sealed.body);
  const Json honest = request["decision"];
  request["decision"]["verdict"] = "ineligible";
  const std::string forged = signed_again(request);
  const Reply reply = ready.shop.submit(ready.token, kKey, forged);
  ASSERT_EQ(reply.status, 201) << reply.body;
  const Json receipt = reply.json();
  EXPECT_EQ(receipt["verification"]["same"], false);
  EXPECT_EQ(text_of(receipt["verification"], "decision_by"), "server");
  EXPECT_EQ(receipt["decision"], honest);
  EXPECT_EQ(text_of(receipt, "status"), "needs_review");
  EXPECT_EQ(ready.shop.query("SELECT body FROM requests"), std::vector<std::string>{forged});
  const Json computed = parse_json(ready.shop.query("SELECT computed FROM requests").front());
  EXPECT_EQ(computed["decision"], honest);
  EXPECT_EQ(ready.shop.query("SELECT detail FROM audit WHERE kind = 'verification_differs'"),
            std::vector<std::string>{R"({"paths":["/decision/verdict"]})"});
}

TEST(Submit, AForgedQuoteIsKeptAndNotBelieved) {
  Ready ready;
  Json request = parse_json(ready.sealed.body);
  const Json honest = request["quote"];
  request["quote"]["refund"] = honest["refund"].get<int>() + 100'000;
  const Reply reply = ready.shop.submit(ready.token, kKey, signed_again(request));
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(reply.json()["quote"], honest);
  EXPECT_EQ(ready.shop.query("SELECT status FROM requests"), std::vector<std::string>{"needs_review"});
  EXPECT_EQ(ready.shop.query("SELECT detail FROM audit WHERE kind = 'verification_differs'"),
            std::vector<std::string>{R"({"paths":["/quote/refund"]})"});
}

TEST(Submit, AForgedRequestDigestIsSeen) {
  Ready ready;
  Json request = parse_json(ready.sealed.body);
  request["digest"] = std::string(64, '0');
  const Reply reply = ready.shop.submit(ready.token, kKey, write_json(request));
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(ready.shop.query("SELECT detail FROM audit WHERE kind = 'verification_differs'"),
            std::vector<std::string>{R"({"paths":["/digest"]})"});
}

TEST(Submit, EvidenceThatWasNeverUploadedIsRefusedAndNoted) {
  Ready ready;
  Json draft = parse_json(ready.sealed.body)["draft"];
  const std::string invented = std::string(63, 'a') + "1";
  draft["evidence"][0]["sha256"] = invented;
  const Reply reply = ready.shop.submit(ready.token, kKey, ready.shop.reseal(ready.order, draft));
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(reply.error(), "evidence_missing");
  EXPECT_EQ(text_of(reply.json()["error"], "at"), "/draft/evidence/0/sha256");
  EXPECT_TRUE(ready.shop.query("SELECT ticket FROM requests").empty());
  const auto notes = ready.shop.query("SELECT detail FROM audit WHERE kind = 'request_refused'");
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(text_of(parse_json(notes.front()), "sha256"), invented);
}

TEST(Submit, EvidenceOfAnotherOrderIsNotThere) {
  Ready ready;
  ready.shop.add_order("O-2");
  Json other;
  const std::string token = ready.shop.token("O-2", &other);
  const Reply reply =
      ready.shop.submit(token, kKey, ready.shop.seal(other).body);  // the same pictures, uploaded for O-1
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(reply.error(), "evidence_missing");
}

TEST(Submit, AForgedReportIsReplacedByWhatTheServerSaw) {
  Ready ready;
  Json draft = parse_json(ready.sealed.body)["draft"];
  draft["evidence"][0]["report"]["width"] = 9000;
  const Reply reply = ready.shop.submit(ready.token, kKey, ready.shop.reseal(ready.order, draft));
  ASSERT_EQ(reply.status, 201) << reply.body;
  const Json receipt = reply.json();
  EXPECT_EQ(text_of(receipt, "status"), "needs_review");
  EXPECT_EQ(write_json(receipt["verification"]["differences"]),
            R"([{"path":"/draft/evidence/0/report/width","claimed":"9000","computed":"4000"}])");
  const auto notes = ready.shop.query("SELECT detail FROM audit WHERE kind = 'report_differs'");
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(write_json(parse_json(notes.front())["paths"]), R"(["/draft/evidence/0/report/width"])");
  const Json computed = parse_json(ready.shop.query("SELECT computed FROM requests").front());
  EXPECT_EQ(computed["draft"]["evidence"][0]["report"]["width"], 4000);
}

TEST(Submit, AReportThatHidesACutFileLeavesTheDecisionToAPerson) {
  Ready ready;
  Json draft = parse_json(ready.sealed.body)["draft"];
  const std::string whole = picture("cut.jpg");
  const std::string cut = whole.substr(0, whole.size() - 2);
  ASSERT_EQ(ready.shop.upload(ready.token, "cut.jpg", cut).status, 201);
  draft["evidence"][0]["sha256"] = sha256_hex(cut);
  const Reply reply = ready.shop.submit(ready.token, kKey, ready.shop.reseal(ready.order, draft));
  ASSERT_EQ(reply.status, 201) << reply.body;
  const Json receipt = reply.json();
  EXPECT_EQ(write_json(receipt["decision"]), R"({"verdict":"needs_review","code":"evidence_not_as_claimed"})");
  EXPECT_EQ(member(receipt, "quote"), nullptr);
  EXPECT_TRUE(ready.noted("report_differs"));
}

TEST(Submit, WhatABrowserCallsAFileIsNoForgery) {
  Ready ready;
  Json draft = parse_json(ready.sealed.body)["draft"];
  draft["evidence"][0]["report"]["problems"].push_back({{"code", "type_mismatch"}, {"verdict", "hint"}});
  const Reply reply = ready.shop.submit(ready.token, kKey, ready.shop.reseal(ready.order, draft));
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(text_of(reply.json(), "status"), "received");
}

TEST(Submit, AClockThatIsFarAheadIsRefused) {
  Ready ready;
  ready.shop.pass(3'600);
  const std::string early = ready.shop.reseal(ready.order, parse_json(ready.sealed.body)["draft"]);
  ready.shop.pass(-3'600);
  const Reply reply = ready.shop.submit(ready.token, kKey, early);
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.error(), "sealed_in_future");
  EXPECT_EQ(text_of(reply.json()["error"], "at"), "/sealed_at");
  ready.shop.pass(3'600 - 299);
  EXPECT_EQ(ready.shop.submit(ready.token, kKey, early).status, 201);
}

TEST(Submit, ALateRequestIsFlaggedWhenItsAnswerWouldBeAnother) {
  Ready ready;
  ready.shop.pass(2 * 86'400);
  const Reply soon = ready.shop.submit(ready.token, kKey, ready.sealed.body);
  ASSERT_EQ(soon.status, 201) << soon.body;
  EXPECT_EQ(text_of(soon.json(), "status"), "received");
  // The clocks start when the merchant has it, not when a device without a network sealed it.
  EXPECT_NE(soon.json()["deadlines"], parse_json(ready.sealed.body)["decision"]["deadlines"]);

  Sealed late = ready.shop.seal(ready.order, 1, "late");
  ready.shop.upload_all(ready.token, late);
  ready.shop.pass(40 * 86'400);
  const std::string token = ready.shop.token();
  const Reply reply = ready.shop.submit(token, "another-key-1", late.body);
  ASSERT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(text_of(reply.json(), "status"), "needs_review");
  EXPECT_EQ(reply.json()["verification"]["late"], true);
  EXPECT_TRUE(ready.noted("late_verdict_differs"));
}

TEST(Submit, WhatIsNoRequestIsRefusedWithItsPlace) {
  Ready ready;
  struct Case {
    std::string body;
    int status;
    const char* code;
    const char* at;
  };
  Json other_pack = parse_json(ready.sealed.body);
  other_pack["policy"]["version"] = 7;
  Json other_order = parse_json(ready.sealed.body);
  other_order["draft"]["order"] = "O-2";
  Json misspelt = parse_json(ready.sealed.body);
  misspelt["draft"]["descripton"] = "x";
  Json open = parse_json(ready.sealed.body);
  open["draft"].erase("resolution");
  const std::vector<Case> cases = {{"", 400, "not_json", ""},
                                   {"{", 400, "not_json", ""},
                                   {"[]", 400, "wrong_type", ""},
                                   {"{}", 400, "missing", "/schema"},
                                   {write_json(other_pack), 409, "policy_changed", "/policy"},
                                   {write_json(other_order), 400, "wrong_order", "/draft/order"},
                                   {write_json(misspelt), 400, "unknown_member", "/draft/descripton"},
                                   {write_json(open), 400, "incomplete", "/draft/resolution"}};
  for (const Case& c : cases) {
    const Reply reply = ready.shop.submit(ready.token, kKey, c.body);
    EXPECT_EQ(reply.status, c.status) << c.body.substr(0, 80) << reply.body;
    EXPECT_EQ(reply.error(), c.code) << reply.body;
    EXPECT_EQ(text_of(reply.json()["error"], "at"), c.at) << reply.body;
  }
  EXPECT_TRUE(ready.shop.query("SELECT ticket FROM requests").empty());
  EXPECT_EQ(ready.shop.query("SELECT kind FROM audit WHERE kind = 'request_refused'").size(), cases.size());
  // Nothing of it holds the key.
  EXPECT_EQ(ready.shop.submit(ready.token, kKey, ready.sealed.body).status, 201);
}

TEST(Submit, NeedsTokenKeyAndType) {
  Ready ready;
  const Headers all = {
      {"Content-Type", "application/json"}, {"Authorization", "Bearer " + ready.token}, {"Idempotency-Key", kKey}};
  const auto without = [&](std::size_t index, const char* value) {
    Headers headers = all;
    headers[index].second = value;
    return ready.shop.ask("POST", "/api/v1/requests", headers, ready.sealed.body);
  };
  EXPECT_EQ(without(0, "text/plain").status, 415);
  EXPECT_EQ(without(1, "Bearer wrong").status, 401);
  EXPECT_EQ(without(1, "").status, 401);
  EXPECT_EQ(without(2, "short").status, 400);
  EXPECT_EQ(without(2, "with spaces in it").status, 400);
  ready.shop.pass(7 * 86'400);
  EXPECT_EQ(ready.shop.submit(ready.token, kKey, ready.sealed.body).status, 401) << "a token opens for a week";
  EXPECT_TRUE(ready.shop.query("SELECT ticket FROM requests").empty());
}

TEST(Submit, TheLastUnitGoesOnceHoweverManyRace) {
  constexpr int kThreads = 20;
  Ready ready(1);
  std::vector<Reply> replies(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      replies[static_cast<std::size_t>(i)] =
          ready.shop.submit(ready.token, "racing-key-" + std::to_string(i), ready.sealed.body);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::count_if(replies.begin(), replies.end(), [](const Reply& r) { return r.status == 201; }), 1);
  for (const Reply& reply : replies) {
    if (reply.status == 201) continue;
    EXPECT_EQ(reply.status, 409) << reply.body;
    EXPECT_EQ(reply.error(), "units_taken") << reply.body;
  }
  EXPECT_EQ(ready.shop.query("SELECT ticket FROM requests").size(), 1U);
  EXPECT_EQ(ready.shop.query("SELECT CAST(SUM(quantity) AS TEXT) FROM request_lines"), std::vector<std::string>{"1"});
}

TEST(Submit, TheOrderShowsWhatIsHeld) {
  Ready ready;
  const std::string ticket = text_of(ready.shop.submit(ready.token, kKey, ready.sealed.body).json(), "ticket");
  Json order;
  const std::string token = ready.shop.token("O-1", &order);
  EXPECT_EQ(write_json(order["lines"][0]["held"]),
            R"([{"quantity":1,"ticket":")" + ticket + R"(","state":"open","counts":true}])")
      << "sent back for a defect, it still counts for the terms of promotions";
  EXPECT_EQ(member(order["lines"][1], "held"), nullptr);
}

TEST(Submit, WhoHasTheTokenReadsTheOrderAsItStandsNow) {
  Ready ready;
  EXPECT_EQ(ready.shop.ask("GET", "/api/v1/orders/current").status, 401);
  const Headers bearer = {{"Authorization", "Bearer " + ready.token}};
  Reply reply = ready.shop.ask("GET", "/api/v1/orders/current", bearer);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(member(reply.json()["order"]["lines"][0], "held"), nullptr);
  const std::string ticket = text_of(ready.shop.submit(ready.token, kKey, ready.sealed.body).json(), "ticket");
  reply = ready.shop.ask("GET", "/api/v1/orders/current", bearer);
  EXPECT_EQ(text_of(reply.json()["order"]["lines"][0]["held"][0], "ticket"), ticket);
}

TEST(Submit, UploadsOutliveARestart) {
  Ready ready;
  ready.shop.restart();
  EXPECT_EQ(ready.shop.submit(ready.token, kKey, ready.sealed.body).status, 201);
  ready.shop.restart();
  EXPECT_EQ(ready.shop.submit(ready.token, kKey, ready.sealed.body).status, 200);
}

}  // namespace
}  // namespace returns::test
