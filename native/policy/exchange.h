#pragma once
// Return policies as the rest of the world writes them: schema.org's MerchantReturnPolicy (release 30.0) and Google's
// OnlineReturnPolicy (Merchant API, accounts v1). Both say one value where a pack says what depends on what, so a pack
// is first brought down to what either could say (`Offer`), and whatever does not fit is listed with the rules it is
// about. Where several values meet, the one least generous to the customer is kept: what is published is a promise.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/policy/pack.h"
#include "native/support/json.h"

namespace returns::policy {

enum class Standard : std::uint8_t { SchemaOrg, Google };

struct OfferFee {
  std::int32_t basis_points = 0;  // of what the item cost, or
  Minor amount = 0;               // a fixed amount
  friend bool operator==(const OfferFee&, const OfferFee&) = default;
};

// One side of a policy: the customer changed their mind, or the goods are defective.
struct OfferSide {
  Verdict verdict = Verdict::NeedsReview;  // needs_review: the source does not say
  bool unlimited = false;
  std::int32_t days = 0;              // whole days from delivery, unless unlimited
  std::optional<Payer> freight = {};  // of the way back; none: nothing to pay; nothing: the source does not say
  Minor shipping_fee = 0;             // what the merchant keeps for the way back, when the customer pays it so
  std::optional<OfferFee> restocking = {};
  friend bool operator==(const OfferSide&, const OfferSide&) = default;
};

struct Offer {
  std::string category = {};
  std::vector<std::string> markets = {};
  OfferSide remorse = {}, defect = {};
  bool refund = false, exchange = false;
  bool keep = false;              // refunded without sending anything back
  std::optional<bool> used = {};  // whether used goods are taken back
  std::optional<std::int32_t> refund_days = {};
  std::string link = {};
  friend bool operator==(const Offer&, const Offer&) = default;
};

// What did not fit.
struct Lost {
  std::string code;                        // text: tools.exchange.lost.<code>
  std::vector<std::string> policies = {};  // the offers' categories; none: the whole document
  std::string side = {};                   // remorse, defect
  std::vector<std::string> markets = {};
  std::string kept = {};  // what stands in the result instead
  std::vector<std::string> values = {};
  std::vector<std::string> rules = {};  // "table/rule", for exports
  std::string at = {};                  // JSON pointer into the source, for imports
  friend bool operator==(const Lost&, const Lost&) = default;
};

struct Offers {
  std::string currency;
  std::vector<Offer> offers;
  std::vector<Lost> lost;
  std::vector<std::pair<std::string, std::string>> assumed = {};  // imports: member of the pack, value
};

// What the pack says of ordinary goods that arrived, per market and category, over every reason of a side, every answer
// to its questions and every confirmation; markets that say the same are put together.
Offers survey(const Pack& pack);

// The same loss of several policies or markets as one entry.
void put_together(std::vector<Lost>& lost);

// The document of that standard; adds to `offers.lost` what it cannot say. `link`: the merchant's page on returns.
Json write_schema_org(Offers& offers, const std::string& link);
Json write_google(Offers& offers, const std::string& link);

// The other way: what the document says, and in `lost` what an Offer cannot. A text is the place of what is no such
// document.
struct NoPolicy {
  std::string at;
};
std::variant<Offers, NoPolicy> read_schema_org(const Json& document);
std::variant<Offers, NoPolicy> read_google(const Json& document);

// A pack that loads and says what the offers say and nothing more: what they leave open is needs_review.
struct Skeleton {
  std::string id = {};
  std::int32_t version = 1;
  std::string effective_from = {}, review_by = {};  // days
  std::string currency = {};                        // for sources that name none
};
std::string write_skeleton(Offers& offers, const Skeleton& skeleton);

// "12.50" to minor units; nothing when it is not a number with at most the currency's digits.
std::optional<Minor> minor_of(const std::string& decimal, const std::string& currency);
// The text of a JSON number or of a text that holds one.
std::string decimal_of(const Json& value);
// "12.50", exactly.
std::string decimal_text(Minor minor, const std::string& currency);

}  // namespace returns::policy
