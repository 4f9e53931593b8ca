// Opening an order or a request by number and second factor: what fits opens, everything else sounds the same.

#include <gtest/gtest.h>

#include "core/id.h"
#include "native/intake/factor.h"
#include "native/storage/attempts.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

Reply look_up(Shop& shop, const std::string& order, const std::string& factor) {
  return shop.post("/api/v1/orders/lookup", {{"order", order}, {"factor", factor}});
}

TEST(Lookup, OpensWithAnyFactorHoweverItIsTyped) {
  Shop shop;
  shop.add_order("KN-20261105-7731");
  for (const char* number :
       {"KN-20261105-7731", " kn-20261105-7731 ", "ｋｎ－２０２６１１０５－７７３１", "KN-2026 1105-7731"}) {
    for (const char* factor : {"4821", "４８２１", " 48 21", "13800004821", "+86 138-0000-4821", "Ann@Example.com",
                               "ann@example.com ", "310012", "310 012", "３１００１２"}) {
      const Reply reply = look_up(shop, number, factor);
      EXPECT_EQ(reply.status, 200) << number << ' ' << factor << ' ' << reply.body;
      EXPECT_EQ(text_of(reply.json()["order"], "id"), "KN-20261105-7731");
      EXPECT_GE(text_of(reply.json(), "token").size(), 43U);
    }
  }
}

TEST(Lookup, WrongFactorAndNoSuchOrderSoundTheSame) {
  Shop shop;
  shop.add_order();
  const Reply wrong = look_up(shop, "O-1", "4822");
  const Reply none = look_up(shop, "O-9", "4821");
  EXPECT_EQ(wrong.status, 404);
  EXPECT_EQ(none.status, 404);
  EXPECT_EQ(wrong.body, R"({"error":{"code":"not_found"}})");
  EXPECT_EQ(none.body, wrong.body);
  EXPECT_EQ(none.headers, wrong.headers);
  for (const char* factor : {"1", "48210", "821", "example.com", "@", "310012\n310013"})
    EXPECT_EQ(look_up(shop, "O-1", factor).status, factor[0] == '\0' ? 400 : 404) << factor;
}

TEST(Lookup, WhatIsMissingIsSaid) {
  Shop shop;
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"order", "O-1"}}).error(), "missing");
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"factor", "4821"}}).error(), "missing");
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"order", 7}, {"factor", "4821"}}).error(), "missing");
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", Json::array()).error(), "not_json");
  EXPECT_EQ(shop.ask("POST", "/api/v1/orders/lookup", {{"Content-Type", "application/json"}}, "{").error(), "not_json");
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"order", std::string(201, 'x')}, {"factor", "1"}}).status, 400);
  EXPECT_EQ(shop.post("/api/v1/orders/lookup", {{"order", std::string(5000, 'x')}, {"factor", "1"}}).status, 413);
}

TEST(Lookup, GuessingAnOrderEndsAfterTenAnHour) {
  Shop shop;
  shop.add_order();
  // From many addresses: it is the order that is protected.
  const auto guess = [&](int i, const std::string& order, const std::string& factor) {
    Headers headers = {{"Content-Type", "application/json"}, {"X-Forwarded-For", "203.0.113." + std::to_string(i)}};
    return shop.ask("POST", "/api/v1/orders/lookup", headers, write_json({{"order", order}, {"factor", factor}}));
  };
  for (const char* order : {"O-1", "O-9"}) {  // an order that does not exist is closed the same way
    for (int i = 0; i < 10; ++i) EXPECT_EQ(guess(i, order, std::to_string(1000 + i)).status, 404);
    const Reply refused = guess(99, order, "4821");
    EXPECT_EQ(refused.status, 429) << "even with the right factor";
    EXPECT_EQ(refused.header("retry-after"), "3600");
  }
  shop.restart();
  EXPECT_EQ(guess(99, "O-1", "4821").status, 429) << "a restart forgives nothing";
  shop.pass(3'599);
  EXPECT_EQ(guess(99, "O-1", "4821").status, 429);
  shop.pass(1);
  EXPECT_EQ(guess(99, "O-1", "4821").status, 200);
  for (int i = 0; i < 10; ++i) guess(i, "O-1", "1");
  shop.pass(3'600);
  for (int i = 0; i < 10; ++i) guess(i, "O-1", "1");
  shop.pass(3'600);
  EXPECT_EQ(guess(99, "O-1", "4821").status, 429) << "thirty a day";
}

TEST(Lookup, GuessingFromAnAddressEnds) {
  Shop shop;
  for (int i = 0; i < 30; ++i) EXPECT_EQ(look_up(shop, "O-" + std::to_string(i), "1").status, 404);
  EXPECT_EQ(look_up(shop, "O-31", "1").status, 429);
}

TEST(Lookup, WhoIsRightIsNotCounted) {
  Shop shop;
  shop.add_order();
  for (int i = 0; i < 50; ++i) ASSERT_EQ(look_up(shop, "O-1", "4821").status, 200);
}

TEST(Lookup, KeepsNoTokenNoFactorAndNoAddress) {
  Shop shop;
  shop.add_order();
  const std::string token = shop.token();
  look_up(shop, "O-1", "9999");
  for (const auto& entry : std::filesystem::directory_iterator(shop.data())) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = read_file(entry.path(), std::size_t{64} << 20);
    ASSERT_TRUE(bytes);
    for (const std::string& secret :
         {token, std::string{"ann@example.com"}, std::string{"310012"}, std::string{"127.0.0.1"}}) {
      EXPECT_EQ(bytes->find(secret), std::string::npos) << entry.path() << ' ' << secret;
    }
  }
}

TEST(RequestLookup, ShowsWhatWasDoneAndWhatIsDue) {
  Shop shop;
  Json order;
  shop.add_order();
  const std::string token = shop.token("O-1", &order);
  const Sealed sealed = shop.seal(order);
  shop.upload_all(token, sealed);
  const Json receipt = shop.submit(token, "a-key-of-mine", sealed.body).json();
  const std::string ticket = text_of(receipt, "ticket");
  const auto look = [&](const std::string& number, const std::string& factor) {
    return shop.post("/api/v1/requests/lookup", {{"ticket", number}, {"factor", factor}});
  };

  const Reply reply = look(ticket, "4821");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const Json request = reply.json()["request"];
  EXPECT_EQ(text_of(request, "ticket"), ticket);
  EXPECT_EQ(text_of(request, "order"), "O-1");
  EXPECT_EQ(text_of(request, "status"), "received");
  EXPECT_EQ(request["decision"], receipt["decision"]);
  EXPECT_EQ(request["quote"], receipt["quote"]);
  EXPECT_EQ(request["deadlines"], receipt["deadlines"]);
  EXPECT_EQ(request["evidence"]["count"], sealed.files.size());
  EXPECT_EQ(text_of(request["evidence"]["files"][0], "name"), sealed.files[0].first);
  EXPECT_EQ(request["items"][0]["line"], "L1");
  std::vector<std::string> stages;
  for (const Json& stage : request["stages"]) stages.push_back(text_of(stage, "stage") + ' ' + text_of(stage, "state"));
  EXPECT_EQ(stages, (std::vector<std::string>{"accept done", "register done", "assign due", "investigate due",
                                              "handle due", "feed_back due"}));
  EXPECT_EQ(text_of(request["stages"][0], "at"), kStart);
  for (std::size_t i = 2; i < 6; ++i)
    EXPECT_TRUE(read_instant(text_of(request["stages"][i], "due"))) << request["stages"][i];

  std::string loose = ticket;
  for (char& c : loose) c = c == '0' ? 'o' : c == '1' ? 'l' : c == '-' ? ' ' : c;
  EXPECT_EQ(look(loose, "ann@example.com").status, 200) << loose;
  EXPECT_EQ(look(ticket, "4822").body, R"({"error":{"code":"not_found"}})");
  EXPECT_EQ(look("20261109-AAAAA-001", "4821").body, R"({"error":{"code":"not_found"}})");
  EXPECT_EQ(look("no ticket at all", "4821").body, R"({"error":{"code":"not_found"}})");
  for (int i = 0; i < 9; ++i) look(ticket, "1");
  EXPECT_EQ(look(loose, "4821").status, 429) << "another spelling is the same ticket";
}

TEST(Factor, FoldsWhatPeopleType) {
  EXPECT_EQ(intake::fold_factor("Ann@Example.COM"), "ann@example.com");
  EXPECT_EQ(intake::fold_factor("(0571) 8888-1234"), "057188881234");
  EXPECT_EQ(intake::fold_factor("SW1A 1AA"), "sw1a1aa");
  EXPECT_EQ(intake::fold_factor("　\xC2\xA0 "), "");
  EXPECT_EQ(intake::fold_factor("\xEF\xBC"), "\xEF\xBC") << "a cut character stays as it is";
  EXPECT_EQ(intake::fold_number("ｋｎ－1"), "KN-1");
}

TEST(Factor, NothingOpensWithNothing) {
  const std::string secret(32, 's');
  std::vector<storage::Factor> factors = {*intake::make_factor(secret, "email", "")};
  EXPECT_FALSE(intake::opens(secret, factors, " "));
  factors = {*intake::make_factor(secret, "email", "a@b")};
  EXPECT_TRUE(intake::opens(secret, factors, "A@B"));
  EXPECT_FALSE(intake::opens(std::string(32, 't'), factors, "A@B")) << "another server's secret";
}

}  // namespace
}  // namespace returns::test
