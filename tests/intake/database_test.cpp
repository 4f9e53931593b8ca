#include "native/storage/database.h"

#include <gtest/gtest.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <atomic>
#include <future>
#include <thread>

#include "tests/intake/shop.h"

namespace returns::storage {
namespace {

using test::Folder;

class Store {
 public:
  Store() : database_(Database::open(test::fresh_place(folder_.path()))) {
    EXPECT_TRUE(database_) << "the database could not be opened";
    EXPECT_TRUE((*database_)->write([](Session& sql) -> Status {
      sql << "CREATE TABLE kept (who INTEGER NOT NULL PRIMARY KEY)";
      return Done{};
    }));
  }
  Database& operator*() { return **database_; }
  Database* operator->() { return database_->get(); }

  std::int64_t count(std::int64_t who) {
    const auto found = (*database_)->read([&](Session& sql) -> Outcome<std::int64_t> {
      long long rows = 0;
      const long long wanted = who;
      sql.run("SELECT COUNT(*) FROM kept WHERE who = :who", soci::into(rows), soci::use(wanted));
      return rows;
    });
    return found ? *found : -1;
  }

 private:
  Folder folder_;
  Outcome<std::unique_ptr<Database>> database_;
};

Status put(Session& sql, long long who) {
  sql.run("INSERT INTO kept (who) VALUES (:who)", soci::use(who));
  return Done{};
}

// Holds the writer until so many works wait behind it, which are then committed together.
template <class Work>
std::vector<Status> all_at_once(Database& database, std::size_t works, Work work) {
  std::promise<void> held;
  std::promise<void> go;
  std::thread holder([&] {
    EXPECT_TRUE(database.write([&](Session& /*sql*/) -> Status {
      held.set_value();
      go.get_future().wait();
      return Done{};
    }));
  });
  held.get_future().wait();
  std::vector<std::optional<Status>> outcomes(works);
  std::atomic<std::size_t> started = 0;
  std::vector<std::thread> threads;
  threads.reserve(works);
  for (std::size_t i = 0; i < works; ++i) {
    threads.emplace_back([&, i] {
      ++started;
      outcomes[i].emplace(work(static_cast<long long>(i)));
    });
  }
  while (started < works) std::this_thread::yield();
  // They have started; most wait in the queue a moment later. Those that come late are committed alone, which is as
  // right.
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  go.set_value();
  holder.join();
  for (std::thread& thread : threads) thread.join();
  std::vector<Status> all;
  all.reserve(works);
  for (auto& outcome : outcomes) all.push_back(*std::move(outcome));
  return all;
}

TEST(Database, WhatFailsLeavesNothingBehindAndTakesNobodyAlong) {
  Store store;
  const auto outcomes = all_at_once(*store, 24, [&](long long who) {
    return store->write([who](Session& sql) -> Status {
      if (Status done = put(sql, who); !done) return done;
      if (who % 3 == 1) return Failure{FailureCode::Conflict, "changed its mind"};
      return Done{};
    });
  });
  for (std::size_t who = 0; who < outcomes.size(); ++who) {
    EXPECT_EQ(static_cast<bool>(outcomes[who]), who % 3 != 1) << who;
    EXPECT_EQ(store.count(static_cast<std::int64_t>(who)), who % 3 == 1 ? 0 : 1) << who;
  }
}

TEST(Database, WhatTheEngineRefusesIsTheFailureOfTheOneWhoAsked) {
  Store store;
  ASSERT_TRUE(store->write([](Session& sql) { return put(sql, 7); }));
  const auto outcomes = all_at_once(*store, 16, [&](long long who) {
    return store->write([who](Session& sql) -> Status {
      if (who == 11) throw std::runtime_error("a work that throws");
      return put(sql, who);
    });
  });
  for (std::size_t who = 0; who < outcomes.size(); ++who) {
    EXPECT_EQ(store.count(static_cast<std::int64_t>(who)), who == 11 ? 0 : 1) << who;
    if (who != 7 && who != 11) {
      EXPECT_TRUE(outcomes[who]) << who;
    }
  }
  ASSERT_FALSE(outcomes[7]);
  EXPECT_EQ(outcomes[7].failure().code, FailureCode::Conflict);
  ASSERT_FALSE(outcomes[11]);
  EXPECT_EQ(outcomes[11].failure().code, FailureCode::Broken);
}

TEST(Database, ThoseThatShareACommitSeeEachOther) {
  Store store;
  // Each adds to what the one before it left: a lost one would leave a smaller sum.
  ASSERT_TRUE(store->write([](Session& sql) { return put(sql, 0); }));
  const auto outcomes = all_at_once(*store, 32, [&](long long who) {
    const auto add = [](Session& sql) -> Status {
      sql.run("UPDATE kept SET who = who + 1");
      return Done{};
    };
    return who % 2 == 0 ? store->write(add) : store->write_soon(add);
  });
  for (const Status& outcome : outcomes) EXPECT_TRUE(outcome);
  EXPECT_EQ(store.count(32), 1);
}

TEST(Database, AFullDiskIsTheFailureOfAllWhoShareTheCommit) {
  if (test::on_postgresql()) GTEST_SKIP() << "a limit of pages is SQLite's";
  Store store;
  ASSERT_TRUE(store->write([](Session& sql) -> Status {
    sql << "CREATE TABLE large (text TEXT NOT NULL)";
    return Done{};
  }));
  ASSERT_TRUE(store->limit_growth(4));
  const std::string text(8'192, 'x');
  const auto outcomes = all_at_once(*store, 16, [&](long long /*who*/) {
    return store->write([&](Session& sql) -> Status {
      sql.run("INSERT INTO large (text) VALUES (:text)", soci::use(text));
      return Done{};
    });
  });
  std::int64_t refused = 0;
  for (const Status& outcome : outcomes) {
    if (outcome) continue;
    ++refused;
    EXPECT_EQ(outcome.failure().code, FailureCode::NoSpace);
  }
  EXPECT_GT(refused, 0);
  ASSERT_TRUE(store->limit_growth(0));
  const auto rows = store->read([](Session& sql) -> Outcome<std::int64_t> {
    long long count = 0;
    sql.run("SELECT COUNT(*) FROM large", soci::into(count));
    return count;
  });
  ASSERT_TRUE(rows);
  EXPECT_EQ(*rows, static_cast<std::int64_t>(outcomes.size()) - refused);
}

// Whose bytes are the same afterwards, and beside which nothing new lies.
void expect_left_alone(const Folder& folder, const std::string& says) {
  const auto before = read_file(folder.path() / "returns.db", 1U << 20U);
  ASSERT_TRUE(before);
  const auto opened = Database::open(folder.path() / "returns.db");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.failure().code, FailureCode::Broken);
  EXPECT_NE(opened.failure().detail.find(says), std::string::npos) << opened.failure().detail;
  const auto after = read_file(folder.path() / "returns.db", 1U << 20U);
  ASSERT_TRUE(after);
  EXPECT_TRUE(*before == *after);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(Foreign, AnotherProgramsDatabaseIsLeftAlone) {
  const Folder folder;
  {
    Session sql(soci::sqlite3, "dbname=\"" + (folder.path() / "returns.db").string() + '"');
    sql << "CREATE TABLE songs (name TEXT)";
    sql << "INSERT INTO songs VALUES ('x')";
  }
  expect_left_alone(folder, "tables of another program");
}

TEST(Foreign, AFileThatIsNoDatabaseIsLeftAlone) {
  const Folder folder;
  folder.write("returns.db", std::string(10'000, 'x'));
  expect_left_alone(folder, "no file of SQLite");
}

TEST(Foreign, AnEmptyFileIsBegun) {
  const Folder folder;
  folder.write("returns.db", "");
  EXPECT_TRUE(Database::open(folder.path() / "returns.db"));
  EXPECT_TRUE(Database::open(folder.path() / "returns.db"));
}

TEST(Session, OneRowMeansOneRow) {
  Store store;
  ASSERT_TRUE(store->write([](Session& sql) -> Status {
    for (const long long who : {1, 2}) {
      if (Status done = put(sql, who); !done) return done;
    }
    return Done{};
  }));
  const auto asked = store->read([](Session& sql) -> Outcome<std::int64_t> {
    long long who = 0;
    sql.run("SELECT who FROM kept ORDER BY who", soci::into(who));
    return who;
  });
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.failure().code, FailureCode::Broken);
  // The session is as good as new afterwards.
  for (int again = 0; again < 8; ++again) EXPECT_EQ(store.count(2), 1);
}

TEST(Session, AStatementWithinItselfIsRefused) {
  Store store;
  ASSERT_TRUE(store->write([](Session& sql) { return put(sql, 1); }));
  const auto nested = store->read([](Session& sql) -> Status {
    long long who = 0;
    const auto ask = [&](auto each) { sql.rows("SELECT who FROM kept", each, soci::into(who)); };
    ask([&] { ask([] {}); });
    return Done{};
  });
  EXPECT_FALSE(nested);
  EXPECT_EQ(store.count(1), 1);
}

}  // namespace
}  // namespace returns::storage
