#include "native/intake/desk_board.h"

#include <map>

#include "native/intake/csv.h"
#include "native/storage/cases.h"

namespace returns::intake {
namespace {

constexpr std::int64_t kBasisPoints = 10'000;

Json counts_of(const std::map<std::string, std::int64_t>& counts) {
  Json list = Json::array();
  for (const auto& [name, count] : counts) list.push_back({{"name", name}, {"count", count}});
  return list;
}

std::string when(const std::optional<Instant>& at) { return at ? write_instant(*at, Zone{}) : std::string{}; }

}  // namespace

Json board_of(const std::vector<storage::TicketRow>& rows, Instant now) {
  std::map<std::string, std::int64_t> stages, grades, lanes, months, statuses;
  std::int64_t open = 0, closed = 0, resolved = 0, handling = 0, rated = 0, stars = 0, late = 0;
  Json overdue = Json::array();
  for (const storage::TicketRow& row : rows) {
    ++stages[row.stage];
    ++lanes[row.lane];
    ++statuses[row.status];
    ++months[write_day(day_of(row.received_at, Zone{})).substr(0, 7)];
    if (row.rating) {
      ++rated;
      stars += *row.rating;
    }
    if (row.closed_at) {
      ++closed;
      if (row.status != "refused" && row.status != "cancelled") ++resolved;
      handling += row.closed_at->seconds - row.received_at.seconds;
      continue;
    }
    ++open;
    ++grades[row.grade];
    if (!row.due_at || *row.due_at >= now) continue;
    ++late;
    // The cause: what should have been done, and whether anybody has it.
    overdue.push_back({{"ticket", row.ticket},
                       {"grade", row.grade},
                       {"stage", row.stage},
                       {"cause", row.assignee.empty()      ? "nobody"
                                 : row.status == "waiting" ? "waiting"
                                                           : "not_done"},
                       {"assignee", row.assignee},
                       {"due_at", when(row.due_at)},
                       {"seconds", now.seconds - row.due_at->seconds}});
  }
  Json board = {{"open", open}, {"closed", closed}, {"overdue_count", late}};
  if (closed > 0) {
    board["resolution_rate"] = resolved * kBasisPoints / closed;
    board["mean_handling_seconds"] = handling / closed;
  }
  if (rated > 0) board["rating"] = {{"count", rated}, {"hundredths", stars * 100 / rated}};
  board["stages"] = counts_of(stages);
  board["grades"] = counts_of(grades);
  board["lanes"] = counts_of(lanes);
  board["statuses"] = counts_of(statuses);
  board["months"] = counts_of(months);
  board["overdue"] = std::move(overdue);
  return board;
}

std::string csv_of(const std::vector<storage::TicketRow>& rows) {
  std::string csv = kCsvMark
                    + csv_line({"ticket", "order", "lane", "grade", "status", "stage", "assignee", "received_at",
                                "due_at", "closed_at", "money", "rating"});
  for (const storage::TicketRow& row : rows) {
    const std::string money = row.money ? std::to_string(*row.money) : std::string{};
    const std::string rating = row.rating ? std::to_string(*row.rating) : std::string{};
    csv += csv_line({row.ticket, storage::is_case_id(row.order_id) ? std::string{} : row.order_id, row.lane, row.grade,
                     row.status, row.stage, row.assignee, write_instant(row.received_at, Zone{}), when(row.due_at),
                     when(row.closed_at), money, rating});
  }
  return csv;
}

}  // namespace returns::intake
