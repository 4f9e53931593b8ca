#pragma once
// Small documents for tests of the doors: a loaded pack, and orders that add up.

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "core/wire/doors.h"

namespace returns::test {

using nlohmann::json;

inline std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline std::string pack_text(const std::string& id) {
  return read_text(std::string{RETURNS_ASSETS} + "/packs/" + id + "/pack.json");
}
inline std::string calendar_text(const std::string& id) {
  return read_text(std::string{RETURNS_ASSETS} + "/calendars/" + id + ".json");
}

// Loading proves nothing twice: each pack is loaded once per run.
inline const wire::Core& core(const std::string& id) {
  // References stay good when more are loaded.
  static std::map<std::string, wire::Core> loaded;
  if (const auto known = loaded.find(id); known != loaded.end()) return known->second;
  const std::string text = pack_text(id);
  auto answer = wire::Core::load(text, calendar_text(json::parse(text).at("calendar")));
  if (!answer.core) throw std::runtime_error(id + ": " + answer.answer);
  return loaded.emplace(id, *answer.core).first->second;
}

// A built-in pack with some members set anew, by JSON pointer: for tables that it leaves empty.
inline wire::Core core_with(const std::string& id, const std::vector<std::pair<std::string, json>>& changes) {
  json pack = json::parse(pack_text(id));
  for (const auto& [path, value] : changes) pack[json::json_pointer(path)] = value;
  auto answer = wire::Core::load(pack.dump(), calendar_text("cn"));
  if (!answer.core) throw std::runtime_error(answer.answer);
  return *answer.core;
}

// A table of one kind: its columns, and its rules without ids and sources.
inline json table(const std::string& hit, const json& columns, const json& rules) {
  json made = {{"hit", hit}, {"columns", columns}, {"rules", json::array()}};
  for (const json& rule : rules) {
    json full = rule;
    full["id"] = "r" + std::to_string(made["rules"].size() + 1);
    full["source"] = "promise-fees";
    made["rules"].push_back(full);
  }
  return made;
}

// Nothing is owed: for tests of tables that the law forbids to the pack as it stands.
inline std::pair<std::string, json> no_rights() {
  return {"/tables/rights", table("collect", json::array(), json::array())};
}

inline constexpr const char* kNow = "2026-11-09T09:00:00+08:00";

// A line of an order; more members may be set by the caller.
inline json line(const std::string& id, const std::string& category, int quantity, long unit_price) {
  return {{"id", id},
          {"category", category},
          {"quantity", quantity},
          {"unit_price", unit_price},
          {"exclusion_confirmed", "no"}};
}

// Signed two days before kNow; one tender pays what the lines cost less the discounts plus shipping.
inline json order(const std::vector<json>& lines, const json& discounts = json::array(), long shipping_paid = 0) {
  long paid = shipping_paid;
  for (const json& l : lines) paid += l.at("quantity").get<long>() * l.at("unit_price").get<long>();
  for (const json& d : discounts) paid -= d.at("off").get<long>();
  return {{"schema", "returns.order/1"},
          {"id", "O-1"},
          {"merchant", "demo"},
          {"market", "CN"},
          {"currency", "CNY"},
          {"policy", {{"id", "cn-pharmacy"}, {"version", 1}}},
          {"placed_at", "2026-11-05T10:00:00+08:00"},
          {"delivery", {{"state", "delivered"}, {"signed_at", "2026-11-07T10:00:00+08:00"}}},
          {"shipping", {{"paid", shipping_paid}, {"list", 800}, {"free_from", 9900}}},
          {"discounts", discounts},
          {"tenders", json::array({{{"id", "T1"}, {"kind", "wechat_pay"}, {"paid", paid}}})},
          {"lines", lines}};
}

inline json item(const std::string& line, int quantity, const std::string& reason,
                 const json& answers = json::object()) {
  return {{"line", line}, {"quantity", quantity}, {"reason", reason}, {"answers", answers}};
}

inline json draft(const std::vector<json>& items) {
  return {{"schema", "returns.draft/1"}, {"order", "O-1"}, {"items", items}};
}

inline json plan_by(const wire::Core& core, const json& order, const json& draft, const std::string& now = kNow) {
  const json answer = json::parse(core.plan(order.dump(), draft.dump(), now));
  if (!answer.contains("plan")) throw std::runtime_error(answer.dump());
  return answer.at("plan");
}

inline json plan(const json& order, const json& draft, const std::string& now = kNow,
                 const std::string& pack = "cn-pharmacy") {
  return plan_by(core(pack), order, draft, now);
}

// Answers every question that the plan asks with `answer`, or with its first option when it has no such option.
inline json answered(const json& order, json draft, const std::string& answer = "intact",
                     const std::string& pack = "cn-pharmacy") {
  const json asked = plan(order, draft, kNow, pack);
  for (const json& step : asked.at("steps")) {
    for (const json& field : step.at("fields")) {
      if (field.at("kind") != "choice" || field.contains("value")) continue;
      std::string value = field.at("options").at(0).at("value");
      for (const json& option : field.at("options")) value = option.at("value") == answer ? answer : value;
      draft[json::json_pointer(field.at("path").get<std::string>())] = value;
    }
  }
  return draft;
}

inline json quote_of(const json& plan, const std::string& resolution) {
  for (const json& offer : plan.at("resolutions")) {
    if (offer.at("code") == resolution) return offer.at("quote");
  }
  throw std::runtime_error(resolution + " is not on offer: " + plan.at("resolutions").dump());
}

// What a quality problem's complete draft needs beyond its items.
inline json complete(const json& order, json draft) {
  draft = answered(order, draft);
  draft["description"] = "tablets are discoloured";
  draft["contact"] = {{"phone", "13800138000"}};
  draft["resolution"] = plan(order, draft).at("resolutions").at(0).at("code");
  draft["evidence"] = json::array();
  int files = 0;
  const json asked = plan(order, draft);
  for (const json& slot : asked.at("slots")) {
    for (int n = 0; n < slot.at("min").get<int>(); ++n) {
      json file = {{"slot", slot.at("slot")},
                   {"name", "IMG.jpg"},
                   {"sha256", std::string(62, 'a') + std::to_string(10 + files++)}};
      if (slot.contains("line")) file["line"] = slot.at("line");
      file["report"] = {{"schema", "returns.report/1"},
                        {"type", "image/jpeg"},
                        {"kind", "image"},
                        {"size", 2'400'000},
                        {"width", 4000},
                        {"height", 3000},
                        {"orientation", 1},
                        {"duration_ms", 0},
                        {"complete", true},
                        {"metadata", json::array()},
                        {"problems", json::array()}};
      draft["evidence"].push_back(file);
    }
  }
  const json open = plan(order, draft);
  for (const json& missing : open.at("missing")) {
    if (missing.at("code") == "consent_required") draft["consents"] = json::array({"sensitive_media"});
  }
  return draft;
}

// The bytes of the request that `draft` seals to.
inline std::string sealed_bytes(const json& order, const json& draft) {
  const std::string answer = core("cn-pharmacy").seal(order.dump(), draft.dump(), kNow);
  constexpr std::string_view kHead = R"({"request":)";
  if (!answer.starts_with(kHead)) throw std::runtime_error(answer);
  return answer.substr(kHead.size(), answer.size() - kHead.size() - 1);
}

}  // namespace returns::test
