#pragma once
// The plan: everything a screen needs, as a pure function of order, draft, pack, calendar and now.
// What it looks like as a document: docs/documents.md.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
  std::string group = {};  // id of the parent reason
  std::string icon = {};
  std::string picture = {};
};

enum class FieldKind : std::uint8_t { Lines, Reason, Choice, Text, LineText, Files, Resolution, Consent };
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

struct PlannedItem {
  std::size_t item = 0;
  const Reason* reason = nullptr;           // a leaf that is on offer, or nullptr
  std::vector<std::size_t> questions = {};  // of the pack
  std::vector<std::size_t> gifts = {};      // order lines that came with this one and do not go back by themselves
  bool assessed = false;                    // reason and every question answered
  Facts facts;
  Window window = {};
  Assessment assessment = {};
  const Rule<SettlementThen>* settlement = nullptr;
  const Rule<CompensationThen>* compensation = nullptr;
  const Rule<RoutingThen>* routing = nullptr;
  const Rule<CodeThen>* disposition = nullptr;
};

struct Offer {
  Quote quote;
  std::optional<Deadline> time;  // the clock that ends with the money back
};

struct Advice {
  std::string code;
  Params params;
};

struct Plan {
  Instant now;
  std::vector<LineOutlook> lines;
  std::vector<PlannedItem> items;
  bool assessed = false;                // there are items, and all are assessed
  Verdict verdict = Verdict::Eligible;  // meaningful when assessed
  std::optional<std::size_t> lane, grade;
  std::vector<Offer> offers;
  std::optional<std::size_t> chosen;  // index in offers
  std::vector<SlotNeed> slots;
  std::vector<Deadline> deadlines;
  std::vector<Escalation> escalations;
  std::vector<const Rule<CodeThen>*> next;
  std::vector<const Rule<CodeThen>*> notices;
  std::vector<Advice> advice;
  std::vector<Step> steps;
  std::vector<Missing> missing;
};

Plan make_plan(const Policy& policy, const Order& order, const Draft& draft, Instant now);

// The steps and what is missing, from a plan whose answers stand. Called by make_plan.
void add_steps(const Policy& policy, const Order& order, const Draft& draft, Plan& plan);

}  // namespace returns
