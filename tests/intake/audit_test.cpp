// The audit log holds, and whatever is changed in it, taken from it or changed in what it vouches for is found.

#include <gtest/gtest.h>

#include "native/storage/audit.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

class Audit : public ::testing::Test {
 protected:
  Audit() {
    Json order;
    shop.add_order();
    const std::string token = shop.token("O-1", &order);
    const Sealed sealed = shop.seal(order);
    shop.upload_all(token, sealed);
    EXPECT_EQ(shop.submit(token, "a-key-of-mine", sealed.body).status, 201);
    shop.submit(token, "another-key", "{}");
  }
  storage::AuditCheck check() { return *storage::check_audit(shop.database()); }
  // Behind the server's back.
  void change(const std::string& sql) {
    const Status changed = shop.database().write([&](storage::Session& session) -> Status {
      session << sql;
      return Done{};
    });
    ASSERT_TRUE(changed) << changed.failure().detail;
  }
  Shop shop;
};

TEST_F(Audit, Holds) {
  const storage::AuditCheck found = check();
  EXPECT_EQ(found.problem, "");
  EXPECT_EQ(found.entries, 3);
  EXPECT_EQ(found.requests, 1);
  shop.restart();
  EXPECT_EQ(check().problem, "");
}

TEST_F(Audit, FindsEveryChange) {
  struct Case {
    const char* sql;
    std::int64_t at;
  };
  const std::vector<Case> cases = {
      {"UPDATE audit SET detail = REPLACE(detail, 'received', 'receivef') WHERE id = 2", 2},
      {"UPDATE audit SET at = at + 1 WHERE id = 1", 1},
      {"UPDATE audit SET kind = 'order_open' WHERE id = 1", 1},
      {"UPDATE audit SET subject = subject || ' ' WHERE id = 3", 3},
      {"UPDATE audit SET hash = REPLACE(hash, 'a', 'b') WHERE id = 2", 2},
      {"UPDATE audit SET prev_hash = '' WHERE id = 3", 3},
      {"DELETE FROM audit WHERE id = 1", 2},
      {"DELETE FROM audit WHERE id = 2", 3},
      {"DELETE FROM audit WHERE id = 3", 3},
      {"DELETE FROM audit", 1},
      {"UPDATE requests SET body = REPLACE(body, 'L1', 'L2')", 2},
      {"UPDATE receipts SET body = body || ' '", 2},
      {"UPDATE audit_head SET last_id = 2", 4},
  };
  for (const Case& c : cases) {
    // Each change alone: the copies bring back what the one before it has broken.
    for (const char* table : {"audit", "audit_head", "requests", "receipts"})
      change(std::string{"CREATE TABLE copy_"} + table + " AS SELECT * FROM " + table);
    change(c.sql);
    const storage::AuditCheck found = check();
    EXPECT_NE(found.problem, "") << c.sql;
    EXPECT_EQ(found.broken_at, c.at) << c.sql << ": " << found.problem;
    for (const char* table : {"audit", "audit_head"}) {
      change(std::string{"DELETE FROM "} + table);
      change(std::string{"INSERT INTO "} + table + " SELECT * FROM copy_" + table);
    }
    for (const char* table : {"requests", "receipts"})
      change(std::string{"UPDATE "} + table + " SET body = (SELECT body FROM copy_" + table + ")");
    for (const char* table : {"audit", "audit_head", "requests", "receipts"})
      change(std::string{"DROP TABLE copy_"} + table);
    ASSERT_EQ(check().problem, "") << c.sql;
  }
  change("UPDATE audit SET kind = 'x' WHERE kind = 'request_received'");
  EXPECT_NE(check().problem, "");
}

}  // namespace
}  // namespace returns::test
