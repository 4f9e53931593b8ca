// A database and the secret that its keyed digests were made with.

#include <gtest/gtest.h>
#include <fstream>
#include <stdexcept>

#include "tests/intake/shop.h"

namespace returns::test {
namespace {

TEST(Secret, ADatabaseBelongsToOne) {
  Shop shop;
  shop.add_order();
  const std::string own = *read_file(shop.data() / "secret.key", 32);
  shop.restart();
  shop.stop();
  std::ofstream(shop.data() / "secret.key", std::ios::binary) << std::string(32, 'x');
  try {
    shop.restart();
    FAIL() << "it started with another secret";
  } catch (const std::runtime_error& fault) {
    EXPECT_NE(std::string{fault.what()}.find("copy secret.key"), std::string::npos) << fault.what();
  }
  std::ofstream(shop.data() / "secret.key", std::ios::binary) << own;
  shop.restart();
  EXPECT_EQ(shop.query("SELECT COUNT(*) FROM installation"), std::vector<std::string>{"1"});
  EXPECT_FALSE(shop.token("O-1").empty());
}

}  // namespace
}  // namespace returns::test
