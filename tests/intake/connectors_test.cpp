// Connectors without a platform: who holds a return, in which words it is told, how orders of others are read.

#include <gtest/gtest.h>

#include "native/connectors/graphemes.h"
#include "native/connectors/neutral_return.h"
#include "native/connectors/pull_place.h"
#include "native/connectors/shop_document.h"
#include "native/connectors/worker.h"
#include "native/storage/connector_returns.h"
#include "native/storage/tickets.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

using storage::ConnectorReturns;

struct Told {
  Shop shop;
  std::string ticket;
  Instant now{*read_instant(kStart)};
  ConnectorReturns rows{shop.database()};

  explicit Told(const std::vector<storage::ConnectorStart>& connectors = {{"erp", "registered"}}) {
    EXPECT_TRUE(rows.use(connectors, now));
    Json order = shop.add_order();
    const std::string token = shop.token("O-1", &order);
    const Sealed sealed = shop.seal(order);
    shop.upload_all(token, sealed);
    ticket = text_of(shop.submit(token, "key-00000001", sealed.body).json(), "ticket");
    EXPECT_FALSE(ticket.empty());
  }
  Instant after(std::int64_t seconds) const { return Instant{now.seconds + seconds}; }
  std::vector<std::string> states() {
    return shop.query("SELECT connector || '>' || state FROM connector_returns ORDER BY connector");
  }
  storage::LeasedReturn leased(Instant at, std::int64_t seconds = 60) {
    const auto row = rows.lease("erp", at, seconds);
    EXPECT_TRUE(row && *row);
    return row && *row ? **row : storage::LeasedReturn{};
  }
  static ConnectorReturns::Settled settled(const std::string& state, Instant due = {}, Instant rests = {}) {
    return {.state = state,
            .remote = state == "created" ? "77" : "",
            .fault = state == "created" ? "" : "http_503",
            .said = state == "created" ? "" : "not now",
            .due_at = due,
            .rests_until = rests};
  }
};

TEST(Connectors, EachThatWaitsForTheEventHasARow) {
  Told told({{"erp", "registered"}, {"shop", "accept"}});
  EXPECT_EQ(told.states(), std::vector<std::string>{"erp>waiting"});
  storage::TicketChange change;
  change.ticket = told.ticket;
  change.kind = "accept";
  change.actor = "mei";
  ASSERT_TRUE(storage::Tickets(told.shop.database()).change(change, told.now));
  // Accepted once more, as after questions, it is one return all the same.
  ASSERT_TRUE(storage::Tickets(told.shop.database()).change(change, told.now));
  EXPECT_EQ(told.states(), (std::vector<std::string>{"erp>waiting", "shop>waiting"}));
}

TEST(Connectors, ALeaseIsOnesAndAnOldOneSettlesNothing) {
  Told told;
  EXPECT_EQ(told.rows.waiting()->count, 1);
  const auto slow = told.leased(told.now);
  EXPECT_EQ(slow.units.at("L1"), 1);
  EXPECT_FALSE(*told.rows.lease("erp", told.after(59), 60));
  EXPECT_FALSE(*told.rows.lease("another", told.after(600), 60));
  const auto next = told.leased(told.after(60));
  EXPECT_EQ(next.fence, slow.fence + 1);
  EXPECT_EQ(told.rows.begin(slow, told.after(600)).failure().code, FailureCode::Conflict);
  EXPECT_EQ(told.rows.settle(slow, Told::settled("created"), told.after(61)).failure().code, FailureCode::Conflict);
  EXPECT_TRUE(told.rows.begin(next, told.after(90)));
  EXPECT_TRUE(told.rows.settle(next, Told::settled("created"), told.after(62)));
  const auto states = told.rows.of_ticket(told.ticket);
  ASSERT_TRUE(states);
  EXPECT_EQ(states->at(0).remote, "77");
  EXPECT_FALSE(*told.rows.lease("erp", told.after(6000), 60));
}

TEST(Connectors, WhatIsBeingMadeRestsThroughARestart) {
  Told told;
  const auto row = told.leased(told.now);
  ASSERT_TRUE(told.rows.begin(row, told.after(100)));
  // The process dies here; the next one knows that nobody else is at work, and that the platform may be.
  ASSERT_TRUE(told.rows.release());
  EXPECT_FALSE(*told.rows.lease("erp", told.after(99), 60));
  EXPECT_EQ(told.rows.again(told.ticket, "erp", "mei", told.after(99)).failure().code, FailureCode::Conflict);
  EXPECT_EQ(told.leased(told.after(100)).state, "creating");
}

TEST(Connectors, WhatWasOnlyLookedForIsFreeAfterARestart) {
  Told told;
  static_cast<void>(told.leased(told.now));
  EXPECT_FALSE(*told.rows.lease("erp", told.after(1), 60));
  ASSERT_TRUE(told.rows.release());
  EXPECT_EQ(told.leased(told.after(1)).attempts, 2);
}

TEST(Connectors, APersonTriesAgainAndAStartTriesSettingsAgain) {
  Told told;
  ASSERT_TRUE(told.rows.settle(told.leased(told.now), Told::settled("refused"), told.now));
  EXPECT_EQ(told.rows.waiting()->failed, 1);
  ASSERT_TRUE(told.rows.use({{"erp", "registered"}}, told.after(1)));
  EXPECT_EQ(told.states(), std::vector<std::string>{"erp>refused"}) << "a no is not asked again by itself";
  ASSERT_TRUE(told.rows.again(told.ticket, "erp", "mei", told.after(2)));
  const auto row = told.leased(told.after(2));
  EXPECT_EQ(row.attempts, 1);
  EXPECT_EQ(row.fault, "http_503");
  ASSERT_TRUE(told.rows.settle(row, Told::settled("fix"), told.after(2)));
  EXPECT_FALSE(*told.rows.lease("erp", told.after(900), 60));
  ASSERT_TRUE(told.rows.use({{"erp", "registered"}}, told.after(3)));
  ASSERT_TRUE(told.rows.settle(told.leased(told.after(3)), Told::settled("created"), told.after(3)));
  EXPECT_EQ(told.rows.again(told.ticket, "erp", "mei", told.after(4)).failure().code, FailureCode::Conflict);
  const auto kinds = told.shop.audit_kinds();
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "connector_again"), 1);
  EXPECT_EQ(kinds.back(), "connector_created");
}

TEST(Connectors, WaitingIsUntilItIsDueAndUnknownUntilItRested) {
  Told told;
  ASSERT_TRUE(told.rows.settle(told.leased(told.now), Told::settled("waiting", told.after(30)), told.now));
  EXPECT_FALSE(*told.rows.lease("erp", told.after(29), 60));
  const auto row = told.leased(told.after(30));
  ASSERT_TRUE(told.rows.settle(row, Told::settled("creating", told.after(31), told.after(90)), told.after(30)));
  EXPECT_FALSE(*told.rows.lease("erp", told.after(89), 60));
  EXPECT_EQ(told.leased(told.after(90)).state, "creating");
}

TEST(Connectors, ARowRestsLongerThanAnAttemptMayTake) {
  connectors::ConnectorSettings settings;
  settings.timeout = 30;
  settings.settle = 60;
  EXPECT_EQ(connectors::rest_of(settings), 180);
}

TEST(Graphemes, EndBetweenCharactersAsPeopleSeeThem) {
  using connectors::cut_graphemes;
  EXPECT_EQ(cut_graphemes("abc", 3), "abc");
  EXPECT_EQ(cut_graphemes("abcd", 3), "ab…");
  EXPECT_EQ(cut_graphemes("", 0), "");
  EXPECT_EQ(cut_graphemes("abc", 0), "");
  EXPECT_EQ(cut_graphemes("abc", 1), "…");
  // A letter with its mark, a family, a flag: whole, or not at all.
  EXPECT_EQ(cut_graphemes("ae\u0301x", 3), "a…");
  EXPECT_EQ(cut_graphemes("ae\u0301xy", 4), "ae\u0301…");
  const std::string family = "👨\u200d👩\u200d👧";
  EXPECT_EQ(cut_graphemes(family + family, 9), family + "…");
  EXPECT_EQ(cut_graphemes(family + family, 10), family + family);
  EXPECT_EQ(cut_graphemes("🇩🇪🇫🇷🇯🇵", 4), "🇩🇪…");
  EXPECT_EQ(cut_graphemes("退货申请已收到", 5), "退货申请…");
  EXPECT_EQ(cut_graphemes("a\r\nb", 3), "a…") << "an end of line is one character";
  EXPECT_EQ(cut_graphemes("ab\xff"
                          "c",
                          9),
            "ab");
  EXPECT_EQ(cut_graphemes(std::string("ab\0c", 4), 9), "ab");
}

TEST(NeutralReturn, NamesThePlatformsOwnReferencesWhereTheOrderHasThem) {
  const std::string order =
      R"({"id":"O-1","remote":{"connector":"erp","order":"gid-9"},"lines":[{"id":"L1","remote":{"line":"77"}},{"id":"L2"}]})";
  const std::string body =
      R"({"draft":{"items":[{"line":"L1","quantity":1,"reason":"quality.spoiled"}],"description":"nass","resolution":"refund"}})";
  connectors::Filed filed{
      .ticket = "20261129-K7Q2M-001", .connector = "erp", .order = order, .body = body, .units = {{"L1", 1}}};
  const auto mine = connectors::neutral_return_of(filed);
  EXPECT_EQ(mine.order, "gid-9");
  ASSERT_EQ(mine.lines.size(), 1U);
  EXPECT_EQ(mine.lines[0].line, "77");
  EXPECT_EQ(mine.lines[0].reason, "quality.spoiled");
  EXPECT_EQ(connectors::note_of(mine, "https://x.example/desk#{ticket}", 400),
            "20261129-K7Q2M-001 · refund\n77 × 1 · quality.spoiled\nhttps://x.example/desk#20261129-K7Q2M-001\nnass");
  // Another connector's references mean nothing to this one.
  filed.connector = "shop";
  EXPECT_EQ(connectors::neutral_return_of(filed).order, "O-1");
  EXPECT_EQ(connectors::neutral_return_of(filed).lines[0].line, "L1");
  // A withdrawal has no draft.
  filed.body = R"({"statement":{"reason":"zu klein"}})";
  EXPECT_EQ(connectors::neutral_return_of(filed).lines[0].reason, "withdrawal");
  EXPECT_EQ(connectors::neutral_return_of(filed).words, "zu klein");
}

TEST(NeutralReturn, AReasonIsMappedByItselfItsGroupOrTheRest) {
  const std::map<std::string, std::string> reasons = {{"quality.spoiled", "1"}, {"quality", "2"}, {"*", "3"}};
  EXPECT_EQ(connectors::mapped_reason(reasons, "quality.spoiled"), "1");
  EXPECT_EQ(connectors::mapped_reason(reasons, "quality.torn"), "2");
  EXPECT_EQ(connectors::mapped_reason(reasons, "withdrawal"), "3");
  EXPECT_EQ(connectors::mapped_reason({{"quality", "2"}}, "withdrawal"), "");
}

TEST(PullPlace, GoesOnWhereItEndedAndNeverPastWhatItHasNotSeen) {
  using connectors::place_after;
  using connectors::read_place;
  const auto at = [](std::initializer_list<std::int64_t> seconds) {
    std::vector<Instant> changed;
    for (const std::int64_t second : seconds) changed.push_back(Instant{second});
    return changed;
  };
  auto place = read_place("");
  EXPECT_EQ(place.from.seconds, 0);
  // A full page: the two of its last second are known.
  place = read_place(place_after(place, at({1000, 1500, 1500}), true));
  EXPECT_EQ(place.from.seconds, 1500);
  EXPECT_EQ(place.skip, 2);
  // Three more of that very second.
  place = read_place(place_after(place, at({1500, 1500, 1500}), true));
  EXPECT_EQ(place.from.seconds, 1500);
  EXPECT_EQ(place.skip, 5);
  // The last page: what was written earlier may be committed later.
  place = read_place(place_after(place, at({1700}), false));
  EXPECT_EQ(place.from.seconds, 1580);
  EXPECT_EQ(place.skip, 0);
  place = read_place(place_after(place, at({1600}), false));
  EXPECT_EQ(place.from.seconds, 1580) << "never back";
  EXPECT_EQ(read_place(place_after(place, "mark", Instant{1900}, true)).after, "mark");
}

TEST(ShopDocument, AmountsAreExactOrNone) {
  using connectors::sold_amount;
  const Json value = parse_json(R"({"a":"10.50","b":10,"c":10.5,"d":"1.005","e":null,"f":"-3.00","g":"x","h":"0.30"})");
  EXPECT_EQ(sold_amount(value, "a", "EUR"), 1050);
  EXPECT_EQ(sold_amount(value, "b", "EUR"), 1000);
  EXPECT_EQ(sold_amount(value, "c", "EUR"), 1050);
  EXPECT_EQ(sold_amount(value, "d", "EUR"), -1);
  EXPECT_EQ(sold_amount(value, "e", "EUR"), 0);
  EXPECT_EQ(sold_amount(value, "f", "EUR"), 300);
  EXPECT_EQ(sold_amount(value, "g", "EUR"), -1);
  EXPECT_EQ(sold_amount(value, "h", "EUR"), 30);
  EXPECT_EQ(sold_amount(value, "b", "JPY"), 10);
  EXPECT_EQ(sold_amount(value, "none", "EUR"), 0);
  EXPECT_EQ(connectors::milliseconds_of("2026-11-29T10:24:44.411Z"), 1'795'947'884'411);
  EXPECT_EQ(connectors::milliseconds_of("2026-11-29T10:24:44Z"), 1'795'947'884'000);
  EXPECT_EQ(connectors::id_of_number("#1001 / A"), "1001A");
}

}  // namespace
}  // namespace returns::test
