#include "native/intake/desk_watch.h"

#include <simdjson.h>
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include "native/storage/figures.h"

namespace returns::intake {
namespace {

constexpr std::int64_t kBasisPoints = 10'000;
constexpr std::int64_t kDay = 86'400;
constexpr std::size_t kMostTickets = 10;

struct Decided {
  Instant at;
  std::string ticket;
  bool founded = false;
  bool operator<(const Decided& other) const { return std::tie(at, ticket) < std::tie(other.at, other.ticket); }
};

// NOLINTNEXTLINE(bugprone-exception-escape): a null of nlohmann allocates nothing
struct Seen {
  Json title;  // of products
  std::int64_t sold = 0, complaints = 0;
  std::vector<Decided> decided;  // of suppliers: problems that somebody has decided about
};

// The tickets of the problems since the last one that was none, the latest first.
std::vector<std::string> row_of(std::vector<Decided> decided) {
  std::sort(decided.begin(), decided.end());
  std::vector<std::string> tickets;
  for (auto one = decided.rbegin(); one != decided.rend() && one->founded; ++one) tickets.push_back(one->ticket);
  return tickets;
}

// The goods themselves: neither a change of mind, nor the courier's delay, nor a parcel that was packed wrong.
bool is_about_goods(const std::string& ground) {
  constexpr std::array<std::string_view, 5> kGoods = {"quality", "not_as_described", "damaged", "adverse_reaction",
                                                      "recall"};
  return std::find(kGoods.begin(), kGoods.end(), ground) != kGoods.end();
}

// What happened to the goods on the way is no supplier's doing.
bool is_suppliers(const std::string& ground) { return is_about_goods(ground) && ground != "damaged"; }

class Watch {
 public:
  explicit Watch(Instant from) : from_(from) {}

  void add_order(const std::string& text) {
    if (is_old(text)) return;
    const Json order = parse_json(text);
    if (!is_recent(order)) return;
    ++orders_;
    for (const Json& line : array_of(order, "lines")) {
      const auto units = integer_of(line, "quantity").value_or(0);
      // Goods without a number are not told apart.
      if (const std::string sku = text_of(line, "sku"); !sku.empty()) {
        Seen& product = products_[sku];
        product.sold += units;
        if (const Json* title = member(line, "title"); title != nullptr) product.title = *title;
      }
      if (const std::string supplier = text_of(line, "supplier"); !supplier.empty()) suppliers_[supplier].sold += units;
    }
  }

  void add_request(const storage::FiledRow& row) {
    if (row.status == "cancelled") return;
    const Json order = parse_json(row.order);
    const bool recent = is_recent(order);
    std::set<std::string> concerned;  // suppliers
    const Json receipt = parse_json(row.receipt);
    const Json* decision = member(receipt, "decision");
    if (decision == nullptr) return;
    for (const Json& item : array_of(*decision, "items")) {
      const std::string ground = text_of(item, "ground");
      if (!is_about_goods(ground)) continue;
      const std::string name = text_of(item, "line");
      const Json& lines = array_of(order, "lines");
      const auto line =
          std::find_if(lines.begin(), lines.end(), [&](const Json& one) { return text_of(one, "id") == name; });
      if (line == lines.end()) continue;
      const std::string supplier = is_suppliers(ground) ? text_of(*line, "supplier") : std::string{};
      if (!supplier.empty()) concerned.insert(supplier);
      // A complaint that was found to be none counts for nobody's rate.
      if (!recent || row.status == "refused") continue;
      const std::int64_t units = fresh_units(row.order_id, *line, integer_of(item, "quantity").value_or(0));
      if (const std::string sku = text_of(*line, "sku"); !sku.empty()) products_[sku].complaints += units;
      if (!supplier.empty()) suppliers_[supplier].complaints += units;
    }
    // Undecided: it neither adds to a row nor ends it.
    const bool founded = row.status == "accepted" || row.status == "returned";
    if (!founded && row.status != "refused") return;
    for (const std::string& supplier : concerned)
      suppliers_[supplier].decided.push_back({.at = row.received_at, .ticket = row.ticket, .founded = founded});
  }

  Json products(std::int64_t alarm_rate) const {
    std::vector<std::tuple<std::int64_t, std::string, Json>> found;
    for (const auto& [sku, seen] : products_) {
      if (seen.sold == 0 || seen.complaints * kBasisPoints <= alarm_rate * seen.sold) continue;
      Json entry = {{"sku", sku}};
      if (!seen.title.is_null()) entry["title"] = seen.title;
      add_rate(entry, seen);
      // So few were sold that the first complaint is above the limit.
      entry["one_is_enough"] = kBasisPoints > alarm_rate * seen.sold;
      found.emplace_back(-seen.complaints, sku, std::move(entry));
    }
    return sorted(std::move(found));
  }

  Json suppliers(std::int64_t in_a_row) const {
    std::vector<std::tuple<std::int64_t, std::string, Json>> found;
    for (const auto& [supplier, seen] : suppliers_) {
      std::vector<std::string> row = row_of(seen.decided);
      const auto length = static_cast<std::int64_t>(row.size());
      if (length < in_a_row) continue;
      Json entry = {{"supplier", supplier}, {"in_a_row", length}};
      add_rate(entry, seen);
      row.resize(std::min(row.size(), kMostTickets));
      entry["tickets"] = std::move(row);
      found.emplace_back(-length, supplier, std::move(entry));
    }
    return sorted(std::move(found));
  }

  std::int64_t orders() const { return orders_; }
  std::size_t products_seen() const { return products_.size(); }
  std::size_t suppliers_seen() const { return suppliers_.size(); }

 private:
  bool is_recent(const Json& order) const {
    const auto placed = read_instant(text_of(order, "placed_at"));
    return placed && *placed >= from_;
  }

  // Most orders of a shop with some years behind it are older than the window; this tells without building a document.
  bool is_old(const std::string& text) {
    const simdjson::padded_string padded(text);
    simdjson::ondemand::document document;
    std::string_view placed;
    if (parser_.iterate(padded).get(document) != simdjson::SUCCESS
        || document["placed_at"].get_string().get(placed) != simdjson::SUCCESS)
      return false;
    const auto at = read_instant(placed);
    return at && *at < from_;
  }

  // A unit that is complained about again, in another request, is one unit all the same.
  std::int64_t fresh_units(const std::string& order, const Json& line, std::int64_t units) {
    std::int64_t& counted = counted_[{order, text_of(line, "id")}];
    const std::int64_t left = std::max<std::int64_t>(0, integer_of(line, "quantity").value_or(0) - counted);
    const std::int64_t fresh = std::min(units, left);
    counted += fresh;
    return fresh;
  }

  static void add_rate(Json& entry, const Seen& seen) {
    entry["sold"] = seen.sold;
    entry["complaints"] = seen.complaints;
    if (seen.sold > 0) entry["rate"] = seen.complaints * kBasisPoints / seen.sold;
  }

  // The most first, the same number by name.
  static Json sorted(std::vector<std::tuple<std::int64_t, std::string, Json>> found) {
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    Json list = Json::array();
    for (auto& [count, name, entry] : found) list.push_back(std::move(entry));
    return list;
  }

  Instant from_;
  simdjson::ondemand::parser parser_;
  std::int64_t orders_ = 0;
  std::map<std::string, Seen> products_, suppliers_;
  std::map<std::pair<std::string, std::string>, std::int64_t> counted_;  // units by order and line
};

}  // namespace

Outcome<Json> watch_of(storage::Database& database, Instant now, const WatchRules& rules) {
  const Instant from{now.seconds - rules.days * kDay};
  Watch watch(from);
  const Status sold = storage::each_order(database, [&](const std::string& order) { watch.add_order(order); });
  if (!sold) return sold.failure();
  // The days are those of the packs: one before and one after, for every zone there is.
  const Day first = day_of(from, Zone{});
  const Day last = day_of(now, Zone{});
  const Status filed =
      storage::each_filed(database, write_day(first + -1), write_day(last + 2), [&](const storage::FiledRow& row) {
        if (row.received_at >= from) watch.add_request(row);
      });
  if (!filed) return filed.failure();
  return Json{{"from", write_instant(from, Zone{})},
              {"until", write_instant(now, Zone{})},
              {"days", rules.days},
              {"alarm_rate", rules.alarm_rate},
              {"in_a_row", rules.in_a_row},
              {"orders", watch.orders()},
              {"products", watch.products(rules.alarm_rate)},
              {"suppliers", watch.suppliers(rules.in_a_row)},
              {"products_seen", watch.products_seen()},
              {"suppliers_seen", watch.suppliers_seen()}};
}

}  // namespace returns::intake
