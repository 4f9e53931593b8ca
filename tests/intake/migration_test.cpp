// All rows from one database to another and back are the same rows, or nothing is there. With a PostgreSQL server
// (RETURNS_TEST_DATABASE) the way leads over both engines.

#include "native/storage/migration.h"

#include <gtest/gtest.h>

#include "native/storage/snapshot.h"
#include "native/storage/tickets.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

class Migrated : public ::testing::Test {
 protected:
  void SetUp() override {
    Json order;
    shop.add_order();
    const std::string token = shop.token("O-1", &order);
    const Sealed sealed = shop.seal(order);
    shop.upload_all(token, sealed);
    const Reply filed = shop.submit(token, "a-key-of-mine", sealed.body);
    ASSERT_EQ(filed.status, 201);
    ticket = text_of(filed.json(), "ticket");
    ASSERT_EQ(shop.post("/api/v1/requests/" + ticket + "/messages", {{"text", "Ω 漢字 \"quoted\" \\ 'and' :named"}},
                        {{"Authorization", "Bearer " + token}, {"Idempotency-Key", "message-1"}})
                  .status,
              200);
    shop.stop();
  }
  static std::unique_ptr<storage::Database> open(const storage::Place& place) {
    auto database = storage::Database::open(place);
    EXPECT_TRUE(database) << database.failure().detail;
    return std::move(*database);
  }
  static Outcome<storage::Migration> move(storage::Database& from, storage::Database& to) {
    return storage::migrate(from, to, [](auto&&... /*unseen*/) {});
  }
  static void tell(storage::Database& database, const std::string& sql) {
    ASSERT_TRUE(database.write([&](storage::Session& session) -> Status {
      session << sql;
      return Done{};
    })) << sql;
  }
  // No row but those that a new database has.
  static void expect_untouched(storage::Database& database) {
    const auto snapshot = storage::describe(database);
    for (const auto& [table, rows] : snapshot->rows)
      EXPECT_EQ(rows, table == "schema_version" || table == "audit_head" ? 1 : 0) << table;
  }
  Shop shop;
  Folder folder;
  std::string ticket;
};

TEST_F(Migrated, ThereAndBackIsTheSame) {
  const auto from = open(shop.place());
  const auto before = storage::describe(*from);
  const auto file = open(folder.path() / "there.db");
  const auto there = move(*from, *file);
  ASSERT_TRUE(there) << there.failure().detail;
  EXPECT_EQ(there->requests, 1);
  EXPECT_EQ(there->audit_entries, before->audit_entries);
  const auto back = open(fresh_place(folder.path()));
  const auto again = move(*file, *back);
  ASSERT_TRUE(again) << again.failure().detail;
  for (const auto& [table, moved] : there->tables) {
    EXPECT_EQ(moved.sha256, again->tables.at(table).sha256) << table;
    EXPECT_EQ(moved.rows, before->rows.at(table)) << table;
  }
  EXPECT_EQ(storage::describe(*back)->audit_head, before->audit_head);
  // It can be gone on with: the next event has an id of its own.
  storage::TicketChange change;
  change.ticket = ticket;
  change.kind = "note";
  change.actor = "mei";
  const Status noted = storage::Tickets(*back).change(change, *read_instant(kStart));
  ASSERT_TRUE(noted) << noted.failure().detail;
  EXPECT_EQ(storage::Tickets(*back).events(ticket)->size(), storage::Tickets(*from).events(ticket)->size() + 1);
  EXPECT_EQ(storage::Tickets(*back).events(ticket)->at(1).text, "Ω 漢字 \"quoted\" \\ 'and' :named");
}

TEST_F(Migrated, ProgressIsTold) {
  const auto from = open(shop.place());
  ASSERT_TRUE(from->write([](storage::Session& session) -> Status {
    for (int i = 0; i < 2500; ++i)
      session << "INSERT INTO lookup_attempts (subject, address, nonce, at) VALUES ('s', 'a', '" + std::to_string(i)
                     + "', 1)";
    return Done{};
  }));
  const auto to = open(fresh_place(folder.path()));
  std::vector<std::int64_t> seen;
  const auto done = storage::migrate(*from, *to, [&](const std::string& table, std::int64_t rows, bool /*done*/) {
    if (table == "lookup_attempts") seen.push_back(rows);
  });
  ASSERT_TRUE(done) << done.failure().detail;
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1000, 2000, 2500}));
}

TEST_F(Migrated, WhatHasRowsIsLeftAlone) {
  const auto from = open(shop.place());
  const auto to = open(fresh_place(folder.path()));
  tell(*to, "INSERT INTO customers (merchant, customer, pseudonym) VALUES ('m', 'c', 'p')");
  const auto refused = move(*from, *to);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().code, FailureCode::Conflict);
  EXPECT_EQ(refused.failure().detail, "is not empty: there are rows in customers");
  EXPECT_EQ(storage::describe(*to)->rows.at("orders"), 0);
}

TEST_F(Migrated, ALogThatDoesNotHoldIsNotCarriedOn) {
  const auto from = open(shop.place());
  tell(*from, "UPDATE receipts SET body = '{}'");
  const auto to = open(fresh_place(folder.path()));
  const auto refused = move(*from, *to);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().code, FailureCode::Broken);
  EXPECT_NE(refused.failure().detail.find("the audit log does not hold"), std::string::npos);
  expect_untouched(*to);
}

// SQLite takes such bytes as they come.
TEST_F(Migrated, ATextThatIsNoneIsSaidWithItsPlace) {
  const auto file = open(folder.path() / "there.db");
  for (const char* bytes : {"X'61FF'", "X'610062'"}) {
    tell(*file, "DELETE FROM contacts");
    tell(*file, std::string{"INSERT INTO contacts (subject, email, phone, locale) VALUES ('a', '', CAST("} + bytes
                    + " AS TEXT), '')");
    const auto to = open(fresh_place(folder.path()));
    const auto refused = move(*file, *to);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.failure().detail,
              "table contacts, row 1 by its key, column phone: is no text in UTF-8; correct it and begin again");
    expect_untouched(*to);
  }
}

// One row lost or changed on the way is found: a trigger of the target's does it.
TEST_F(Migrated, WhatArrivesOtherwiseIsNotKept) {
  const auto from = open(shop.place());
  const auto to = open(fresh_place(folder.path()));
  const std::string change = "UPDATE order_factors SET salt = 'x'";
  if (on_postgresql()) {
    tell(*to,
         "CREATE FUNCTION altered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + change + "; RETURN NULL; END $$");
    tell(*to, "CREATE TRIGGER alter_it AFTER INSERT ON customers FOR EACH ROW EXECUTE FUNCTION altered()");
  } else {
    tell(*to, "CREATE TRIGGER alter_it AFTER INSERT ON customers BEGIN " + change + "; END");
  }
  const auto refused = move(*from, *to);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().detail, "table order_factors: what arrived is not what was sent");
  expect_untouched(*to);
}

}  // namespace
}  // namespace returns::test
