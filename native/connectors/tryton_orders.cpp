#include "native/connectors/tryton_orders.h"

#include <algorithm>
#include <array>

#include "core/calendar.h"
#include "native/connectors/shop_document.h"
#include "native/policy/exchange.h"

namespace returns::connectors {
namespace {

std::int64_t number(const Json& value, const char* name) { return integer_of(value, name).value_or(0); }

// {"__class__":"date","year":2026,"month":11,"day":5}, and with hour to microsecond of a datetime in UTC.
// What is none is the beginning of time.
Instant moment_of(const Json& value) {
  const auto within = [&](const char* name, std::int64_t least, std::int64_t most) {
    return number(value, name) >= least && number(value, name) <= most;
  };
  if (!within("year", 1970, 9999) || !within("month", 1, 12) || !within("day", 1, 31) || !within("hour", 0, 23)
      || !within("minute", 0, 59) || !within("second", 0, 60))
    return Instant{};
  const Day day =
      civil(static_cast<std::int32_t>(number(value, "year")), static_cast<std::int32_t>(number(value, "month")),
            static_cast<std::int32_t>(number(value, "day")));
  constexpr std::int64_t kDay = 86'400;
  return Instant{day.since_epoch * kDay + number(value, "hour") * 3600 + number(value, "minute") * 60
                 + number(value, "second")};
}

Json datetime_of(Instant at) {
  const std::string text = write_instant(at, Zone{});  // 2026-11-29T10:24:42Z
  const auto part = [&](std::size_t from, std::size_t size) { return std::stoi(text.substr(from, size)); };
  return {{"__class__", "datetime"}, {"year", part(0, 4)},    {"month", part(5, 2)},   {"day", part(8, 2)},
          {"hour", part(11, 2)},     {"minute", part(14, 2)}, {"second", part(17, 2)}, {"microsecond", 0}};
}

std::optional<std::int64_t> amount_of(const Json& value, const char* name, const std::string& currency) {
  const Json* given = member(value, name);
  return given != nullptr ? policy::minor_of(text_of(*given, "decimal"), currency) : std::nullopt;
}

std::string related(const Json& value, const char* relation, const char* name) {
  const Json* other = member(value, relation);
  return other != nullptr ? text_of(*other, name) : std::string{};
}

std::string state_of(const std::string& shipments) {
  if (shipments == "sent") return "delivered";
  return shipments == "waiting" ? "not_shipped" : "unknown";
}

// A whole number of pieces; 0 where it is none.
std::int64_t pieces(const Json& line) {
  const Json* quantity = member(line, "quantity");
  if (quantity == nullptr || !quantity->is_number()) return 0;
  const auto whole = quantity->get<double>();
  constexpr double kMost = 1e6;
  if (!(whole >= 0 && whole <= kMost)) return 0;
  const auto rounded = static_cast<std::int64_t>(whole);
  return static_cast<double>(rounded) == whole ? rounded : 0;
}

// The sale's tax over its lines by their amounts, the largest remainders first; only where all are taxed alike.
void share_tax(std::vector<SoldLine>& lines, const std::vector<Json>& rows, std::int64_t tax) {
  const bool alike = std::all_of(rows.begin(), rows.end(), [&](const Json& row) {
    return array_of(row, "taxes") == array_of(rows.front(), "taxes");
  });
  std::int64_t all = 0;
  for (const SoldLine& line : lines) all += worth_of(line);
  constexpr std::int64_t kMost = 1'000'000'000;  // their product fits
  if (!alike || tax <= 0 || tax > kMost || all <= 0 || all > kMost) return;
  std::int64_t left = tax;
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::int64_t part = tax * worth_of(lines[i]);
    lines[i].tax = part / all;
    left -= lines[i].tax;
    remainders.emplace_back(-(part % all), i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (std::size_t i = 0; left > 0; --left, ++i) ++lines[remainders[i].second].tax;
}

}  // namespace

Json sales_after(Instant from) {
  Json domain = Json::array({{"state", "in", {"confirmed", "processing", "done"}}});
  if (from.seconds > 0) domain.push_back(Json::array({"write_date", ">=", datetime_of(from)}));
  return domain;
}

Json sale_fields() {
  return Json::array({"number", "sale_date", "write_date", "shipment_state", "tax_amount", "total_amount", "lines",
                      "currency.code", "party.code", "party.email", "party.phone", "party.mobile",
                      "invoice_address.postal_code"});
}

Json sale_line_fields() {
  return Json::array({"sale", "description", "quantity", "unit_price", "taxes", "product.code", "product.rec_name"});
}

Instant written_at(const Json& sale) {
  const Json* at = member(sale, "write_date");
  return at != nullptr && at->is_object() ? moment_of(*at) : Instant{};
}

Json order_of_sale(const Json& sale, const Json& lines, const ConnectorSettings& settings) {
  SoldOrder sold;
  sold.connector = settings.name;
  sold.merchant = settings.merchant;
  sold.remote = sold.id = text_of(sale, "number");
  sold.version = written_at(sale).seconds * 1000;
  if (const Json* written = member(sale, "write_date"); written != nullptr)
    sold.version += number(*written, "microsecond") / 1000;
  if (const Json* day = member(sale, "sale_date"); day != nullptr && day->is_object())
    sold.placed_at = write_instant(moment_of(*day), Zone{});
  sold.currency = related(sale, "currency.", "code");
  sold.state = state_of(text_of(sale, "shipment_state"));
  sold.paid = amount_of(sale, "total_amount", sold.currency).value_or(-1);
  std::vector<Json> rows;
  for (const Json& line : lines) {
    if (integer_of(line, "sale") != integer_of(sale, "id")) continue;
    rows.push_back(line);
    const std::string name = related(line, "product.", "rec_name");
    sold.lines.push_back({.remote = std::to_string(number(line, "id")),
                          .id = {},
                          .sku = related(line, "product.", "code"),
                          .title = name.empty() ? text_of(line, "description") : name,
                          .groups = {},
                          .quantity = pieces(line),
                          .unit_price = amount_of(line, "unit_price", sold.currency).value_or(-1)});
  }
  share_tax(sold.lines, rows, amount_of(sale, "tax_amount", sold.currency).value_or(0));
  sold.customer = related(sale, "party.", "code");
  sold.email = related(sale, "party.", "email");
  sold.phone = related(sale, "party.", "mobile");
  if (sold.phone.empty()) sold.phone = related(sale, "party.", "phone");
  sold.postcode = related(sale, "invoice_address.", "postal_code");
  return shop_document(sold, *settings.orders);
}

}  // namespace returns::connectors
