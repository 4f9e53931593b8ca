// OnlineReturnPolicy of Google's Merchant API, google.shopping.merchant.accounts.v1.
// https://developers.google.com/merchant/api/reference/rest/accounts_v1/accounts.onlineReturnPolicies

#include <algorithm>
#include <set>

#include "native/policy/exchange.h"
#include "native/policy/money_text.h"

namespace returns::policy {
namespace {

constexpr std::size_t kMaxLabel = 50;
constexpr std::int32_t kMicrosPerBasisPoint = 10'000;  // 15,000,000 are 15 percent

std::int64_t micros_of(Minor minor, const std::string& currency) {
  std::int64_t micros = minor;
  for (int i = Currency{currency}.digits(); i < 6; ++i) micros *= 10;
  return micros;
}

Json price(Minor minor, const std::string& currency) {
  return {{"amountMicros", std::to_string(micros_of(minor, currency))}, {"currencyCode", currency}};
}

class Writer {
 public:
  Writer(Offers& offers, const std::string& link) : offers_(offers), link_(link) {}

  Json run() {
    Json list = Json::array();
    for (const Offer& offer : offers_.offers) list.push_back(policy(offer));
    return {{"onlineReturnPolicies", std::move(list)}};
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

  Json policy(const Offer& offer) {
    Json out = {{"label", offer.category.substr(0, kMaxLabel)}, {"countries", offer.markets}};
    if (offer.category.size() > kMaxLabel)
      lose(offer, "label", "", offer.category.substr(0, kMaxLabel), {offer.category});
    const bool remorse = offer.remorse.verdict == Verdict::Eligible;
    const bool defect = offer.defect.verdict == Verdict::Eligible;
    const OfferSide& side = remorse ? offer.remorse : offer.defect;
    if (offer.remorse.verdict == Verdict::NeedsReview) lose(offer, "review", "remorse", "", {"needs_review"});
    if (!defect && offer.defect.verdict == Verdict::NeedsReview) lose(offer, "review", "defect", "", {"needs_review"});
    if (remorse || defect) {
      terms(offer, side, out);
      if (!remorse) out["acceptDefectiveOnly"] = true;
      if (remorse && !(offer.defect == offer.remorse)) lose(offer, "defect_terms", "defect", "", {text(offer.defect)});
    } else {
      out["policy"] = {{"type", "NO_RETURNS"}};
    }
    out["returnPolicyUri"] = link_;
    return out;
  }

  static std::string text(const OfferSide& side) {
    if (side.verdict != Verdict::Eligible) return std::string{value_name(Fact::Verdict, side.verdict)};
    std::string out = side.unlimited ? "unlimited" : std::to_string(side.days) + " day";
    if (side.freight) out += ", " + std::string{name(*side.freight)};
    return out;
  }

  void terms(const Offer& offer, const OfferSide& side, Json& out) {
    if (side.unlimited) {
      out["policy"] = {{"type", "LIFETIME_RETURNS"}};
    } else {
      out["policy"] = {{"type", "NUMBER_OF_DAYS_AFTER_DELIVERY"}, {"days", std::to_string(side.days)}};
    }
    if (offer.keep) lose(offer, "keep", "", "BY_MAIL", {"refund_only"});
    out["returnMethods"] = Json::array({"BY_MAIL"});
    Json conditions = Json::array({"NEW"});
    // What is defective has been used.
    if (offer.used.value_or(false) || offer.remorse.verdict != Verdict::Eligible) conditions.push_back("USED");
    out["itemConditions"] = std::move(conditions);
    if (side.freight) {
      const bool actual = *side.freight == Payer::Customer && side.shipping_fee == 0;
      out["returnShippingFee"] =
          actual ? Json{{"type", "CUSTOMER_PAYING_ACTUAL_FEE"}}
                 : Json{{"type", "FIXED"}, {"fixedFee", price(side.shipping_fee, offers_.currency)}};
      if (actual) out["returnLabelSource"] = "CUSTOMER_RESPONSIBILITY";
    }
    if (side.restocking && side.restocking->basis_points > 0) {
      out["restockingFee"] = {{"microPercent", side.restocking->basis_points * kMicrosPerBasisPoint}};
    } else if (side.restocking) {
      out["restockingFee"] = {{"fixedFee", price(side.restocking->amount, offers_.currency)}};
    }
    if (offer.refund_days) out["processRefundDays"] = *offer.refund_days;
    out["acceptExchange"] = offer.exchange;
    if (!offer.refund) lose(offer, "no_refund", "", "", {});
  }

  Offers& offers_;
  const std::string& link_;
};

class Reader {
 public:
  std::variant<Offers, NoPolicy> run(const Json& document) {
    if (const Json* list = member(document, "onlineReturnPolicies")) {
      for (std::size_t i = 0; i < list->size() && list->is_array(); ++i)
        read((*list)[i], "/onlineReturnPolicies/" + std::to_string(i));
    } else if (document.is_array()) {
      for (std::size_t i = 0; i < document.size(); ++i) read(document[i], '/' + std::to_string(i));
    } else {
      read(document, "");
    }
    if (out_.offers.empty()) return NoPolicy{""};
    return std::move(out_);
  }

 private:
  void lose(const std::string& code, const std::string& name, const Json& value, const std::string& kept = {}) {
    const std::string text = value.is_string() ? value.get<std::string>() : write_json(value);
    out_.lost.push_back(
        {.code = code, .policies = {category_}, .kept = kept, .values = {text}, .at = at_ + '/' + name});
  }

  void read(const Json& policy, const std::string& at) {
    if (member(policy, "policy") == nullptr || member(policy, "countries") == nullptr) return;
    at_ = at;
    category_ = text_of(policy, "label");
    Offer offer{.category = category_};
    for (const Json& country : array_of(policy, "countries")) {
      if (country.is_string()) offer.markets.push_back(country.get<std::string>());
    }
    window(policy, offer);
    offer.refund = true;  // what Google calls a return is refunded
    if (const Json* exchange = member(policy, "acceptExchange"); exchange != nullptr && exchange->is_boolean())
      offer.exchange = exchange->get<bool>();
    const Json& conditions = array_of(policy, "itemConditions");
    if (!conditions.empty()) {
      offer.used = std::any_of(conditions.begin(), conditions.end(), [](const Json& value) { return value == "USED"; });
    }
    for (const Json& method : array_of(policy, "returnMethods")) {
      if (method != "BY_MAIL") lose("method", "returnMethods", method);
    }
    fees(policy, offer);
    const Json* defective = member(policy, "acceptDefectiveOnly");
    if (defective != nullptr && *defective == Json(true)) {
      offer.remorse = {.verdict = Verdict::Ineligible};
      offer.used.reset();
    }
    if (const auto days = integer(policy, "processRefundDays"); days && *days >= 0 && *days <= 366)
      offer.refund_days = static_cast<std::int32_t>(*days);
    offer.link = text_of(policy, "returnPolicyUri");
    rest(policy);
    out_.offers.push_back(std::move(offer));
  }

  // 64-bit numbers are texts in the JSON of protocol buffers; people write them as numbers too.
  static std::optional<std::int64_t> integer(const Json& object, const std::string& name) {
    const Json* value = member(object, name);
    if (value == nullptr) return std::nullopt;
    const std::string text = decimal_of(*value);
    if (text.empty() || text.size() > 15 || text.find_first_not_of("0123456789") != std::string::npos)
      return std::nullopt;
    return std::stoll(text);
  }

  void window(const Json& policy, Offer& offer) {
    const Json& term = policy["policy"];
    const std::string type = text_of(term, "type");
    OfferSide side;
    if (type == "NO_RETURNS") {
      side.verdict = Verdict::Ineligible;
    } else if (type == "LIFETIME_RETURNS") {
      side.verdict = Verdict::Eligible;
      side.unlimited = true;
    } else if (const auto days = integer(term, "days");
               type == "NUMBER_OF_DAYS_AFTER_DELIVERY" && days && *days <= 3660) {
      side.verdict = Verdict::Eligible;
      side.days = static_cast<std::int32_t>(*days);
    } else {
      lose("days", "policy", term, "needs_review");
    }
    offer.remorse = offer.defect = side;
    if (side.verdict == Verdict::Ineligible) offer.defect.verdict = Verdict::NeedsReview;
  }

  std::optional<Minor> amount(const Json& value, const std::string& name) {
    const std::string currency = text_of(value, "currencyCode");
    const auto micros = integer(value, "amountMicros");
    std::int64_t unit = 1;
    for (int i = Currency{currency}.digits(); i < 6; ++i) unit *= 10;
    const bool fits =
        micros && !currency.empty() && *micros % unit == 0 && (out_.currency.empty() || out_.currency == currency);
    if (!fits) {
      lose("amount", name, value);
      return std::nullopt;
    }
    out_.currency = currency;
    return *micros / unit;
  }

  void fees(const Json& policy, Offer& offer) {
    if (const Json* fee = member(policy, "returnShippingFee")) {
      const std::string type = text_of(*fee, "type");
      std::optional<Payer> freight;
      Minor shipping = 0;
      if (type == "CUSTOMER_PAYING_ACTUAL_FEE") freight = Payer::Customer;
      if (type == "FIXED") {
        const Json* fixed = member(*fee, "fixedFee");
        const auto minor = fixed != nullptr ? amount(*fixed, "returnShippingFee/fixedFee") : std::optional<Minor>{0};
        if (minor) {
          freight = *minor > 0 ? Payer::Customer : Payer::Merchant;
          shipping = *minor;
        }
      }
      if (!freight) lose("fee_amount", "returnShippingFee", *fee, "needs_review");
      for (OfferSide* side : {&offer.remorse, &offer.defect}) {
        side->freight = freight;
        side->shipping_fee = shipping;
      }
    }
    const Json* restocking = member(policy, "restockingFee");
    if (restocking == nullptr) return;
    OfferFee fee;
    if (const Json* fixed = member(*restocking, "fixedFee")) {
      fee.amount = amount(*fixed, "restockingFee/fixedFee").value_or(0);
    } else if (const auto micro = integer(*restocking, "microPercent");
               micro && *micro % kMicrosPerBasisPoint == 0 && *micro <= std::int64_t{10'000} * kMicrosPerBasisPoint) {
      fee.basis_points = static_cast<std::int32_t>(*micro / kMicrosPerBasisPoint);
    } else {
      lose("amount", "restockingFee", *restocking);
    }
    if (fee.amount == 0 && fee.basis_points == 0) return;
    offer.remorse.restocking = fee;
    lose("restocking_side", "restockingFee", *restocking, "remorse");
  }

  void rest(const Json& policy) {
    static const std::set<std::string> read_here = {"name",
                                                    "returnPolicyId",
                                                    "label",
                                                    "countries",
                                                    "policy",
                                                    "itemConditions",
                                                    "returnMethods",
                                                    "restockingFee",
                                                    "returnShippingFee",
                                                    "returnPolicyUri",
                                                    "acceptExchange",
                                                    "acceptDefectiveOnly",
                                                    "processRefundDays"};
    for (const auto& [name, value] : policy.items()) {
      if (read_here.contains(name)) continue;
      if (name == "seasonalOverrides") {
        if (!value.empty()) lose("seasonal", name, value);
      } else if (name == "returnLabelSource") {
        if (value != "CUSTOMER_RESPONSIBILITY") lose("label_source", name, value);
      } else {
        lose("member", name, value);
      }
    }
  }

  Offers out_;
  std::string at_, category_;
};

}  // namespace

Json write_google(Offers& offers, const std::string& link) { return Writer(offers, link).run(); }

std::variant<Offers, NoPolicy> read_google(const Json& document) { return Reader().run(document); }

}  // namespace returns::policy
