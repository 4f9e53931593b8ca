#include "core/policy/stage.h"

#include <array>

#include "core/policy/facts.h"

namespace returns {
namespace {

constexpr std::uint32_t bit(Fact fact) { return std::uint32_t{1} << static_cast<unsigned>(fact); }

constexpr std::uint32_t kLine = bit(Fact::Category) | bit(Fact::Market) | bit(Fact::Goods) | bit(Fact::Confirmed)
                                | bit(Fact::Gift) | bit(Fact::Recall) | bit(Fact::Promise) | bit(Fact::DaysLate)
                                | bit(Fact::Quantity);
constexpr std::uint32_t kReason = kLine | bit(Fact::Reason) | bit(Fact::Ground) | bit(Fact::Fault);
constexpr std::uint32_t kItem = kReason | bit(Fact::Window);
constexpr std::uint32_t kJudged = kItem | bit(Fact::Verdict);
constexpr std::uint32_t kRemedy = kJudged | bit(Fact::Resolution);
constexpr std::uint32_t kRequest = bit(Fact::Verdict) | bit(Fact::Lane) | bit(Fact::Grade) | bit(Fact::Channel)
                                   | bit(Fact::Resolution) | bit(Fact::Extended) | bit(Fact::Subject);

constexpr std::array<std::uint32_t, 9> kKnown{kLine | bit(Fact::Window),
                                              kReason,
                                              kItem,
                                              kJudged,
                                              kRemedy,
                                              kRemedy | bit(Fact::Value),
                                              kRequest,
                                              kRequest | bit(Fact::Market),
                                              bit(Fact::Subject) | bit(Fact::Channel)};

}  // namespace

bool knows(Stage stage, std::size_t column) {
  if (column >= kFactCount) return stage >= Stage::Item && stage <= Stage::Fee;
  return ((kKnown[static_cast<std::size_t>(stage)] >> column) & 1U) != 0;
}

}  // namespace returns
