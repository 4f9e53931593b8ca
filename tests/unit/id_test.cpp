#include "core/id.h"

#include <gtest/gtest.h>

namespace returns {
namespace {

TEST(Ticket, IsDatePseudonymAndSequence) {
  EXPECT_EQ(write_ticket({civil(2026, 11, 22), "K7Q2M", 1}), "20261122-K7Q2M-001");
  EXPECT_EQ(write_ticket({civil(2026, 1, 2), "00000", 999}), "20260102-00000-999");
}

TEST(Ticket, IsReadAsPeopleWriteIt) {
  const Ticket ticket{civil(2026, 11, 22), "K01QM", 7};
  for (const char* text : {"20261122-K01QM-007", "20261122 k01qm 007", "20261122koiqm007", " 2026-1122_kolqm.007 "}) {
    const auto read = read_ticket(text);
    ASSERT_TRUE(read.has_value()) << text;
    EXPECT_EQ(*read, ticket) << text;
  }
}

TEST(Ticket, RefusesWhatCannotBeOne) {
  for (const char* text :
       {"", "20261122-K01QM", "20261322-K01QM-001", "20261122-K01QM-000", "20261122-K01UM-001", "20261122-K01QM-0011"})
    EXPECT_FALSE(read_ticket(text).has_value()) << text;
  EXPECT_FALSE(read_ticket(std::string(1000, '-')).has_value());
}

}  // namespace
}  // namespace returns
