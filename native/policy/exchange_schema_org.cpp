// https://schema.org/MerchantReturnPolicy, release 30.0.

#include <algorithm>
#include <array>
#include <set>

#include "native/policy/exchange.h"

namespace returns::policy {
namespace {

constexpr std::string_view kBase = "https://schema.org/";

std::string term(std::string_view name) { return std::string{kBase} + std::string{name}; }

// "https://schema.org/FreeReturn", "http://schema.org/FreeReturn", "schema:FreeReturn" or "FreeReturn".
std::string bare(const Json& value) {
  std::string text = value.is_string() ? value.get<std::string>() : text_of(value, "@id");
  const std::size_t at = text.find_last_of("/#:");
  return at == std::string::npos ? text : text.substr(at + 1);
}

// One value or several: JSON-LD does not tell them apart.
std::vector<const Json*> values_of(const Json& object, const std::string& name) {
  const Json* found = member(object, name);
  std::vector<const Json*> out;
  if (found == nullptr || found->is_null()) return out;
  if (!found->is_array()) return {found};
  for (const Json& value : *found) out.push_back(&value);
  return out;
}

bool is_a(const Json& object, std::string_view type) {
  const auto types = values_of(object, "@type");
  return std::any_of(types.begin(), types.end(), [&](const Json* value) { return bare(*value) == type; });
}

Json money(Minor amount, const std::string& currency) {
  return {{"@type", "MonetaryAmount"}, {"currency", currency}, {"value", decimal_text(amount, currency)}};
}

class Writer {
 public:
  Writer(Offers& offers, const std::string& link) : offers_(offers), link_(link) {}

  Json run() {
    Json graph = Json::array();
    for (const Offer& offer : offers_.offers) graph.push_back(policy(offer));
    return {{"@context", "https://schema.org"}, {"@graph", std::move(graph)}};
  }

 private:
  void lose(const Offer& offer, const std::string& code, const std::string& side, const std::string& kept,
            std::vector<std::string> values) {
    offers_.lost.push_back({.code = code,
                            .policies = {offer.category},
                            .side = side,
                            .markets = offer.markets,
                            .kept = kept,
                            .values = std::move(values)});
  }

  static std::string days_text(const OfferSide& side) {
    if (side.verdict != Verdict::Eligible) return std::string{value_name(Fact::Verdict, side.verdict)};
    return side.unlimited ? "unlimited" : std::to_string(side.days) + " day";
  }

  Json policy(const Offer& offer) {
    Json out = {{"@type", "MerchantReturnPolicy"}, {"name", offer.category}, {"applicableCountry", offer.markets}};
    const OfferSide& remorse = offer.remorse;
    const OfferSide& defect = offer.defect;
    if (remorse.verdict != Verdict::Eligible) {
      const bool open = remorse.verdict == Verdict::NeedsReview;
      out["returnPolicyCategory"] = term(open ? "MerchantReturnUnspecified" : "MerchantReturnNotPermitted");
      if (defect.verdict != Verdict::Ineligible) lose(offer, "defect_only", "defect", "", {days_text(defect)});
    } else {
      out["returnPolicyCategory"] =
          term(remorse.unlimited ? "MerchantReturnUnlimitedWindow" : "MerchantReturnFiniteReturnWindow");
      if (!remorse.unlimited) out["merchantReturnDays"] = remorse.days;
      if (days_text(defect) != days_text(remorse))
        lose(offer, "defect_window", "defect", days_text(remorse), {days_text(defect)});
      terms(offer, out);
    }
    if (!link_.empty()) out["merchantReturnLink"] = link_;
    if (offer.refund_days) lose(offer, "refund_days", "", "", {std::to_string(*offer.refund_days) + " day"});
    return out;
  }

  void terms(const Offer& offer, Json& out) {
    Json conditions = Json::array({term("NewCondition")});
    if (offer.used.value_or(false)) conditions.push_back(term("UsedCondition"));
    if (offer.used) out["itemCondition"] = std::move(conditions);
    out["returnMethod"] = term(offer.keep ? "KeepProduct" : "ReturnByMail");
    Json types = Json::array();
    if (offer.refund) types.push_back(term("FullRefund"));
    if (offer.exchange) types.push_back(term("ExchangeRefund"));
    if (!types.empty()) out["refundType"] = std::move(types);
    side(out, "customerRemorse", offer.remorse);
    if (offer.defect.verdict == Verdict::Eligible) side(out, "itemDefect", offer.defect);
    const auto& fee = offer.remorse.restocking;
    if (fee && fee->basis_points > 0) {
      out["restockingFee"] = Json::parse(decimal_text(fee->basis_points, "USD"), nullptr, false);
    } else if (fee) {
      out["restockingFee"] = money(fee->amount, offers_.currency);
    }
    if (fee != offer.defect.restocking) lose(offer, "restocking_side", "defect", "", {});
  }

  void side(Json& out, const std::string& prefix, const OfferSide& side) const {
    if (!side.freight) return;
    if (*side.freight != Payer::Customer) {
      out[prefix + "ReturnFees"] = term("FreeReturn");
    } else if (side.shipping_fee > 0) {
      out[prefix + "ReturnFees"] = term("ReturnShippingFees");
      out[prefix + "ReturnShippingFeesAmount"] = money(side.shipping_fee, offers_.currency);
    } else {
      out[prefix + "ReturnFees"] = term("ReturnFeesCustomerResponsibility");
      out[prefix + "ReturnLabelSource"] = term("ReturnLabelCustomerResponsibility");
    }
  }

  Offers& offers_;
  const std::string& link_;
};

class Reader {
 public:
  std::variant<Offers, NoPolicy> run(const Json& document) {
    find(document, "");
    if (out_.offers.empty()) return NoPolicy{""};
    return std::move(out_);
  }

 private:
  // Policies stand alone, in a list, in a graph, or inside what has them (Organization, Product, Offer).
  void find(const Json& value, const std::string& at) {
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) find(value[i], at + '/' + std::to_string(i));
    } else if (is_a(value, "MerchantReturnPolicy")) {
      read(value, at);
    } else if (value.is_object()) {
      for (const char* name : {"@graph", "hasMerchantReturnPolicy", "offers", "mainEntity"}) {
        if (const Json* inside = member(value, name)) find(*inside, at + '/' + name);
      }
    }
  }

  void lose(const std::string& code, const std::string& name, const Json& value, const std::string& kept = {}) {
    const std::string text = value.is_string() ? value.get<std::string>() : write_json(value);
    out_.lost.push_back(
        {.code = code, .policies = {category_}, .kept = kept, .values = {text}, .at = at_ + '/' + name});
  }

  void read(const Json& policy, const std::string& at) {
    at_ = at;
    category_ = text_of(policy, "name");
    if (category_.empty()) category_ = text_of(policy, "@id");
    Offer offer{.category = category_};
    const auto countries = values_of(policy, "applicableCountry");
    for (const Json* country : countries) {
      const std::string code = country->is_string() ? country->get<std::string>() : text_of(*country, "name");
      if (code.size() == 2) {
        offer.markets.push_back(code);
      } else {
        lose("country", "applicableCountry", *country);
      }
    }
    window(policy, offer);
    for (const Json* value : values_of(policy, "refundType")) {
      const std::string kind = bare(*value);
      if (kind == "FullRefund") {
        offer.refund = true;
      } else if (kind == "ExchangeRefund") {
        offer.exchange = true;
      } else {
        lose("refund_type", "refundType", *value);
      }
    }
    methods(policy, offer);
    conditions(policy, offer);
    fees(policy, offer);
    offer.link = text_of(policy, "merchantReturnLink");
    rest(policy);
    out_.offers.push_back(std::move(offer));
  }

  void window(const Json& policy, Offer& offer) {
    const auto categories = values_of(policy, "returnPolicyCategory");
    const std::string kind = categories.size() == 1 ? bare(*categories.front()) : std::string{};
    OfferSide side;
    const Json* days = member(policy, "merchantReturnDays");
    if (kind == "MerchantReturnNotPermitted") {
      side.verdict = Verdict::Ineligible;
    } else if (kind == "MerchantReturnUnlimitedWindow") {
      side.verdict = Verdict::Eligible;
      side.unlimited = true;
    } else if (kind == "MerchantReturnFiniteReturnWindow" || (categories.empty() && days != nullptr)) {
      const std::string text = days != nullptr ? decimal_of(*days) : std::string{};
      const bool number =
          !text.empty() && text.size() <= 4 && text.find_first_not_of("0123456789") == std::string::npos;
      if (number && std::stoi(text) <= 3660) {
        side.verdict = Verdict::Eligible;
        side.days = std::stoi(text);
      } else if (days != nullptr) {
        lose("days", "merchantReturnDays", *days, "needs_review");  // a date, or no number
      }
    } else if (!categories.empty() && kind != "MerchantReturnUnspecified") {
      lose("member", "returnPolicyCategory", *member(policy, "returnPolicyCategory"), "needs_review");
    }
    offer.remorse = offer.defect = side;
    // That nothing goes back is said of a change of mind; the law on defects is not this document's to set aside.
    if (side.verdict == Verdict::Ineligible) offer.defect.verdict = Verdict::NeedsReview;
  }

  void methods(const Json& policy, Offer& offer) {
    const auto methods = values_of(policy, "returnMethod");
    bool mail = methods.empty();
    for (const Json* value : methods) {
      const std::string method = bare(*value);
      if (method == "ReturnByMail") {
        mail = true;
      } else if (method != "KeepProduct") {
        lose("method", "returnMethod", *value);
      }
    }
    offer.keep = !mail && methods.size() == 1 && bare(*methods.front()) == "KeepProduct";
  }

  void conditions(const Json& policy, Offer& offer) {
    const auto conditions = values_of(policy, "itemCondition");
    if (conditions.empty()) return;
    offer.used = false;
    for (const Json* value : conditions) {
      const std::string condition = bare(*value);
      if (condition == "UsedCondition") {
        offer.used = true;
      } else if (condition != "NewCondition") {
        lose("condition", "itemCondition", *value);
      }
    }
  }

  std::optional<Minor> amount(const Json& value, const std::string& name) {
    const std::string currency = text_of(value, "currency");
    const Json* number = member(value, "value");
    const auto minor = number != nullptr ? minor_of(decimal_of(*number), currency) : std::nullopt;
    const bool fits = minor && !currency.empty() && (out_.currency.empty() || out_.currency == currency);
    if (!fits) {
      lose("amount", name, value);
      return std::nullopt;
    }
    out_.currency = currency;
    return minor;
  }

  // The specific statement counts before the general one.
  void fees(const Json& policy, Offer& offer) {
    side_fees(policy, "", offer.remorse, offer);
    side_fees(policy, "", offer.defect, offer);
    side_fees(policy, "customerRemorse", offer.remorse, offer);
    side_fees(policy, "itemDefect", offer.defect, offer);
    for (const Json* value : values_of(policy, "restockingFee")) restocking(*value, offer);
  }

  void side_fees(const Json& policy, const std::string& prefix, OfferSide& side, const Offer& offer) {
    const std::string name = prefix.empty() ? "returnFees" : prefix + "ReturnFees";
    // "…ReturnFees" goes with "…ReturnShippingFeesAmount".
    const std::string amount_name = name.substr(0, name.size() - 4) + "ShippingFeesAmount";
    for (const Json* value : values_of(policy, name)) {
      const std::string kind = bare(*value);
      if (kind == "FreeReturn") {
        side.freight = Payer::Merchant;
        side.shipping_fee = 0;
      } else if (kind == "ReturnFeesCustomerResponsibility") {
        side.freight = Payer::Customer;
        side.shipping_fee = 0;
      } else if (kind == "ReturnShippingFees") {
        const Json* fee = member(policy, amount_name);
        const auto minor = fee != nullptr ? amount(*fee, amount_name) : std::nullopt;
        if (minor) {
          side.freight = *minor > 0 ? Payer::Customer : Payer::Merchant;
          side.shipping_fee = *minor;
        } else if (&side == &offer.remorse || !prefix.empty()) {
          lose("fee_amount", name, *value, "needs_review");
        }
      } else if (kind == "RestockingFees") {
        // Says only that there is one; the amount stands in restockingFee. The way back is then not spoken of.
      } else if (&side == &offer.remorse || !prefix.empty()) {
        lose("fee_kind", name, *value);  // OriginalShippingFees
      }
    }
  }

  void restocking(const Json& value, Offer& offer) {
    OfferFee fee;
    if (value.is_object()) {
      const auto minor = amount(value, "restockingFee");
      if (!minor) return;
      fee.amount = *minor;
    } else {
      const auto percent = minor_of(decimal_of(value), "USD");  // hundredths of a percent are basis points
      if (!percent || *percent > 10'000) return lose("amount", "restockingFee", value);
      fee.basis_points = static_cast<std::int32_t>(*percent);
    }
    if (fee.basis_points == 0 && fee.amount == 0) return;
    offer.remorse.restocking = fee;
    // Of goods that are defective the law takes none in most places.
    lose("restocking_side", "restockingFee", value, "remorse");
  }

  void rest(const Json& policy) {
    static const std::set<std::string> read_here = {"@type",
                                                    "@context",
                                                    "@id",
                                                    "name",
                                                    "applicableCountry",
                                                    "returnPolicyCategory",
                                                    "merchantReturnDays",
                                                    "refundType",
                                                    "returnMethod",
                                                    "itemCondition",
                                                    "returnFees",
                                                    "customerRemorseReturnFees",
                                                    "itemDefectReturnFees",
                                                    "restockingFee",
                                                    "merchantReturnLink",
                                                    "returnShippingFeesAmount",
                                                    "customerRemorseReturnShippingFeesAmount",
                                                    "itemDefectReturnShippingFeesAmount"};
    for (const auto& [name, value] : policy.items()) {
      if (read_here.contains(name)) continue;
      if (name == "returnPolicySeasonalOverride") {
        lose("seasonal", name, value);
      } else if (name == "validForMemberTier") {
        lose("tier", name, value);
      } else if (name.ends_with("LabelSource") || name == "returnLabelSource") {
        if (bare(value) != "ReturnLabelCustomerResponsibility") lose("label_source", name, value);
      } else {
        lose("member", name, value);
      }
    }
  }

  Offers out_;
  std::string at_, category_;
};

}  // namespace

Json write_schema_org(Offers& offers, const std::string& link) { return Writer(offers, link).run(); }

std::variant<Offers, NoPolicy> read_schema_org(const Json& document) { return Reader().run(document); }

}  // namespace returns::policy
