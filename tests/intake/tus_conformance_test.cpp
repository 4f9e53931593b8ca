// Every MUST of a server in tus 1.0.0 (tus.io/protocols/resumable-upload, 2016-03-25) and in the extensions that are
// announced, in the order of that page. The name of each test is the sentence.
//
// Where this server refuses what the protocol leaves open: a file of no bytes (evidence has some), an upload without
// the SHA-256 of its file in the metadata, the termination of an upload that a request uses already.

#include <gtest/gtest.h>
#include <cstdlib>
#include <regex>

#include "core/digest.h"
#include "native/support/base64.h"
#include "native/support/crypto.h"
#include "tests/intake/shop.h"
#include "tests/unit/media_build.h"

namespace returns::test {
namespace {

constexpr const char* kOctets = "application/offset+octet-stream";

std::string checksum(const std::string& name, Digest::Kind kind, std::string_view bytes) {
  Digest digest(kind);
  digest.add(bytes);
  return name + ' ' + encode_base64(digest.finish());
}

class TusMust : public ::testing::Test {
 protected:
  TusMust() {
    shop.add_order();
    token = shop.token();
  }
  Reply create(const Headers& more = {}, std::string_view body = {}) {
    Headers headers = tus_headers(token, {{"Upload-Length", std::to_string(bytes.size())}, {"Upload-Metadata", named}});
    headers.insert(headers.end(), more.begin(), more.end());
    return shop.ask("POST", "/api/v1/media", headers, body);
  }
  std::string location() { return create().header("location"); }
  Reply head(const std::string& at) { return shop.ask("HEAD", at, tus_headers(token)); }
  Reply patch(const std::string& at, const std::string& offset, std::string_view piece, const Headers& more = {}) {
    Headers headers = tus_headers(token, {{"Upload-Offset", offset}, {"Content-Type", kOctets}});
    headers.insert(headers.end(), more.begin(), more.end());
    return shop.ask("PATCH", at, headers, piece);
  }
  // Every kind of answer that an upload's address gives.
  std::vector<Reply> answers() {
    const std::string at = location();
    return {create(),
            head(at),
            patch(at, "0", "ab"),
            patch(at, "7", "ab"),
            patch(at, "2", "ab", {{"Upload-Checksum", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA="}}),
            shop.ask("DELETE", at, tus_headers(token)),
            head(at)};
  }

  Shop shop;
  std::string token;
  std::string bytes = picture("conformance");
  std::string named = metadata("a.jpg", "image/jpeg", bytes);
};

// Core protocol, headers.

TEST_F(TusMust, UploadOffsetAndLengthAreNonNegativeIntegers) {
  const std::string at = location();
  for (const char* wrong : {"-1", "1.0", "0x1", "+1", "", " ", "one"}) {
    EXPECT_EQ(patch(at, wrong, "ab").status, 400) << wrong;
    Headers headers = tus_headers(token, {{"Upload-Length", wrong}, {"Upload-Metadata", named}});
    EXPECT_EQ(shop.ask("POST", "/api/v1/media", headers).status, 400) << wrong;
  }
  EXPECT_EQ(head(at).header("upload-offset"), "0");
}

TEST_F(TusMust, TusResumableIsInEveryAnswer) {
  for (const Reply& reply : answers()) EXPECT_EQ(reply.header("tus-resumable"), "1.0.0") << reply.status;
}

TEST_F(TusMust, AnotherVersionIsAnsweredWith412AndTusVersionAndNotProcessed) {
  const std::string at = location();
  for (const Headers& version : {Headers{}, Headers{{"Tus-Resumable", "0.2.2"}}, Headers{{"Tus-Resumable", "2.0.0"}}}) {
    for (const char* method : {"HEAD", "PATCH", "POST", "DELETE"}) {
      Headers headers = {{"Authorization", "Bearer " + token},
                         {"Upload-Offset", "0"},
                         {"Content-Type", kOctets},
                         {"Upload-Length", "5"},
                         {"Upload-Metadata", named}};
      headers.insert(headers.end(), version.begin(), version.end());
      const bool creation = std::string{method} == "POST";
      const Reply reply =
          shop.ask(method, creation ? "/api/v1/media" : at, headers, std::string{method} == "PATCH" ? "ab" : "");
      EXPECT_EQ(reply.status, 412) << method;
      EXPECT_EQ(reply.header("tus-version"), "1.0.0") << method;
    }
  }
  EXPECT_EQ(head(at).header("upload-offset"), "0");
  EXPECT_EQ(shop.query("SELECT id FROM uploads").size(), 1U);
}

TEST_F(TusMust, XHttpMethodOverrideIsTheMethodAndTheActualOneIsIgnored) {
  const std::string at = location();
  const auto as = [&](const char* method, const Headers& more, std::string_view body = {}) {
    Headers headers = tus_headers(token, {{"X-HTTP-Method-Override", method}});
    headers.insert(headers.end(), more.begin(), more.end());
    return shop.ask("POST", at, headers, body);
  };
  EXPECT_EQ(as("PATCH", {{"Upload-Offset", "0"}, {"Content-Type", kOctets}}, "abc").status, 204);
  EXPECT_EQ(as("HEAD", {}).header("upload-offset"), "3");
  EXPECT_EQ(as("DELETE", {}).status, 204);
  EXPECT_EQ(head(at).status, 404);
}

// Core protocol, requests.

TEST_F(TusMust, HeadHasUploadOffsetEvenWhenItIsZeroOrTheUploadIsComplete) {
  const std::string at = location();
  EXPECT_EQ(head(at).header("upload-offset"), "0");
  ASSERT_EQ(patch(at, "0", bytes).status, 204);
  EXPECT_EQ(head(at).header("upload-offset"), std::to_string(bytes.size()));
}

TEST_F(TusMust, HeadHasUploadLengthWhenItIsKnown) {
  EXPECT_EQ(head(location()).header("upload-length"), std::to_string(bytes.size()));
}

TEST_F(TusMust, HeadOfWhatIsNotThereIs404Or410Or403WithoutUploadOffset) {
  const std::string at = location();
  shop.pass(86'400);
  for (const std::string& gone : {std::string{"/api/v1/media/00000000000000000000000000000000"}, at}) {
    const Reply reply = head(gone);
    EXPECT_TRUE(reply.status == 404 || reply.status == 410 || reply.status == 403) << reply.status;
    EXPECT_EQ(reply.header("upload-offset"), "");
  }
}

TEST_F(TusMust, HeadIsNotCached) { EXPECT_EQ(head(location()).header("cache-control"), "no-store"); }

TEST_F(TusMust, PatchOfAnotherTypeIs415) {
  const std::string at = location();
  for (const char* type : {"application/octet-stream", "text/plain", ""}) {
    const Reply reply =
        shop.ask("PATCH", at, tus_headers(token, {{"Upload-Offset", "0"}, {"Content-Type", type}}), "abc");
    EXPECT_EQ(reply.status, 415) << type;
  }
  EXPECT_EQ(head(at).header("upload-offset"), "0");
}

TEST_F(TusMust, AnotherOffsetIs409AndChangesNothing) {
  const std::string at = location();
  ASSERT_EQ(patch(at, "0", "abc").status, 204);
  for (const char* wrong : {"0", "2", "4", "9007199254740992"}) EXPECT_EQ(patch(at, wrong, "x").status, 409) << wrong;
  EXPECT_EQ(head(at).header("upload-offset"), "3");
}

TEST_F(TusMust, ASuccessfulPatchIs204WithTheNewUploadOffset) {
  const std::string at = location();
  const Reply first = patch(at, "0", "abc");
  EXPECT_EQ(first.status, 204);
  EXPECT_EQ(first.header("upload-offset"), "3");
  EXPECT_EQ(patch(at, "3", "").header("upload-offset"), "3") << "nothing sent is nothing gained";
}

TEST_F(TusMust, OptionsHasTusVersionWhateverTusResumableSays) {
  for (const Headers& headers : {Headers{}, Headers{{"Tus-Resumable", "0.1"}}}) {
    for (const char* target : {"/api/v1/media", "/api/v1/media/x"}) {
      const Reply reply = shop.ask("OPTIONS", target, headers);
      EXPECT_TRUE(reply.status == 204 || reply.status == 200) << reply.status;
      EXPECT_EQ(reply.header("tus-version"), "1.0.0");
    }
  }
}

// Creation.

TEST_F(TusMust, ExtensionsAreAnnounced) {
  const Reply reply = shop.ask("OPTIONS", "/api/v1/media");
  const std::string said = ',' + reply.header("tus-extension") + ',';
  for (const char* name : {"creation", "creation-with-upload", "expiration", "checksum", "termination"})
    EXPECT_NE(said.find(std::string{','} + name + ','), std::string::npos) << name;
  EXPECT_EQ(said.find("creation-defer-length"), std::string::npos) << "and no other";
  EXPECT_EQ(said.find("concatenation"), std::string::npos);
}

TEST_F(TusMust, ACreationWithoutALengthIsRefused) {
  EXPECT_EQ(shop.ask("POST", "/api/v1/media", tus_headers(token, {{"Upload-Metadata", named}})).status, 400);
  Headers deferred = tus_headers(token, {{"Upload-Defer-Length", "1"}, {"Upload-Metadata", named}});
  EXPECT_EQ(shop.ask("POST", "/api/v1/media", deferred).status, 400);
}

TEST_F(TusMust, ALengthAboveTusMaxSizeIs413) {
  const std::string most = shop.ask("OPTIONS", "/api/v1/media").header("tus-max-size");
  const auto ask = [&](const std::string& length) {
    return shop.ask(
        "POST", "/api/v1/media",
        tus_headers(token, {{"Upload-Length", length}, {"Upload-Metadata", metadata("a.mp4", "video/mp4", bytes)}}));
  };
  EXPECT_EQ(ask(std::to_string(std::stoll(most) + 1)).status, 413);
  EXPECT_EQ(ask(most).status, 201);
}

TEST_F(TusMust, ACreationIs201WithALocation) {
  const Reply reply = create();
  EXPECT_EQ(reply.status, 201);
  EXPECT_TRUE(std::regex_match(reply.header("location"), std::regex("/api/v1/media/[0-9a-f]{32}")));
}

TEST_F(TusMust, MetadataComesBackInHeadAsItWasSent) {
  named += ",is_confidential,x-note YWJj";
  EXPECT_EQ(head(location()).header("upload-metadata"), named);
}

TEST_F(TusMust, KeysOfMetadataAreThereAndUnique) {
  const std::string good = named;
  for (const char* more : {",filename YQ==", ",filename", ",,a YQ==", ",a b c", ",a !"}) {
    named = good + more;
    EXPECT_EQ(create().status, 400) << more;
  }
}

// Creation with upload.

TEST_F(TusMust, ABodyAtCreationIsOfTheTusTypeAndTheAnswerHasUploadOffset) {
  const Reply part = create({{"Content-Type", kOctets}}, bytes.substr(0, 30));
  EXPECT_EQ(part.status, 201);
  EXPECT_EQ(part.header("upload-offset"), "30");
  EXPECT_EQ(head(part.header("location")).header("upload-offset"), "30");
}

// Expiration.

TEST_F(TusMust, UploadExpiresIsInEveryPatchAndInTheCreationAsAnHttpDate) {
  const std::regex date(
      "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3][0-9] [A-Z][a-z]{2} [0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-5][0-9] GMT");
  const Reply created = create();
  EXPECT_TRUE(std::regex_match(created.header("upload-expires"), date)) << created.header("upload-expires");
  const Reply reply = patch(created.header("location"), "0", "abc");
  EXPECT_TRUE(std::regex_match(reply.header("upload-expires"), date)) << reply.header("upload-expires");
}

// Checksum.

TEST_F(TusMust, Sha1IsSupportedAndTheAlgorithmsAreNamed) {
  EXPECT_EQ(shop.ask("OPTIONS", "/api/v1/media").header("tus-checksum-algorithm"), "sha1,sha256");
  const std::string at = location();
  EXPECT_EQ(patch(at, "0", "abc", {{"Upload-Checksum", checksum("sha1", Digest::Kind::Sha1, "abc")}}).status, 204);
  EXPECT_EQ(patch(at, "3", "def", {{"Upload-Checksum", checksum("sha256", Digest::Kind::Sha256, "def")}}).status, 204);
  EXPECT_EQ(head(at).header("upload-offset"), "6");
}

TEST_F(TusMust, AnAlgorithmThatIsNotSupportedIs400) {
  const std::string at = location();
  for (const char* wrong : {"md5 kAFQmDzST7DWlj99KOF/cg==", "SHA1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=", "crc32 NSRBwg=="})
    EXPECT_EQ(patch(at, "0", "abc", {{"Upload-Checksum", wrong}}).status, 400) << wrong;
  EXPECT_EQ(head(at).header("upload-offset"), "0");
}

TEST_F(TusMust, AWrongChecksumIs460AndThePieceIsDiscardedAndTheOffsetStays) {
  const std::string at = location();
  ASSERT_EQ(patch(at, "0", bytes.substr(0, 10)).status, 204);
  const Reply reply =
      patch(at, "10", bytes.substr(10), {{"Upload-Checksum", checksum("sha1", Digest::Kind::Sha1, "another")}});
  EXPECT_EQ(reply.status, 460);
  EXPECT_EQ(head(at).header("upload-offset"), "10");
  EXPECT_EQ(std::filesystem::file_size(shop.data() / "uploads" / (at.substr(at.rfind('/') + 1) + ".part")), 10U);
  EXPECT_EQ(patch(at, "10", bytes.substr(10)).status, 204) << "and it can be sent again";
}

// Termination.

TEST_F(TusMust, ATerminationIs204AndTheUploadIsGone) {
  const std::string begun = location();
  ASSERT_EQ(patch(begun, "0", "abc").status, 204);
  const std::string whole = location();
  ASSERT_EQ(patch(whole, "0", bytes).status, 204);
  for (const std::string& at : {begun, whole}) {
    EXPECT_EQ(shop.ask("DELETE", at, tus_headers(token)).status, 204);
    EXPECT_EQ(head(at).status, 404);
    EXPECT_EQ(patch(at, "3", "x").status, 404);
    EXPECT_EQ(shop.ask("DELETE", at, tus_headers(token)).status, 404);
  }
  EXPECT_TRUE(std::filesystem::is_empty(shop.data() / "uploads"));
}

// Every split of a file of 64 KiB in two arrives as the same file. Every 97th of them, and those beside the sizes in
// which bytes are read; all 65,535 with RETURNS_EVERY_SPLIT=1 (the bench).
TEST(TusSplits, EverySplitInTwoIsTheSameFile) {
  constexpr std::size_t kSize = std::size_t{64} * 1024;
  const bool every = std::getenv("RETURNS_EVERY_SPLIT") != nullptr;
  // Filled up within a segment: what stands behind a picture would be taken out.
  const std::size_t fixed = build::jpeg(build::segment(0xC4, "") + build::segment(0xC4, ""), 4000, 3000).size();
  std::string filling(kSize - fixed, ' ');
  for (std::size_t i = 0; i < filling.size(); ++i) filling[i] = static_cast<char>('!' + i * 31 % 89);
  const std::string bytes = build::jpeg(
      build::segment(0xC4, filling.substr(0, kSize / 2)) + build::segment(0xC4, filling.substr(kSize / 2)), 4000, 3000);
  ASSERT_EQ(bytes.size(), kSize);
  intake::AppOptions options;
  options.media.quota.files = 1 << 20;
  options.media.quota.bytes = std::int64_t{1} << 40;
  Shop shop(std::move(options));
  shop.add_order();
  const std::string token = shop.token();
  Client client(shop.port());
  const std::string digest = sha256_hex(bytes);
  const auto place = shop.data() / "media" / digest.substr(0, 2) / digest.substr(2);
  const auto patch = [&](const std::string& at, std::size_t offset, std::string_view piece) {
    return client.ask(
        "PATCH", at, tus_headers(token, {{"Upload-Offset", std::to_string(offset)}, {"Content-Type", kOctets}}), piece);
  };
  std::size_t tried = 0;
  for (std::size_t at = 1; at < kSize; ++at) {
    const bool edge = at < 3 || at > kSize - 3 || at % 4096 < 2 || at % 4096 == 4095;
    if (!every && !edge && at % 97 != 0) continue;
    const Reply created = client.ask("POST", "/api/v1/media",
                                     tus_headers(token, {{"Upload-Length", std::to_string(kSize)},
                                                         {"Upload-Metadata", metadata("a", "image/jpeg", bytes)}}));
    ASSERT_EQ(created.status, 201) << at << created.body;
    const std::string location = created.header("location");
    ASSERT_EQ(patch(location, 0, std::string_view{bytes}.substr(0, at)).status, 204) << at;
    ASSERT_EQ(patch(location, at, std::string_view{bytes}.substr(at)).status, 204) << at;
    const auto stored = read_file(place, kSize);
    ASSERT_TRUE(stored && *stored == bytes) << at;
    ++tried;
    ASSERT_EQ(client.ask("DELETE", location, tus_headers(token)).status, 204) << at;
    std::filesystem::remove(place);
  }
  EXPECT_GE(tried, every ? kSize - 1 : 600U);
}

}  // namespace
}  // namespace returns::test
