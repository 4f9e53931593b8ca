#pragma once
// A policy pack in memory: vocabulary, tables, sources. Format: docs/authoring.md.
// Vocabulary entries are referred to by index; a pack that was read is consistent.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/calendar.h"
#include "core/file_kind.h"
#include "core/id.h"
#include "core/money.h"
#include "core/policy/facts.h"
#include "core/policy/stage.h"
#include "core/policy/table.h"

namespace returns {

enum class Unit : std::uint8_t { Hour, Day, Workday, Month, None };
enum class Roll : std::uint8_t { None, NextWorkday };
enum class Precedence : std::uint8_t { First, Longest, Shortest };  // among the windows that apply
enum class Payer : std::uint8_t { Merchant, Customer, None };
// What a resolution does with money. Credit: what a refund would be, as store credit, with a bonus. Difference: another
// item instead; what it costs more or less is paid or refunded.
enum class MoneyBack : std::uint8_t { Refund, None, Coupon, Credit, Difference };
enum class Start : std::uint8_t { Submitted, GoodsReceived, Inspected, Investigated, Decided };
enum class Who : std::uint8_t { Merchant, Customer };

std::string_view name(Unit unit);
std::string_view name(Payer payer);
std::string_view name(Start start);
std::string_view name(Who who);

// Text in several languages, as the shop or the pack's author wrote it; the core passes it on.
using Localized = std::vector<std::pair<std::string, std::string>>;

struct Source {
  std::string id;
  Localized law;
  std::string article;
  std::string in_force;
  std::string url;
  std::string confidence;
};

struct Reason {
  std::string id;
  std::string icon;
  std::string group;  // id of the parent; empty at the top
  bool leaf = false;
  std::int32_t ground = kUnset;  // leaves only
  FaultOf fault = FaultOf::None;
  std::vector<Goods> goods;  // the goods statuses in which the leaf is offered
};

struct Question {
  std::string id;
  std::vector<std::string> options;
  std::vector<std::string> pictures;  // by option; may be empty texts
  std::size_t column = 0;             // of its answer
};

// What a complaint without goods is about. Groups cannot be chosen.
struct Topic {
  std::string id;
  std::string icon;
  std::string group;  // id of the parent; empty at the top
  bool leaf = false;
};

// Wording that the law fixes: shown as it stands, in no other words and in no machine's translation.
struct Label {
  std::string id;
  Localized text;
  std::string source;
};

// Withdrawal from the contract, kept apart from the wizard (Directive 2011/83/EU art. 11a): its own leaf, and the
// labels of its two controls.
struct Withdrawal {
  std::string reason;
  std::string open, confirm;  // ids of labels
};

struct Slot {
  std::string id;
  bool per_line = true;
  bool needs_goods = true;  // only who holds the goods can give it
  std::vector<FileKind> kinds;
  bool sensitive = false;
  std::int32_t retention_days = 0;
  std::string example;
  std::int32_t min_side = 0;  // pixels of the shorter side
  std::int64_t max_bytes = 0;
  std::int32_t max_seconds = 0;  // video, audio
};

struct ResolutionKind {
  std::string id;
  bool goods_back = false;
  MoneyBack money = MoneyBack::None;
  std::int32_t bonus = 0;  // Credit: basis points of the refund, on top
};

struct HelpContact {
  std::string kind, value, hours;
};

struct RecallNotice {
  std::string gtin;
  std::vector<std::string> batches;  // empty: every batch
  std::string grade;                 // "I", "II", "III"
};

// What a rule gives; one struct per kind of table.
struct OutlookThen {
  Verdict outlook;
  std::string note;
  friend bool operator==(const OutlookThen&, const OutlookThen&) = default;
};
struct QuestionThen {
  std::size_t question;
  friend bool operator==(const QuestionThen&, const QuestionThen&) = default;
};
enum class Detail : std::uint8_t { Description, Batch };
struct DetailThen {
  Detail field;
  bool required;
  friend bool operator==(const DetailThen&, const DetailThen&) = default;
};
struct WindowThen {
  Unit unit;
  std::int32_t n;
  Roll roll;
  friend bool operator==(const WindowThen&, const WindowThen&) = default;
};
enum class Per : std::uint8_t { Item, Request };
struct FeeThen {
  std::string code;
  Per per;
  Minor amount;               // a fixed amount, and
  std::int32_t basis_points;  // a share of what the item cost, between
  Minor floor, cap;           // these; cap 0: none
  friend bool operator==(const FeeThen&, const FeeThen&) = default;
};
// What the law gives whatever the other tables say. Proved when the pack is loaded, never computed.
enum class RightKind : std::uint8_t { Window, Verdict, Fee, ReturnFreight, Outbound, Resolution };
struct RightThen {
  RightKind kind;
  WindowThen window;          // Window: at least; Resolution: on offer at least that long
  Verdict verdict;            // Verdict: no worse
  std::int32_t basis_points;  // Fee: at most this share of what the item cost
  Payer payer;                // ReturnFreight
  std::size_t resolution;     // Resolution
  friend bool operator==(const RightThen&, const RightThen&) = default;
};
struct ClaimThen {
  std::string code;
  std::int32_t basis_points;  // of what the item cost
  Minor minimum;
  friend bool operator==(const ClaimThen&, const ClaimThen&) = default;
};
struct OutsideThen {
  std::string route;
  std::string url;
  friend bool operator==(const OutsideThen&, const OutsideThen&) = default;
};
struct EligibilityThen {
  Verdict verdict;
  std::string code;
  friend bool operator==(const EligibilityThen&, const EligibilityThen&) = default;
};
struct RemedyThen {
  std::size_t resolution;
  friend bool operator==(const RemedyThen&, const RemedyThen&) = default;
};
struct SettlementThen {
  Payer return_freight;
  bool refund_outbound;
  bool reprice_promotion;
  bool reprice_shipping;
  bool deduct_gift;
  friend bool operator==(const SettlementThen&, const SettlementThen&) = default;
};
struct CompensationThen {
  Minor coupon;               // a fixed amount, or 0 and
  std::int32_t basis_points;  // a share of the goods' paid value
  Minor per_day;              // for each day late, added
  Minor floor, cap;
  friend bool operator==(const CompensationThen&, const CompensationThen&) = default;
};
struct EvidenceThen {
  std::size_t slot;
  std::int32_t min, max;
  friend bool operator==(const EvidenceThen&, const EvidenceThen&) = default;
};
struct RoutingThen {
  std::size_t lane, grade;
  friend bool operator==(const RoutingThen&, const RoutingThen&) = default;
};
struct CodeThen {  // dispositions, notices, next
  std::string code;
  friend bool operator==(const CodeThen&, const CodeThen&) = default;
};
struct ClockThen {
  std::string stage;
  Who who;
  std::int32_t n;
  Unit unit;
  Start from;
  friend bool operator==(const ClockThen&, const ClockThen&) = default;
};
struct EscalationThen {
  std::size_t grade;
  std::string role;
  std::int32_t n;
  Unit unit;
  Start from;
  friend bool operator==(const EscalationThen&, const EscalationThen&) = default;
};

struct RuleHead {
  std::string id;      // "table/rule"
  std::string source;  // key of Pack::sources
};
template <class Then>
struct Rule : RuleHead {
  Then then;
};

template <class Then>
struct Rules {
  Hit hit = Hit::First;
  Table table;
  std::vector<Rule<Then>> rules;

  // The rule that decides, or nullptr. For every hit policy but collect.
  const Rule<Then>* decide(const Facts& facts) const {
    const std::size_t index = table.first(facts);
    return index < rules.size() ? &rules[index] : nullptr;
  }
  std::vector<const Rule<Then>*> collect(const Facts& facts) const {
    std::vector<const Rule<Then>*> found;
    for (const std::size_t index : table.matches(facts)) found.push_back(&rules[index]);
    return found;
  }
};

// X(member, name, what a rule gives, which facts it sees), in the order in which they are asked.
#define RETURNS_TABLES(X)                                              \
  X(outlooks, "outlooks", OutlookThen, Line)                           \
  X(question_rules, "questions", QuestionThen, Reason)                 \
  X(details, "details", DetailThen, Reason)                            \
  X(windows, "windows", WindowThen, Reason)                            \
  X(eligibility, "eligibility", EligibilityThen, Item)                 \
  X(remedies, "remedies", RemedyThen, Judged)                          \
  X(limits, "limits", WindowThen, Remedy)                              \
  X(settlement, "settlement", SettlementThen, Judged)                  \
  X(fees, "fees", FeeThen, Fee)                                        \
  X(compensations, "compensations", CompensationThen, Judged)          \
  X(claims, "claims", ClaimThen, Judged)                               \
  X(evidence, "evidence", EvidenceThen, Judged)                        \
  X(routing, "routing", RoutingThen, Judged)                           \
  X(dispositions, "dispositions", CodeThen, Judged)                    \
  X(notices, "notices", CodeThen, Judged)                              \
  X(rights, "rights", RightThen, Item)                                 \
  X(complaint_routing, "complaint_routing", RoutingThen, Complaint)    \
  X(complaint_evidence, "complaint_evidence", EvidenceThen, Complaint) \
  X(clocks, "clocks", ClockThen, Request)                              \
  X(escalations, "escalations", EscalationThen, Request)               \
  X(next, "next", CodeThen, Request)                                   \
  X(outside, "outside", OutsideThen, Outside)

struct Pack {
  PackId id;
  std::int32_t version = 0;
  std::string digest;  // SHA-256 of the document's bytes
  std::string jurisdiction;
  std::string sector;
  std::string zone_name;
  Zone zone;
  std::string calendar;
  Day effective_from;
  std::optional<Day> effective_to;
  Day review_by;
  std::string currency;
  Minor freight_estimate = 0;
  std::vector<HelpContact> help;
  std::vector<RecallNotice> recalls;
  std::vector<Source> sources;
  std::vector<Label> labels;
  std::optional<Withdrawal> withdrawal;

  std::vector<Column> columns;  // built-in facts, then answers
  std::vector<Reason> reasons;  // parents before children
  std::vector<Topic> topics;    // parents before children
  std::vector<Question> questions;
  std::vector<Slot> slots;
  std::vector<ResolutionKind> resolutions;

  Precedence precedence = Precedence::First;  // among several windows
#define X(member, text, Then, stage) Rules<Then> member;
  RETURNS_TABLES(X)
#undef X

  const Column& column(Fact fact) const { return columns[static_cast<std::size_t>(fact)]; }
  const std::string& value(Fact fact, std::size_t index) const { return column(fact).values[index]; }
  const Reason* reason(std::string_view wanted) const;
  const Source* source(std::string_view wanted) const;
  const Label* label(std::string_view wanted) const;
};

// A table without the type of its answers.
struct TableView {
  std::string_view name;
  Stage stage = Stage::Line;
  Hit hit = Hit::First;
  const Table* table = nullptr;
  std::vector<const RuleHead*> rules;
};
// Every table of the pack, in the order of RETURNS_TABLES; valid as long as the pack.
std::vector<TableView> tables_of(const Pack& pack);

}  // namespace returns
