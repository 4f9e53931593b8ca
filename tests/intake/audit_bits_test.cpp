// One bit changed anywhere in the audit log, or in what is kept of a request that never changes, is found: every bit of
// every value of a small log is turned, alone.

#include <gtest/gtest.h>
#include <iostream>

#include "native/storage/audit.h"
#include "native/support/crypto.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

// Under the sanitizers a look at the whole log takes ten times as long: of the two documents, whose digests are
// compared as a whole, every 17th bit is turned there.
#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t kDocumentStep = 17;
#else
constexpr std::size_t kDocumentStep = 1;
#endif

struct Place {
  const char* table;
  const char* column;
  bool number = false;
};

constexpr Place kPlaces[] = {{"audit", "id", true},
                             {"audit", "at", true},
                             {"audit", "kind"},
                             {"audit", "subject"},
                             {"audit", "detail"},
                             {"audit", "prev_hash"},
                             {"audit", "hash"},
                             {"audit_head", "last_id", true},
                             {"audit_head", "hash"},
                             {"requests", "idempotency_key"},
                             {"requests", "body_hash"},
                             {"requests", "body"},
                             {"requests", "verification"},
                             {"requests", "received_at", true},
                             {"requests", "day"},
                             {"requests", "pseudonym"},
                             {"requests", "sequence", true},
                             {"request_lines", "line"},
                             {"request_lines", "quantity", true},
                             {"request_media", "slot"},
                             {"request_media", "line"},
                             {"request_media", "name"},
                             {"receipts", "body"}};

class AuditBits : public ::testing::Test {
 protected:
  void SetUp() override {
    if (on_postgresql()) GTEST_SKIP() << "the same code reads the same values; bytes that are no text it cannot hold";
  }
  AuditBits() {
    Json order;
    shop.add_order();
    const std::string token = shop.token("O-1", &order);
    const Sealed sealed = shop.seal(order);
    shop.upload_all(token, sealed);
    EXPECT_EQ(shop.submit(token, "a-key-of-mine", sealed.body).status, 201);
  }
  Shop shop;
};

// Text as the engine reads it from its bytes, whatever they are.
std::string text_literal(const std::string& bytes) { return "CAST(X'" + to_hex(bytes) + "' AS TEXT)"; }

std::vector<std::string> column(storage::Session& sql, const std::string& query) {
  std::vector<std::string> values;
  std::string value;
  soci::statement rows = (sql.prepare << query, soci::into(value));
  rows.execute();
  while (rows.fetch()) values.push_back(value);
  return values;
}

void set(storage::Session& sql, const Place& place, const std::string& row, const std::string& value) {
  sql << std::string{"UPDATE "} + place.table + " SET " + place.column + " = " + value + " WHERE rowid = " + row;
}

std::string turned(std::string bytes, std::size_t bit) {
  bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(bytes[bit / 8]) ^ (1U << (bit % 8)));
  return bytes;
}

// The bits of one value; how many were turned.
std::int64_t turn_all(storage::Session& sql, const Place& place, const std::string& row, const std::string& value) {
  std::int64_t tried = 0;
  const std::size_t bits = place.number ? 62 : value.size() * 8;
  const std::size_t step = std::string_view{place.column} == "body" ? kDocumentStep : 1;
  for (std::size_t bit = 0; bit < bits; bit += step) {
    const std::string changed =
        place.number ? std::to_string(std::stoll(value) ^ (std::int64_t{1} << bit)) : text_literal(turned(value, bit));
    // An entry's number is also where its row is found.
    const bool moves = std::string_view{place.column} == "id";
    try {
      set(sql, place, row, changed);
    } catch (const soci::soci_error&) {
      continue;  // the number of another entry: the engine refuses it
    }
    const storage::AuditCheck check = storage::check_audit(sql);
    EXPECT_NE(check.problem, "") << place.table << '.' << place.column << " row " << row << " bit " << bit;
    set(sql, place, moves ? changed : row, place.number ? value : text_literal(value));
    ++tried;
  }
  return tried;
}

TEST_F(AuditBits, EachAlone) {
  std::int64_t tried = 0;
  // One transaction, given up at the end.
  const Status done = shop.database().write([&](storage::Session& sql) -> Status {
    sql << "PRAGMA defer_foreign_keys = ON";
    EXPECT_EQ(storage::check_audit(sql).problem, "");
    for (const Place& place : kPlaces) {
      const std::string from = std::string{" FROM "} + place.table + " ORDER BY rowid";
      const auto rows = column(sql, "SELECT CAST(rowid AS TEXT)" + from);
      const auto values = column(sql, std::string{"SELECT CAST("} + place.column + " AS TEXT)" + from);
      EXPECT_FALSE(rows.empty()) << place.table;
      for (std::size_t i = 0; i < rows.size() && !HasFailure(); ++i) tried += turn_all(sql, place, rows[i], values[i]);
      EXPECT_EQ(storage::check_audit(sql).problem, "") << place.table << '.' << place.column;
    }
    return Failure{FailureCode::Conflict, "given up"};
  });
  EXPECT_EQ(done.failure().detail, "given up");
  EXPECT_EQ(storage::check_audit(shop.database())->problem, "");
  std::cout << tried << " bits\n";
  EXPECT_GT(tried, kDocumentStep > 1 ? 5'000 : 30'000);
}

}  // namespace
}  // namespace returns::test
