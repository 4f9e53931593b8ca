#include "native/storage/figures.h"

#include <vector>

namespace returns::storage {
namespace {

constexpr int kFiledPage = 100;
constexpr int kOrderPage = 500;

// After `last` (day and ticket), in order.
Outcome<std::vector<FiledRow>> filed_page(Database& database, const FiledRow& last, const std::string& before) {
  return database.read([&](Session& sql) -> Outcome<std::vector<FiledRow>> {
    std::vector<FiledRow> rows;
    FiledRow row;
    long long received = 0;
    long long due = 0;
    long long closed = 0;
    soci::indicator has_due = soci::i_null;
    soci::indicator has_closed = soci::i_null;
    sql.rows(
        "SELECT r.ticket, r.order_id, r.day, r.status, t.lane, t.stage, t.assignee, r.received_at, t.due_at, "
        "t.closed_at, r.body, c.body, o.document FROM requests r JOIN tickets t ON t.ticket = r.ticket JOIN receipts c "
        "ON c.ticket = r.ticket JOIN orders o ON o.id = r.order_id WHERE (r.day > :day OR (r.day = :same AND r.ticket "
        "> :ticket)) AND r.day < :before ORDER BY r.day, r.ticket LIMIT :most",
        [&] {
          row.received_at = Instant{received};
          row.due_at = has_due == soci::i_ok ? std::optional<Instant>{Instant{due}} : std::nullopt;
          row.closed_at = has_closed == soci::i_ok ? std::optional<Instant>{Instant{closed}} : std::nullopt;
          rows.push_back(row);
        },
        soci::into(row.ticket), soci::into(row.order_id), soci::into(row.day), soci::into(row.status),
        soci::into(row.lane), soci::into(row.stage), soci::into(row.assignee), soci::into(received),
        soci::into(due, has_due), soci::into(closed, has_closed), soci::into(row.body), soci::into(row.receipt),
        soci::into(row.order), soci::use(last.day), soci::use(last.day), soci::use(last.ticket), soci::use(before),
        soci::use(kFiledPage));
    return rows;
  });
}

struct OrderRow {
  std::string id, document;
};

Outcome<std::vector<OrderRow>> order_page(Database& database, const std::string& last) {
  return database.read([&](Session& sql) -> Outcome<std::vector<OrderRow>> {
    std::vector<OrderRow> rows;
    OrderRow row;
    sql.rows(
        "SELECT id, document FROM orders WHERE id > :last ORDER BY id LIMIT :most", [&] { rows.push_back(row); },
        soci::into(row.id), soci::into(row.document), soci::use(last), soci::use(kOrderPage));
    return rows;
  });
}

}  // namespace

Status each_filed(Database& database, const std::string& from, const std::string& before,
                  const std::function<void(const FiledRow&)>& each) {
  FiledRow last;
  last.day = from;
  while (true) {
    const auto page = filed_page(database, last, before);
    if (!page) return page.failure();
    for (const FiledRow& row : *page) each(row);
    if (page->size() < kFiledPage) return Done{};
    last = page->back();
  }
}

Status each_order(Database& database, const std::function<void(const std::string&)>& each) {
  std::string last;
  while (true) {
    const auto page = order_page(database, last);
    if (!page) return page.failure();
    for (const OrderRow& row : *page) each(row.document);
    if (page->size() < kOrderPage) return Done{};
    last = page->back().id;
  }
}

Outcome<std::string> first_day(Database& database) {
  return database.read([&](Session& sql) -> Outcome<std::string> {
    std::string day;
    sql.run("SELECT COALESCE(MIN(day), '') FROM requests", soci::into(day));
    return day;
  });
}

}  // namespace returns::storage
