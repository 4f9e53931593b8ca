// A customer's data given out whole and taken away; files that had their time removed. The audit log holds throughout.

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "core/digest.h"
#include "native/intake/customer_data.h"
#include "native/intake/retention.h"
#include "native/intake/scheduler.h"
#include "native/storage/audit.h"
#include "native/storage/schema.h"
#include "native/storage/snapshot.h"
#include "native/storage/tickets.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kDay = 86'400;
constexpr const char* kWords = "smells of rotten fish and my neighbour agrees";
constexpr const char* kName = "Wang Xiaoming";

class CustomerData : public ::testing::Test {
 protected:
  std::string file(const std::string& id, const std::string& tag) {
    Json order;
    shop.add_order(id);
    token = shop.token(id, &order);
    const Sealed sealed = shop.seal(order, 1, tag);
    shop.upload_all(token, sealed);
    Json draft = parse_json(sealed.body)["draft"];
    draft["description"] = kWords;
    draft["contact"] = {{"name", kName}, {"email", "wang@example.com"}};
    files = sealed.files;
    const Reply filed = shop.submit(token, "key-of-" + id + tag, shop.reseal(order, draft));
    EXPECT_EQ(filed.status, 201) << filed.body;
    const std::string ticket = text_of(filed.json(), "ticket");
    EXPECT_EQ(shop.post("/api/v1/requests/" + ticket + "/messages", {{"text", "the neighbour is called Zhang"}},
                        {{"Authorization", "Bearer " + token}, {"Idempotency-Key", "message-" + tag}})
                  .status,
              200);
    return ticket;
  }
  void close(const std::string& ticket) {
    storage::TicketChange change;
    change.ticket = ticket;
    change.stage = "closed";
    change.status = "accepted";
    change.money = 3990;
    change.kind = "close";
    change.actor = "mei";
    change.text = "rang Wang Xiaoming";
    const Status changed = storage::Tickets(shop.database()).change(change, *read_instant(shop.now()));
    ASSERT_TRUE(changed) << changed.failure().detail;
  }
  // As the command opens it, beside the running server.
  intake::Services services() {
    intake::Services own;
    own.data = shop.data();
    own.clock = [this] { return *read_instant(shop.now()); };
    own.disk = system_disk();
    own.vault = intake::folder_vault(shop.data() / "media", *own.disk);
    own.secret = *intake::load_secret(own.data, *own.disk);
    own.database = std::move(*storage::Database::open(shop.place()));
    return own;
  }
  bool on_disk(const std::string& bytes) {
    const std::string hash = sha256_hex(bytes);
    return fs::exists(shop.data() / "media" / hash.substr(0, 2) / hash.substr(2));
  }
  // Every file of the server's folder, or every table on a server, that has this in it.
  std::string found(const std::string& text) {
    std::string where;
    for (const std::string& table : on_postgresql() ? storage::schema_tables() : std::vector<std::string>{})
      for (const std::string& row : shop.query("SELECT CAST(x AS TEXT) FROM " + table + " x"))
        if (row.find(text) != std::string::npos) where += table + ' ';
    for (const auto& entry : fs::recursive_directory_iterator(shop.data())) {
      if (!entry.is_regular_file()) continue;
      const auto bytes = read_file(entry.path(), std::size_t{64} << 20);
      if (bytes && bytes->find(text) != std::string::npos) where += entry.path().filename().string() + ' ';
    }
    return where;
  }
  std::int64_t chore(const std::string& name) {
    for (const intake::Chore& one : shop.app().chores()) {
      if (one.name == name) return *one.work();
    }
    throw std::runtime_error(name);
  }
  std::int64_t retain() { return chore("due_media"); }
  std::string problem() { return storage::check_audit(shop.database())->problem; }

  Shop shop;
  Folder out;
  std::string token;
  std::vector<std::pair<std::string, std::string>> files;
};

TEST_F(CustomerData, ExportHasAllOfIt) {
  const std::string ticket = file("O-1", "a");
  const auto mine = files;
  file("O-2", "b");
  auto own = services();
  const auto orders = intake::chosen_orders(own, {.order = {}, .ticket = ticket, .customer = {}});
  ASSERT_EQ(*orders, std::vector<std::string>{"O-1"});
  const auto exported = intake::export_customer(own, *orders, out.path() / "to");
  ASSERT_TRUE(exported) << exported.failure().detail;
  EXPECT_EQ(exported->requests, 1);
  EXPECT_EQ(exported->files, static_cast<std::int64_t>(mine.size()));
  const Json document = parse_json(*read_file(out.path() / "to/customer.json", 1 << 20));
  const Json request = document["orders"][0]["requests"][0];
  EXPECT_EQ(text_of(request["body"]["draft"], "description"), kWords);
  EXPECT_EQ(text_of(request["contact"], "email"), "wang@example.com");
  EXPECT_EQ(text_of(request["events"].back(), "text"), "the neighbour is called Zhang");
  EXPECT_EQ(text_of(request["receipt"], "ticket"), ticket);
  std::set<std::string> given;
  for (const Json& one : request["files"]) given.insert(*read_file(out.path() / "to" / text_of(one, "file"), 1 << 20));
  for (const auto& [name, bytes] : mine) EXPECT_TRUE(given.contains(bytes)) << name;
  EXPECT_EQ(document.dump().find("O-2"), std::string::npos) << "nothing of another order";
  EXPECT_EQ(intake::export_customer(own, *orders, out.path() / "to").failure().code, FailureCode::Conflict);
  EXPECT_EQ(intake::chosen_orders(own, {.order = "O-9", .ticket = {}, .customer = {}}).failure().code,
            FailureCode::NotFound);
}

// A table that is added one day must be thought of here.
TEST_F(CustomerData, EveryTableIsThoughtOf) {
  const std::set<std::string> exported = {
      "orders",   "order_factors", "tokens",           "uploads", "requests", "request_lines", "request_media",
      "media",    "media_removed", "receipts",         "audit",   "tickets",  "ticket_events", "escalations",
      "contacts", "outbox",        "connector_returns"};
  const std::set<std::string> of_nobody = {"schema_version",  "installation",      "audit_head",  "pack_versions",
                                           "staff",           "staff_sessions",    "shop_tokens", "outbox_channels",
                                           "connectors",      "connector_cursors",
                                           "order_versions",   // a number and a digest of what the shop sent
                                           "customers",        // keyed digest to pseudonym: both are with the requests
                                           "lookup_attempts",  // keyed digests, gone after a day
                                           "lookup_minutes"};  // numbers only
  const auto snapshot = storage::describe(shop.database());
  for (const auto& [table, rows] : snapshot->rows)
    EXPECT_NE(exported.contains(table), of_nobody.contains(table)) << table;
}

TEST_F(CustomerData, ErasureLeavesFactsAndNoWords) {
  const std::string ticket = file("O-1", "a");
  const auto mine = files;
  const std::string others = file("O-2", "b");
  const auto theirs = files;
  auto own = services();
  const auto refused = intake::erase_customer(own, {"O-1"});
  ASSERT_EQ(refused->open, std::vector<std::string>{ticket}) << "somebody works on it";
  EXPECT_NE(found(kWords), "");
  close(ticket);
  const auto erased = intake::erase_customer(own, {"O-1"});
  ASSERT_TRUE(erased) << erased.failure().detail;
  EXPECT_EQ(erased->requests, 1);
  EXPECT_TRUE(erased->journal_empty);
  for (const auto& [name, bytes] : mine) EXPECT_FALSE(on_disk(bytes)) << name;
  for (const auto& [name, bytes] : theirs) EXPECT_TRUE(on_disk(bytes)) << name;
  EXPECT_EQ(problem(), "");
  EXPECT_EQ(storage::check_audit(shop.database())->requests, 2);
  // What law wants kept is there, under the pseudonym of the ticket.
  const Json body = parse_json(shop.query("SELECT body FROM requests WHERE order_id = 'O-1'").front());
  EXPECT_EQ(text_of(body["draft"]["items"][0], "reason"), "quality.spoiled");
  EXPECT_EQ(text_of(body["policy"], "id"), "cn-pharmacy");
  EXPECT_TRUE(body.contains("quote"));
  EXPECT_EQ(shop.query("SELECT CAST(money AS TEXT) FROM tickets WHERE ticket = '" + ticket + "'").front(), "3990");
  EXPECT_EQ(shop.query("SELECT CAST(quantity AS TEXT) FROM request_lines WHERE ticket = '" + ticket + "'").front(), "1")
      << "the unit cannot come back twice";
  // Nothing opens it any more.
  EXPECT_EQ(shop.post("/api/v1/requests/lookup", {{"ticket", ticket}, {"factor", "4821"}}).status, 404);
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"order", "O-1"}, {"factor", "4821"}}).status, 404);
  EXPECT_EQ(shop.post("/api/v1/requests/lookup", {{"ticket", others}, {"factor", "4821"}}).status, 200);
  EXPECT_EQ(shop.query("SELECT email FROM contacts WHERE subject = '" + ticket + "'").size(), 0U);
  // A second time there is nothing left to do, and the log still holds.
  ASSERT_TRUE(intake::erase_customer(own, {"O-1"}));
  EXPECT_EQ(problem(), "");
}

TEST_F(CustomerData, ErasedWordsAreInNoFileOfTheServer) {
  const std::string ticket = file("O-1", "a");
  close(ticket);
  EXPECT_NE(found(kWords), "");
  auto own = services();
  ASSERT_TRUE(intake::erase_customer(own, {"O-1"})->journal_empty);
  for (const std::string& text : {std::string{kWords}, std::string{kName}, std::string{"wang@example.com"},
                                  std::string{"Zhang"}, files.front().first})
    EXPECT_EQ(found(text), "") << text;
}

TEST_F(CustomerData, AFileThatSomebodyElseUsesStays) {
  const std::string ticket = file("O-1", "same");
  file("O-2", "same");
  close(ticket);
  auto own = services();
  ASSERT_TRUE(intake::erase_customer(own, {"O-1"}));
  for (const auto& [name, bytes] : files) EXPECT_TRUE(on_disk(bytes)) << name;
  EXPECT_EQ(problem(), "");
}

TEST_F(CustomerData, AChangedErasedRequestIsFound) {
  const std::string ticket = file("O-1", "a");
  close(ticket);
  auto own = services();
  ASSERT_TRUE(intake::erase_customer(own, {"O-1"}));
  ASSERT_TRUE(shop.database().write([](storage::Session& sql) -> Status {
    sql << "UPDATE requests SET body = REPLACE(body, 'quality.spoiled', 'quality.crushed')";
    return Done{};
  }));
  EXPECT_NE(problem(), "");
}

TEST_F(CustomerData, FilesGoWhenTheirTimeIsOver) {
  const std::string ticket = file("O-1", "a");
  // The pack keeps proof for three years and more; the longest of these slots counts for none of the others.
  std::map<std::string, std::int64_t> days;
  for (const auto& slot : shop.app().services().policies.newest("cn-pharmacy")->core.pack().slots)
    days[slot.id] = slot.retention_days;
  std::int64_t longest = 0;
  std::int64_t shortest = 1 << 30;
  for (const std::string& slot : shop.query("SELECT slot FROM request_media")) {
    longest = std::max(longest, days.at(slot));
    shortest = std::min(shortest, days.at(slot));
  }
  ASSERT_GT(shortest, 0);
  shop.pass((longest + 1) * kDay);
  EXPECT_EQ(retain(), 0) << "open work keeps its proof";
  close(ticket);
  EXPECT_EQ(retain(), 0);
  shop.pass(shortest * kDay - 1);
  EXPECT_EQ(retain(), 0);
  shop.pass((longest - shortest) * kDay + 1);
  EXPECT_EQ(retain(), static_cast<std::int64_t>(files.size()));
  for (const auto& [name, bytes] : files) EXPECT_FALSE(on_disk(bytes)) << name;
  EXPECT_EQ(retain(), 0);
  const auto kinds = shop.audit_kinds();
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "media_removed"), static_cast<std::ptrdiff_t>(files.size()));
  EXPECT_EQ(problem(), "");
  EXPECT_EQ(shop.query("SELECT reason FROM media_removed").front(), "retention");
  // A backup of it is whole, and the request can still be read.
  EXPECT_TRUE(storage::describe(shop.database())->media.empty());
}

TEST_F(CustomerData, AFileInTwoRequestsStaysForTheLaterOne) {
  const std::string first = file("O-1", "same");
  const std::string second = file("O-2", "same");
  close(first);
  shop.pass(4'000 * kDay);
  EXPECT_EQ(retain(), 0);
  close(second);
  shop.pass(4'000 * kDay);
  EXPECT_EQ(retain(), static_cast<std::int64_t>(files.size()));
}

TEST_F(CustomerData, WhatNoRequestUsesGoesAfterTwoWeeks) {
  shop.add_order();
  token = shop.token();
  const std::string bytes = picture("never used");
  ASSERT_EQ(shop.upload(token, "a.jpg", bytes).status, 201);
  shop.pass(intake::kUnusedSeconds - 1);
  EXPECT_EQ(retain(), 0);
  shop.pass(1);
  EXPECT_EQ(retain(), 1);
  EXPECT_FALSE(on_disk(bytes));
  EXPECT_TRUE(shop.query("SELECT sha256 FROM media").empty());
  EXPECT_EQ(shop.audit_kinds().back(), "media_removed");
  // The same bytes once more are a new file.
  ASSERT_EQ(shop.upload(shop.token(), "a.jpg", bytes).status, 201);
  EXPECT_TRUE(on_disk(bytes));
  EXPECT_EQ(retain(), 0);
}

TEST_F(CustomerData, AnUploadOnItsWayKeepsTheFile) {
  shop.add_order();
  token = shop.token();
  const std::string bytes = picture("once more");
  ASSERT_EQ(shop.upload(token, "a.jpg", bytes).status, 201);
  shop.pass(intake::kUnusedSeconds);
  const Reply again = shop.ask("POST", "/api/v1/media",
                               tus_headers(shop.token(), {{"Upload-Length", std::to_string(bytes.size())},
                                                          {"Upload-Metadata", metadata("a", "image/jpeg", bytes)}}));
  ASSERT_EQ(again.status, 201);
  EXPECT_EQ(retain(), 0);
  EXPECT_TRUE(on_disk(bytes));
}

TEST_F(CustomerData, AnUploadThatWasNeverFinishedIsClearedAwayByItself) {
  shop.add_order();
  token = shop.token();
  const std::string bytes = picture("half");
  ASSERT_EQ(shop.ask("POST", "/api/v1/media",
                     tus_headers(token, {{"Upload-Length", std::to_string(bytes.size())},
                                         {"Upload-Metadata", metadata("a", "image/jpeg", bytes)},
                                         {"Content-Type", "application/offset+octet-stream"}}),
                     bytes.substr(0, 40))
                .status,
            201);
  ASSERT_FALSE(fs::is_empty(shop.data() / "uploads"));
  shop.pass(kDay);
  chore("unfinished_uploads");
  EXPECT_TRUE(fs::is_empty(shop.data() / "uploads"));
  EXPECT_TRUE(shop.query("SELECT id FROM uploads").empty());
}

TEST_F(CustomerData, TheSchedulerDoesTheChores) {
  std::ostringstream said;
  const auto log =
      std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(said, true));
  std::atomic<int> done{0};
  {
    const intake::Scheduler scheduler(shop.database(), system_clock(), log,
                                      {{"one", [&]() -> Outcome<std::int64_t> { return std::int64_t{++done}; }},
                                       {"two", [&]() -> Outcome<std::int64_t> {
                                          return Failure{FailureCode::Io, "planned"};
                                        }}});
    while (done == 0) std::this_thread::yield();
  }
  EXPECT_NE(said.str().find(R"("event":"chore","chore":"one","count":1)"), std::string::npos) << said.str();
  EXPECT_NE(said.str().find(R"("event":"chore_failed","chore":"two","cause":"planned")"), std::string::npos);
}

}  // namespace
}  // namespace returns::test
