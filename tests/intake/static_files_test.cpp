// Files as they are on the disk, and nothing that lies beside or above them.

#include "native/http/static_files.h"

#include <gtest/gtest.h>

#include "tests/intake/shop.h"

namespace returns::test {
namespace {

class Static : public ::testing::Test {
 protected:
  Static() {
    folder.write("public/index.html", "<p>page</p>");
    folder.write("public/wasm/core.wasm", "wasm");
    folder.write("public/app.js", "plain");
    folder.write("public/app.js.br", "brotli");
    folder.write("public/app.js.gz", "gzip");
    folder.write("public/chunk-ABCD1234.js", "chunk");
    folder.write("public/.hidden", "secret");
    folder.write("public/demo/orders.json", "factors");
    folder.write("secret.txt", "secret");
  }
  http::Response get(const std::string& path, const Headers& headers = {}) {
    http::Request request;
    for (const auto& [name, value] : headers) request.headers.push_back({name, value});
    return files.answer(request, path);
  }
  static std::string header(const http::Response& response, const char* name) {
    const std::string* value = response.find(name);
    return value == nullptr ? std::string{} : *value;
  }
  Folder folder;
  http::StaticFiles files{folder.path() / "public", {"demo"}};
};

TEST_F(Static, TypesAreWhatBrowsersInsistOn) {
  EXPECT_EQ(header(get("index.html"), "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(header(get("wasm/core.wasm"), "Content-Type"), "application/wasm");
  EXPECT_EQ(header(get("app.js"), "Content-Type"), "text/javascript; charset=utf-8");
  for (const auto& [name, type] :
       {std::pair{"a.json", "application/json"}, std::pair{"a.svg", "image/svg+xml"},
        std::pair{"a.css", "text/css; charset=utf-8"}, std::pair{"a.bin", "application/octet-stream"}}) {
    folder.write(std::string{"public/"} + name, "x");
    EXPECT_EQ(header(get(name), "Content-Type"), type);
  }
}

TEST_F(Static, TheCompressedVariantGoesToWhoTakesIt) {
  const auto with = [&](const char* accepted) { return get("app.js", {{"Accept-Encoding", accepted}}); };
  EXPECT_EQ(with("gzip, deflate, br").bytes(), "brotli");
  EXPECT_EQ(header(with("br"), "Content-Encoding"), "br");
  EXPECT_EQ(with("gzip").bytes(), "gzip");
  EXPECT_EQ(with("br;q=0, gzip;q=0.5").bytes(), "gzip");
  EXPECT_EQ(with("identity").bytes(), "plain");
  EXPECT_EQ(with("brotli").bytes(), "plain");
  EXPECT_EQ(header(with("br"), "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(header(with("identity"), "Vary"), "Accept-Encoding");
  EXPECT_NE(header(with("br"), "ETag"), header(with("identity"), "ETag"));
}

TEST_F(Static, TextsWithoutAVariantArePackedWhereThatSavesAPacket) {
  std::string words = "{";
  for (int line = 0; line < 200; ++line)
    words += "\"key." + std::to_string(line) + "\": \"A sentence, much like others\",\n";
  folder.write("public/words.json", words);
  const http::Response packed = get("words.json", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(packed, "Content-Type"), "application/json");
  EXPECT_LT(packed.bytes().size() * 5, words.size());
  // What comes out of it is the file: CRC and length of gzip's trailer, least byte first.
  std::uint32_t length = 0;
  for (std::size_t at = 1; at <= 4; ++at)
    length = (length << 8U) | static_cast<std::uint8_t>(packed.bytes()[packed.bytes().size() - at]);
  EXPECT_EQ(length, words.size());
  const http::Response plain = get("words.json", {{"Accept-Encoding", "gzip;q=0"}});
  EXPECT_EQ(plain.bytes(), words);
  EXPECT_NE(header(packed, "ETag"), header(plain, "ETag"));
  EXPECT_EQ(get("words.json", {{"Accept-Encoding", "gzip"}, {"If-None-Match", header(packed, "ETag")}}).status, 304);
  folder.write("public/photo.jpg", words);
  EXPECT_EQ(header(get("photo.jpg", {{"Accept-Encoding", "gzip"}}), "Content-Encoding"), "");
  EXPECT_EQ(header(get("index.html", {{"Accept-Encoding", "gzip"}}), "Content-Encoding"), "") << "it is short";
}

TEST_F(Static, AVariantOlderThanItsFileIsLeftAlone) {
  namespace fs = std::filesystem;
  fs::last_write_time(folder.path() / "public/app.js.br",
                      fs::last_write_time(folder.path() / "public/app.js") - std::chrono::seconds{5});
  EXPECT_EQ(get("app.js", {{"Accept-Encoding", "br"}}).bytes(), "plain");
}

TEST_F(Static, ValidatorsSpareTheBytes) {
  const std::string tag = header(get("app.js"), "ETag");
  const http::Response again = get("app.js", {{"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.bytes(), "");
  EXPECT_EQ(get("app.js", {{"If-None-Match", "\"other\", " + tag}}).status, 304);
  folder.write("public/app.js", "newer content");
  EXPECT_EQ(get("app.js", {{"If-None-Match", tag}}).status, 200) << "a file that was built again is sent again";
}

TEST_F(Static, OnlyNamesThatChangeWithTheirContentAreKeptForEver) {
  EXPECT_EQ(header(get("chunk-ABCD1234.js"), "Cache-Control"), "public, max-age=31536000, immutable");
  // A folder whose name changes with what is in it; one that only looks like it does not.
  for (const char* place : {"v/1.4.2-0A1B2C3D/", "v/1.4.2-0a1b2c3d/", "v/1.4.2/"})
    folder.write("public/" + std::string{place} + "wasm/core.wasm", "wasm");
  EXPECT_EQ(header(get("v/1.4.2-0A1B2C3D/wasm/core.wasm"), "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(get("v/1.4.2-0a1b2c3d/wasm/core.wasm"), "Cache-Control"), "no-cache");
  EXPECT_EQ(header(get("v/1.4.2/wasm/core.wasm"), "Cache-Control"), "no-cache");
  EXPECT_EQ(header(get("app.js"), "Cache-Control"), "no-cache");
  EXPECT_EQ(header(get("index.html"), "Cache-Control"), "no-cache");
}

TEST_F(Static, NothingAboveBesideOrHidden) {
  std::filesystem::create_symlink(folder.path() / "secret.txt", folder.path() / "public/link.txt");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "public/up");
  for (const char* path : {"", "/", ".", "..", "../secret.txt", "wasm/../../secret.txt", "wasm//core.wasm",
                           "/etc/passwd", "..\\secret.txt", ".hidden", "wasm/", "wasm", "link.txt", "up/secret.txt",
                           "demo/orders.json", "nothing", "wasm/core.wasm/", "./app.js"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
  EXPECT_EQ(get(std::string("app.js\0.txt", 11)).status, 404);
}

TEST(StaticOverHttp, TraversalIn20SpellingsFindsNothing) {
  Shop shop;
  for (const char* path :
       {"/../secret.key", "/..%2fsecret.key", "/%2e%2e/secret.key", "/%2e%2e%2fsecret.key", "/assets/../secret.key",
        "/assets/..%2f..%2fsecret.key", "/assets/%2e%2e/packs", "/assets//etc/passwd", "/assets/%5c..%5csecret",
        "/orders/../../secret.key", "/..;/secret.key", "//etc/passwd", "/assets/demo/orders/01-pharmacy.json",
        "/assets/%64emo/orders/01-pharmacy.json", "/assets/./demo/orders/01-pharmacy.json",
        "/assets/packs/../demo/orders/01-pharmacy.json"}) {
    const Reply reply = shop.ask("GET", path);
    EXPECT_TRUE(reply.status == 404 || reply.body.find("<title>portal</title>") != std::string::npos)
        << path << ' ' << reply.status << reply.body.substr(0, 100);
  }
}

TEST(StaticOverHttp, HeadHasTheLengthAndNoBody) {
  Shop shop;
  Client client(shop.port());
  const Reply head = client.ask("HEAD", "/");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), std::to_string(client.ask("GET", "/").body.size()));
}

}  // namespace
}  // namespace returns::test
