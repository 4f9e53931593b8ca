#include "core/money.h"
#include "core/sorted.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace returns {
namespace {

// Products of two amounts need 128 bits.
__extension__ using Wide = unsigned __int128;

}  // namespace

bool is_currency(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::vector<Minor> prorate(Minor total, const std::vector<Minor>& weights) {
  std::vector<Minor> parts(weights.size(), 0);
  if (parts.empty()) return parts;
  const Minor sum = std::accumulate(weights.begin(), weights.end(), Minor{0});
  if (sum == 0) {
    parts.front() = total;
    return parts;
  }
  const auto magnitude = static_cast<std::uint64_t>(total < 0 ? -total : total);
  const auto whole = static_cast<std::uint64_t>(sum);
  std::vector<std::uint64_t> remainders(parts.size(), 0);
  std::uint64_t given = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Wide product = static_cast<Wide>(magnitude) * static_cast<std::uint64_t>(weights[i]);
    const auto part = static_cast<std::uint64_t>(product / whole);
    remainders[i] = static_cast<std::uint64_t>(product % whole);
    parts[i] = static_cast<Minor>(part);
    given += part;
  }
  // What is left goes to the largest remainders; as pairs they have one order, ties by index.
  std::vector<std::pair<std::uint64_t, std::size_t>> order;
  for (std::size_t i = 0; i < parts.size(); ++i) order.emplace_back(~remainders[i], i);
  sort(order);
  for (std::size_t i = 0; given < magnitude; ++i, ++given) ++parts[order[i].second];
  if (total < 0) {
    for (Minor& part : parts) part = -part;
  }
  return parts;
}

Minor percent(Minor amount, std::int32_t basis_points) {
  const Minor product = amount * basis_points;  // 10^12 * 10^6 fits in 63 bits
  return (product + (product < 0 ? -5000 : 5000)) / 10000;
}

}  // namespace returns
