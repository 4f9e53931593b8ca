// assets/openapi.json and the routes of the server say the same, both ways.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "tests/intake/shop.h"

namespace returns::test {
namespace {

Json description() {
  std::ifstream file(std::string{RETURNS_ASSETS} + "/openapi.json");
  std::stringstream text;
  text << file.rdbuf();
  return parse_json(text.str());
}

// "/api/v1/packs/{id}/{version}" as the router writes it: "/api/v1/packs/{}/{}".
std::string pattern_of(const std::string& path) {
  static const std::regex kName(R"(\{[a-z_]+\})");
  return std::regex_replace(path, kName, "{}");
}

std::set<std::string> described() {
  std::set<std::string> routes;
  const Json document = description();
  for (const auto& [path, item] : document.at("paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      if (method == "parameters") continue;
      std::string upper = method;
      std::transform(upper.begin(), upper.end(), upper.begin(),
                     [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      routes.insert(upper + ' ' + pattern_of(path));
    }
  }
  return routes;
}

std::set<std::string> registered(const http::Router& router) {
  std::set<std::string> routes;
  http::Router copy = router;
  for (const http::Route& route : copy.take()) {
    // Pages and their parts, and what catches everything else, are no calls.
    const bool page = route.pattern == "/" || route.pattern == "/desk" || route.pattern.starts_with("/plain")
                      || route.pattern.ends_with("{*}");
    if (!page) routes.insert(route.method + ' ' + route.pattern);
  }
  return routes;
}

TEST(OpenApi, DescribesEveryRouteAndNoOther) {
  intake::AppOptions options;
  options.demo = true;
  Shop shop(std::move(options));
  const std::set<std::string> there = registered(shop.app().router());
  const std::set<std::string> said = described();
  ASSERT_GT(there.size(), 30U);
  for (const std::string& route : there) EXPECT_TRUE(said.contains(route)) << route << " is not in openapi.json";
  for (const std::string& route : said) EXPECT_TRUE(there.contains(route)) << route << " is no route";
}

TEST(OpenApi, EveryPlaceInAPathIsAParameterAndEveryCallHasAnAnswer) {
  const Json document = description();
  EXPECT_EQ(text_of(document, "openapi"), "3.1.0");
  std::set<std::string> ids;
  for (const auto& [path, item] : document.at("paths").items()) {
    std::set<std::string> wanted;
    static const std::regex kName(R"(\{([a-z_]+)\})");
    for (std::sregex_iterator at(path.begin(), path.end(), kName); at != std::sregex_iterator(); ++at)
      wanted.insert((*at)[1]);
    for (const auto& [method, operation] : item.items()) {
      EXPECT_TRUE(ids.insert(text_of(operation, "operationId")).second) << method << ' ' << path;
      EXPECT_FALSE(text_of(operation, "summary").empty()) << method << ' ' << path;
      EXPECT_FALSE(operation.at("responses").empty()) << method << ' ' << path;
      std::set<std::string> named;
      for (const Json& parameter : array_of(operation, "parameters"))
        if (text_of(parameter, "in") == "path") named.insert(text_of(parameter, "name"));
      EXPECT_EQ(named, wanted) << method << ' ' << path;
    }
  }
}

TEST(OpenApi, IsServedAsItLies) {
  Shop shop;
  const Reply reply = shop.ask("GET", "/openapi.json");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-type").substr(0, 16), "application/json");
  EXPECT_EQ(reply.json(), description());
}

}  // namespace
}  // namespace returns::test
