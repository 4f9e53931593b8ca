// The report of a quarter, and what the desk is warned of: who may see them, and every figure by hand.

#include <gtest/gtest.h>

#include "native/intake/desk_report.h"
#include "native/intake/desk_watch.h"
#include "native/storage/staff.h"
#include "native/storage/tickets.h"
#include "native/support/password.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

constexpr const char* kPassword = "correct horse battery";
constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;

struct Office {
  Shop shop;
  std::string cookie;
  int filed = 0;

  explicit Office(const std::string& role = "supervisor") {
    const Status put = storage::Staff(shop.database())
                           .put({.name = "ann", .role = role, .password = *hash_password(kPassword)}, Instant{});
    EXPECT_TRUE(put);
    sign_in();
  }
  void sign_in() {
    const Reply reply = shop.post("/api/v1/desk/session", {{"name", "ann"}, {"password", kPassword}});
    EXPECT_EQ(reply.status, 200) << reply.body;
    const std::string set = reply.header("set-cookie");
    cookie = set.substr(0, set.find(';'));
  }
  Reply get(const std::string& path) { return shop.ask("GET", "/api/v1/desk/" + path, {{"Cookie", cookie}}); }
  Json report(const std::string& quarter) { return get("reports/" + quarter).json()["report"]; }
  Json watch() { return get("watch").json()["watch"]; }

  // `units` of the order's L1 are spoiled.
  std::string file(const std::string& order_id, int units = 1) {
    Json order;
    const std::string token = shop.token(order_id, &order);
    const std::string tag = "f" + std::to_string(filed++);
    const Sealed sealed = shop.seal(order, units, tag);
    shop.upload_all(token, sealed);
    const Reply reply = shop.submit(token, "key-of-request-" + tag, sealed.body);
    EXPECT_EQ(reply.status, 201) << reply.body;
    return text_of(reply.json(), "ticket");
  }
  void act(const std::string& ticket, Json action) {
    const Json seen = get("tickets/" + ticket).json()["case"];
    action["revision"] = integer_of(seen, "revision").value_or(0);
    const Reply reply = shop.post("/api/v1/desk/tickets/" + ticket + "/actions", action, {{"Cookie", cookie}});
    EXPECT_EQ(reply.status, 200) << reply.body;
  }
  void accept(const std::string& ticket) { act(ticket, {{"action", "accept"}}); }
  void refuse(const std::string& ticket) { act(ticket, {{"action", "refuse"}, {"text", "nothing was found"}}); }
  void close(const std::string& ticket) { act(ticket, {{"action", "close"}, {"text", "done"}}); }
};

Json named(const Json& report, const std::string& part, const std::string& name) {
  for (const Json& entry : array_of(report, part))
    if (text_of(entry, "name") == name) return entry;
  return Json::object();
}

TEST(Quarter, ReadsWhatItWritesAndNothingElse) {
  for (const char* text : {"1970-Q1", "2026-Q4", "2198-Q2"})
    EXPECT_EQ(intake::write_quarter(*intake::read_quarter(text)), text);
  for (const char* text : {"", "2026", "2026-Q0", "2026-Q5", "2026-q4", "2026-Q44", "1969-Q4", "2199-Q1", "+026-Q1"})
    EXPECT_FALSE(intake::read_quarter(text)) << text;
  EXPECT_EQ(write_day(first_day_of(*intake::read_quarter("2026-Q4"))), "2026-10-01");
  EXPECT_EQ(intake::write_quarter(before(*intake::read_quarter("2026-Q1"))), "2025-Q4");
  EXPECT_EQ(intake::write_quarter(after(*intake::read_quarter("2025-Q4"))), "2026-Q1");
  EXPECT_EQ(intake::write_quarter(intake::quarter_of(*read_day("2026-03-31"))), "2026-Q1");
  EXPECT_EQ(intake::write_quarter(intake::quarter_of(*read_day("2026-04-01"))), "2026-Q2");
}

TEST(Report, IsForThoseWhoLead) {
  Office clerk("clerk");
  for (const char* path : {"reports/current", "reports/2026-Q4/report.csv", "watch"}) {
    EXPECT_EQ(clerk.get(path).error(), "supervisor_needed") << path;
    EXPECT_EQ(clerk.shop.ask("GET", std::string{"/api/v1/desk/"} + path).status, 401) << path;
  }
  Office supervisor;
  for (const char* path : {"reports/current", "reports/2026-Q4/report.csv", "watch"})
    EXPECT_EQ(supervisor.get(path).status, 200) << path;
  for (const char* path : {"reports/2026-Q5", "reports/x", "reports/2026-Q5/report.csv"})
    EXPECT_EQ(supervisor.get(path).status, 404) << path;
  EXPECT_EQ(supervisor.report("current")["quarter"], "2026-Q4");
}

TEST(Report, NothingCameAndNothingIsSaidOfIt) {
  Office office;
  const Json report = office.report("2026-Q4");
  EXPECT_EQ(named(report, "figures", "received")["now"], 0);
  EXPECT_FALSE(named(report, "figures", "resolution_rate").contains("now"));
  EXPECT_FALSE(named(report, "figures", "median_handling_seconds").contains("now"));
  EXPECT_EQ(report["months"].size(), 6U);
  EXPECT_TRUE(report["reasons"].empty());
}

// Two quarters: three in the first (closed after 1, 2 and 6 hours), two in the second, one of them nobody looks at.
TEST(Report, SetsAQuarterBesideTheOneBefore) {
  Office office;
  for (const char* id : {"O-1", "O-2", "O-3", "O-4", "O-5"}) office.shop.add_order(id);
  const std::array<std::string, 3> early = {office.file("O-1"), office.file("O-2"), office.file("O-3")};
  office.shop.pass(kHour);
  office.accept(early[0]);
  office.close(early[0]);
  office.shop.pass(kHour);
  office.accept(early[1]);
  office.close(early[1]);
  office.shop.pass(4 * kHour);
  office.refuse(early[2]);
  office.close(early[2]);
  Json report = office.report("2026-Q4");
  EXPECT_EQ(named(report, "figures", "received")["now"], 3);
  EXPECT_EQ(named(report, "figures", "closed")["now"], 3);
  EXPECT_EQ(named(report, "figures", "resolution_rate")["now"], 6666);
  EXPECT_EQ(named(report, "figures", "mean_handling_seconds")["now"], 3 * kHour);
  EXPECT_EQ(named(report, "figures", "median_handling_seconds")["now"], 2 * kHour);
  EXPECT_EQ(named(report, "figures", "late")["now"], 0);
  EXPECT_EQ(named(report, "outcomes", "accepted")["now"], 2);
  EXPECT_EQ(named(report, "outcomes", "refused")["now"], 1);
  EXPECT_EQ(named(report, "reasons", "reason.quality.spoiled")["now"], 3);
  EXPECT_EQ(named(report, "lanes", "quality")["now"], 3);
  EXPECT_EQ(report["months"][4], (Json{{"name", "2026-11"}, {"count", 3}}));

  // Within the week that the goods may go back in no quarter ends: the requests themselves are put back.
  const Status moved = office.shop.database().write([](storage::Session& sql) -> Status {
    sql << "UPDATE requests SET day = '2026-09-30'";
    return Done{};
  });
  ASSERT_TRUE(moved);
  const std::string open = office.file("O-4");
  const std::string done = office.file("O-5");
  office.accept(done);
  office.shop.pass(40 * kDay);
  office.sign_in();
  office.close(done);
  report = office.report("2026-Q4");
  EXPECT_EQ(report["before"], "2026-Q3");
  EXPECT_EQ(report["first"], "2026-Q3");
  EXPECT_EQ(named(report, "figures", "received"), (Json{{"name", "received"}, {"now", 2}, {"before", 3}}));
  EXPECT_EQ(named(report, "figures", "open"), (Json{{"name", "open"}, {"now", 1}, {"before", 0}}));
  EXPECT_EQ(named(report, "figures", "resolution_rate"),
            (Json{{"name", "resolution_rate"}, {"now", 10'000}, {"before", 6666}}));
  EXPECT_EQ(named(report, "figures", "median_handling_seconds")["before"], 2 * kHour);
  EXPECT_EQ(named(report, "outcomes", "undecided"), (Json{{"name", "undecided"}, {"now", 1}, {"before", 0}}));
  EXPECT_EQ(report["months"][2], (Json{{"name", "2026-09"}, {"count", 3}}));
  // One is still open, one was closed after everything that had been promised.
  EXPECT_EQ(named(report, "figures", "late")["now"], 2);
  EXPECT_EQ(named(report, "causes", "nobody")["now"], 1);
  EXPECT_EQ(named(report, "causes", "closed_late")["now"], 1);
  ASSERT_EQ(report["late"].size(), 2U);
  EXPECT_EQ(report["late"][0]["ticket"], open) << "the latest first";
  EXPECT_EQ(report["late"][1]["cause"], "closed_late");
  EXPECT_EQ(office.report("2026-Q3")["figures"][0], (Json{{"name", "received"}, {"now", 3}, {"before", 0}}));

  const Reply csv = office.get("reports/2026-Q4/report.csv");
  EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(csv.header("content-disposition"), "attachment; filename=\"2026-Q4.csv\"");
  EXPECT_TRUE(csv.body.starts_with("\xEF\xBB\xBFpart,name,2026-Q4,2026-Q3\r\nfigures,received,2,3\r\n")) << csv.body;
  EXPECT_NE(csv.body.find("\r\nreasons,reason.quality.spoiled,2,3\r\n"), std::string::npos) << csv.body;
  EXPECT_NE(csv.body.find("\r\nmonths,2026-09,,3\r\n"), std::string::npos) << csv.body;
}

TEST(Report, MoreThanAPageOfRowsIsCountedWhole) {
  Office office;
  office.shop.add_order("O-1");
  const std::string ticket = office.file("O-1");
  // 230 more of the same day and 20 of the next, each as the first is.
  const Status copied = office.shop.database().write([&](storage::Session& sql) -> Status {
    for (int n = 0; n < 250; ++n) {
      const std::string copy = "copy-" + std::to_string(n);
      const std::string day = n < 230 ? "2026-11-09" : "2026-11-10";
      sql << "INSERT INTO requests (ticket, order_id, idempotency_key, body_hash, body, verification, status, "
             "received_at, day, pseudonym, sequence) SELECT :copy, order_id, :key, body_hash, body, verification, "
             "status, received_at, :day, pseudonym, :sequence FROM requests WHERE ticket = :ticket",
          soci::use(copy), soci::use(copy), soci::use(day), soci::use(n + 100), soci::use(ticket);
      sql << "INSERT INTO receipts (ticket, body) SELECT :copy, body FROM receipts WHERE ticket = :ticket",
          soci::use(copy), soci::use(ticket);
      sql << "INSERT INTO tickets (ticket, lane, grade, stage, assignee, due_at, revision) SELECT :copy, lane, grade, "
             "stage, assignee, due_at, revision FROM tickets WHERE ticket = :ticket",
          soci::use(copy), soci::use(ticket);
    }
    return Done{};
  });
  ASSERT_TRUE(copied) << copied.failure().detail;
  EXPECT_EQ(named(office.report("2026-Q4"), "figures", "received")["now"], 251);
}

TEST(Watch, AProductIsNamedAboveOneInTwentyAndNotAtIt) {
  Office office;
  // 40 units, and 2 complained of: 5 %, and that is not above it.
  office.shop.add_order("O-1", 20);
  office.shop.add_order("O-2", 20);
  office.file("O-1", 2);
  Json watch = office.watch();
  EXPECT_EQ(watch["orders"], 2);
  EXPECT_EQ(watch["alarm_rate"], 500);
  EXPECT_TRUE(watch["products"].empty()) << watch;
  office.file("O-2");
  watch = office.watch();
  ASSERT_EQ(watch["products"].size(), 1U) << watch;
  const Json product = watch["products"][0];
  EXPECT_EQ(product["sold"], 40);
  EXPECT_EQ(product["complaints"], 3);
  EXPECT_EQ(product["rate"], 750);
  EXPECT_EQ(product["one_is_enough"], false);
}

TEST(Watch, NoUnitCountsTwiceAndARefusedComplaintNotAtAll) {
  Office office;
  office.shop.add_order("O-1", 2);
  const std::string first = office.file("O-1", 2);
  EXPECT_EQ(office.watch()["products"][0]["complaints"], 2);
  EXPECT_EQ(office.watch()["products"][0]["one_is_enough"], true);
  office.refuse(first);
  EXPECT_TRUE(office.watch()["products"].empty());
  // Its units are free again, and complained of anew.
  office.file("O-1", 2);
  EXPECT_EQ(office.watch()["products"][0]["complaints"], 2);
}

TEST(Watch, OrdersOutsideTheWindowAreNotSold) {
  Office office;
  office.shop.add_order("O-1", 2);
  office.file("O-1");
  EXPECT_EQ(office.watch()["products"].size(), 1U);
  office.shop.pass(100 * kDay);
  office.sign_in();
  const Json watch = office.watch();
  EXPECT_EQ(watch["orders"], 0);
  EXPECT_TRUE(watch["products"].empty());
}

TEST(Watch, ASupplierIsNamedAfterThreeProblemsInARow) {
  Office office;
  for (const char* id : {"O-1", "O-2", "O-3", "O-4", "O-5", "O-6"}) office.shop.add_order(id, 2, "Yiling Pharma");
  office.shop.add_order("O-9", 2, "Another");
  const auto suppliers = [&] { return office.watch()["suppliers"]; };
  office.accept(office.file("O-1"));
  office.shop.pass(60);
  office.accept(office.file("O-2"));
  office.accept(office.file("O-9"));
  EXPECT_TRUE(suppliers().empty());
  office.shop.pass(60);
  // Nobody has looked yet: neither a third one nor the end of the row.
  const std::string third = office.file("O-3");
  EXPECT_TRUE(suppliers().empty());
  office.accept(third);
  ASSERT_EQ(suppliers().size(), 1U);
  EXPECT_EQ(suppliers()[0]["supplier"], "Yiling Pharma");
  EXPECT_EQ(suppliers()[0]["in_a_row"], 3);
  EXPECT_EQ(suppliers()[0]["tickets"][0], third);
  EXPECT_EQ(suppliers()[0]["sold"], 12);
  EXPECT_EQ(suppliers()[0]["complaints"], 3);
  office.shop.pass(60);
  office.refuse(office.file("O-4"));
  EXPECT_TRUE(suppliers().empty()) << "nothing was wrong with the last one";
  EXPECT_EQ(office.watch()["suppliers_seen"], 2);
}

TEST(Watch, WhoMadeTheGoodsIsNotToldToCustomers) {
  Office office;
  office.shop.add_order("O-1", 2, "Yiling Pharma");
  const Reply opened = office.shop.post("/api/v1/orders/lookup", {{"order", "O-1"}, {"factor", "4821"}});
  ASSERT_EQ(opened.status, 200);
  EXPECT_EQ(opened.body.find("Yiling"), std::string::npos);
  const Reply again = office.shop.ask("GET", "/api/v1/orders/current",
                                      {{"Authorization", "Bearer " + text_of(opened.json(), "token")}});
  ASSERT_EQ(again.status, 200);
  EXPECT_EQ(again.body.find("Yiling"), std::string::npos);
  // It is no part of what is compared: a request of the order as the customer has it is the same.
  const Json seen = office.get("tickets/" + office.file("O-1")).json()["case"];
  EXPECT_EQ(seen["verification"]["same"], true);
  EXPECT_EQ(seen["order"]["lines"][0]["supplier"], "Yiling Pharma");
}

}  // namespace
}  // namespace returns::test
