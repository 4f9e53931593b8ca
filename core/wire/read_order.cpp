#include <algorithm>
#include <numeric>

#include "core/digest.h"
#include "core/draft.h"
#include "core/wire/read.h"
#include "core/wire/write.h"

namespace returns::wire {
namespace {

constexpr std::size_t kMaxLines = 200;
constexpr std::int64_t kMaxUnits = 1'000'000;
constexpr Minor kMaxRounding = 1000;

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
                         static_cast<HeldState>(cursor.member("state").choice(kStates)),
                         cursor.optional("counts").boolean()});
  });
}

void read_exchanges(const Cursor& exchanges, OrderLine& line) {
  exchanges.each(50, [&](const Cursor& cursor, std::size_t /*index*/) {
    const Cursor id = cursor.member("id");
    Exchange exchange{.id = std::string{id.id()},
                      .sku = std::string{cursor.optional("sku").text()},
                      .title = read_localized(cursor.member("title")),
                      .picture = std::string{cursor.optional("picture").text()},
                      .unit_price = cursor.member("unit_price").integer(0, kMaxAmount / kMaxQuantity),
                      .tax = cursor.optional("tax").integer(0, kMaxAmount / kMaxQuantity)};
    if (exchange.id == kSameItem || line.exchange(exchange.id) != nullptr)
      id.fail(FaultCode::DuplicateId, {{"value", exchange.id}});
    line.exchanges.push_back(std::move(exchange));
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
  line.tax = cursor.optional("tax").integer(0, kMaxAmount);
  line.tax_included = cursor.optional("tax_included").integer(0, line.unit_price * line.quantity);
  if (const Cursor confirmed = cursor.optional("exclusion_confirmed"); confirmed.present())
    line.exclusion_confirmed = static_cast<Confirmed>(confirmed.choice(kConfirmed));
  line.gtin = cursor.optional("gtin").text(14);
  line.batch = cursor.optional("batch").text(40);
  line.trace_prefix = cursor.optional("trace_prefix").text(20);
  if (const Cursor expires = cursor.optional("expires_on"); expires.present()) line.expires_on = expires.day();
  if (const Cursor gift = cursor.optional("gift"); gift.present()) {
    line.gift = Gift{LineId{gift.member("of").id()}, gift.member("value").integer(0, kMaxAmount / kMaxQuantity)};
    if (line.unit_price != 0)
      cursor.member("unit_price").fail(FaultCode::OutOfRange, {{"min", std::int64_t{0}}, {"max", std::int64_t{0}}});
  }
  read_held(cursor.optional("held"), line);
  read_exchanges(cursor.optional("exchanges"), line);
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
    discount.in_kind = cursor.optional("in_kind").boolean();
    if (const Cursor lost = cursor.optional("lost"); lost.present()) discount.lost = lost.boolean();
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
    // No unit may cost less than nothing before tax, or a return would charge the customer.
    if (!cursor.failed() && !costs_hold(order))
      cursor.member("off").fail(FaultCode::OutOfRange, {{"min", std::int64_t{0}}});
  });
}

void read_tenders(const Cursor& tenders, Order& order) {
  tenders.each(20, [&](const Cursor& cursor, std::size_t /*index*/) {
    Tender tender{cursor.member("id").id(), cursor.member("kind").id(), cursor.member("paid").integer(0, kMaxAmount),
                  cursor.optional("units").integer(0, kMaxUnits), std::nullopt};
    if (const Cursor refunded = cursor.optional("refunded"); refunded.present())
      tender.refunded = refunded.integer(0, tender.paid);
    if (std::any_of(order.tenders.begin(), order.tenders.end(),
                    [&](const Tender& other) { return other.id == tender.id; }))
      cursor.fail(FaultCode::DuplicateId, {{"value", tender.id}});
    order.tenders.push_back(std::move(tender));
  });
}

// Money done through each tender, or through none: then it is estimated from what went back.
void read_refunded(const Cursor& root, Order& order) {
  order.refunded = root.optional("refunded").integer(0, kMaxAmount);
  Minor stated = 0;
  std::size_t stating = 0;
  for (const Tender& tender : order.tenders) {
    stated += tender.refunded.value_or(0);
    if (tender.refunded) ++stating;
  }
  if (stating == 0) return;
  if (stating != order.tenders.size()) return root.member("tenders").fail(FaultCode::Missing);
  if (!root.optional("refunded").present()) order.refunded = stated;
  if (order.refunded != stated) root.member("refunded").fail(FaultCode::OutOfRange, {{"min", stated}, {"max", stated}});
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
  order.shipping_tax_included = shipping.optional("tax_included").integer(0, order.shipping_paid);
  if (const Cursor rounding = root.optional("rounding"); rounding.present())
    order.rounding = rounding.integer(-kMaxRounding, kMaxRounding);
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
  read_refunded(root, order);
  if (trouble.first) return *trouble.first;
  order.digest = sha256_hex(write_purchase(order, pack));
  return order;
}

}  // namespace returns::wire
