// From what a standard's document says to a pack that loads. What the document leaves open is needs_review: a person
// decides until the author has written a rule.

#include <algorithm>
#include <array>
#include <set>

#include "native/policy/exchange_parts.h"

namespace returns::policy {
namespace {

constexpr const char* kSource = "imported";

Json rule(const std::string& id, Json when, Json then) {
  return {{"id", id}, {"when", std::move(when)}, {"then", std::move(then)}, {"source", kSource}};
}

Json table(const char* hit, Json columns, Json rules) {
  return {{"hit", hit}, {"columns", std::move(columns)}, {"rules", std::move(rules)}};
}

class Maker {
 public:
  Maker(Offers& offers, const Skeleton& skeleton) : offers_(offers), skeleton_(skeleton) {
    leave_out_impossible_fees();
    name_categories();
  }

  std::string run() {
    Json pack = head();
    pack["vocabulary"] = vocabulary_of(offers_.offers, markets_, categories_);
    pack["tables"] = tables();
    return pack.dump(1) + '\n';
  }

 private:
  // All of the price and a flat fee besides is more than any refund: what is meant, a person has to find out.
  void leave_out_impossible_fees() {
    for (Offer& offer : offers_.offers) {
      for (OfferSide* side : {&offer.remorse, &offer.defect}) {
        if (!side->restocking || side->restocking->basis_points < 10'000 || side->shipping_fee == 0) continue;
        offers_.lost.push_back({.code = "amount",
                                .policies = {offer.category},
                                .markets = offer.markets,
                                .kept = "needs_review",
                                .values = {"100 % + " + decimal_text(side->shipping_fee, offers_.currency)}});
        side->restocking.reset();
        side->shipping_fee = 0;
        side->freight.reset();
      }
    }
  }

  // Two policies of one name for one country are of different goods.
  void name_categories() {
    std::set<std::string> taken;
    for (Offer& offer : offers_.offers) {
      const std::string wanted = word_of(offer.category);
      std::string category = wanted;
      const auto key = [&](const std::string& market) { return std::string{category}.append(" ").append(market); };
      const auto clashes = [&] {
        return std::any_of(offer.markets.begin(), offer.markets.end(),
                           [&](const std::string& market) { return taken.contains(key(market)); });
      };
      for (int n = 2; clashes(); ++n) category.assign(wanted).append("_").append(std::to_string(n));
      if (category != offer.category) assume("vocabulary/categories", category);
      offer.category = category;
      for (const std::string& market : offer.markets) {
        taken.insert(key(market));
        if (std::find(markets_.begin(), markets_.end(), market) == markets_.end()) markets_.push_back(market);
      }
      if (std::find(categories_.begin(), categories_.end(), category) == categories_.end())
        categories_.push_back(category);
    }
  }

  void assume(const std::string& member, const std::string& value) {
    const std::pair entry{member, value};
    if (std::find(offers_.assumed.begin(), offers_.assumed.end(), entry) == offers_.assumed.end())
      offers_.assumed.push_back(entry);
  }

  Json head() {
    const Place* where = place_of(markets_);
    Json zone = {{"name", where != nullptr ? where->zone : "UTC"},
                 {"offset_minutes", where != nullptr ? where->offset_minutes : 0}};
    if (where != nullptr && !where->summer.empty()) zone["summer"] = where->summer;
    const std::string calendar{where != nullptr ? where->calendar : "eu"};
    assume("zone", text_of(zone, "name"));
    assume("calendar", calendar);
    std::string currency = offers_.currency.empty() ? skeleton_.currency : offers_.currency;
    if (currency.empty()) {
      currency = where != nullptr ? where->currency : "EUR";
      assume("currency", currency);
    }
    assume("effective_from", skeleton_.effective_from);
    assume("review_by", skeleton_.review_by);
    assume("help", "[]");
    Json source = {{"law", {{"en", "Return policy as published"}}}, {"confidence", "merchant_promise"}};
    for (const Offer& offer : offers_.offers) {
      if (!offer.link.empty() && offer.link.size() <= 1000) source["url"] = offer.link;
    }
    return {{"schema", "returns.pack/1"},
            {"id", skeleton_.id},
            {"version", skeleton_.version},
            {"jurisdiction", markets_.front()},
            {"sector", "general"},
            {"zone", zone},
            {"calendar", calendar},
            {"effective_from", skeleton_.effective_from},
            {"review_by", skeleton_.review_by},
            {"currency", currency},
            {"help", Json::array()},
            {"sources", {{kSource, source}}}};
  }

  bool any(bool (*holds)(const Offer&)) const {
    return std::any_of(offers_.offers.begin(), offers_.offers.end(), holds);
  }

  // {category, market, …}: the goods and countries of an offer.
  static Json goods_of(const Offer& offer, const Json& more = Json::object()) {
    Json when = {{"category", offer.category}, {"market", offer.markets}};
    when.update(more);
    return when;
  }

  // One rule for each offer that `make` has one for; ids are the category's, numbered where a category has several.
  template <class Make>
  void each(Json& rules, const std::string& suffix, const Make& make) const {
    std::set<std::string> taken;
    for (const Offer& offer : offers_.offers) {
      std::string id = offer.category + suffix;
      for (int n = 2; taken.contains(id); ++n) id = offer.category + suffix + '-' + std::to_string(n);
      taken.insert(id);
      if (auto made = make(offer)) rules.push_back(rule(id, std::move(made->first), std::move(made->second)));
    }
  }
  using Made = std::optional<std::pair<Json, Json>>;

  // Whether the document says all that a decision needs.
  static bool stated(const Offer& offer, const OfferSide& side) {
    return side.freight.has_value() && (offer.refund || offer.exchange);
  }

  static Json window_then(const OfferSide& side) {
    if (side.unlimited) return {{"unit", "none"}, {"n", 0}};
    return {{"unit", "day"}, {"n", side.days}, {"roll", "none"}};
  }

  Json tables() {
    Json out = Json::object();
    out["outlooks"] = outlooks();
    out["questions"] = questions();
    out["details"] = table("collect", Json::array(), Json::array());
    out["windows"] = windows();
    out["eligibility"] = eligibility();
    out["remedies"] = remedies();
    out["limits"] = table("first", Json::array(), Json::array());
    out["settlement"] = settlement();
    out["fees"] = fees();
    out["compensations"] = table("first", Json::array(), Json::array());
    for (const char* name : {"claims", "evidence", "notices", "rights", "escalations", "outside", "complaint_evidence"})
      out[name] = table("collect", Json::array(), Json::array());
    out["complaint_routing"] = table("first", Json::array(), Json::array());
    out["routing"] =
        table("first", Json::array(),
              Json::array({rule("ordinary", Json::object(), {{"lane", "ordinary"}, {"grade", "ordinary"}})}));
    out["dispositions"] =
        table("first", Json::array(), Json::array({rule("inspect", Json::object(), {{"disposition", "quarantine"}})}));
    out["clocks"] = clocks();
    out["next"] = next();
    return out;
  }

  // A document that accepts nothing for certain leaves nothing to a decision without a person.
  Json next() const {
    const bool decides = any([](const Offer& offer) {
      return (offer.remorse.verdict == Verdict::Eligible && stated(offer, offer.remorse))
             || (offer.defect.verdict == Verdict::Eligible && stated(offer, offer.defect));
    });
    Json rules = Json::array();
    if (decides) rules.push_back(rule("decision", {{"verdict", "eligible"}}, {{"code", "wait_decision"}}));
    rules.push_back(rule("person", {{"verdict", {"needs_review", "ineligible"}}}, {{"code", "wait_person"}}));
    return table("collect", Json::array({"verdict"}), std::move(rules));
  }

  Json outlooks() const {
    Json rules = Json::array();
    each(rules, "", [](const Offer& offer) -> Made {
      if (offer.remorse.verdict != Verdict::Eligible || !stated(offer, offer.remorse) || asks_seal(offer)) return {};
      return std::pair{goods_of(offer, {{"goods", "received"}, {"window", offer.remorse.unlimited ? "none" : "open"}}),
                       Json{{"outlook", "eligible"}}};
    });
    rules.push_back(rule("open", Json::object(), {{"outlook", "needs_review"}}));
    return table("first", {"category", "market", "goods", "window"}, std::move(rules));
  }

  Json questions() const {
    Json rules = Json::array();
    each(rules, "-seal", [](const Offer& offer) -> Made {
      if (!asks_seal(offer)) return {};
      return std::pair{goods_of(offer, {{"ground", "no_reason"}, {"goods", {"received", "unknown"}}}),
                       Json{{"question", "seal"}}};
    });
    return table("collect", {"category", "market", "ground", "goods"}, std::move(rules));
  }

  Json windows() const {
    Json rules = Json::array();
    const auto side = [&](const char* suffix, const char* ground, OfferSide Offer::*of) {
      each(rules, suffix, [&](const Offer& offer) -> Made {
        if ((offer.*of).verdict != Verdict::Eligible || (offer.*of).unlimited) return {};
        return std::pair{goods_of(offer, {{"ground", ground}}), window_then(offer.*of)};
      });
    };
    side("", "no_reason", &Offer::remorse);
    side("-defect", "quality", &Offer::defect);
    rules.push_back(rule("open", Json::object(), {{"unit", "none"}, {"n", 0}}));
    return table("first", {"category", "market", "ground"}, std::move(rules));
  }

  Json eligibility() const {
    Json rules = Json::array();
    const auto finding = [](const char* verdict, const char* code) {
      return Json{{"verdict", verdict}, {"code", code}};
    };
    const auto add = [&](const std::string& suffix, const char* ground, OfferSide Offer::*of, Json more, Json then,
                         bool (*holds)(const Offer&, const OfferSide&)) {
      each(rules, suffix, [&](const Offer& offer) -> Made {
        if (!holds(offer, offer.*of)) return {};
        Json when = goods_of(offer, {{"ground", ground}});
        when.update(more);
        return std::pair{std::move(when), then};
      });
    };
    const auto timed = [](const Offer&, const OfferSide& side) {
      return side.verdict == Verdict::Eligible && !side.unlimited;
    };
    const auto timeless = [](const Offer&, const OfferSide& side) {
      return side.verdict == Verdict::Eligible && side.unlimited;
    };
    const auto silent = [](const Offer& offer, const OfferSide& side) {
      return side.verdict == Verdict::NeedsReview || (side.verdict == Verdict::Eligible && !stated(offer, side));
    };
    const auto refused = [](const Offer&, const OfferSide& side) { return side.verdict == Verdict::Ineligible; };
    const Json not_here = {{"goods", {{"not", {"received"}}}}};
    const struct {
      const char *suffix, *ground, *over, *over_verdict;
      OfferSide Offer::*of;
    } sides[] = {{"", "no_reason", "store_window_over", "ineligible", &Offer::remorse},
                 {"-defect", "quality", "defect_window_over", "needs_review", &Offer::defect}};
    for (const auto& side : sides) {
      const std::string suffix = side.suffix;
      add(suffix + "-in-time", side.ground, side.of, {{"window", "open"}}, finding("eligible", "store_return"), timed);
      add(suffix + "-over", side.ground, side.of, {{"window", "closed"}}, finding(side.over_verdict, side.over), timed);
      add(suffix + "-time-unknown", side.ground, side.of, {{"window", {"unknown", "not_started"}}},
          finding("needs_review", "signing_unknown"), timed);
      add(suffix + "-any-time", side.ground, side.of, {{"goods", "received"}}, finding("eligible", "no_time_limit"),
          timeless);
      add(suffix + "-not-here", side.ground, side.of, not_here, finding("needs_review", "signing_unknown"), timeless);
      add(suffix + "-silent", side.ground, side.of, Json::object(), finding("needs_review", "not_stated"), silent);
      add(suffix + "-refused", side.ground, side.of, Json::object(), finding("ineligible", "not_returnable"), refused);
    }
    // A condition that is not stated is nobody's to presume.
    const auto new_only = [](const Offer& offer, const OfferSide&) {
      return asks_seal(offer) && offer.used.has_value();
    };
    const auto unsaid = [](const Offer& offer, const OfferSide&) {
      return asks_seal(offer) && !offer.used.has_value();
    };
    add("-opened", "no_reason", &Offer::remorse, {{"answer.seal", "broken"}}, finding("ineligible", "seal_broken"),
        new_only);
    add("-opened-unsure", "no_reason", &Offer::remorse, {{"answer.seal", "unsure"}},
        finding("needs_review", "seal_unsure"), new_only);
    add("-opened", "no_reason", &Offer::remorse, {{"answer.seal", {"broken", "unsure"}}},
        finding("needs_review", "not_stated"), unsaid);
    rules.push_back(rule("silent", {{"ground", {"wrong_item", "damaged"}}}, finding("needs_review", "not_stated")));
    for (const std::string& category : categories_) {
      Json covered = Json::array();
      for (const Offer& offer : offers_.offers) {
        if (offer.category != category) continue;
        for (const std::string& market : offer.markets) covered.push_back(market);
      }
      if (covered.size() < markets_.size())
        rules.push_back(
            rule(category + "-elsewhere",
                 {{"category", category}, {"market", {{"not", covered}}}, {"ground", {"no_reason", "quality"}}},
                 finding("needs_review", "not_stated")));
    }
    Json columns = {"category", "market", "ground", "goods", "window"};
    if (any(asks_seal)) columns.push_back("answer.seal");
    return table("collect", std::move(columns), std::move(rules));
  }

  Json remedies() const {
    Json rules = Json::array();
    const auto when = [](const Offer& offer) {
      Json grounds = Json::array();
      if (offer.remorse.verdict != Verdict::Ineligible) grounds.push_back("no_reason");
      if (offer.defect.verdict != Verdict::Ineligible) grounds.push_back("quality");
      return goods_of(offer, {{"ground", grounds}, {"verdict", {"eligible", "needs_review"}}});
    };
    each(rules, "-refund", [&](const Offer& offer) -> Made {
      if (!offer.refund) return {};
      return std::pair{when(offer), Json{{"resolution", offer.keep ? "refund_only" : "refund"}}};
    });
    each(rules, "-exchange", [&](const Offer& offer) -> Made {
      if (!offer.exchange) return {};
      return std::pair{when(offer), Json{{"resolution", "exchange"}}};
    });
    rules.push_back(rule("a-person", Json::object(), {{"resolution", "human_review"}}));
    return table("collect", {"category", "market", "ground", "verdict"}, std::move(rules));
  }

  Json settlement() {
    Json rules = Json::array();
    const auto then = [](Payer payer, bool outbound) {
      return Json{{"return_freight", name(payer)},
                  {"outbound", outbound ? "refund" : "keep"},
                  {"promotion", "share"},
                  {"shipping_threshold", "ignore"},
                  {"gift", "ignore"}};
    };
    const auto side = [&](const char* suffix, const char* ground, OfferSide Offer::*of, bool outbound) {
      each(rules, suffix, [&](const Offer& offer) -> Made {
        const OfferSide& of_side = offer.*of;
        if (of_side.verdict != Verdict::Eligible || !of_side.freight) return {};
        // What the merchant keeps for the way back is a fee; the label is then the merchant's.
        const Payer payer = of_side.shipping_fee > 0 ? Payer::Merchant : *of_side.freight;
        return std::pair{goods_of(offer, {{"ground", ground}}), then(payer, outbound)};
      });
    };
    side("", "no_reason", &Offer::remorse, false);
    side("-defect", "quality", &Offer::defect, true);
    rules.push_back(rule("open", Json::object(), then(Payer::Merchant, true)));
    assume("settlement/outbound", "keep (no_reason), refund");
    assume("settlement/promotion", "share");
    return table("first", {"category", "market", "ground"}, std::move(rules));
  }

  // A fee is taken only where the goods cost enough for all of them: fees never exceed the refund.
  static std::int64_t least_value(const OfferSide& side) {
    const std::int32_t share = side.restocking ? side.restocking->basis_points : 0;
    const Minor flat = side.shipping_fee + (side.restocking ? side.restocking->amount : 0);
    if (flat == 0) return 0;
    return std::min<std::int64_t>(flat * 10'000 / (10'000 - share) + 2, kMaxValue);
  }

  Json fees() {
    Json rules = Json::array();
    const auto side = [&](const std::string& suffix, const char* ground, OfferSide Offer::*of) {
      const auto when = [&](const Offer& offer) {
        Json out = goods_of(offer, {{"ground", ground}, {"resolution", offer.keep ? "refund_only" : "refund"}});
        if (const std::int64_t least = least_value(offer.*of); least > 0) {
          out["value"] = {{"min", least}};
          offers_.lost.push_back({.code = "fee_small_values",
                                  .policies = {offer.category},
                                  .markets = offer.markets,
                                  .kept = decimal_text(least, offers_.currency) + ' ' + offers_.currency});
        }
        return out;
      };
      each(rules, suffix + "-restocking", [&](const Offer& offer) -> Made {
        const OfferSide& of_side = offer.*of;
        if (!offer.refund || !of_side.restocking || of_side.verdict != Verdict::Eligible) return {};
        Json then = {{"code", "restocking"}};
        if (of_side.restocking->basis_points > 0)
          then["basis_points"] = of_side.restocking->basis_points;
        else
          then["amount"] = of_side.restocking->amount;
        return std::pair{when(offer), std::move(then)};
      });
      each(rules, suffix + "-return-shipping", [&](const Offer& offer) -> Made {
        const OfferSide& of_side = offer.*of;
        if (!offer.refund || of_side.shipping_fee == 0 || of_side.verdict != Verdict::Eligible) return {};
        return std::pair{when(offer),
                         Json{{"code", "return_shipping"}, {"amount", of_side.shipping_fee}, {"per", "request"}}};
      });
    };
    side("", "no_reason", &Offer::remorse);
    side("-defect", "quality", &Offer::defect);
    return table("collect", {"category", "market", "ground", "resolution", "value"}, std::move(rules));
  }

  Json clocks() {
    std::int32_t days = 0;
    for (const Offer& offer : offers_.offers) days = std::max(days, offer.refund_days.value_or(0));
    // Every request has a first clock; neither standard knows of one.
    constexpr int kDecide = 30;
    Json rules = Json::array(
        {rule("decide", Json::object(),
              {{"stage", "decide"}, {"who", "merchant"}, {"n", kDecide}, {"unit", "day"}, {"from", "submitted"}})});
    assume("clocks/decide", std::to_string(kDecide) + " day");
    if (days > 0) {
      rules.push_back(
          rule("refund", {{"resolution", "refund"}},
               {{"stage", "refund"}, {"who", "merchant"}, {"n", days}, {"unit", "day"}, {"from", "goods_received"}}));
    }
    return table("collect", {"resolution"}, std::move(rules));
  }

  Offers& offers_;
  const Skeleton& skeleton_;
  std::vector<std::string> markets_;  // as they are named first
  std::vector<std::string> categories_;
};

}  // namespace

std::string write_skeleton(Offers& offers, const Skeleton& skeleton) { return Maker(offers, skeleton).run(); }

}  // namespace returns::policy
