#pragma once
// The plan: everything a screen needs, as a pure function of order, draft, pack, calendar and now.
// What it looks like as a document: docs/documents.md.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/calendar.h"
#include "core/draft.h"
#include "core/eligibility.h"
#include "core/evidence.h"
#include "core/order.h"
#include "core/policy/pack.h"
#include "core/quote.h"
#include "core/routing.h"

namespace returns {

struct Policy {
  const Pack& pack;
  const Calendar& calendar;
};

struct Option {
  std::string value;
  std::string label;       // key in the locale files
  std::string group = {};  // id of the parent
  std::string group_label = {};
  std::string icon = {};
  std::string picture = {};
  std::optional<Minor> difference = {};  // Exchange: what the customer pays on top; below zero: gets back
};

enum class FieldKind : std::uint8_t { Lines, Reason, Choice, Text, LineText, Files, Resolution, Consent, Exchange };
std::string_view name(FieldKind kind);

struct Field {
  std::string path;  // JSON pointer into the draft
  FieldKind kind = FieldKind::Text;
  std::string label;
  bool required = false;
  std::string value = {};
  std::string suggest = {};     // reason of the first item, offered for the others
  std::string format = {};      // LineText: batch, phone, email, name
  std::string option = {};      // Consent: what is added to /consents
  std::int32_t max_length = 0;  // code points
  std::vector<Option> options = {};
};

// Something that stands between this draft and a request.
struct Missing {
  std::string step;
  std::optional<std::size_t> item = {};
  std::string path;
  std::string code;  // error.<code>
  Params params = {};
};

struct Step {
  std::string id;
  std::optional<std::size_t> item = {};
  std::vector<Field> fields = {};
};

struct LineOutlook {
  std::size_t line = 0;
  std::int32_t returnable = 0;
  std::optional<Verdict> outlook;
  std::string note;
  Window window;
};

// A resolution that the tables give an item, and until when.
struct Remedy {
  std::size_t resolution = 0;
  Window limit;

  bool passed() const { return limit.state == WindowState::Closed; }
};

// Damages that the law or a promise names; information for a person who decides.
struct Claim {
  const Rule<ClaimThen>* rule = nullptr;
  Minor amount = 0;
};

struct PlannedItem {
  std::size_t item = 0;
  const Reason* reason = nullptr;           // a leaf that is on offer, or nullptr
  std::vector<std::size_t> questions = {};  // of the pack
  std::vector<std::size_t> gifts = {};      // order lines that came with this one and do not go back by themselves
  bool assessed = false;                    // reason and every question answered
  Facts facts;
  Minor value = 0;  // what the units cost
  Window window = {};
  Assessment assessment = {};
  std::vector<Remedy> remedies = {};  // in the pack's order of resolutions
  std::vector<Claim> claims = {};
  const Rule<SettlementThen>* settlement = nullptr;
  const Rule<CompensationThen>* compensation = nullptr;
  const Rule<RoutingThen>* routing = nullptr;
  const Rule<CodeThen>* disposition = nullptr;
};

struct Offer {
  Quote quote;
  Window limit = {};                  // the first of the items' limits to end
  std::optional<Deadline> time = {};  // the clock that ends with the money back
};

// What happens by itself: from `at` on another answer holds than just before, if nothing is sent.
struct Change {
  Instant at;
  std::string code;  // of a finding; or offer_begins, offer_ends, refund
  std::optional<std::size_t> item = {};
  std::optional<Verdict> verdict = {};
  std::optional<std::size_t> resolution = {};
  std::optional<Minor> refund = {};  // from then on
};

// A change to the draft that a shell can make: set the value at the path.
struct Edit {
  std::string path;
  std::variant<std::string, std::int64_t, std::vector<std::string>, std::vector<DraftItem>> value;
};

struct Advice {
  std::string code;
  Params params = {};
  std::optional<Edit> edit = {};
  bool exact = true;  // false: found without trying every choice of items
};

struct Plan {
  Instant now;
  std::vector<LineOutlook> lines;
  std::vector<PlannedItem> items;
  std::optional<std::size_t> subject;   // of a complaint: index in the pack's column
  bool assessed = false;                // there are items, and all are assessed; or a complaint has its subject
  Verdict verdict = Verdict::Eligible;  // meaningful when assessed
  std::optional<std::size_t> lane, grade;
  std::vector<Offer> offers;
  std::vector<Remedy> passed;         // resolutions that would be on offer, had their limit not passed
  std::optional<std::size_t> chosen;  // index in offers
  std::vector<SlotNeed> slots;
  std::vector<Deadline> deadlines;
  std::vector<Escalation> escalations;
  std::vector<const Rule<CodeThen>*> next;
  std::vector<const Rule<OutsideThen>*> outside;
  std::vector<const Rule<CodeThen>*> notices;
  bool asks_extension = false;  // a clock depends on the consent to a longer investigation
  std::vector<Change> changes;
  std::vector<Advice> advice;
  std::vector<Step> steps;
  std::vector<Missing> missing;
};

// A draft with a complaint may come with an empty order: it is about none.
Plan make_plan(const Policy& policy, const Order& order, const Draft& draft, Instant now);

// The decision alone: items, verdict, lane, offers. What the plan asks again at another moment or for another draft.
Plan decide(const Policy& policy, const Order& order, const Books& books, const Draft& draft, Instant now);

// Facts of the whole request; a complaint has no resolution.
Facts request_facts(const Pack& pack, const Order& order, const Draft& draft, const Plan& plan,
                    std::optional<std::size_t> resolution);
// Facts of an item with one of its resolutions and what it cost: what `limits` and `fees` see.
Facts remedy_facts(const PlannedItem& item, std::size_t resolution);

// Parts of make_plan, from a plan whose decision stands.
void add_offers(const Policy& policy, const Order& order, const Books& books, const Draft& draft, Plan& plan);
// When each offer ends with the money back; no decision hangs on it.
void add_times(const Policy& policy, const Order& order, const Draft& draft, Plan& plan);
void add_changes(const Policy& policy, const Order& order, const Books& books, const Draft& draft, Plan& plan);
void add_advice(const Policy& policy, const Order& order, const Books& books, const Draft& draft, Plan& plan);
// The steps and what is missing.
void add_steps(const Policy& policy, const Order& order, const Draft& draft, Plan& plan);

// What the tables say of an item whose reason, answers and window are among its facts. The item need not be one of the
// draft, from which comes what all items share.
void judge(const Policy& policy, const Order& order, const Books& books, const Draft& draft, const DraftItem& item,
           Instant now, PlannedItem& planned);
// Verdict, lane and grade of the request from those of its items, when all of them are assessed.
void sum_up(Plan& plan);
// Quantities and answers of one item of the draft, judged alone.
PlannedItem plan_item(const Policy& policy, const Order& order, const Books& books, const Draft& draft,
                      std::size_t index, Instant now);
SettledItem settled(const Policy& policy, const Order& order, const DraftItem& item, const PlannedItem& planned,
                    std::size_t resolution);

}  // namespace returns
