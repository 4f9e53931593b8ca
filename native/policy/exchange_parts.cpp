#include "native/policy/exchange_parts.h"

#include <algorithm>
#include <array>

namespace returns::policy {
namespace {

// Where a market's days begin and end. Countries of several zones have that of their capital or largest city.
constexpr std::array<Place, 12> kPlaces = {{{"CN", "Asia/Shanghai", "", "cn", "CNY", 480},
                                            {"US", "America/New_York", "us", "us", "USD", -300},
                                            {"CA", "America/Toronto", "us", "us", "CAD", -300},
                                            {"GB", "Europe/London", "eu", "uk", "GBP", 0},
                                            {"IE", "Europe/Dublin", "eu", "eu", "EUR", 0},
                                            {"DE", "Europe/Berlin", "eu", "eu", "EUR", 60},
                                            {"FR", "Europe/Paris", "eu", "eu", "EUR", 60},
                                            {"AT", "Europe/Vienna", "eu", "eu", "EUR", 60},
                                            {"NL", "Europe/Amsterdam", "eu", "eu", "EUR", 60},
                                            {"IT", "Europe/Rome", "eu", "eu", "EUR", 60},
                                            {"ES", "Europe/Madrid", "eu", "eu", "EUR", 60},
                                            {"CH", "Europe/Zurich", "eu", "eu", "CHF", 60}}};

}  // namespace

const Place* place_of(const std::vector<std::string>& markets) {
  for (const std::string& market : markets) {
    const auto found =
        std::find_if(kPlaces.begin(), kPlaces.end(), [&](const Place& at) { return at.market == market; });
    if (found != kPlaces.end()) return &*found;
  }
  return nullptr;
}

std::string word_of(const std::string& label) {
  std::string word;
  for (const char c : label) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    if (fits || upper)
      word += static_cast<char>(upper ? c - 'A' + 'a' : c);
    else if (!word.empty() && word.back() != '_')
      word += '_';
  }
  while (!word.empty() && word.back() == '_') word.pop_back();
  word.resize(std::min<std::size_t>(word.size(), 40));
  return word.empty() ? "goods" : word;
}

bool asks_seal(const Offer& offer) { return offer.remorse.verdict == Verdict::Eligible && !offer.used.value_or(false); }

Json vocabulary_of(const std::vector<Offer>& offers, const std::vector<std::string>& markets,
                   const std::vector<std::string>& categories) {
  const auto any = [&](bool (*holds)(const Offer&)) { return std::any_of(offers.begin(), offers.end(), holds); };
  const auto leaf = [](const char* id, const char* ground, const char* fault, bool arrived, const char* icon) {
    Json goods = arrived ? Json::array({"received", "unknown"})
                         : Json::array({"not_shipped", "in_transit", "received", "unknown"});
    return Json{{"id", id}, {"ground", ground}, {"fault", fault}, {"goods", std::move(goods)}, {"icon", icon}};
  };
  const auto group = [](const char* id, const char* icon, Json leaf_of) {
    return Json{{"id", id}, {"icon", icon}, {"children", Json::array({std::move(leaf_of)})}};
  };
  Json questions = Json::array();
  if (any(asks_seal)) {
    questions.push_back({{"id", "seal"},
                         {"options", {"intact", "broken", "unsure"}},
                         {"pictures",
                          {{"intact", "packaging/seal-intact.svg"},
                           {"broken", "packaging/seal-broken.svg"},
                           {"unsure", "packaging/not-sure.svg"}}}});
  }
  Json resolutions = Json::array();
  const auto resolution = [&](const char* id, bool back, const char* money) {
    resolutions.push_back({{"id", id}, {"goods_back", back}, {"money", money}});
  };
  if (any([](const Offer& offer) { return offer.refund && !offer.keep; })) resolution("refund", true, "refund");
  if (any([](const Offer& offer) { return offer.refund && offer.keep; })) resolution("refund_only", false, "refund");
  if (any([](const Offer& offer) { return offer.exchange; })) resolution("exchange", true, "none");
  resolution("human_review", false, "none");
  return {{"markets", markets},
          {"categories", categories},
          {"grounds", {"no_reason", "quality", "wrong_item", "damaged"}},
          {"lanes", {"ordinary"}},
          {"grades", {"ordinary"}},
          {"reasons",
           {group("changed", "mind", leaf("changed.not_needed", "no_reason", "buyer", false, "not-needed")),
            group("quality", "quality", leaf("quality.defective", "quality", "seller", true, "device")),
            group("wrong", "wrong", leaf("wrong.item", "wrong_item", "seller", true, "wrong")),
            group("delivery", "truck", leaf("delivery.damaged", "damaged", "carrier", true, "damaged"))}},
          {"questions", questions},
          {"slots", Json::array()},
          {"resolutions", resolutions}};
}

}  // namespace returns::policy
