// Packs as schema.org and Google say them, and back: what is not listed as lost is still there.

#include "native/policy/exchange.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <set>

#include "core/wire/doors.h"
#include "native/policy/locate.h"
#include "native/support/disk.h"

namespace returns::policy {
namespace {

constexpr const char* kLink = "https://shop.example/returns";
const char* const kPacks[] = {"cn-pharmacy", "cn-cosmetics", "eu-consumer", "uk-consumer", "us-retail"};

struct Form {
  const char* name;
  Json (*write)(Offers&, const std::string&);
  std::variant<Offers, NoPolicy> (*read)(const Json&);
};
const Form kForms[] = {{"schema.org", write_schema_org, read_schema_org}, {"google", write_google, read_google}};

Json document(const std::string& name) {
  return parse_json(*read_file(std::string{RETURNS_POLICY_TESTS} + "/exchange/" + name, 1 << 20));
}

wire::Core built_in(const std::string& name) { return load_pack(RETURNS_ASSETS, name)->core; }

// Loads what an import gives; a pack that is not proved fails the test.
std::optional<wire::Core> loaded(Offers& offers) {
  const std::string text = write_skeleton(
      offers, {.id = "imported", .version = 1, .effective_from = "2026-11-22", .review_by = "2027-11-22"});
  const std::string calendar = text_of(parse_json(text), "calendar");
  const auto days = read_file(std::string{RETURNS_ASSETS} + "/calendars/" + calendar + ".json", 1 << 20);
  wire::Core::Loaded pack = wire::Core::load(text, *days);
  EXPECT_TRUE(pack.core) << pack.answer << '\n' << text;
  return pack.core;
}

Offers read(const Form& form, const Json& source) {
  auto read = form.read(source);
  EXPECT_TRUE(std::holds_alternative<Offers>(read));
  return std::get<Offers>(std::move(read));
}

const Offer* find(const Offers& offers, const std::string& category, const std::string& market) {
  for (const Offer& offer : offers.offers) {
    const bool there = std::find(offer.markets.begin(), offer.markets.end(), market) != offer.markets.end();
    if (offer.category == category && there) return &offer;
  }
  return nullptr;
}

bool lost(const Offers& offers, const std::string& code, const std::string& what = {}) {
  return std::any_of(offers.lost.begin(), offers.lost.end(), [&](const Lost& entry) {
    const bool said = what.empty() || entry.at == what
                      || std::find(entry.values.begin(), entry.values.end(), what) != entry.values.end()
                      || std::find(entry.rules.begin(), entry.rules.end(), what) != entry.rules.end();
    return entry.code == code && said;
  });
}

// What one document says stays the same through a pack and back: whatever the document could hold is not lost again.
TEST(Exchange, ADocumentComesBackThroughAPackAsItWas) {
  for (const char* name : kPacks) {
    for (const Form& form : kForms) {
      SCOPED_TRACE(std::string{name} + ", " + form.name);
      Offers exported = survey(built_in(name).pack());
      const Json first = form.write(exported, kLink);
      Offers back = read(form, first);
      const auto pack = loaded(back);
      ASSERT_TRUE(pack);
      Offers again = survey(pack->pack());
      const Json second = form.write(again, kLink);
      EXPECT_TRUE(first == second) << Json::diff(first, second).dump(1).substr(0, 2000);
    }
  }
}

// And each member of the offers themselves, unless the export said that it was lost.
TEST(Exchange, WhatIsNotListedAsLostIsKept) {
  int compared = 0;
  for (const char* name : kPacks) {
    for (const Form& form : kForms) {
      Offers exported = survey(built_in(name).pack());
      const std::vector<Offer> offers = exported.offers;
      const Json source = form.write(exported, kLink);
      Offers back = read(form, source);
      const auto pack = loaded(back);
      ASSERT_TRUE(pack);
      const Offers again = survey(pack->pack());
      const auto was_lost = [&](const Offer& offer, std::initializer_list<const char*> codes) {
        return std::any_of(exported.lost.begin(), exported.lost.end(), [&](const Lost& entry) {
          const bool mine =
              std::find(entry.policies.begin(), entry.policies.end(), offer.category) != entry.policies.end();
          return mine && std::find(codes.begin(), codes.end(), entry.code) != codes.end();
        });
      };
      for (const Offer& offer : offers) {
        for (const std::string& market : offer.markets) {
          SCOPED_TRACE(std::string{name} + ", " + form.name + ", " + offer.category + ", " + market);
          const Offer* kept = find(again, offer.category, market);
          ASSERT_NE(kept, nullptr);
          ++compared;
          if (!was_lost(offer, {"review", "defect_only"})) {
            EXPECT_EQ(offer.remorse.verdict, kept->remorse.verdict);
          }
          if (offer.remorse.verdict == Verdict::Eligible) {
            EXPECT_EQ(offer.remorse.unlimited, kept->remorse.unlimited);
            EXPECT_EQ(offer.remorse.days, kept->remorse.days);
            EXPECT_EQ(offer.remorse.freight == Payer::Customer, kept->remorse.freight == Payer::Customer);
            EXPECT_EQ(offer.remorse.restocking, kept->remorse.restocking);
            EXPECT_EQ(offer.used, kept->used);
            EXPECT_EQ(offer.refund, kept->refund);
            EXPECT_EQ(offer.exchange, kept->exchange);
          }
          if (!was_lost(offer, {"defect_only", "defect_window", "defect_terms", "review"})) {
            EXPECT_EQ(offer.defect.verdict, kept->defect.verdict);
            EXPECT_EQ(offer.defect.days, kept->defect.days);
            EXPECT_EQ(offer.defect.freight == Payer::Customer, kept->defect.freight == Payer::Customer);
          }
          if (offer.refund_days && !was_lost(offer, {"refund_days"})) {
            EXPECT_EQ(offer.refund_days, kept->refund_days);
          }
        }
      }
    }
  }
  EXPECT_GT(compared, 500);
}

// Every rule of a pack either speaks in the exported values or is named among the lost.
TEST(Exchange, NoRuleIsPassedOverInSilence) {
  for (const char* name : kPacks) {
    const wire::Core core = built_in(name);
    const Offers offers = survey(core.pack());
    std::set<std::string> named;
    for (const Lost& entry : offers.lost) named.insert(entry.rules.begin(), entry.rules.end());
    for (const char* table : {"evidence", "clocks", "routing", "next", "dispositions"}) {
      for (const TableView& view : tables_of(core.pack())) {
        if (view.name != table) continue;
        for (const RuleHead* rule : view.rules) {
          const bool said = std::string_view{table} == "clocks" && rule->id.find("refund") != std::string::npos;
          EXPECT_TRUE(named.contains(rule->id) || said) << name << ' ' << rule->id;
        }
      }
    }
  }
}

TEST(Exchange, TheValuesAreThoseOfTheTables) {
  const Offers pharmacy = survey(built_in("cn-pharmacy").pack());
  const Offer* cosmetic = find(pharmacy, "cosmetic", "CN");
  ASSERT_NE(cosmetic, nullptr);
  EXPECT_EQ(cosmetic->remorse.verdict, Verdict::Eligible);
  EXPECT_EQ(cosmetic->remorse.days, 7);
  EXPECT_EQ(cosmetic->remorse.freight, Payer::Customer);
  EXPECT_EQ(cosmetic->defect.freight, Payer::Merchant);
  EXPECT_EQ(cosmetic->used, false) << "a broken seal is refused";
  // Medicines: never without a reason, but when something is wrong with them.
  const Offer* medicine = find(pharmacy, "rx_medicine", "CN");
  ASSERT_NE(medicine, nullptr);
  EXPECT_NE(medicine->remorse.verdict, Verdict::Eligible);
  EXPECT_EQ(medicine->defect.verdict, Verdict::Eligible);

  const Offers retail = survey(built_in("us-retail").pack());
  const Offer* electronics = find(retail, "electronics", "US");
  ASSERT_NE(electronics, nullptr);
  EXPECT_EQ(electronics->remorse.days, 15);
  ASSERT_TRUE(electronics->remorse.restocking);
  EXPECT_EQ(electronics->remorse.restocking->basis_points, 1500);
  EXPECT_EQ(find(retail, "cosmetic", "US")->remorse.days, 60) << "the longest of two windows";
  EXPECT_EQ(electronics->defect.days, 90) << "the shortest of the reasons";
  EXPECT_TRUE(lost(retail, "window_by_reason", "windows/electronics-year"));
  EXPECT_TRUE(lost(retail, "fee_by_case", "fees/restocking"));

  const Offers union_wide = survey(built_in("eu-consumer").pack());
  EXPECT_EQ(find(union_wide, "goods", "DE")->remorse.days, 14);
  EXPECT_EQ(find(union_wide, "goods", "DE"), find(union_wide, "goods", "FR")) << "one policy for both";
  EXPECT_TRUE(lost(union_wide, "window_unit", "windows/guarantee")) << "24 months are counted in days";
  EXPECT_EQ(find(union_wide, "goods", "DE")->defect.days, 730);
}

TEST(Exchange, MedicinesAreDefectiveOnlyForGoogleAndNotPermittedForSchemaOrg) {
  Offers offers = survey(built_in("cn-pharmacy").pack());
  const Json google = write_google(offers, kLink)["onlineReturnPolicies"];
  const auto labelled = [&](const char* label) {
    return *std::find_if(google.begin(), google.end(), [&](const Json& policy) { return policy["label"] == label; });
  };
  EXPECT_EQ(labelled("rx_medicine")["acceptDefectiveOnly"], true);
  EXPECT_EQ(labelled("rx_medicine")["policy"]["type"], "NUMBER_OF_DAYS_AFTER_DELIVERY");
  EXPECT_EQ(labelled("cosmetic").count("acceptDefectiveOnly"), 0U);
  EXPECT_EQ(labelled("cosmetic")["returnShippingFee"]["type"], "CUSTOMER_PAYING_ACTUAL_FEE");
  Offers again = survey(built_in("cn-pharmacy").pack());
  const Json graph = write_schema_org(again, kLink)["@graph"];
  EXPECT_TRUE(lost(again, "defect_only"));
  EXPECT_EQ(graph[0]["name"], "rx_medicine");
  EXPECT_NE(graph[0]["returnPolicyCategory"], "https://schema.org/MerchantReturnFiniteReturnWindow");
}

TEST(Exchange, ReadsAnOrganizationsPolicy) {
  Offers offers = read(kForms[0], document("schema-org-organization.json"));
  ASSERT_EQ(offers.offers.size(), 1U);
  const Offer& offer = offers.offers[0];
  EXPECT_EQ(offer.markets, (std::vector<std::string>{"US", "CA"}));
  EXPECT_EQ(offer.remorse.days, 30);
  EXPECT_EQ(offer.remorse.shipping_fee, 299);
  EXPECT_EQ(offer.remorse.restocking, (OfferFee{.amount = 1000}));
  EXPECT_EQ(offer.defect.freight, Payer::Merchant);
  EXPECT_EQ(offer.defect.shipping_fee, 0);
  EXPECT_EQ(offer.used, false);
  EXPECT_EQ(offers.currency, "USD");
  const std::string at = "/hasMerchantReturnPolicy/";
  EXPECT_TRUE(lost(offers, "seasonal", at + "returnPolicySeasonalOverride"));
  EXPECT_TRUE(lost(offers, "method", "https://schema.org/ReturnInStore"));
  EXPECT_TRUE(lost(offers, "member", at + "inStoreReturnsOffered"));
  EXPECT_TRUE(lost(offers, "label_source", at + "itemDefectReturnLabelSource"));
  const auto pack = loaded(offers);
  ASSERT_TRUE(pack);
  EXPECT_TRUE(lost(offers, "fee_small_values"));
  const Offers again = survey(pack->pack());
  EXPECT_EQ(again.offers[0].remorse.shipping_fee, 299);
  EXPECT_EQ(again.offers[0].remorse.restocking, (OfferFee{.amount = 1000}));
}

TEST(Exchange, ReadsPoliciesOfProductsAndWhatTheyDoNotSay) {
  Offers offers = read(kForms[0], document("schema-org-product.json"));
  ASSERT_EQ(offers.offers.size(), 4U);
  const Offer& electronics = offers.offers[0];
  EXPECT_EQ(electronics.markets, std::vector<std::string>{"DE"});
  EXPECT_EQ(electronics.remorse.days, 14);
  EXPECT_EQ(electronics.remorse.restocking, (OfferFee{.basis_points = 750}));
  EXPECT_EQ(electronics.used, true);
  EXPECT_TRUE(electronics.exchange);
  EXPECT_EQ(offers.offers[1].remorse.verdict, Verdict::Ineligible);
  EXPECT_EQ(offers.offers[1].defect.verdict, Verdict::NeedsReview) << "the law on defects is not set aside";
  EXPECT_EQ(offers.offers[2].remorse.verdict, Verdict::NeedsReview) << "a date is no number of days";
  EXPECT_TRUE(lost(offers, "days", "2026-12-31"));
  EXPECT_TRUE(lost(offers, "refund_type"));
  EXPECT_TRUE(offers.offers[3].remorse.unlimited);
  EXPECT_TRUE(offers.offers[3].keep);
  const auto pack = loaded(offers);
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->pack().column(Fact::Category).values,
            (std::vector<std::string>{"electronics", "hygiene", "gift_cards", "mattress"}));
  const Offers again = survey(pack->pack());
  EXPECT_EQ(again.offers[0].remorse, electronics.remorse);
  EXPECT_EQ(again.offers[1].remorse.verdict, Verdict::Ineligible);
  EXPECT_EQ(again.offers[2].remorse.verdict, Verdict::NeedsReview);
  EXPECT_TRUE(again.offers[3].remorse.unlimited);
  EXPECT_TRUE(again.offers[3].keep);
}

TEST(Exchange, ReadsGooglesPolicies) {
  Offers offers = read(kForms[1], document("google.json"));
  ASSERT_EQ(offers.offers.size(), 4U);
  const Offer& first = offers.offers[0];
  EXPECT_EQ(first.remorse.days, 30);
  EXPECT_EQ(first.remorse.shipping_fee, 599);
  EXPECT_EQ(first.remorse.restocking, (OfferFee{.basis_points = 1500}));
  EXPECT_EQ(first.refund_days, 5);
  EXPECT_TRUE(first.exchange);
  EXPECT_EQ(offers.offers[1].remorse.verdict, Verdict::Ineligible);
  EXPECT_EQ(offers.offers[1].defect.days, 14);
  EXPECT_EQ(offers.offers[1].defect.freight, Payer::Merchant);
  EXPECT_EQ(offers.offers[2].remorse.verdict, Verdict::Ineligible);
  EXPECT_TRUE(offers.offers[3].remorse.unlimited);
  EXPECT_EQ(offers.offers[3].remorse.freight, Payer::Customer);
  EXPECT_TRUE(lost(offers, "seasonal", "/onlineReturnPolicies/0/seasonalOverrides"));
  EXPECT_TRUE(lost(offers, "method", "IN_STORE"));
  EXPECT_TRUE(lost(offers, "label_source", "DOWNLOAD_AND_PRINT"));
  const auto pack = loaded(offers);
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->pack().column(Fact::Category).values,
            (std::vector<std::string>{"default", "medicine", "final_sale", "outlet"}));
}

// Where a document is silent, a person decides.
TEST(Exchange, SilenceIsNeedsReview) {
  const auto verdict = [](const char* text) {
    Offers offers = read(kForms[0], parse_json(text));
    const auto pack = loaded(offers);
    return pack ? survey(pack->pack()).offers[0].remorse.verdict : Verdict::Ineligible;
  };
  EXPECT_EQ(verdict(R"({"@type":"MerchantReturnPolicy","applicableCountry":"US"})"), Verdict::NeedsReview);
  EXPECT_EQ(verdict(R"({"@type":"MerchantReturnPolicy","applicableCountry":"US","merchantReturnDays":30})"),
            Verdict::NeedsReview)
      << "neither fees nor what is given back";
  EXPECT_EQ(verdict(R"({"@type":"MerchantReturnPolicy","applicableCountry":"US","merchantReturnDays":30,
                       "refundType":"FullRefund"})"),
            Verdict::NeedsReview)
      << "no fees";
  EXPECT_EQ(verdict(R"({"@type":"MerchantReturnPolicy","applicableCountry":"US","merchantReturnDays":30,
                       "refundType":"FullRefund","returnFees":"FreeReturn"})"),
            Verdict::Eligible);
}

TEST(Exchange, WhatIsNoPolicyIsSaid) {
  for (const char* text : {"{}", "[]", "null", "3", R"({"@type":"Product","name":"x"})", R"({"policy":{}})"}) {
    for (const Form& form : kForms)
      EXPECT_TRUE(std::holds_alternative<NoPolicy>(form.read(parse_json(text)))) << form.name << ' ' << text;
  }
}

TEST(Exchange, TwoPoliciesOfOneNameAreOfDifferentGoods) {
  Offers offers = read(kForms[0], parse_json(R"([
    {"@type":"MerchantReturnPolicy","applicableCountry":"US","merchantReturnDays":30,"refundType":"FullRefund","returnFees":"FreeReturn"},
    {"@type":"MerchantReturnPolicy","applicableCountry":"US","merchantReturnDays":14,"refundType":"FullRefund","returnFees":"FreeReturn"},
    {"@type":"MerchantReturnPolicy","applicableCountry":"CA","merchantReturnDays":10,"refundType":"FullRefund","returnFees":"FreeReturn"}])"));
  const auto pack = loaded(offers);
  ASSERT_TRUE(pack);
  const Offers again = survey(pack->pack());
  EXPECT_EQ(find(again, "goods", "US")->remorse.days, 30);
  EXPECT_EQ(find(again, "goods_2", "US")->remorse.days, 14);
  EXPECT_EQ(find(again, "goods", "CA")->remorse.days, 10);
  EXPECT_EQ(find(again, "goods_2", "CA")->remorse.verdict, Verdict::NeedsReview) << "nothing is said of them there";
}

// Small worlds: every combination of what a document may say or leave out makes a pack that is proved, and the pack
// says the window again wherever the document said enough for a decision.
TEST(Exchange, EveryDocumentMakesAPackThatLoads) {
  const std::vector<std::string> kWindows = {"", R"(,"merchantReturnDays":14)",
                                             R"(,"returnPolicyCategory":"MerchantReturnUnlimitedWindow")",
                                             R"(,"returnPolicyCategory":"MerchantReturnNotPermitted")",
                                             R"(,"returnPolicyCategory":"MerchantReturnUnspecified")"};
  const std::string fee = R"({"@type":"MonetaryAmount","currency":"USD","value":5})";
  const std::vector<std::string> kFees = {
      "", R"(,"returnFees":"FreeReturn")", R"(,"returnFees":"ReturnShippingFees","returnShippingFeesAmount":)" + fee,
      R"(,"customerRemorseReturnFees":"ReturnFeesCustomerResponsibility")",
      R"(,"itemDefectReturnFees":"ReturnShippingFees","itemDefectReturnShippingFeesAmount":)" + fee};
  const std::vector<std::string> kRefunds = {"", R"(,"refundType":"FullRefund")", R"(,"refundType":"ExchangeRefund")",
                                             R"(,"refundType":"FullRefund","returnMethod":"KeepProduct")"};
  const std::vector<std::string> kConditions = {"", R"(,"itemCondition":"NewCondition")",
                                                R"(,"itemCondition":"UsedCondition")"};
  const std::vector<std::string> kRestocking = {"", R"(,"restockingFee":100)", R"(,"restockingFee":)" + fee};
  int accepted = 0;
  for (const std::string& window : kWindows) {
    for (const std::string& fees : kFees) {
      for (const std::string& refund : kRefunds) {
        for (const std::string& condition : kConditions) {
          for (const std::string& restocking : kRestocking) {
            const std::string text = R"({"@type":"MerchantReturnPolicy","applicableCountry":"US")" + window + fees
                                     + refund + condition + restocking + '}';
            SCOPED_TRACE(text);
            Offers offers = read(kForms[0], parse_json(text));
            const Offer said = offers.offers[0];
            const auto pack = loaded(offers);
            ASSERT_TRUE(pack);
            const Offer again = survey(pack->pack()).offers[0];
            const bool impossible = said.remorse.shipping_fee > 0 && said.remorse.restocking
                                    && said.remorse.restocking->basis_points == 10'000;
            const bool stated = said.remorse.freight && (said.refund || said.exchange) && !impossible;
            if (said.remorse.verdict != Verdict::Eligible || !stated) {
              EXPECT_NE(again.remorse.verdict, Verdict::Eligible);
              continue;
            }
            ++accepted;
            EXPECT_EQ(again.remorse.verdict, Verdict::Eligible);
            EXPECT_EQ(again.remorse.days, said.remorse.days);
            EXPECT_EQ(again.remorse.unlimited, said.remorse.unlimited);
            EXPECT_EQ(again.used, said.used.value_or(false));
            if (said.refund) {
              EXPECT_EQ(again.remorse.shipping_fee, said.remorse.shipping_fee);
              EXPECT_EQ(again.remorse.restocking, said.remorse.restocking);
            }
          }
        }
      }
    }
  }
  EXPECT_GT(accepted, 100);
}

TEST(Exchange, AmountsAreExact) {
  EXPECT_EQ(minor_of("12.5", "USD"), 1250);
  EXPECT_EQ(minor_of("12.500", "USD"), 1250);
  EXPECT_EQ(minor_of("12", "JPY"), 12);
  EXPECT_EQ(minor_of("0.001", "KWD"), 1);
  for (const char* wrong : {"", ".5", "12.345", "-1", "1e3", "12,50", "1234567890.00", "NaN"})
    EXPECT_EQ(minor_of(wrong, "USD"), std::nullopt) << wrong;
  EXPECT_EQ(minor_of("0.5", "JPY"), std::nullopt);
  EXPECT_EQ(decimal_text(1250, "USD"), "12.50");
  EXPECT_EQ(decimal_text(5, "USD"), "0.05");
  EXPECT_EQ(decimal_text(12, "JPY"), "12");
  EXPECT_EQ(decimal_of(parse_json("2.99")), "2.99");
  EXPECT_EQ(decimal_of(parse_json("0.1")), "0.1");
}

}  // namespace
}  // namespace returns::policy
