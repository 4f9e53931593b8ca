#include <algorithm>
#include <numeric>

#include "core/digest.h"
#include "core/wire/read.h"
#include "core/wire/write.h"

namespace returns::wire {
namespace {

constexpr std::size_t kMaxLines = 200;

void read_delivery(const Cursor& delivery, Order& order) {
  constexpr std::string_view kStates[] = {"not_shipped", "in_transit", "delivered", "unknown"};
  constexpr Goods kGoods[] = {Goods::NotShipped, Goods::InTransit, Goods::Received, Goods::Unknown};
  order.goods = kGoods[delivery.member("state").choice(kStates)];
  if (const Cursor signed_at = delivery.optional("signed_at"); signed_at.present())
    order.signed_at = signed_at.instant();
}

void read_held(const Cursor& held, OrderLine& line) {
  constexpr std::string_view kStates[] = {"open", "returned", "cancelled"};
  held.each(1000, [&](const Cursor& cursor, std::size_t /*index*/) {
    line.held.push_back({cursor.member("quantity").small(1, kMaxQuantity), cursor.optional("ticket").text(),
                         static_cast<HeldState>(cursor.member("state").choice(kStates))});
  });
}

OrderLine read_line(const Cursor& cursor, const Order& order, const Pack& pack) {
  constexpr std::string_view kConfirmed[] = {"yes", "no", "unknown"};
  OrderLine line;
  line.id = LineId{cursor.member("id").id()};
  if (std::any_of(order.lines.begin(), order.lines.end(), [&](const OrderLine& other) { return other.id == line.id; }))
    cursor.fail(FaultCode::DuplicateId, {{"value", line.id.text()}});
  line.sku = cursor.optional("sku").text();
  line.title = read_localized(cursor.optional("title"));
  line.picture = cursor.optional("picture").text();
  line.category = static_cast<std::int32_t>(cursor.member("category").choice(pack.column(Fact::Category).values));
  line.quantity = cursor.member("quantity").small(1, kMaxQuantity);
  line.unit_price = cursor.member("unit_price").integer(0, kMaxAmount / kMaxQuantity);
  if (const Cursor confirmed = cursor.optional("exclusion_confirmed"); confirmed.present())
    line.exclusion_confirmed = static_cast<Confirmed>(confirmed.choice(kConfirmed));
  line.gtin = cursor.optional("gtin").text(14);
  line.batch = cursor.optional("batch").text(40);
  line.trace_prefix = cursor.optional("trace_prefix").text(20);
  cursor.optional("serials").each(kMaxQuantity, [&](const Cursor& serial, std::size_t /*index*/) {
    line.serials.push_back(serial.text(40));
  });
  if (const Cursor expires = cursor.optional("expires_on"); expires.present()) line.expires_on = expires.day();
  if (const Cursor gift = cursor.optional("gift"); gift.present()) {
    line.gift = Gift{LineId{gift.member("of").id()}, gift.member("value").integer(0, kMaxAmount / kMaxQuantity)};
    if (line.unit_price != 0)
      cursor.member("unit_price").fail(FaultCode::OutOfRange, {{"min", std::int64_t{0}}, {"max", std::int64_t{0}}});
  }
  read_held(cursor.optional("held"), line);
  return line;
}

void read_lines(const Cursor& lines, const Pack& pack, Order& order) {
  lines.each(kMaxLines, [&](const Cursor& cursor, std::size_t /*index*/) {
    order.lines.push_back(read_line(cursor, order, pack));
  });
  if (order.lines.empty()) lines.fail(FaultCode::Missing);
  lines.each(kMaxLines, [&](const Cursor& cursor, std::size_t index) {
    const auto& gift = order.lines[index].gift;
    if (gift && std::none_of(order.lines.begin(), order.lines.end(), [&](const OrderLine& line) {
          return line.id == gift->of && !line.gift;
        })) {
      cursor.optional("gift").optional("of").fail(FaultCode::NoSuchLine, {{"value", gift->of.text()}});
    }
  });
}

void read_discounts(const Cursor& discounts, Order& order) {
  discounts.each(100, [&](const Cursor& cursor, std::size_t /*index*/) {
    Discount discount;
    discount.id = cursor.member("id").id();
    discount.kind = cursor.optional("kind").text();
    discount.threshold = cursor.optional("threshold").integer(0, kMaxAmount);
    discount.off = cursor.member("off").integer(0, kMaxAmount);
    const Cursor lines = cursor.optional("lines");
    if (lines.present()) {
      lines.each(kMaxLines, [&](const Cursor& line, std::size_t /*i*/) {
        const LineId id{line.id()};
        const auto found = std::find_if(order.lines.begin(), order.lines.end(),
                                        [&](const OrderLine& candidate) { return candidate.id == id; });
        if (found == order.lines.end()) return line.fail(FaultCode::NoSuchLine, {{"value", id.text()}});
        const auto index = static_cast<std::size_t>(found - order.lines.begin());
        if (std::find(discount.lines.begin(), discount.lines.end(), index) != discount.lines.end())
          return line.fail(FaultCode::DuplicateId, {{"value", id.text()}});
        discount.lines.push_back(index);
      });
    } else {
      for (std::size_t i = 0; i < order.lines.size(); ++i) {
        if (!order.lines[i].gift) discount.lines.push_back(i);
      }
    }
    order.discounts.push_back(std::move(discount));
    // No unit may cost less than nothing, or a return would charge the customer.
    const Ledger ledger = cursor.failed() ? Ledger{} : books_of(order).paid;
    for (const auto& units : ledger) {
      if (std::any_of(units.begin(), units.end(), [](Minor paid) { return paid < 0; }))
        return cursor.member("off").fail(FaultCode::OutOfRange, {{"min", std::int64_t{0}}});
    }
  });
}

void read_tenders(const Cursor& tenders, Order& order) {
  tenders.each(20, [&](const Cursor& cursor, std::size_t /*index*/) {
    Tender tender{cursor.member("id").id(), cursor.member("kind").id(), cursor.member("paid").integer(0, kMaxAmount)};
    if (std::any_of(order.tenders.begin(), order.tenders.end(),
                    [&](const Tender& other) { return other.id == tender.id; }))
      cursor.fail(FaultCode::DuplicateId, {{"value", tender.id}});
    order.tenders.push_back(std::move(tender));
  });
}

void read_head(const Cursor& root, const Pack& pack, Versions versions, Order& order) {
  if (root.member("schema").text() != "returns.order/1") root.member("schema").fail(FaultCode::WrongSchema);
  order.id = OrderId{root.member("id").id()};
  order.merchant = root.member("merchant").id();
  order.seller = root.optional("seller").text();
  order.market = static_cast<std::int32_t>(root.member("market").choice(pack.column(Fact::Market).values));
  const std::string_view currencies[] = {pack.currency};
  order.currency = currencies[root.member("currency").choice(currencies)];
  const Cursor policy = root.member("policy");
  order.policy = PackId{policy.member("id").id()};
  order.policy_version = policy.member("version").small(1, 1'000'000);
  if (!root.failed()
      && (order.policy != pack.id || (versions == Versions::Same && order.policy_version != pack.version))) {
    policy.fail(FaultCode::WrongPack, {{"id", pack.id.text()}, {"version", std::int64_t{pack.version}}});
  }
  order.placed_at = root.member("placed_at").instant();
  if (const Cursor promised = root.optional("promised_by"); promised.present()) order.promised_by = promised.day();
  const Cursor shipping = root.optional("shipping");
  order.shipping_paid = shipping.optional("paid").integer(0, kMaxAmount);
  order.shipping_list = shipping.optional("list").integer(0, kMaxAmount);
  order.shipping_free_from = shipping.optional("free_from").integer(0, kMaxAmount);
  order.refunded = root.optional("refunded").integer(0, kMaxAmount);
}

}  // namespace

Result<Order> read_order(std::string_view text, const Pack& pack, Versions versions) {
  const Result<Value> value = parse(text, Document::Order);
  if (!value) return value.fault();
  Trouble trouble{.document = Document::Order};
  const Cursor root(*value, trouble);
  Order order;
  read_head(root, pack, versions, order);
  read_delivery(root.member("delivery"), order);
  if (!trouble.first) read_lines(root.member("lines"), pack, order);
  if (!trouble.first) read_discounts(root.optional("discounts"), order);
  read_tenders(root.member("tenders"), order);
  if (trouble.first) return *trouble.first;
  order.digest = sha256_hex(write_purchase(order, pack));
  return order;
}

}  // namespace returns::wire
