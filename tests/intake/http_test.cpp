// The server's manners: routes, headers, limits, slow clients, the end.

#include <gtest/gtest.h>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <tuple>

#include "native/http/range.h"
#include "native/http/security.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

using Steady = std::chrono::steady_clock;

const std::vector<std::pair<std::string, std::string>> kSecurity = {
    {"content-security-policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; media-src "
     "blob:; connect-src "
     "'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
     "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types returns-portal "
     "lit-html"},
    {"x-content-type-options", "nosniff"},
    {"referrer-policy", "no-referrer"},
    {"cross-origin-opener-policy", "same-origin"},
    {"cross-origin-resource-policy", "same-origin"},
};

void expect_security(const Reply& reply, const std::string& what) {
  for (const auto& [name, value] : kSecurity) EXPECT_EQ(reply.header(name), value) << what;
  EXPECT_TRUE(reply.header("permissions-policy").starts_with("camera=(self), microphone=(self), ")) << what;
  EXPECT_NE(reply.header("cache-control"), "") << what;
  EXPECT_NE(reply.header("date"), "") << what;
}

TEST(Http, SecurityHeadersStandOnEveryAnswer) {
  intake::AppOptions options;
  options.demo = true;
  Shop shop(std::move(options));
  shop.web().write("app.js", "1");
  const std::vector<std::tuple<std::string, std::string, int>> asks = {
      {"GET", "/", 200},
      {"GET", "/orders/KN-1", 200},
      {"GET", "/requests/20261122-K7Q2M-001", 200},
      {"GET", "/app.js", 200},
      {"HEAD", "/app.js", 200},
      {"GET", "/missing.js", 404},
      {"GET", "/assets/locales/en/policy.json", 200},
      {"GET", "/assets/none.svg", 404},
      {"GET", "/healthz", 200},
      {"GET", "/api/v1/config", 200},
      {"GET", "/api/v1/packs/cn-pharmacy/1", 200},
      {"GET", "/api/v1/packs/cn-pharmacy/2", 404},
      {"GET", "/api/v1/packs/cn-pharmacy/1x", 404},
      {"GET", "/api/v1/packs/cn-pharmacy/1/proof", 200},
      {"GET", "/api/v1/packs/cn-pharmacy/2/proof", 404},
      {"GET", "/api/v1/calendars/cn", 200},
      {"GET", "/api/v1/calendars/xx", 404},
      {"GET", "/api/v1/demo/orders", 200},
      {"POST", "/api/v1/orders/lookup", 415},
      {"POST", "/api/v1/requests", 415},
      {"POST", "/api/v1/requests/lookup", 415},
      {"OPTIONS", "/api/v1/media", 204},
      {"POST", "/api/v1/media", 412},
      {"PATCH", "/api/v1/media/abc", 412},
      {"HEAD", "/api/v1/media/abc", 412},
      {"DELETE", "/api/v1/media/abc", 412},
      {"GET", "/api/v1/media/abc", 404},
      {"GET", "/api/v2/anything", 404},
      {"PUT", "/", 405},
      {"DELETE", "/api/v1/requests", 405},
      {"BREW", "/", 405},
  };
  for (const auto& [method, path, status] : asks) {
    const Reply reply = shop.ask(method, path);
    EXPECT_EQ(reply.status, status) << method << ' ' << path << ' ' << reply.body.substr(0, 200);
    expect_security(reply, method + ' ' + path);
  }
  for (const char* broken :
       {"nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /api/v1/requests HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"}) {
    Client client(shop.port());
    client.send(broken);
    const Reply reply = client.receive();
    EXPECT_EQ(reply.status, 400) << broken;
    expect_security(reply, broken);
  }
}

TEST(Http, ConfigSaysWhatThereIs) {
  Shop shop;
  const Json config = shop.ask("GET", "/api/v1/config").json();
  EXPECT_EQ(config["locales"], Json::parse(R"(["ar","de","en","zh-CN"])"));
  EXPECT_EQ(config["demo"], false);
  EXPECT_EQ(config["limits"]["video_bytes"], 209'715'200);
  for (const Json& pack : config["packs"]) {
    const std::string bytes =
        shop.ask("GET", "/api/v1/packs/" + text_of(pack, "id") + "/" + std::to_string(pack["version"].get<int>())).body;
    EXPECT_EQ(bytes, *read_file(std::string{RETURNS_ASSETS} + "/packs/" + text_of(pack, "id") + "/pack.json", 1 << 22))
        << "the exact bytes";
  }
  EXPECT_EQ(shop.ask("GET", "/api/v1/demo/orders").status, 404) << "no demo, no list";
}

TEST(Http, TheDateIsTheServersClock) {
  Shop shop;
  EXPECT_EQ(shop.ask("GET", "/healthz").header("date"), "Mon, 09 Nov 2026 01:00:00 GMT");
}

TEST(Http, OtherSitesCannotChangeAnything) {
  Shop shop;
  shop.add_order();
  const Json guess = {{"order", "O-1"}, {"factor", "4821"}};
  const auto ask = [&](const Headers& more) { return shop.post("/api/v1/orders/lookup", guess, more); };
  EXPECT_EQ(ask({{"Sec-Fetch-Site", "cross-site"}}).error(), "cross_site");
  EXPECT_EQ(ask({{"Sec-Fetch-Site", "same-site"}}).error(), "cross_site");
  EXPECT_EQ(ask({{"Origin", "https://evil.example"}}).error(), "cross_site");
  EXPECT_EQ(ask({{"Origin", "null"}}).error(), "cross_site");
  EXPECT_EQ(ask({{"Sec-Fetch-Site", "same-origin"}, {"Origin", "http://localhost"}}).status, 200);
  EXPECT_EQ(ask({{"Sec-Fetch-Site", "none"}}).status, 200);
  EXPECT_EQ(shop.ask("POST", "/api/v1/media", tus_headers("t", {{"Sec-Fetch-Site", "cross-site"}})).status, 403);
  EXPECT_EQ(
      shop.ask("POST", "/api/v1/orders/lookup", {{"Content-Type", "application/x-www-form-urlencoded"}}, guess.dump())
          .status,
      415);
  EXPECT_EQ(
      shop.ask("POST", "/api/v1/orders/lookup", {{"Content-Type", "application/json; charset=utf-8"}}, guess.dump())
          .status,
      200);
}

TEST(Http, OneConnectionAnswersManyTimes) {
  Shop shop;
  Client client(shop.port());
  for (int i = 0; i < 100; ++i) {
    const Reply reply = client.ask("GET", "/healthz");
    ASSERT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("connection"), "keep-alive");
    EXPECT_EQ(reply.body, R"({"ok":true})");
  }
  ASSERT_TRUE(client.send(
      "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /api/v1/config HTTP/1.1\r\nHost: x\r\n\r\n"));  // two at once,
                                                                                                   // answered in order
  EXPECT_EQ(client.receive().body, R"({"ok":true})");
  EXPECT_TRUE(client.receive().json().contains("packs"));
  client.send("GET /healthz HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.receive().header("connection"), "close");
}

TEST(Http, HeadersAndBodiesHaveLimits) {
  Shop shop;
  Client client(shop.port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n");
  EXPECT_EQ(client.receive().status, 431);
  EXPECT_EQ(
      shop.ask("POST", "/api/v1/requests", {{"Content-Type", "application/json"}}, std::string((1U << 20U) + 1, ' '))
          .status,
      413);
  Client chunked(shop.port());
  chunked.send(
      "POST /api/v1/orders/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: "
      "chunked\r\n\r\n");
  for (int i = 0; i < 5; ++i) chunked.send("400\r\n" + std::string(1024, ' ') + "\r\n");
  EXPECT_EQ(chunked.receive().status, 413);
}

TEST(Http, ConnectionsPerAddress) {
  http::Limits limits;
  limits.connections_per_address = 5;
  limits.count_loopback = true;
  Shop shop({}, limits);
  std::vector<std::unique_ptr<Client>> held;
  for (int i = 0; i < 5; ++i) {
    held.push_back(std::make_unique<Client>(shop.port(), "127.0.0.7"));
    ASSERT_EQ(held.back()->ask("GET", "/healthz").status, 200);
  }
  EXPECT_EQ(Client(shop.port(), "127.0.0.7").ask("GET", "/healthz").status, 0);
  EXPECT_EQ(Client(shop.port(), "127.0.0.8").ask("GET", "/healthz").status, 200);
  held.pop_back();
  int status = 0;
  for (int i = 0; i < 100 && status == 0; ++i) {
    status = Client(shop.port(), "127.0.0.7").ask("GET", "/healthz").status;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(status, 200) << "a place that was left is free again";
}

TEST(Http, SlowClientsKeepNobodyWaiting) {
  constexpr int kSlow = 400;
  http::Limits limits;
  limits.header_time = std::chrono::milliseconds{3'000};
  limits.body_time = std::chrono::milliseconds{3'000};
  Shop shop({}, limits);
  shop.add_order();
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < kSlow; ++i) {
    slow.push_back(std::make_unique<Client>(shop.port()));
    ASSERT_TRUE(slow.back()->connected()) << i;
    // Half of them drip a header, the others a body.
    const bool header = i % 2 == 0;
    ASSERT_TRUE(slow.back()->send(header ? "GET / HTTP/1.1\r\nHost"
                                         : "POST /api/v1/orders/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: "
                                           "application/json\r\nContent-Length: 99\r\n\r\n{"));
  }
  const auto begin = Steady::now();
  std::chrono::milliseconds worst{0};
  int answered = 0;
  int alive = kSlow;
  while (Steady::now() - begin < std::chrono::milliseconds{4'500}) {
    const auto asked = Steady::now();
    ASSERT_EQ(Client(shop.port()).ask("GET", "/api/v1/config").status, 200);
    worst = std::max(worst, std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - asked));
    ++answered;
    ASSERT_EQ(shop.post("/api/v1/orders/lookup", {{"order", "O-1"}, {"factor", "4821"}}).status, 200);
    for (auto& client : slow) {
      if (client && !client->send("x")) {  // what arrives does not push the deadline back
        client.reset();
        --alive;
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  EXPECT_LT(worst.count(), 1'000);
  EXPECT_GT(answered, 10);
  EXPECT_EQ(alive, 0) << "all of them were cut off, although they kept sending";
}

TEST(Http, AStopWaitsForWhatIsBeingAnswered) {
  http::Router router;
  std::atomic<bool> begun{false};
  router.add({"GET", "/slow", 0, http::Answer([&](const http::Request& /*request*/) {
                begun = true;
                std::this_thread::sleep_for(std::chrono::milliseconds{300});
                return http::Response{
                    .status = 200, .headers = {}, .body = "done", .shared_body = nullptr, .close = false};
              })});
  http::Server server(
      router, {}, [](const http::Request&, http::Response&) {},
      [](const http::Request&, std::string_view, const http::Response&, std::chrono::microseconds) {});
  ASSERT_FALSE(server.start("127.0.0.1", 0));
  Client idle(server.port());
  Reply reply;
  std::thread client([&] { reply = Client(server.port()).ask("GET", "/slow"); });
  while (!begun) std::this_thread::yield();
  const auto asked = Steady::now();
  server.stop();
  EXPECT_LT(Steady::now() - asked, std::chrono::seconds{3}) << "an idle connection holds nobody up";
  client.join();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "done");
  EXPECT_EQ(reply.header("connection"), "close");
}

TEST(Http, AHandlerThatThrowsIsAnAnswerAndNoEnd) {
  http::Router router;
  router.add({"GET", "/throw", 0, http::Answer([](const http::Request& /*request*/) -> http::Response {
                throw std::runtime_error("no");
              })});
  router.add(
      {"GET", "/throw/int", 0, http::Answer([](const http::Request& /*request*/) -> http::Response { throw 1; })});
  http::Server server(
      router, {}, [](const http::Request&, http::Response&) {},
      [](const http::Request&, std::string_view, const http::Response&, std::chrono::microseconds) {});
  ASSERT_FALSE(server.start("127.0.0.1", 0));
  for (const char* path : {"/throw", "/throw/int", "/throw"})
    EXPECT_EQ(Client(server.port()).ask("GET", path).status, 500);
}

TEST(Http, APortThatIsTakenIsSaid) {
  Shop shop;
  const http::Router router;
  http::Server second(router, {}, {}, {});
  const auto fault = second.start("127.0.0.1", shop.port());
  ASSERT_TRUE(fault);
  EXPECT_NE(fault->find(std::to_string(shop.port())), std::string::npos) << *fault;
  http::Server third(router, {}, {}, {});
  EXPECT_TRUE(third.start("no address", 0));
}

TEST(Range, GivesThePartThatAPlayerAsksFor) {
  const auto asked = [](const std::string& range) {
    http::Request request;
    if (!range.empty()) request.headers.push_back({"Range", range});
    http::Response response;
    response.body = "0123456789";
    http::keep_range(request, response);
    EXPECT_EQ(*response.find("Accept-Ranges"), "bytes");
    const std::string* const place = response.find("Content-Range");
    return std::to_string(response.status) + ' ' + response.body + (place == nullptr ? "" : ' ' + *place);
  };
  EXPECT_EQ(asked("bytes=0-3"), "206 0123 bytes 0-3/10");
  EXPECT_EQ(asked("bytes=0-"), "206 0123456789 bytes 0-9/10");
  EXPECT_EQ(asked("bytes=7-99"), "206 789 bytes 7-9/10");
  EXPECT_EQ(asked("bytes=-4"), "206 6789 bytes 6-9/10");
  EXPECT_EQ(asked("bytes=-99"), "206 0123456789 bytes 0-9/10");
  EXPECT_EQ(asked("bytes=10-"), "416  bytes */10");
  EXPECT_EQ(asked("bytes=-0"), "416  bytes */10");
  for (const char* whole : {"", "bytes=", "bytes=-", "bytes=5-3", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "bytes=1",
                            "bytes=99999999999999999999999-"})
    EXPECT_EQ(asked(whole), "200 0123456789") << whole;
}

TEST(Router, FindsRoutesAndSaysWhatIsAllowed) {
  http::Router router;
  router.add({"GET", "/a/{}", 0, {}});
  router.add({"PATCH", "/a/{}", 0, {}});
  router.add({"GET", "/files/{*}", 0, {}});
  EXPECT_EQ(router.match("GET", "/a/b").captures, std::vector<std::string>{"b"});
  EXPECT_NE(router.match("HEAD", "/a/b").route, nullptr);
  EXPECT_EQ(router.match("GET", "/files/x/y/z").captures, std::vector<std::string>{"x/y/z"});
  for (const char* path : {"/a", "/a/", "/a/b/", "/a/b/c", "/", "/b"})
    EXPECT_EQ(router.match("GET", path).otherwise.status, 404) << path;
  const auto refused = router.match("DELETE", "/a/b");
  EXPECT_EQ(refused.otherwise.status, 405);
  EXPECT_EQ(*refused.otherwise.find("Allow"), "GET, PATCH");
}

TEST(Message, PathsAreDecodedOrRefused) {
  EXPECT_EQ(http::decode_path("/a%20b%2Fc"), "/a b/c");
  for (const char* bad : {"%", "/%4", "/%zz", "/%00"}) EXPECT_FALSE(http::decode_path(bad)) << bad;
}

TEST(Message, OnlyAProxyOnThisMachineIsBelieved) {
  http::Request request;
  request.headers = {{"X-Forwarded-For", "6.6.6.6, 203.0.113.9"}};
  EXPECT_EQ(http::client_address("198.51.100.1", false, request), "198.51.100.1");
  EXPECT_EQ(http::client_address("127.0.0.1", true, request), "203.0.113.9");
  EXPECT_EQ(http::client_address("127.0.0.1", true, {}), "127.0.0.1");
}

}  // namespace
}  // namespace returns::test
