// Signing for S3 against the examples that its documentation works through, and settings that are read or refused.

#include <gtest/gtest.h>

#include <cstdlib>

#include "core/digest.h"
#include "native/support/s3_settings.h"
#include "tests/intake/shop.h"

namespace returns::test {
namespace {

// docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const S3Keys kKeys{.id = "AKIAIOSFODNN7EXAMPLE", .secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};
constexpr const char* kNow = "2013-05-24T00:00:00Z";

std::string signature_of(const S3Request& request, const S3Keys& keys = kKeys) {
  const auto lines = sign_s3(request, keys, "us-east-1", *read_instant(kNow));
  const std::string& line = lines.back();
  return line.substr(line.find("Signature=") + 10);
}

TEST(S3Sign, GetsAnObjectAsTheDocumentationDoes) {
  const S3Request request{.method = "GET",
                          .host = "examplebucket.s3.amazonaws.com",
                          .path = "/test.txt",
                          .content_sha256 = sha256_hex(""),
                          .headers = {{"range", "bytes=0-9"}}};
  EXPECT_EQ(signature_of(request), "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  const auto lines = sign_s3(request, kKeys, "us-east-1", *read_instant(kNow));
  EXPECT_EQ(lines.back().substr(0, lines.back().find("Signature=")),
            "authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,");
}

TEST(S3Sign, PutsAnObjectAsTheDocumentationDoes) {
  const S3Request request{
      .method = "PUT",
      .host = "examplebucket.s3.amazonaws.com",
      .path = "/test%24file.text",
      .content_sha256 = sha256_hex("Welcome to Amazon S3."),
      .headers = {{"date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}}};
  EXPECT_EQ(signature_of(request), "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

TEST(S3Sign, EverythingThatIsSentCounts) {
  const S3Request request{.method = "PUT", .host = "h", .path = "/b/k", .content_sha256 = sha256_hex("x")};
  const std::string signature = signature_of(request);
  S3Request other = request;
  other.path = "/b/l";
  EXPECT_NE(signature_of(other), signature);
  other = request;
  other.method = "DELETE";
  EXPECT_NE(signature_of(other), signature);
  other = request;
  other.content_sha256 = sha256_hex("y");
  EXPECT_NE(signature_of(other), signature);
  S3Keys keys = kKeys;
  keys.token = "a session's";
  EXPECT_NE(signature_of(request, keys), signature);
  EXPECT_NE(sign_s3(request, keys, "us-east-1", *read_instant(kNow)).back().find(";x-amz-security-token,"),
            std::string::npos);
}

S3Place place(const std::string& text) {
  auto read = read_s3_place(text);
  const auto* fault = std::get_if<std::string>(&read);
  EXPECT_EQ(fault, nullptr) << *fault;
  return std::get<S3Place>(read);
}

TEST(S3Place, IsReadFromAnAddress) {
  const S3Place own =
      place("s3://photos/shop/one/?endpoint=https://minio.example:9000&region=eu-central-1&ca=/etc/ca.pem");
  EXPECT_EQ(own.bucket, "photos");
  EXPECT_EQ(own.prefix, "shop/one");
  EXPECT_EQ(own.host, "minio.example:9000");
  EXPECT_EQ(own.region, "eu-central-1");
  EXPECT_EQ(own.ca, "/etc/ca.pem");
  EXPECT_FALSE(own.by_host);
  EXPECT_EQ(own.name(), "s3://photos/shop/one at https://minio.example:9000");
  const S3Place amazon = place("s3://photos?region=eu-west-1&style=host");
  EXPECT_EQ(amazon.host, "s3.eu-west-1.amazonaws.com");
  EXPECT_EQ(amazon.scheme, "https");
  EXPECT_TRUE(amazon.by_host);
  EXPECT_EQ(place("s3://photos?endpoint=http://127.0.0.1:9000").scheme, "http");
  EXPECT_EQ(place("s3://photos?endpoint=http://minio:9000&plain=yes").scheme, "http");
}

TEST(S3Place, SaysWhatIsWrong) {
  for (const char* text :
       {"", "/var/media", "s3://", "s3://x", "s3://UPPER", "s3://photos//a", "s3://photos/../a", "s3://photos/a b",
        "s3://photos?endpoint=minio:9000", "s3://photos?endpoint=ftp://minio", "s3://photos?endpoint=https://h/path",
        "s3://photos?style=other", "s3://photos?colour=red", "s3://photos?endpoint=http://minio:9000",
        "s3://photos?endpoint=http://localhost.evil.example"}) {
    const auto read = read_s3_place(text);
    ASSERT_TRUE(std::holds_alternative<std::string>(read)) << text;
    EXPECT_NE(std::get<std::string>(read).find(": "), std::string::npos) << text;
  }
}

class S3KeysOf : public ::testing::Test {
 protected:
  void SetUp() override { clear(); }
  void TearDown() override { clear(); }
  static void clear() {
    for (const char* name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
                             "AWS_SHARED_CREDENTIALS_FILE", "AWS_PROFILE"})
      unsetenv(name);
  }
  static void set(const char* name, const std::string& value) { setenv(name, value.c_str(), 1); }
  std::string fault() {
    auto keys = read_s3_keys();
    const auto* text = std::get_if<std::string>(&keys);
    return text != nullptr ? *text : "";
  }
  Folder folder;
};

TEST_F(S3KeysOf, TheEnvironmentComesFirst) {
  set("AWS_ACCESS_KEY_ID", "one");
  EXPECT_NE(fault().find("needed both"), std::string::npos);
  set("AWS_SECRET_ACCESS_KEY", "two");
  const auto keys = read_s3_keys();
  ASSERT_TRUE(std::holds_alternative<S3Keys>(keys));
  EXPECT_EQ(std::get<S3Keys>(keys).id, "one");
  EXPECT_EQ(std::get<S3Keys>(keys).secret, "two");
}

TEST_F(S3KeysOf, OtherwiseAFileWithSections) {
  const std::string file = (folder.path() / "credentials").string();
  set("AWS_SHARED_CREDENTIALS_FILE", file);
  EXPECT_NE(fault().find(file), std::string::npos);
  folder.write("credentials",
               "# of the shop\n[default]\naws_access_key_id = one\r\naws_secret_access_key=tw=o\n\n"
               "[other]\naws_access_key_id=three\n");
  const auto keys = read_s3_keys();
  ASSERT_TRUE(std::holds_alternative<S3Keys>(keys)) << fault();
  EXPECT_EQ(std::get<S3Keys>(keys).id, "one");
  EXPECT_EQ(std::get<S3Keys>(keys).secret, "tw=o");
  set("AWS_PROFILE", "other");
  EXPECT_NE(fault().find("[other]"), std::string::npos);
  EXPECT_EQ(fault().find("three"), std::string::npos) << "a key is nobody's to read in a message";
}

}  // namespace
}  // namespace returns::test
