#include "native/support/base64.h"

#include <gtest/gtest.h>

namespace returns {
namespace {

TEST(Base64, KnowsTheVectorsOfRfc4648) {
  constexpr std::pair<const char*, const char*> kVectors[] = {{"", ""},
                                                              {"f", "Zg=="},
                                                              {"fo", "Zm8="},
                                                              {"foo", "Zm9v"},
                                                              {"foob", "Zm9vYg=="},
                                                              {"fooba", "Zm9vYmE="},
                                                              {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : kVectors) {
    EXPECT_EQ(encode_base64(plain), coded);
    EXPECT_EQ(decode_base64(coded), plain);
  }
}

TEST(Base64, ReadsEveryByteBack) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
    EXPECT_EQ(decode_base64(encode_base64(bytes)), bytes) << i;
  }
}

TEST(Base64, RefusesWhatIsNotCanonical) {
  for (const char* text : {"Zg", "Zg=", "Zh==", "Z===", "====", "Zg==Zg==", "Z g=", "Zm9-"}) {
    EXPECT_FALSE(decode_base64(text)) << text;
  }
}

TEST(Base64, UrlFormHasNoPaddingAndNoSlash) { EXPECT_EQ(encode_base64url("\xff\xfe\xfd\xfc"), "__79_A"); }

}  // namespace
}  // namespace returns
