// Forms as browsers send them: their parts, and nothing of what is cut, crooked or too much.

#include "native/http/multipart.h"

#include <gtest/gtest.h>

namespace returns::test {
namespace {

using http::Part;

constexpr std::size_t kMost = 8;

std::string part(const std::string& head, const std::string& bytes) {
  return "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + bytes + "\r\n";
}

// "name=bytes" of each part, files with their names.
std::string spelled(const std::vector<Part>& parts) {
  std::string out;
  for (const Part& one : parts) {
    out += one.name + (one.filename.empty() ? "" : "<" + one.filename + ">" + one.type) + '=';
    out += std::string{one.bytes} + ';';
  }
  return out;
}

TEST(Multipart, PartsComeInTheirOrderWithNamesAndTypes) {
  const std::string body =
      part("name=\"draft\"", R"({"a":1})") + part("name=\"empty\"", "")
      + part("name=\"files:a:\"; filename=\"a%22b.jpg\"\r\nContent-Type: image/jpeg", "\r\n--c\r\n")
      + part("filename=\"x\"; name=\"turned\"", "1") + "--b--\r\n";
  const auto parts = http::read_multipart(body, "b", kMost);
  ASSERT_TRUE(parts);
  EXPECT_EQ(spelled(*parts), "draft={\"a\":1};empty=;files:a:<a\"b.jpg>image/jpeg=\r\n--c\r\n;turned<x>=1;");
}

TEST(Multipart, ABodyThatIsCutAnywhereIsNoForm) {
  const std::string body = part("name=\"a\"", "one") + part("name=\"b\"; filename=\"f\"", "two") + "--b--";
  for (std::size_t length = 0; length < body.size(); ++length) {
    EXPECT_FALSE(http::read_multipart(std::string_view{body}.substr(0, length), "b", kMost)) << length;
    // What is complete can be read before the rest has come, and is never longer than it was.
    const std::string first = spelled(http::first_parts(std::string_view{body}.substr(0, length), "b", kMost));
    EXPECT_TRUE(std::string{"a=one;b<f>=two;"}.starts_with(first)) << first;
  }
  EXPECT_TRUE(http::read_multipart(body, "b", kMost));
  EXPECT_EQ(spelled(http::first_parts(body.substr(0, body.size() - 12), "b", kMost)), "a=one;");
}

TEST(Multipart, EveryByteChangedIsReadOrRefusedAndNothingElse) {
  const std::string body = part("name=\"a\"", "one") + "--b--";
  for (std::size_t at = 0; at < body.size(); ++at) {
    for (const char c : {'\0', '\r', '\n', '-', '"', 'b', '\xff'}) {
      std::string changed = body;
      changed[at] = c;
      const auto parts = http::read_multipart(changed, "b", kMost);
      if (!parts) continue;
      ASSERT_EQ(parts->size(), 1U);
      EXPECT_LE(parts->front().bytes.size(), changed.size());
      EXPECT_EQ(parts->front().name.find('\0'), std::string::npos);
    }
  }
}

TEST(Multipart, WhatIsTooMuchOrHasNoNameIsRefused) {
  std::string many;
  for (std::size_t n = 0; n <= kMost; ++n) many += part("name=\"a\"", "1");
  EXPECT_FALSE(http::read_multipart(many + "--b--", "b", kMost));
  EXPECT_FALSE(http::read_multipart("--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--", "b", kMost));
  EXPECT_FALSE(
      http::read_multipart("--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--", "b", kMost));
  EXPECT_FALSE(http::read_multipart(part("name=\"\xff\"", "1") + "--b--", "b", kMost));
  EXPECT_FALSE(http::read_multipart(part("name=\"" + std::string(5000, 'x') + "\"", "1") + "--b--", "b", kMost));
}

TEST(Multipart, TheBoundaryIsThatOfTheTypeAlone) {
  EXPECT_EQ(http::multipart_boundary("multipart/form-data; boundary=----WebKitFormBoundaryAbC123"),
            "----WebKitFormBoundaryAbC123");
  EXPECT_EQ(http::multipart_boundary("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\""), "");
  EXPECT_EQ(http::multipart_boundary("multipart/form-data; boundary=\"ab\"; x=y"), "ab");
  for (const char* wrong : {"", "multipart/form-data", "multipart/mixed; boundary=a", "text/plain; boundary=a",
                            "multipart/form-data; boundary="})
    EXPECT_EQ(http::multipart_boundary(wrong), "") << wrong;
  EXPECT_EQ(http::multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'a')), "");
}

}  // namespace
}  // namespace returns::test
