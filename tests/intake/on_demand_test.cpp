// Libraries that are opened at their first use: what is there is found, what is not is said.

#include "native/support/on_demand.h"

#include <gtest/gtest.h>

namespace returns::test {
namespace {

TEST(OnDemand, WhatIsThereIsFound) {
  EXPECT_EQ(why_not_on_demand("libz.so.1"), "");
  const auto version = on_demand<const char*()>("libz.so.1", "zlibVersion");
  EXPECT_EQ(version()[0], '1');
}

TEST(OnDemand, WhatIsMissingIsSaid) {
  EXPECT_NE(why_not_on_demand("libnone.so.7").find("libnone.so.7"), std::string::npos);
  EXPECT_EQ(find_on_demand("libnone.so.7", "anything"), nullptr);
  EXPECT_EQ(find_on_demand("libz.so.1", "no_such_function"), nullptr);
  EXPECT_THROW(on_demand<void()>("libz.so.1", "no_such_function"), std::runtime_error);
}

}  // namespace
}  // namespace returns::test
