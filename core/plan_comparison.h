#pragma once
// The same case by two packs: the one the goods were bought under, which decides, and today's. What differs is said
// value by value, with the source on both sides, and for whom it is better where that is plain.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/plan.h"

namespace returns {

// One thing a plan says, in words of its pack: comparable across packs that number things differently.
struct Said {
  std::string code;  // verdict, finding, window, offer, refund, fees, return_freight, slot, clock
  std::optional<std::size_t> item = {};
  std::string about = {};  // finding, resolution, slot or stage
  std::string value = {};
  std::string source = {};
  std::optional<std::int64_t> worth = {};  // larger is better for the customer
};
std::vector<Said> said(const Policy& policy, const Plan& plan);

enum class Better : std::uint8_t { Neither, Purchase, Today };

struct Contrast {
  const Said* purchase = nullptr;  // nullptr: only the other says something
  const Said* today = nullptr;
  Better better = Better::Neither;
};

// What is not the same, in the order of the purchase's statements, then what only today's pack says.
std::vector<Contrast> contrast(const std::vector<Said>& purchase, const std::vector<Said>& today);

}  // namespace returns
