#include "native/intake/desk_report.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "native/intake/csv.h"
#include "native/storage/figures.h"

namespace returns::intake {
namespace {

constexpr std::int64_t kBasisPoints = 10'000;
constexpr std::size_t kMostLate = 200;  // what a person reads; the count says how many there are

using Counts = std::map<std::string, std::int64_t>;

// What was asked for: each reason of a request counts once in it.
std::set<std::string> reasons_of(const Json& request) {
  std::set<std::string> reasons;
  if (member(request, "statement") != nullptr) reasons.insert("withdrawal");
  const Json* draft = member(request, "draft");
  if (draft == nullptr) return reasons;
  if (const std::string complaint = text_of(*draft, "complaint"); !complaint.empty())
    reasons.insert("complaint." + complaint);
  for (const Json& item : array_of(*draft, "items"))
    if (const std::string reason = text_of(item, "reason"); !reason.empty()) reasons.insert("reason." + reason);
  return reasons;
}

std::string outcome_of(const storage::FiledRow& row) {
  if (row.status == "accepted" || row.status == "returned") return "accepted";
  if (row.status == "refused" || row.status == "cancelled") return row.status;
  return row.closed_at ? "answered" : "undecided";
}

// The last moment that the request's own clocks give the merchant.
std::optional<Instant> promised(const Json& receipt) {
  std::optional<Instant> last;
  for (const Json& deadline : array_of(receipt, "deadlines")) {
    if (text_of(deadline, "who") != "merchant") continue;
    const auto due = read_instant(text_of(deadline, "due"));
    if (due && (!last || *last < *due)) last = due;
  }
  return last;
}

struct Late {
  std::string ticket, lane, stage, cause, assignee;
  std::int64_t seconds = 0;
};

std::optional<Late> late_of(const storage::FiledRow& row, Instant now) {
  Late late{
      .ticket = row.ticket, .lane = row.lane, .stage = row.stage, .cause = "closed_late", .assignee = row.assignee};
  const auto end = promised(parse_json(row.receipt));
  if (row.closed_at) {
    if (!end || *row.closed_at <= *end) return std::nullopt;
    late.seconds = row.closed_at->seconds - end->seconds;
    return late;
  }
  // An open one is late by its next stage, or by all of it where that has no clock.
  const auto due = row.due_at ? row.due_at : end;
  if (!due || *due >= now) return std::nullopt;
  late.seconds = now.seconds - due->seconds;
  late.cause = row.assignee.empty() ? "nobody" : row.status == "waiting" ? "waiting" : "not_done";
  return late;
}

struct Sums {
  std::int64_t received = 0, open = 0, closed = 0, resolved = 0, late = 0;
  std::vector<std::int64_t> handling;
  Counts lanes, reasons, outcomes, months, causes;

  void add(const storage::FiledRow& row, const std::optional<Late>& overdue) {
    ++received;
    ++lanes[row.lane];
    ++outcomes[outcome_of(row)];
    ++months[row.day.substr(0, 7)];
    for (const std::string& reason : reasons_of(parse_json(row.body))) ++reasons[reason];
    if (overdue) {
      ++late;
      ++causes[overdue->cause];
    }
    if (!row.closed_at) {
      ++open;
      return;
    }
    ++closed;
    if (row.status != "refused" && row.status != "cancelled") ++resolved;
    handling.push_back(row.closed_at->seconds - row.received_at.seconds);
  }
  std::optional<std::int64_t> rate() const {
    return closed > 0 ? std::optional<std::int64_t>{resolved * kBasisPoints / closed} : std::nullopt;
  }
  std::optional<std::int64_t> mean() const {
    std::int64_t sum = 0;
    for (const std::int64_t one : handling) sum += one;
    return closed > 0 ? std::optional<std::int64_t>{sum / closed} : std::nullopt;
  }
  // Of an even number: the middle between the two in the middle.
  std::optional<std::int64_t> median() const {
    if (handling.empty()) return std::nullopt;
    std::vector<std::int64_t> sorted = handling;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t half = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
};

void set(Json& entry, const char* name, std::optional<std::int64_t> value) {
  if (value) entry[name] = *value;
}

Json figures_of(const Sums& now, const Sums& earlier) {
  Json list = Json::array();
  const auto add = [&](const char* name, std::optional<std::int64_t> here, std::optional<std::int64_t> there) {
    Json entry = {{"name", name}};
    set(entry, "now", here);
    set(entry, "before", there);
    list.push_back(std::move(entry));
  };
  add("received", now.received, earlier.received);
  add("open", now.open, earlier.open);
  add("closed", now.closed, earlier.closed);
  add("resolved", now.resolved, earlier.resolved);
  add("resolution_rate", now.rate(), earlier.rate());
  add("mean_handling_seconds", now.mean(), earlier.mean());
  add("median_handling_seconds", now.median(), earlier.median());
  add("late", now.late, earlier.late);
  return list;
}

// The most frequent first.
Json both(const Counts& now, const Counts& earlier) {
  struct Pair {
    std::string name;
    std::int64_t now = 0, before = 0;
  };
  std::map<std::string, Pair> pairs;
  for (const auto& [name, count] : now) pairs[name] = {.name = name, .now = count};
  for (const auto& [name, count] : earlier) {
    pairs[name].name = name;
    pairs[name].before = count;
  }
  std::vector<Pair> sorted;
  sorted.reserve(pairs.size());
  for (auto& [name, pair] : pairs) sorted.push_back(std::move(pair));
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Pair& a, const Pair& b) { return a.now != b.now ? a.now > b.now : a.before > b.before; });
  Json list = Json::array();
  for (const Pair& pair : sorted) list.push_back({{"name", pair.name}, {"now", pair.now}, {"before", pair.before}});
  return list;
}

// All six, also those in which nothing came: a gap is a fact too.
Json months_of(Quarter quarter, const Counts& now, const Counts& earlier) {
  constexpr std::int32_t kMonths = 6;
  Json list = Json::array();
  const Day first = first_day_of(before(quarter));
  for (std::int32_t month = 0; month < kMonths; ++month) {
    const std::string name = write_day(add_months(first, month)).substr(0, 7);
    const Counts& counts = month < kMonths / 2 ? earlier : now;
    const auto found = counts.find(name);
    list.push_back({{"name", name}, {"count", found == counts.end() ? 0 : found->second}});
  }
  return list;
}

Json late_list(std::vector<Late> late) {
  std::stable_sort(late.begin(), late.end(), [](const Late& a, const Late& b) { return a.seconds > b.seconds; });
  if (late.size() > kMostLate) late.resize(kMostLate);
  Json list = Json::array();
  for (const Late& one : late)
    list.push_back({{"ticket", one.ticket},
                    {"lane", one.lane},
                    {"stage", one.stage},
                    {"cause", one.cause},
                    {"assignee", one.assignee},
                    {"seconds", one.seconds}});
  return list;
}

}  // namespace

Outcome<Json> report_of(storage::Database& database, Quarter quarter, Instant now) {
  const auto first = storage::first_day(database);
  if (!first) return first.failure();
  const std::string begin = write_day(first_day_of(quarter));
  const std::string end = write_day(first_day_of(after(quarter)));
  Sums here;
  Sums earlier;
  std::vector<Late> late;
  const Status counted =
      storage::each_filed(database, write_day(first_day_of(before(quarter))), end, [&](const storage::FiledRow& row) {
        auto overdue = late_of(row, now);
        const bool is_here = row.day >= begin;
        (is_here ? here : earlier).add(row, overdue);
        if (is_here && overdue) late.push_back(std::move(*overdue));
      });
  if (!counted) return counted.failure();
  const Quarter current = quarter_of(day_of(now, Zone{}));
  const auto first_day = read_day(*first);
  return Json{{"quarter", write_quarter(quarter)},
              {"before", write_quarter(before(quarter))},
              {"first", write_quarter(first_day ? quarter_of(*first_day) : current)},
              {"current", write_quarter(current)},
              {"from", begin},
              {"until", write_day(first_day_of(after(quarter)) + -1)},
              {"now", write_instant(now, Zone{})},
              {"figures", figures_of(here, earlier)},
              {"lanes", both(here.lanes, earlier.lanes)},
              {"reasons", both(here.reasons, earlier.reasons)},
              {"outcomes", both(here.outcomes, earlier.outcomes)},
              {"months", months_of(quarter, here.months, earlier.months)},
              {"causes", both(here.causes, earlier.causes)},
              {"late", late_list(std::move(late))}};
}

std::string report_csv(const Json& report) {
  const auto number = [](const Json& entry, const char* name) {
    const auto value = integer_of(entry, name);
    return value ? std::to_string(*value) : std::string{};
  };
  std::string csv = kCsvMark + csv_line({"part", "name", text_of(report, "quarter"), text_of(report, "before")});
  for (const char* part : {"figures", "lanes", "reasons", "outcomes", "causes"})
    for (const Json& entry : array_of(report, part))
      csv += csv_line({part, text_of(entry, "name"), number(entry, "now"), number(entry, "before")});
  const Json& months = array_of(report, "months");
  for (std::size_t at = 0; at < months.size(); ++at) {
    const std::string count = number(months[at], "count");
    const bool earlier = at < months.size() / 2;
    csv += csv_line({"months", text_of(months[at], "name"), earlier ? "" : count, earlier ? count : ""});
  }
  for (const Json& entry : array_of(report, "late"))
    csv += csv_line({"late_seconds", text_of(entry, "ticket"), number(entry, "seconds"), ""});
  return csv;
}

}  // namespace returns::intake
