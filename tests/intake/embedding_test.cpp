// Partners' pages: what they are told, and that nobody else is told anything.

#include "native/http/embedding.h"

#include <gtest/gtest.h>

#include "tests/intake/shop.h"

namespace returns::test {
namespace {

constexpr const char* kPartner = "https://shop.example";

intake::AppOptions with_partner() {
  intake::AppOptions options;
  options.embedding = http::Embedding({kPartner, "http://localhost:8090"});
  return options;
}

Headers from(const std::string& origin) { return {{"Origin", origin}, {"Sec-Fetch-Site", "cross-site"}}; }

Headers preflight(const std::string& origin, const std::string& method) {
  return {{"Origin", origin}, {"Access-Control-Request-Method", method}};
}

TEST(Embedding, AnOriginIsSchemeHostAndPort) {
  for (const char* good : {"https://shop.example", "http://localhost:8090", "https://[::1]:8443", "http://127.0.0.1"})
    EXPECT_TRUE(http::is_origin(good)) << good;
  for (const char* bad : {"", "shop.example", "https://", "https://shop.example/", "https://*.example", "null", "*",
                          "https://Shop.example", "https://shop.example:", "https://a b", "https://a;script-src *",
                          "https://a 'self'", "ftp://shop.example", "https://:443"})
    EXPECT_FALSE(http::is_origin(bad)) << bad;
}

TEST(Embedding, APartnersPageMayAskAndAnotherMayNot) {
  Shop shop(with_partner());
  shop.add_order();
  const Json body = {{"order", "O-1"}, {"factor", "4821"}};
  const Reply reply = shop.post("/api/v1/orders/lookup", body, from(kPartner));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("access-control-allow-origin"), kPartner);
  EXPECT_EQ(reply.header("vary"), "Origin");
  EXPECT_NE(reply.header("access-control-expose-headers").find("Upload-Offset"), std::string::npos);
  for (const char* other : {"https://evil.example", "https://shop.example.evil", "http://shop.example", "null"}) {
    const Reply refused = shop.post("/api/v1/orders/lookup", body, from(other));
    EXPECT_EQ(refused.error(), "cross_site") << other;
    EXPECT_EQ(refused.header("access-control-allow-origin"), "") << other;
  }
  // The partner's word opens no other door: it is still JSON that must come.
  Headers headers = from(kPartner);
  headers.emplace_back("Content-Type", "text/plain");
  EXPECT_EQ(shop.ask("POST", "/api/v1/orders/lookup", headers, body.dump()).error(), "not_json_type");
}

TEST(Embedding, ABrowserAsksBeforeAndIsAnswered) {
  Shop shop(with_partner());
  for (const auto& [path, method] : {std::pair{"/api/v1/orders/lookup", "POST"}, std::pair{"/api/v1/requests", "POST"},
                                     std::pair{"/api/v1/media", "POST"}, std::pair{"/api/v1/media/abc", "PATCH"}}) {
    const Reply reply = shop.ask("OPTIONS", path, preflight(kPartner, method));
    EXPECT_EQ(reply.status, 204) << path;
    EXPECT_EQ(reply.header("access-control-allow-origin"), kPartner) << path;
    EXPECT_NE(reply.header("access-control-allow-methods").find(method), std::string::npos) << path;
    EXPECT_NE(reply.header("access-control-allow-headers").find("Idempotency-Key"), std::string::npos) << path;
    const Reply other = shop.ask("OPTIONS", path, preflight("https://evil.example", method));
    EXPECT_EQ(other.header("access-control-allow-origin"), "") << path;
    EXPECT_EQ(other.header("access-control-allow-methods"), "") << path;
  }
}

TEST(Embedding, OnlyThePageForFramesMayBeFramed) {
  Shop shop(with_partner());
  shop.web().write("embed.html", "<p>frame</p>");
  const std::string framed = shop.ask("GET", "/embed.html").header("content-security-policy");
  EXPECT_NE(framed.find("frame-ancestors https://shop.example http://localhost:8090;"), std::string::npos) << framed;
  EXPECT_EQ(shop.ask("GET", "/embed.html").header("cross-origin-embedder-policy"), "require-corp");
  const std::string own = shop.ask("GET", "/").header("content-security-policy");
  EXPECT_NE(own.find("frame-ancestors 'none';"), std::string::npos) << own;
}

TEST(Embedding, WhatIsTheSameForAllMayBeReadByAll) {
  Shop shop(with_partner());
  shop.web().write("v/1.4.2-0A1B2C3D/loader.js", "loader");
  const Reply loader = shop.ask("GET", "/v/1.4.2-0A1B2C3D/loader.js", {{"Origin", "https://anyone.example"}});
  EXPECT_EQ(loader.status, 200);
  EXPECT_EQ(loader.header("access-control-allow-origin"), "*");
  EXPECT_EQ(loader.header("cross-origin-resource-policy"), "cross-origin");
  EXPECT_EQ(loader.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(shop.ask("GET", "/").header("access-control-allow-origin"), "");
  EXPECT_EQ(shop.ask("GET", "/").header("cross-origin-resource-policy"), "same-origin");
  EXPECT_EQ(shop.ask("GET", "/api/v1/config").json()["embed"][0], kPartner);
}

TEST(Embedding, WithoutPartnersThePortalStaysAtHome) {
  Shop shop;
  shop.web().write("embed.html", "<p>frame</p>");
  shop.web().write("v/1.4.2-0A1B2C3D/loader.js", "loader");
  const std::string policy = shop.ask("GET", "/embed.html").header("content-security-policy");
  EXPECT_NE(policy.find("frame-ancestors 'none';"), std::string::npos) << policy;
  EXPECT_EQ(shop.ask("GET", "/v/1.4.2-0A1B2C3D/loader.js").header("access-control-allow-origin"), "");
  EXPECT_EQ(shop.ask("OPTIONS", "/api/v1/requests", preflight(kPartner, "POST")).status, 405);
  EXPECT_EQ(shop.ask("GET", "/api/v1/config").json().contains("embed"), false);
}

}  // namespace
}  // namespace returns::test
