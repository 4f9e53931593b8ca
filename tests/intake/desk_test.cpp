// The desk: who may sit at it, what may be done to a ticket and when, and what the customer sees of it.

#include <gtest/gtest.h>

#include "native/intake/desk_board.h"
#include "native/storage/audit.h"
#include "native/storage/staff.h"
#include "native/storage/tickets.h"
#include "native/support/password.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

constexpr const char* kPassword = "correct horse battery";

struct Desk {
  Shop shop;
  std::string token, ticket, cookie;

  explicit Desk(const std::string& role = "clerk") {
    shop.add_order();
    Json order;
    token = shop.token("O-1", &order);
    const Sealed sealed = shop.seal(order);
    shop.upload_all(token, sealed);
    const Reply filed = shop.submit(token, "key-of-the-first", sealed.body);
    EXPECT_EQ(filed.status, 201) << filed.body;
    ticket = text_of(filed.json(), "ticket");
    add("ann", role);
    cookie = sign_in("ann");
  }
  void add(const std::string& name, const std::string& role) {
    const Status put = storage::Staff(shop.database())
                           .put({.name = name, .role = role, .password = *hash_password(kPassword)}, Instant{});
    EXPECT_TRUE(put);
  }
  std::string sign_in(const std::string& name) {
    const Reply reply = shop.post("/api/v1/desk/session", {{"name", name}, {"password", kPassword}});
    EXPECT_EQ(reply.status, 200) << reply.body;
    const std::string set = reply.header("set-cookie");
    EXPECT_NE(set.find("; Secure; HttpOnly; SameSite=Strict"), std::string::npos) << set;
    return set.substr(0, set.find(';'));
  }
  Reply get(const std::string& path) { return shop.ask("GET", "/api/v1/desk/" + path, {{"Cookie", cookie}}); }
  Json file() { return get("tickets/" + ticket).json()["case"]; }
  Reply act(Json action) {
    if (!action.contains("revision")) action["revision"] = integer_of(file(), "revision").value_or(0);
    return shop.post("/api/v1/desk/tickets/" + ticket + "/actions", action, {{"Cookie", cookie}});
  }
  Reply say(const std::string& what, const Json& body, const std::string& key, const std::string& by) {
    return shop.post("/api/v1/requests/" + ticket + '/' + what, body,
                     {{"Authorization", "Bearer " + by}, {"Idempotency-Key", key}});
  }
  Json progress() {
    return shop.post("/api/v1/requests/lookup", {{"ticket", ticket}, {"factor", "4821"}}).json()["request"];
  }
  std::string stages() {
    std::string states;
    const Json now = progress();
    for (const Json& stage : array_of(now, "stages")) states += text_of(stage, "state") + ' ';
    return states;
  }
};

TEST(Desk, IsShutToWhoHasNoSession) {
  Desk desk;
  for (const char* path : {"queue", "board", "tickets.csv", "session"})
    EXPECT_EQ(desk.shop.ask("GET", std::string{"/api/v1/desk/"} + path).status, 401) << path;
  const std::string one = "/api/v1/desk/tickets/" + desk.ticket;
  EXPECT_EQ(desk.shop.ask("GET", one).status, 401);
  EXPECT_EQ(desk.shop.ask("GET", one + "/files/0").status, 401);
  EXPECT_EQ(desk.shop.post(one + "/actions", {{"action", "accept"}, {"revision", 1}}).status, 401);
  // A customer's token opens an order and not the desk.
  EXPECT_EQ(desk.shop.ask("GET", one, {{"Authorization", "Bearer " + desk.token}}).status, 401);
  EXPECT_EQ(desk.shop.ask("GET", one, {{"Cookie", desk.cookie + "x"}}).status, 401);
}

TEST(Desk, AWrongPasswordSoundsLikeAnUnknownName) {
  Desk desk;
  const Reply wrong = desk.shop.post("/api/v1/desk/session", {{"name", "ann"}, {"password", "wrong password"}});
  const Reply nobody = desk.shop.post("/api/v1/desk/session", {{"name", "bob"}, {"password", kPassword}});
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, nobody.body);
  EXPECT_EQ(wrong.headers, nobody.headers);
  for (int i = 0; i < 10; ++i)
    desk.shop.post("/api/v1/desk/session", {{"name", "ann"}, {"password", "wrong password"}});
  EXPECT_EQ(desk.shop.post("/api/v1/desk/session", {{"name", "ann"}, {"password", kPassword}}).status, 429);
}

TEST(Desk, ASessionEndsBySigningOutByTimeAndByANewPassword) {
  Desk desk;
  EXPECT_EQ(desk.get("queue").status, 200);
  const std::string second = desk.sign_in("ann");
  EXPECT_EQ(desk.shop.ask("DELETE", "/api/v1/desk/session", {{"Cookie", desk.cookie}}).status, 200);
  EXPECT_EQ(desk.get("queue").status, 401);
  desk.cookie = second;
  EXPECT_EQ(desk.get("queue").status, 200);
  desk.shop.pass(12 * 3600);
  EXPECT_EQ(desk.get("queue").status, 401);
  desk.cookie = desk.sign_in("ann");
  desk.add("ann", "clerk");
  EXPECT_EQ(desk.get("queue").status, 401);
}

TEST(Desk, AnotherPagesRequestIsRefused) {
  Desk desk;
  const std::string path = "/api/v1/desk/tickets/" + desk.ticket + "/actions";
  const Reply reply = desk.shop.post(path, {{"action", "accept"}, {"revision", 1}},
                                     {{"Cookie", desk.cookie}, {"Origin", "https://evil.example"}});
  EXPECT_EQ(reply.error(), "cross_site");
  EXPECT_EQ(text_of(desk.file(), "status"), "received");
}

TEST(Desk, ACaseGoesThroughTheSixStages) {
  Desk desk;
  EXPECT_EQ(desk.stages(), "done done due due due due ");
  const Json file = desk.file();
  EXPECT_EQ(text_of(file, "grade"), "red");
  EXPECT_GE(file["files"].size(), 1U);
  EXPECT_FALSE(file["sources"].empty());
  EXPECT_EQ(desk.act({{"action", "ask"}, {"text", "Please send the invoice"}}).status, 200);
  EXPECT_EQ(desk.stages(), "done done done due due due ");
  EXPECT_EQ(text_of(desk.progress(), "status"), "waiting");
  EXPECT_EQ(text_of(desk.file(), "assignee"), "ann");
  EXPECT_EQ(desk.say("messages", {{"text", "Here it is"}}, "message-1", desk.token).status, 200);
  EXPECT_EQ(text_of(desk.progress(), "status"), "needs_review");
  EXPECT_EQ(desk.act({{"action", "accept"}}).status, 200);
  EXPECT_EQ(desk.stages(), "done done done done due due ");
  EXPECT_EQ(desk.act({{"action", "approve"}, {"amount", 3990}}).status, 200);
  EXPECT_EQ(desk.act({{"action", "close"}, {"text", "Paid back today"}}).status, 200);
  EXPECT_EQ(desk.stages(), "done done done done done done ");
  const Json progress = desk.progress();
  EXPECT_EQ(integer_of(progress, "money"), 3990);
  EXPECT_EQ(progress["may"], Json::array({"rate"}));
  // The customer reads what was said to them and no name of anybody at the desk.
  EXPECT_NE(progress.dump().find("Paid back today"), std::string::npos);
  EXPECT_EQ(progress.dump().find("\"ann\""), std::string::npos);
  EXPECT_EQ(desk.shop.query("SELECT state FROM request_lines"), std::vector<std::string>{"returned"});
  const auto check = storage::check_audit(desk.shop.database());
  ASSERT_TRUE(check);
  EXPECT_EQ(check->problem, "");
}

TEST(Desk, ANoteStaysAtTheDesk) {
  Desk desk;
  EXPECT_EQ(desk.act({{"action", "note"}, {"text", "third time this month"}}).status, 200);
  EXPECT_NE(desk.file().dump().find("third time"), std::string::npos);
  EXPECT_EQ(desk.progress().dump().find("third time"), std::string::npos);
  // Nor does the log carry it, which can never be erased.
  EXPECT_EQ(desk.shop.query("SELECT COUNT(*) FROM audit WHERE detail LIKE '%third%'"), std::vector<std::string>{"0"});
}

TEST(Desk, ARefusalSaysWhyAndFreesTheUnits) {
  Desk desk;
  EXPECT_EQ(desk.act({{"action", "refuse"}}).error(), "missing");
  EXPECT_EQ(desk.act({{"action", "refuse"}, {"text", "  \n"}}).error(), "missing");
  EXPECT_EQ(desk.act({{"action", "refuse"}, {"text", "The box was opened"}}).status, 200);
  Json order;
  desk.shop.token("O-1", &order);
  for (const Json& held : array_of(order["lines"][0], "held")) EXPECT_EQ(text_of(held, "state"), "cancelled");
  EXPECT_EQ(desk.act({{"action", "approve"}, {"amount", 1}}).error(), "not_allowed_now");
}

TEST(Desk, WhoDecidesMustHaveSeenTheLatest) {
  Desk desk;
  const auto seen = integer_of(desk.file(), "revision").value_or(0);
  EXPECT_EQ(desk.act({{"action", "note"}, {"text", "one"}, {"revision", seen}}).status, 200);
  EXPECT_EQ(desk.act({{"action", "accept"}, {"revision", seen}}).error(), "changed_meanwhile");
  EXPECT_EQ(text_of(desk.file(), "status"), "received");
  EXPECT_EQ(desk.act({{"action", "accept"}, {"revision", seen + 1}}).status, 200);
  EXPECT_EQ(desk.act({{"action", "refuse"}, {"text", "x"}, {"revision", seen + 1}}).error(), "changed_meanwhile");
}

TEST(Desk, RolesLimitMoneyAssigningAndTheTable) {
  Desk clerk;
  clerk.add("bob", "clerk");
  clerk.add("sue", "supervisor");
  EXPECT_EQ(clerk.act({{"action", "assign"}, {"assignee", "bob"}}).error(), "supervisor_needed");
  EXPECT_EQ(clerk.get("tickets.csv").error(), "supervisor_needed");
  EXPECT_EQ(clerk.act({{"action", "accept"}}).status, 200);
  const auto quoted = integer_of(clerk.file()["quote"], "refund").value_or(0);
  ASSERT_GT(quoted, 0);
  const Reply refused = clerk.act({{"action", "approve"}, {"amount", quoted + 1}});
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.error(), "too_much_money");
  EXPECT_EQ(clerk.act({{"action", "approve"}, {"amount", -1}}).error(), "missing");
  clerk.cookie = clerk.sign_in("sue");
  EXPECT_EQ(clerk.act({{"action", "assign"}, {"assignee", "nobody"}}).error(), "not_in_list");
  EXPECT_EQ(clerk.act({{"action", "assign"}, {"assignee", "bob"}}).status, 200);
  EXPECT_EQ(clerk.act({{"action", "approve"}, {"amount", 1'000'000'000}}).error(), "too_much_money");
  EXPECT_EQ(clerk.act({{"action", "approve"}, {"amount", quoted + 1}}).status, 200);
  EXPECT_EQ(clerk.get("tickets.csv").status, 200);
}

TEST(Desk, FilesLeaveAsAttachmentsInASandbox) {
  Desk desk;
  const Reply file = desk.get("tickets/" + desk.ticket + "/files/0");
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.header("content-type"), "image/jpeg");
  EXPECT_EQ(file.header("content-disposition").substr(0, 10), "attachment");
  EXPECT_EQ(file.header("content-security-policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(file.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(desk.get("tickets/" + desk.ticket + "/files/99").status, 404);
  EXPECT_EQ(desk.get("tickets/20261109-AAAAA-001/files/0").status, 404);
}

// One photo for two parcels: a person should know.
TEST(Desk, TheSameFileInAnotherOrdersRequestIsSaid) {
  Desk desk;
  Json seen = desk.file();
  for (const Json& file : seen["files"]) EXPECT_FALSE(file.contains("also_in")) << file;
  desk.shop.add_order("O-2");
  Json order;
  const std::string token = desk.shop.token("O-2", &order);
  const Sealed sealed = desk.shop.seal(order);
  desk.shop.upload_all(token, sealed);
  const Reply filed = desk.shop.submit(token, "key-of-the-second", sealed.body);
  ASSERT_EQ(filed.status, 201) << filed.body;
  seen = desk.file();
  for (const Json& file : seen["files"]) EXPECT_EQ(file["also_in"], Json::array({filed.json()["ticket"]})) << file;
  desk.ticket = filed.json()["ticket"];
  seen = desk.file();
  EXPECT_FALSE(seen["files"].empty());
  for (const Json& file : seen["files"]) EXPECT_EQ(file["also_in"].size(), 1U) << file;
}

TEST(Desk, WhatACustomerSendsTwiceIsKeptOnce) {
  Desk desk;
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(desk.say("messages", {{"text", "one more thing"}}, "message-1", desk.token).status, 200);
  EXPECT_EQ(desk.shop.query("SELECT COUNT(*) FROM ticket_events WHERE kind = 'customer_message'"),
            std::vector<std::string>{"1"});
  EXPECT_EQ(desk.say("messages", {{"text", ""}}, "message-2", desk.token).error(), "missing");
  EXPECT_EQ(desk.say("messages", {{"text", "x"}}, "short", desk.token).error(), "missing");
  EXPECT_EQ(desk.say("messages", {{"text", std::string(4001, 'x')}}, "message-3", desk.token).error(), "too_long");
}

TEST(Desk, AnotherOrdersTokenKnowsNoSuchTicket) {
  Desk desk;
  desk.shop.add_order("O-2");
  const std::string other = desk.shop.token("O-2");
  for (const char* what : {"messages", "cancellation", "rating"})
    EXPECT_EQ(desk.say(what, {{"text", "x"}, {"stars", 5}}, "message-1", other).error(), "not_found") << what;
}

TEST(Desk, ARequestCanBeTakenBackUntilItIsDecided) {
  Desk desk;
  EXPECT_EQ(desk.say("rating", {{"stars", 5}}, "rating-1", desk.token).error(), "not_closed_yet");
  EXPECT_EQ(desk.say("cancellation", Json::object(), "cancel-1", desk.token).status, 200);
  EXPECT_EQ(desk.say("cancellation", Json::object(), "cancel-1", desk.token).status, 200);
  EXPECT_EQ(text_of(desk.progress(), "status"), "cancelled");
  EXPECT_EQ(desk.act({{"action", "accept"}}).error(), "not_allowed_now");
  EXPECT_EQ(desk.shop.query("SELECT state FROM request_lines"), std::vector<std::string>{"cancelled"});

  Desk decided;
  EXPECT_EQ(decided.act({{"action", "accept"}}).status, 200);
  EXPECT_EQ(decided.say("cancellation", Json::object(), "cancel-1", decided.token).error(), "too_late_to_cancel");
}

TEST(Desk, ClosedRequestsAreRatedFromOneToFive) {
  Desk desk;
  EXPECT_EQ(desk.act({{"action", "refuse"}, {"text", "no"}}).status, 200);
  EXPECT_EQ(desk.act({{"action", "close"}, {"text", "explained by telephone"}}).status, 200);
  for (const int stars : {0, 6, -1})
    EXPECT_EQ(desk.say("rating", {{"stars", stars}}, "rating-0", desk.token).error(), "out_of_range");
  EXPECT_EQ(desk.say("rating", {{"stars", 4}}, "rating-1", desk.token).status, 200);
  EXPECT_EQ(integer_of(desk.progress(), "rating"), 4);
  EXPECT_EQ(desk.say("messages", {{"text", "but"}}, "message-1", desk.token).error(), "closed");
}

TEST(Desk, TheClockRaisesEachTicketOnceHoweverOftenTheServerStarts) {
  Desk desk;
  const auto planned = desk.shop.query("SELECT COUNT(*) FROM escalations");
  ASSERT_NE(planned.front(), "0");
  const auto done = [&] { return desk.shop.query("SELECT COUNT(*) FROM escalations WHERE done_at IS NOT NULL"); };
  desk.shop.restart();
  EXPECT_EQ(done().front(), "0");
  // Nobody is running while the time comes.
  desk.shop.pass(std::int64_t{60} * 86'400);
  desk.shop.restart();
  EXPECT_EQ(done(), planned);
  desk.shop.restart();
  EXPECT_EQ(desk.shop.query("SELECT COUNT(*) FROM ticket_events WHERE kind = 'escalated'"), planned);
}

TEST(Desk, AClosedTicketIsNotRaised) {
  Desk desk;
  EXPECT_EQ(desk.say("cancellation", Json::object(), "cancel-1", desk.token).status, 200);
  desk.shop.pass(std::int64_t{60} * 86'400);
  desk.shop.restart();
  EXPECT_EQ(desk.shop.query("SELECT COUNT(*) FROM escalations WHERE done_at IS NOT NULL").front(), "0");
}

TEST(Desk, RequestsFiledBeforeThereWereTicketsGetTheirs) {
  Desk desk;
  const Status forgotten = desk.shop.database().write([](storage::Session& sql) -> Status {
    for (const char* table : {"ticket_events", "escalations", "tickets"}) sql << std::string{"DELETE FROM "} + table;
    return Done{};
  });
  ASSERT_TRUE(forgotten);
  desk.shop.restart();
  EXPECT_EQ(text_of(desk.file(), "grade"), "red");
  EXPECT_EQ(desk.stages(), "done done due due due due ");
}

storage::TicketRow row(const std::string& ticket, const std::string& grade, const std::string& status,
                       std::int64_t received, std::optional<std::int64_t> closed) {
  storage::TicketRow made;
  made.ticket = ticket;
  made.order_id = "=1+1";
  made.lane = "quality";
  made.grade = grade;
  made.status = status;
  made.stage = closed ? "closed" : "handle";
  made.received_at = Instant{received};
  if (closed) made.closed_at = Instant{*closed};
  return made;
}

TEST(Board, CountsRatesAndWhatIsLate) {
  auto late = row("T-1", "red", "accepted", 0, std::nullopt);
  late.due_at = Instant{100};
  auto rated = row("T-2", "ordinary", "accepted", 0, 300);
  rated.rating = 4;
  const Json board = intake::board_of({late, rated, row("T-3", "ordinary", "refused", 0, 100)}, Instant{160});
  EXPECT_EQ(integer_of(board, "open"), 1);
  EXPECT_EQ(integer_of(board, "closed"), 2);
  EXPECT_EQ(integer_of(board, "resolution_rate"), 5000);
  EXPECT_EQ(integer_of(board, "mean_handling_seconds"), 200);
  EXPECT_EQ(integer_of(board["rating"], "hundredths"), 400);
  ASSERT_EQ(board["overdue"].size(), 1U);
  EXPECT_EQ(integer_of(board["overdue"][0], "seconds"), 60);
  EXPECT_EQ(text_of(board["overdue"][0], "cause"), "nobody");
  EXPECT_FALSE(intake::board_of({late}, Instant{160}).contains("resolution_rate"));
  EXPECT_TRUE(intake::board_of({late}, Instant{100})["overdue"].empty());
}

TEST(Board, TheTableIsNoFormula) {
  auto made = row("T-1", "red", "accepted", 0, std::nullopt);
  made.assignee = "a,\"b\"";
  const std::string csv = intake::csv_of({made});
  EXPECT_NE(csv.find("\r\nT-1,'=1+1,quality,red,accepted,handle,\"a,\"\"b\"\"\",1970"), std::string::npos) << csv;
}

TEST(Password, FitsOnlyItself) {
  const auto hash = hash_password(kPassword);
  ASSERT_TRUE(hash);
  EXPECT_EQ(hash->substr(0, 30), "$argon2id$v=19$m=19456,t=2,p=1");
  EXPECT_TRUE(password_fits(*hash, kPassword));
  EXPECT_FALSE(password_fits(*hash, std::string{kPassword} + ' '));
  EXPECT_FALSE(password_fits("", "a password that nobody has"));
  EXPECT_NE(*hash_password(kPassword), *hash);
}

TEST(Desk, WhatCameWithoutAnOrderIsWorkedOnToo) {
  Desk desk;
  const Json stated = {{"policy", "eu-consumer"},
                       {"statement",
                        {{"schema", "returns.withdrawal/1"},
                         {"order", "NH-9"},
                         {"name", "Bob"},
                         {"email", "bob@example.com"},
                         {"confirmed", true}}}};
  const Reply filed = desk.shop.post("/api/v1/withdrawals", stated, {{"Idempotency-Key", "a-withdrawal-1"}});
  ASSERT_EQ(filed.status, 201) << filed.body;
  desk.ticket = text_of(filed.json(), "ticket");
  const Json queue = desk.get("queue").json();
  for (const Json& row : queue["tickets"])
    EXPECT_EQ(text_of(row, "order"), text_of(row, "ticket") == desk.ticket ? "" : "O-1");
  const Json file = desk.file();
  EXPECT_EQ(text_of(file, "lane"), "withdrawal");
  EXPECT_EQ(text_of(file["order"], "schema"), "returns.case/1");
  EXPECT_EQ(text_of(file["said"]["withdrawal"], "order"), "NH-9");
  EXPECT_EQ(file["most_money"], 0) << "nothing was paid that anybody knows of";
  EXPECT_EQ(desk.act({{"action", "ask"}, {"text", "Which order is it?"}}).status, 200);
  EXPECT_EQ(desk.act({{"action", "accept"}}).status, 200);
}

}  // namespace
}  // namespace returns::test
