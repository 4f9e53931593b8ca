#pragma once
// What reports count, a page of rows at a time: neither memory nor a transaction holds all of it. A row that changes
// between two pages is counted as it is on the page where it stands.

#include <functional>
#include <optional>
#include <string>

#include "core/calendar.h"
#include "native/storage/database.h"

namespace returns::storage {

struct FiledRow {
  std::string ticket, order_id, day;  // the day in its pack's zone, "2026-11-09"
  std::string status, lane, stage, assignee;
  Instant received_at;
  std::optional<Instant> due_at, closed_at;
  std::string body, receipt, order;  // the documents
};

// Requests of the days `from` to before `before`, by day and ticket.
Status each_filed(Database& database, const std::string& from, const std::string& before,
                  const std::function<void(const FiledRow&)>& each);

// The documents of all orders, and of the cases that stand where an order would.
Status each_order(Database& database, const std::function<void(const std::string&)>& each);

// The day of the first request; empty when there is none.
Outcome<std::string> first_day(Database& database);

}  // namespace returns::storage
