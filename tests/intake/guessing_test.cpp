// Guessing at scale: ten thousand guesses open nothing, whether at one order from everywhere or at all orders from one
// place.

#include <gtest/gtest.h>

#include "native/storage/attempts.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

constexpr int kGuesses = 10'000;

std::string digits(int number) {
  const std::string text = std::to_string(number);
  return std::string(4 - text.size(), '0') + text;
}

TEST(Guessing, EveryFourDigitsAtOneOrderFromAsManyAddresses) {
  Shop shop;
  shop.add_order();
  Client client(shop.port());
  int opened = 0;
  int judged = 0;
  // The right ones, 4821, are among them.
  for (int i = 0; i < kGuesses; ++i) {
    const std::string address =
        "198." + std::to_string(i / 65'536) + '.' + std::to_string(i / 256 % 256) + '.' + std::to_string(i % 256);
    const Reply reply = client.ask("POST", "/api/v1/orders/lookup",
                                   {{"Content-Type", "application/json"}, {"X-Forwarded-For", address}},
                                   write_json({{"order", "O-1"}, {"factor", digits(i)}}));
    opened += reply.status == 200 ? 1 : 0;
    judged += reply.status == 404 ? 1 : 0;
    ASSERT_TRUE(reply.status == 404 || reply.status == 429) << reply.status << reply.body;
    // Half a minute each: three and a half days of patience.
    shop.pass(30);
  }
  EXPECT_EQ(opened, 0);
  EXPECT_LE(judged, 30 * 4) << "thirty a day at most are looked at";
}

TEST(Guessing, NumbersInARowFromOneAddress) {
  Shop shop;
  for (int i = 0; i < 50; ++i) shop.add_order("N-" + std::to_string(1'000 + i * 37));
  Client client(shop.port());
  int opened = 0;
  int judged = 0;
  for (int i = 0; i < kGuesses; ++i) {
    // Every number of the range with a factor that is right for one order in ten thousand.
    const Reply reply = client.ask(
        "POST", "/api/v1/orders/lookup", {{"Content-Type", "application/json"}, {"X-Forwarded-For", "203.0.113.9"}},
        write_json({{"order", "N-" + std::to_string(1'000 + i % 2'000)}, {"factor", digits((i * 7'919) % 10'000)}}));
    opened += reply.status == 200 ? 1 : 0;
    judged += reply.status == 404 ? 1 : 0;
    shop.pass(30);
  }
  EXPECT_EQ(opened, 0);
  EXPECT_LT(judged, kGuesses / 2);
}

TEST(Guessing, TicketsAreNoEasier) {
  Shop shop;
  Json order;
  shop.add_order();
  const std::string token = shop.token("O-1", &order);
  const Sealed sealed = shop.seal(order);
  shop.upload_all(token, sealed);
  const std::string ticket = text_of(shop.submit(token, "a-key-of-mine", sealed.body).json(), "ticket");
  Client client(shop.port());
  int opened = 0;
  for (int i = 0; i < kGuesses; ++i) {
    const Reply reply =
        client.ask("POST", "/api/v1/requests/lookup",
                   {{"Content-Type", "application/json"},
                    {"X-Forwarded-For", "198.51." + std::to_string(i / 256) + '.' + std::to_string(i % 256)}},
                   write_json({{"ticket", ticket}, {"factor", digits(i)}}));
    opened += reply.status == 200 ? 1 : 0;
  }
  EXPECT_EQ(opened, 0);
}

// A few at each of many orders, each from another address: neither of the other limits sees it.
TEST(Guessing, ManyOrdersFromAsManyAddresses) {
  Shop shop;
  shop.add_order();
  Client client(shop.port());
  const auto ask = [&](int number, const std::string& order, const std::string& factor) {
    return client.ask(
        "POST", "/api/v1/orders/lookup",
        {{"Content-Type", "application/json"},
         {"X-Forwarded-For", "198.18." + std::to_string(number / 256) + '.' + std::to_string(number % 256)}},
        write_json({{"order", order}, {"factor", factor}}));
  };
  // What is right does not count against anybody.
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(9'000 + i, "O-1", "4821").status, 200);
  constexpr int kMost = static_cast<int>(storage::kOfAll.most);
  int judged = 0;
  Reply last;
  for (int i = 0; i < kMost + 50; ++i) {
    last = ask(i, "N-" + std::to_string(i), "0000");
    judged += last.status == 404 ? 1 : 0;
  }
  EXPECT_EQ(judged, kMost + 50);
  // From now on an address has two failures an hour and not thirty; nobody is kept out who types what is right.
  for (int i = 0; i < storage::kPressed.most; ++i) EXPECT_EQ(ask(8'000, "N-" + std::to_string(i), "0000").status, 404);
  last = ask(8'000, "N-9", "0000");
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(last.error(), "too_many_attempts");
  // The same answer as that of any other limit, whether the order is there or not.
  EXPECT_EQ(ask(8'000, "O-1", "4821").body, last.body);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(8'001, "O-1", "4821").status, 200);
  // People at the desk, and statements without an account, have limits of their own.
  EXPECT_EQ(shop.post("/api/v1/desk/session", {{"name", "ann"}, {"password", "x"}}).status, 401);
  EXPECT_EQ(shop.post("/api/v1/complaints", {{"policy", "cn-pharmacy"}}).status, 201);
  shop.pass(storage::kOfAll.seconds);
  EXPECT_EQ(ask(8'000, "O-1", "4821").status, 200);
}

}  // namespace
}  // namespace returns::test
