// Uploads: tus 1.0.0 and the extensions that are announced, one test per promise.

#include <array>
#include <cstdio>

#include "core/digest.h"
#include "native/support/base64.h"
#include "native/support/crypto.h"
#include "tests/intake/tus_fixture.h"

namespace returns::test {
namespace {

std::string raw_digest(Digest::Kind kind, std::string_view bytes) {
  Digest digest(kind);
  digest.add(bytes);
  return digest.finish();
}

TEST_F(Tus, SaysWhatItCan) {
  const Reply reply = shop.ask("OPTIONS", "/api/v1/media");
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.header("tus-version"), "1.0.0");
  EXPECT_EQ(reply.header("tus-resumable"), "1.0.0");
  EXPECT_EQ(reply.header("tus-extension"), "creation,creation-with-upload,termination,expiration,checksum");
  EXPECT_EQ(reply.header("tus-checksum-algorithm"), "sha1,sha256");
  EXPECT_EQ(reply.header("tus-max-size"), "209715200");
}

TEST_F(Tus, OneWholeFile) {
  const std::string bytes = picture("whole");
  const std::string location = create(bytes);
  EXPECT_EQ(offset(location), "0");
  const Reply reply = patch(location, 0, bytes);
  EXPECT_EQ(reply.status, 204) << reply.body;
  EXPECT_EQ(reply.header("upload-offset"), std::to_string(bytes.size()));
  EXPECT_EQ(stored(bytes), bytes);
  const Reply head = shop.ask("HEAD", location, tus_headers(token));
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("upload-length"), std::to_string(bytes.size()));
  EXPECT_EQ(head.header("upload-metadata"), metadata("a.jpg", "image/jpeg", bytes));
  EXPECT_EQ(head.header("cache-control"), "no-store");
  const Json report = parse_json(shop.query("SELECT report FROM uploads").front());
  EXPECT_EQ(report["width"], 4000);
}

TEST_F(Tus, CreationWithUploadInOneCall) {
  const std::string bytes = picture("one call");
  const Reply reply = shop.upload(token, "one.jpg", bytes);
  EXPECT_EQ(reply.status, 201) << reply.body;
  EXPECT_EQ(reply.header("upload-offset"), std::to_string(bytes.size()));
  EXPECT_NE(reply.header("upload-expires"), "");
  EXPECT_EQ(stored(bytes), bytes);
}

TEST_F(Tus, GoesOnAfterACut) {
  const std::string bytes = big_picture(400'000);
  const std::string location = create(bytes);
  Client cut(shop.port());
  ASSERT_TRUE(cut.begin("PATCH", location, patch_headers(0), bytes.size(), std::string_view{bytes}.substr(0, 250'000)));
  ASSERT_TRUE(arrived(location, 250'000));
  cut.reset();
  const std::size_t have = std::stoul(offset(location));
  EXPECT_EQ(have, 250'000U) << "everything that came counts";
  EXPECT_EQ(patch(location, have, std::string_view{bytes}.substr(have)).status, 204);
  EXPECT_EQ(stored(bytes), bytes);
}

TEST_F(Tus, WhoAsksAgainTakesOverFromASilentConnection) {
  const std::string bytes = big_picture(300'000);
  const std::string location = create(bytes);
  Client silent(shop.port());
  ASSERT_TRUE(
      silent.begin("PATCH", location, patch_headers(0), bytes.size(), std::string_view{bytes}.substr(0, 100'000)));
  ASSERT_TRUE(arrived(location, 100'000));
  const std::size_t have = std::stoul(offset(location));
  EXPECT_EQ(have, 100'000U);
  EXPECT_EQ(patch(location, have, std::string_view{bytes}.substr(have)).status, 204);
  EXPECT_EQ(stored(bytes), bytes);
  silent.send(std::string_view{bytes}.substr(100'000));
  EXPECT_EQ(silent.receive().status, 409);
  EXPECT_EQ(stored(bytes), bytes);
}

TEST_F(Tus, EverySplitInTwo) {
  const std::string bytes = picture("split");
  for (std::size_t at = 1; at < bytes.size(); at += 7) {
    const std::string location = create(bytes);
    ASSERT_EQ(patch(location, 0, std::string_view{bytes}.substr(0, at)).status, 204);
    ASSERT_EQ(patch(location, at, std::string_view{bytes}.substr(at)).status, 204);
    ASSERT_EQ(stored(bytes), bytes) << at;
    std::filesystem::remove_all(shop.data() / "media");
  }
}

TEST_F(Tus, AWrongOffsetIsAConflictAndSaysTheRightOne) {
  const std::string bytes = picture("offset");
  const std::string location = create(bytes);
  ASSERT_EQ(patch(location, 0, std::string_view{bytes}.substr(0, 10)).status, 204);
  for (const std::size_t wrong : {std::size_t{0}, std::size_t{9}, std::size_t{11}}) {
    const Reply reply = patch(location, wrong, "x");
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply.header("upload-offset"), "10");
  }
  EXPECT_EQ(offset(location), "10");
}

TEST_F(Tus, AWrongChecksumTakesTheWholePieceBack) {
  const std::string bytes = big_picture(200'000);
  const std::string location = create(bytes);
  const std::string first = bytes.substr(0, 70'000);
  for (const auto kind : {Digest::Kind::Sha1, Digest::Kind::Sha256}) {
    const std::string name = kind == Digest::Kind::Sha1 ? "sha1 " : "sha256 ";
    const Reply wrong =
        patch(location, 0, first, {{"Upload-Checksum", name + encode_base64(raw_digest(kind, "something else"))}});
    EXPECT_EQ(wrong.status, 460);
    EXPECT_EQ(wrong.error(), "checksum_mismatch");
    EXPECT_EQ(offset(location), "0");
    EXPECT_EQ(
        std::filesystem::file_size(shop.data() / "uploads" / (location.substr(location.rfind('/') + 1) + ".part")), 0U);
  }
  EXPECT_EQ(
      patch(location, 0, first, {{"Upload-Checksum", "sha1 " + encode_base64(raw_digest(Digest::Kind::Sha1, first))}})
          .status,
      204);
  const std::string rest = bytes.substr(70'000);
  EXPECT_EQ(patch(location, 70'000, rest,
                  {{"Upload-Checksum", "sha256 " + encode_base64(raw_digest(Digest::Kind::Sha256, rest))}})
                .status,
            204);
  EXPECT_EQ(stored(bytes), bytes);
}

TEST_F(Tus, APieceWithAChecksumThatIsCutOffDoesNotCount) {
  const std::string bytes = big_picture(200'000);
  const std::string location = create(bytes);
  Client cut(shop.port());
  ASSERT_TRUE(cut.begin(
      "PATCH", location,
      patch_headers(0, {{"Upload-Checksum", "sha256 " + encode_base64(raw_digest(Digest::Kind::Sha256, bytes))}}),
      bytes.size(), std::string_view{bytes}.substr(0, 150'000)));
  ASSERT_TRUE(arrived(location, 150'000));
  cut.reset();
  EXPECT_EQ(offset(location), "0");
  EXPECT_EQ(patch(location, 0, bytes).status, 204);
}

TEST_F(Tus, ChecksumsItDoesNotKnowAreRefused) {
  const std::string location = create(picture("algorithm"));
  for (const char* header : {"md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha256", "sha256 !!!", "sha256 Zg=="}) {
    EXPECT_EQ(patch(location, 0, "x", {{"Upload-Checksum", header}}).status, 400) << header;
  }
  EXPECT_EQ(offset(location), "0");
}

TEST_F(Tus, TerminationFreesEverything) {
  const std::string location = create(picture("gone"));
  ASSERT_EQ(patch(location, 0, "abc").status, 204);
  EXPECT_EQ(shop.ask("DELETE", location, tus_headers(token)).status, 204);
  EXPECT_EQ(shop.ask("HEAD", location, tus_headers(token)).status, 404);
  EXPECT_EQ(patch(location, 3, "x").status, 404);
  EXPECT_EQ(shop.ask("DELETE", location, tus_headers(token)).status, 404);
  EXPECT_TRUE(std::filesystem::is_empty(shop.data() / "uploads"));
}

TEST_F(Tus, WhatARequestUsesCannotBeTakenAway) {
  Json order;
  shop.add_order("O-3");
  const std::string owner = shop.token("O-3", &order);
  const Sealed sealed = shop.seal(order);
  const std::string bytes = sealed.files.front().second;
  const std::string location = shop.upload(owner, "f.jpg", bytes).header("location");
  shop.upload_all(owner, sealed);
  ASSERT_EQ(shop.submit(owner, "a-key-of-mine", sealed.body).status, 201);
  EXPECT_EQ(shop.ask("DELETE", location, tus_headers(owner)).status, 409);
  EXPECT_EQ(shop.ask("HEAD", location, tus_headers(owner)).status, 200);
  EXPECT_EQ(stored(bytes), bytes);
}

TEST_F(Tus, AnUploadThatIsNotFinishedExpires) {
  const std::string location = create(picture("late"));
  ASSERT_EQ(patch(location, 0, "abc").status, 204);
  shop.pass(86'400);
  EXPECT_EQ(shop.ask("HEAD", location, tus_headers(token)).status, 410);
  EXPECT_EQ(patch(location, 3, "x").status, 410);
  create(picture("next"));  // the next creation clears away
  EXPECT_EQ(shop.ask("HEAD", location, tus_headers(token)).status, 404);
}

TEST_F(Tus, MethodOverride) {
  const std::string bytes = picture("proxy");
  const std::string location = create(bytes);
  EXPECT_EQ(
      shop.ask("POST", location, patch_headers(0, {{"X-HTTP-Method-Override", "PATCH"}}), bytes.substr(0, 5)).status,
      204);
  const Reply head = shop.ask("POST", location, tus_headers(token, {{"X-HTTP-Method-Override", "HEAD"}}));
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("upload-offset"), "5");
  EXPECT_EQ(shop.ask("POST", location, tus_headers(token, {{"X-HTTP-Method-Override", "DELETE"}})).status, 204);
  EXPECT_EQ(shop.ask("POST", location, tus_headers(token, {{"X-HTTP-Method-Override", "TRACE"}})).status, 405);
}

TEST_F(Tus, OtherVersionsAreTurnedAway) {
  for (const Headers& headers : {Headers{}, Headers{{"Tus-Resumable", "0.2.2"}}}) {
    const Reply reply = shop.ask("POST", "/api/v1/media", headers);
    EXPECT_EQ(reply.status, 412);
    EXPECT_EQ(reply.header("tus-version"), "1.0.0");
  }
}

TEST_F(Tus, CreationIsReadStrictly) {
  const std::string good = metadata("a.jpg", "image/jpeg", "x");
  struct Case {
    Headers headers;
    int status;
    const char* code;
  };
  const std::vector<Case> cases = {
      {{{"Upload-Metadata", good}}, 400, "missing"},
      {{{"Upload-Length", "-1"}, {"Upload-Metadata", good}}, 400, "missing"},
      {{{"Upload-Length", "0"}, {"Upload-Metadata", good}}, 400, "missing"},
      {{{"Upload-Length", "1e3"}, {"Upload-Metadata", good}}, 400, "missing"},
      {{{"Upload-Defer-Length", "1"}, {"Upload-Metadata", good}}, 400, "length_needed"},
      {{{"Upload-Length", "5"}}, 400, "missing"},
      {{{"Upload-Length", "5"}, {"Upload-Metadata", "filename not base64"}}, 400, "bad_metadata"},
      {{{"Upload-Length", "5"}, {"Upload-Metadata", good + "," + good}}, 400, "bad_metadata"},
      {{{"Upload-Length", "5"}, {"Upload-Metadata", "sha256 " + encode_base64("ABC")}}, 400, "missing"},
      {{{"Upload-Length", "20971521"}, {"Upload-Metadata", good}}, 413, "file_too_large"},
      {{{"Upload-Length", "209715201"}, {"Upload-Metadata", metadata("a.mp4", "video/mp4", "x")}},
       413,
       "file_too_large"},
      {{{"Upload-Length", "99999999999999999999"}, {"Upload-Metadata", good}}, 400, "missing"},
  };
  for (const Case& c : cases) {
    const Reply reply = shop.ask("POST", "/api/v1/media", tus_headers(token, c.headers));
    EXPECT_EQ(reply.status, c.status) << reply.body;
    EXPECT_EQ(reply.error(), c.code) << reply.body;
    EXPECT_EQ(reply.header("tus-resumable"), "1.0.0");
  }
  EXPECT_TRUE(shop.query("SELECT id FROM uploads").empty());
}

TEST_F(Tus, OnlyItsOrderSeesAnUpload) {
  const std::string location = create(picture("mine"));
  shop.add_order("O-2");
  const std::string other = shop.token("O-2");
  EXPECT_EQ(shop.ask("HEAD", location, tus_headers(other)).status, 404);
  EXPECT_EQ(shop.ask("DELETE", location, tus_headers(other)).status, 404);
  EXPECT_EQ(shop.ask("HEAD", location, tus_headers("nonsense")).status, 401);
  EXPECT_EQ(shop.ask("HEAD", location, {{"Tus-Resumable", "1.0.0"}}).status, 401);
}

TEST_F(Tus, AnotherDigestThanClaimedIsRefusedAndNoted) {
  const std::string bytes = picture("swapped");
  const std::string location = create(bytes);
  std::string other = bytes;
  other[40] = static_cast<char>(other[40] ^ 1);
  const Reply reply = patch(location, 0, other);
  EXPECT_EQ(reply.status, 460);
  EXPECT_EQ(reply.error(), "digest_mismatch");
  EXPECT_EQ(shop.ask("HEAD", location, tus_headers(token)).status, 404);
  const auto notes = shop.query("SELECT detail FROM audit WHERE kind = 'media_refused'");
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(text_of(parse_json(notes.front()), "found"), sha256_hex(other));
  EXPECT_TRUE(std::filesystem::is_empty(shop.data() / "uploads"));
  EXPECT_TRUE(shop.query("SELECT sha256 FROM media").empty());
}

TEST_F(Tus, WhatIsNeitherPictureNorFilmNorDocumentIsNotKept) {
  const Reply reply = shop.upload(token, "a.jpg", "#!/bin/sh\necho no picture\n");
  EXPECT_EQ(reply.status, 415) << reply.body;
  EXPECT_EQ(reply.error(), "file_not_accepted");
  EXPECT_TRUE(std::filesystem::is_empty(shop.data() / "uploads"));
}

TEST_F(Tus, APictureCalledAFilmHasAPicturesLimit) {
  intake::AppOptions options;
  options.media.file_bytes = 50'000;
  Shop small(std::move(options));
  small.add_order();
  const std::string bytes = big_picture(60'000);
  const Reply reply = small.upload(small.token(), "a.mp4", bytes, "video/mp4");
  EXPECT_EQ(reply.status, 413) << reply.body;
  EXPECT_EQ(reply.error(), "file_too_large");
}

TEST_F(Tus, MoreThanWasAnnouncedIsRefused) {
  const std::string bytes = picture("longer");
  const std::string location = create(bytes);
  EXPECT_EQ(patch(location, 0, bytes + "x").status, 413);
  EXPECT_EQ(offset(location), "0");
  Client chunked(shop.port());
  std::string head = "PATCH " + location + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n";
  for (const auto& [name, value] : patch_headers(0)) head.append(name).append(": ").append(value).append("\r\n");
  chunked.send(head + "\r\n");
  for (int i = 0; i < 3; ++i) chunked.send("100\r\n" + std::string(256, 'x') + "\r\n");
  EXPECT_EQ(chunked.receive().status, 413);
}

TEST_F(Tus, ChunkedBodiesAndContinueWork) {
  const std::string bytes = picture("chunked");
  const std::string location = create(bytes);
  Client chunked(shop.port());
  std::string head =
      "PATCH " + location + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n";
  for (const auto& [name, value] : patch_headers(0)) head.append(name).append(": ").append(value).append("\r\n");
  chunked.send(head + "\r\n");
  std::array<char, 8> size{};
  std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
  chunked.send(size.data() + bytes + "\r\n0\r\n\r\n");
  EXPECT_EQ(chunked.receive().status, 204);
  EXPECT_EQ(stored(bytes), bytes);
}

TEST_F(Tus, TheQuotaOfAnOrder) {
  intake::AppOptions options;
  options.media.quota = {.files = 3, .bytes = 3'000};
  Shop small(std::move(options));
  small.add_order();
  const std::string small_token = small.token();
  for (int i = 0; i < 3; ++i) ASSERT_EQ(small.upload(small_token, "a.jpg", picture(std::to_string(i))).status, 201);
  EXPECT_EQ(small.upload(small_token, "a.jpg", picture("one more")).error(), "quota");
  small.add_order("O-2");
  const std::string other = small.token("O-2");
  const Reply heavy =
      small.ask("POST", "/api/v1/media",
                tus_headers(other, {{"Upload-Length", "3001"}, {"Upload-Metadata", metadata("a", "image/jpeg", "x")}}));
  EXPECT_EQ(heavy.status, 413);
  EXPECT_EQ(heavy.error(), "quota");
}

TEST_F(Tus, TheSamePictureTwiceIsOneMedium) {
  const std::string bytes = picture("twice");
  EXPECT_EQ(shop.upload(token, "a.jpg", bytes).status, 201);
  EXPECT_EQ(shop.upload(token, "b.jpg", bytes).status, 201);
  EXPECT_EQ(shop.query("SELECT sha256 FROM media").size(), 1U);
  EXPECT_EQ(shop.query("SELECT id FROM uploads").size(), 2U);
}

}  // namespace
}  // namespace returns::test
