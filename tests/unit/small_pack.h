#pragma once
// Small packs made at random, by seed: rich in faults, small enough to enumerate.

#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "core/policy/facts.h"
#include "core/policy/stage.h"
#include "tests/unit/support.h"

namespace returns::test {

// A pack of two categories, three leaves, two questions and random rules.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  json pack() {
    json p = json::parse(R"({"schema":"returns.pack/1","id":"small","version":1,"jurisdiction":"XX","sector":"test",
      "zone":{"name":"UTC","offset_minutes":0},"calendar":"c","effective_from":"2026-01-01","review_by":"2026-12-31",
      "currency":"EUR","help":[],"sources":{"s":{"law":{"en":"x"},"confidence":"unverified"}},
      "vocabulary":{"markets":["A"],"categories":["cream","pill"],"grounds":["no_reason","quality"],
       "lanes":["first","last"],"grades":["red","plain"],
       "reasons":[{"id":"mind","ground":"no_reason","fault":"buyer","goods":["received","not_shipped"]},
                  {"id":"broken","ground":"quality","fault":"seller","goods":["received","unknown"]},
                  {"id":"lost","ground":"quality","fault":"carrier","goods":["in_transit","unknown"]}],
       "complaints":[{"id":"rude"},{"id":"slow"}],
       "questions":[{"id":"seal","options":["whole","torn"]},{"id":"box","options":["there","gone"]}],
       "slots":[{"id":"photo","per":"line","kinds":["image"],"sensitive":false,"retention_days":1},
                {"id":"bill","per":"request","kinds":["image"],"needs_goods":false,"sensitive":false,"retention_days":1}],
       "resolutions":[{"id":"refund","goods_back":true,"money":"refund"},{"id":"swap","goods_back":true,"money":"none"},
                      {"id":"person","goods_back":false,"money":"none"}]},"tables":{}})");
    json& t = p["tables"];
    t["outlooks"] = table("first", 3, Stage::Line, [&] { return json{{"outlook", pick(kVerdicts)}}; });
    t["questions"] = table("collect", 2, Stage::Reason, [&] { return json{{"question", pick({"seal", "box"})}}; });
    t["details"] = table("collect", 2, Stage::Reason, [&] {
      return json{{"field", pick({"description", "batch"})}, {"required", chance(2)}};
    });
    t["windows"] = table(chance(3) ? "collect" : "first", 3, Stage::Reason, [&] { return term(); });
    if (t["windows"]["hit"] == "collect") t["windows"]["precedence"] = pick({"longest", "shortest"});
    t["eligibility"] = table("collect", 5, Stage::Item, [&] {
      return json{{"verdict", pick(kVerdicts)}, {"code", pick({"a", "b"})}};
    });
    t["remedies"] = table("collect", 3, Stage::Judged, [&] {
      return json{{"resolution", pick({"refund", "swap", "person"})}};
    });
    t["limits"] = table(pick({"first", "unique", "any"}), 2, Stage::Remedy, [&] { return term(); });
    t["settlement"] = table(pick({"first", "unique", "any"}), 3, Stage::Judged, [&] {
      return json{{"return_freight", pick({"merchant", "customer", "none"})},
                  {"outbound", pick({"refund", "keep"})},
                  {"promotion", "share"},
                  {"shipping_threshold", "ignore"},
                  {"gift", "ignore"}};
    });
    t["fees"] = table("collect", 3, Stage::Fee, [&] { return fee(); });
    t["compensations"] = table("first", 1, Stage::Judged, [&] { return json{{"coupon", 5}}; });
    t["claims"] = table("collect", 1, Stage::Judged, [&] { return json{{"code", "c"}, {"basis_points", 100}}; });
    t["evidence"] = table("collect", 2, Stage::Judged, [&] {
      return json{{"slot", pick({"photo", "bill"})}, {"min", number(0, 3)}, {"max", number(1, 3)}};
    });
    t["routing"] = table("first", 3, Stage::Judged, [&] { return route(); });
    t["dispositions"] = table("first", 2, Stage::Judged, [&] { return json{{"disposition", "destroy"}}; });
    t["notices"] = table("collect", 1, Stage::Judged, [&] { return json{{"notice", "n"}}; });
    t["rights"] = table("collect", 3, Stage::Item, [&] { return right(); });
    t["complaint_routing"] = table("first", 2, Stage::Complaint, [&] { return route(); });
    t["complaint_evidence"] = table("collect", 1, Stage::Complaint, [&] {
      return json{{"slot", "bill"}, {"min", 0}, {"max", 1}};
    });
    t["clocks"] = table("collect", 3, Stage::Request, [&] {
      return json{{"stage", pick({"decide", "close"})},
                  {"who", "merchant"},
                  {"n", number(1, 2)},
                  {"unit", "day"},
                  {"from", pick({"submitted", "decided"})}};
    });
    t["escalations"] = table("collect", 1, Stage::Request, [&] {
      return json{{"grade", "red"}, {"role", "boss"}, {"n", 1}, {"unit", "day"}, {"from", "submitted"}};
    });
    t["next"] = table("collect", 2, Stage::Request, [&] { return json{{"code", "wait"}}; });
    t["outside"] = table("collect", 1, Stage::Outside, [&] { return json{{"route", "court"}}; });
    return p;
  }

 private:
  static constexpr std::initializer_list<const char*> kVerdicts{"eligible", "needs_review", "ineligible"};

  bool chance(int of) { return number(1, of) == 1; }
  int number(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }
  const char* pick(std::initializer_list<const char*> words) {
    return *(words.begin() + number(0, static_cast<int>(words.size()) - 1));
  }
  json term() {
    const char* unit = pick({"day", "day", "month", "hour", "none"});
    if (std::string_view{unit} == "none") return {{"unit", unit}};
    return {{"unit", unit}, {"n", std::string_view{unit} == "hour" ? number(1, 14) * 24 : number(1, 14)}};
  }
  json fee() {
    json then{{"code", pick({"box", "work"})}};
    if (chance(2)) then["amount"] = number(0, 60);
    if (chance(2)) then["basis_points"] = number(0, 4) * 2500;
    if (chance(3)) then["floor"] = number(0, 60);
    if (chance(3)) then["cap"] = number(1, 60);
    return then;
  }
  json route() { return {{"lane", pick({"first", "last"})}, {"grade", pick({"red", "plain"})}}; }
  json right() {
    switch (number(0, 6)) {
      case 0: return {{"window", {{"unit", pick({"day", "month", "hour"})}, {"n", number(1, 14)}}}};
      case 1: return {{"verdict", pick({"eligible", "needs_review"})}};
      case 2: return {{"fee_basis_points", number(0, 2) * 2500}};
      case 3: return {{"return_freight", pick({"merchant", "customer"})}};
      case 4: return {{"outbound", "refund"}};
      case 5: return {{"resolution", pick({"refund", "person"})}};
      default:
        return {{"resolution", pick({"refund", "person"})},
                {"for", {{"unit", pick({"day", "month", "hour"})}, {"n", number(1, 14)}}}};
    }
  }

  template <class Then>
  json table(const char* hit, int most, Stage stage, Then then) {
    const std::vector<std::pair<const char*, json>> columns{
        {"category", {"cream", "pill"}},
        {"reason", {"mind", "broken", "lost"}},
        {"ground", {"no_reason", "quality"}},
        {"fault", {"buyer", "seller", "carrier"}},
        {"goods", {"received", "not_shipped", "in_transit", "unknown"}},
        {"confirmed", {"yes", "no", "unknown"}},
        {"gift", {"yes", "no"}},
        {"recall", {"listed", "not_listed"}},
        {"promise", {"kept", "late", "unknown", "none"}},
        {"days_late", {}},
        {"quantity", {}},
        {"window", {"open", "closed", "unknown", "not_started", "none"}},
        {"answer.seal", {"whole", "torn", "not_asked"}},
        {"answer.box", {"there", "gone", "not_asked"}},
        {"verdict", {"eligible", "needs_review", "ineligible"}},
        {"resolution", {"refund", "swap", "person"}},
        {"value", {}},
        {"lane", {"first", "last"}},
        {"grade", {"red", "plain"}},
        {"channel", {"platform", "phone"}},
        {"extended", {"yes", "no"}},
        {"subject", {"rude", "slow", "none"}}};
    std::vector<Column> known = built_in_columns();
    json names = json::array();
    std::vector<const std::pair<const char*, json>*> seen;
    for (const auto& column : columns) {
      std::size_t index = kFactCount;
      for (std::size_t i = 0; i < known.size(); ++i) {
        if (known[i].name == column.first) index = i;
      }
      if (!knows(stage, index)) continue;
      names.push_back(column.first);
      seen.push_back(&column);
    }
    json rules = json::array();
    const int count = number(1, most);
    for (int i = 0; i < count; ++i) {
      json when = json::object();
      const int cells = number(0, 2);
      for (int c = 0; c < cells; ++c) {
        const auto& [name, values] = *seen[static_cast<std::size_t>(number(0, static_cast<int>(seen.size()) - 1))];
        if (values.empty()) {
          const int from = number(0, 3) * (std::string_view{name} == "value" ? 40 : 1);
          when[name] = chance(2) ? json{{"min", std::max(from, 1)}} : json{{"min", 1}, {"max", from + 1}};
        } else {
          json some = json::array();
          for (const json& value : values) {
            if (chance(2)) some.push_back(value);
          }
          if (!some.empty()) when[name] = some;
        }
      }
      // The last rule of a table often catches the rest, so that not every pack is full of holes.
      if (i + 1 == count && !chance(4)) when = json::object();
      rules.push_back({{"id", "r" + std::to_string(i)}, {"when", when}, {"then", then()}, {"source", "s"}});
    }
    return {{"hit", hit}, {"columns", names}, {"rules", rules}};
  }

  std::mt19937 random_;
};

}  // namespace returns::test
