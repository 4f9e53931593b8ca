// What only a server can do to the database: be asked by several programs at once, go away and come back. The other
// tests of this folder run on it too (RETURNS_TEST_DATABASE=postgresql).

#include <gtest/gtest.h>
#include <thread>

#include "native/storage/database.h"
#include "native/storage/orders.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

class PostgreSql : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!on_postgresql()) GTEST_SKIP() << "is about a server";
    place = fresh_place({});
    one = open();
    other = open();
    ASSERT_TRUE(tell(*one, "CREATE TABLE counted (name TEXT COLLATE \"C\" UNIQUE, value BIGINT)"));
    ASSERT_TRUE(tell(*one, "INSERT INTO counted VALUES ('a', 0)"));
  }
  std::unique_ptr<storage::Database> open() const {
    auto database = storage::Database::open(place);
    EXPECT_TRUE(database) << database.failure().detail;
    return std::move(*database);
  }
  static Status tell(storage::Database& database, const std::string& sql) {
    return database.write([&](storage::Session& session) -> Status {
      session << sql;
      return Done{};
    });
  }
  static Outcome<long long> value(storage::Database& database) {
    return database.read([](storage::Session& session) -> Outcome<long long> {
      long long found = 0;
      session << "SELECT value FROM counted WHERE name = 'a'", soci::into(found);
      return found;
    });
  }
  // Reads, and writes what it read and one more: two at once would lose one.
  static Status count_up(storage::Database& database) {
    return database.write([](storage::Session& session) -> Status {
      long long found = 0;
      session << "SELECT value FROM counted WHERE name = 'a'", soci::into(found);
      ++found;
      session << "UPDATE counted SET value = :value WHERE name = 'a'", soci::use(found);
      return Done{};
    });
  }
  storage::Place place{std::filesystem::path{}};
  std::unique_ptr<storage::Database> one, other;
};

TEST_F(PostgreSql, WritersOfSeveralProgramsTakeTurns) {
  constexpr int kEach = 50;
  std::vector<std::thread> threads;
  threads.reserve(4);
  std::atomic<int> failed = 0;
  for (storage::Database* database : {one.get(), other.get(), one.get(), other.get()}) {
    threads.emplace_back([&failed, database] {
      for (int i = 0; i < kEach; ++i) failed += count_up(*database) ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(*value(*one), 4 * kEach);
}

TEST_F(PostgreSql, AReaderSeesOneMoment) {
  const auto seen = one->read([&](storage::Session& session) -> Outcome<bool> {
    long long before = 0;
    long long after = 0;
    session << "SELECT value FROM counted WHERE name = 'a'", soci::into(before);
    EXPECT_TRUE(count_up(*other)) << "a reader keeps no writer waiting";
    session << "SELECT value FROM counted WHERE name = 'a'", soci::into(after);
    return before == after;
  });
  EXPECT_TRUE(*seen);
  EXPECT_EQ(*value(*one), 1);
}

TEST_F(PostgreSql, AReaderCannotWrite) {
  const auto tried = one->read([](storage::Session& session) -> Status {
    session << "UPDATE counted SET value = 7";
    return Done{};
  });
  ASSERT_FALSE(tried);
  EXPECT_EQ(*value(*other), 0);
}

TEST_F(PostgreSql, AServerThatStartsAnewIsFoundAgain) {
  ASSERT_TRUE(count_up(*one));
  restart_postgresql();
  // Every session has lost its connection, and nobody notices.
  for (int i = 0; i < 6; ++i) {
    EXPECT_TRUE(count_up(i % 2 == 0 ? *one : *other)) << i;
    EXPECT_EQ(*value(*one), 2 + i) << i;
  }
}

TEST_F(PostgreSql, AConnectionLostInTheMiddleLeavesNothing) {
  const Status lost = one->write([](storage::Session& session) -> Status {
    session << "UPDATE counted SET value = 7";
    restart_postgresql();
    session << "UPDATE counted SET value = 8";
    return Done{};
  });
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.failure().code, FailureCode::Busy) << lost.failure().detail;
  EXPECT_EQ(*value(*one), 0);
  EXPECT_TRUE(count_up(*one));
  EXPECT_EQ(*value(*other), 1);
}

TEST_F(PostgreSql, AConnectionLostBeforeTheCommitIsNoSuccess) {
  const Status lost = one->write([](storage::Session& session) -> Status {
    session << "UPDATE counted SET value = 7";
    restart_postgresql();
    return Done{};
  });
  EXPECT_FALSE(lost);
  EXPECT_EQ(*value(*one), 0);
}

TEST_F(PostgreSql, AServerThatIsGoneIsSaidAtOnceAndNotForGood) {
  stop_postgresql();
  const auto gone = value(*one);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.failure().code, FailureCode::Busy);
  EXPECT_FALSE(count_up(*one));
  EXPECT_FALSE(storage::Database::open(place));
  restart_postgresql();
  EXPECT_TRUE(count_up(*one));
  EXPECT_EQ(*value(*other), 1);
}

// The server answers COMMIT after a failed statement with a rollback, and calls that no failure.
TEST_F(PostgreSql, AWorkThatHidesItsFailureIsNotTakenForKept) {
  const Status hidden = one->write([](storage::Session& session) -> Status {
    session << "UPDATE counted SET value = 7";
    try {
      session << "INSERT INTO counted VALUES ('a', 1)";
    } catch (const soci::soci_error&) {  // NOLINT(bugprone-empty-catch): that is what is tried
    }
    return Done{};
  });
  EXPECT_FALSE(hidden);
  EXPECT_EQ(*value(*one), 0);
}

TEST_F(PostgreSql, FailuresCarryNoValues) {
  const std::string secret = "Wang Xiaoming";
  ASSERT_TRUE(tell(*one, "INSERT INTO counted VALUES ('" + secret + "', 1)"));
  const Status taken = one->write([&](storage::Session& session) -> Status {
    session << "INSERT INTO counted VALUES (:name, 1)", soci::use(secret);
    return Done{};
  });
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.failure().code, FailureCode::Conflict);
  EXPECT_EQ(taken.failure().detail, "database: SQLSTATE 23505");
  EXPECT_EQ(storage::Place::of("postgresql://me:secret@db.example:5433/shop?sslmode=require").name(),
            "postgresql://db.example:5433/shop");
}

TEST_F(PostgreSql, TextsAreInTheOrderOfTheirBytes) {
  for (const char* name : {"Z", "b", "B", "é", "-b"})
    ASSERT_TRUE(one->write([&](storage::Session& session) -> Status {
      const std::string value = name;
      session << "INSERT INTO contacts (subject, email, phone, locale) VALUES (:name, '', '', '')", soci::use(value);
      return Done{};
    }));
  const auto all = one->read([](storage::Session& session) -> Outcome<std::string> {
    std::string found;
    session << "SELECT string_agg(subject, ' ' ORDER BY subject) FROM contacts", soci::into(found);
    return found;
  });
  EXPECT_EQ(*all, "-b B Z b é");
}

TEST_F(PostgreSql, TwoThatStartAtOnceMakeOneDatabase) {
  const storage::Place fresh = fresh_place({});
  std::vector<std::thread> threads;
  std::atomic<int> opened = 0;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { opened += storage::Database::open(fresh) ? 1 : 0; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(opened, 4);
}

TEST_F(PostgreSql, ATurnIsOneServersAtATime) {
  auto mine = one->take_turn("chores");
  ASSERT_TRUE(mine);
  ASSERT_TRUE(*mine);
  EXPECT_FALSE(*other->take_turn("chores"));
  EXPECT_TRUE(*other->take_turn("something else"));
  mine->reset();
  EXPECT_TRUE(*other->take_turn("chores"));
}

// The shop's answers while its database is away, and after.
TEST_F(PostgreSql, CustomersAreToldToComeBack) {
  Shop shop;
  shop.add_order();
  stop_postgresql();
  const Reply busy = shop.post("/api/v1/orders/lookup", {{"order", "O-1"}, {"factor", "4821"}});
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.error(), "busy");
  EXPECT_FALSE(busy.header("retry-after").empty());
  restart_postgresql();
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"order", "O-1"}, {"factor", "4821"}}).status, 200);
}

}  // namespace
}  // namespace returns::test
