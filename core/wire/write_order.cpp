#include "core/wire/write.h"

namespace returns::wire {
namespace {

void write_line(Writer& writer, const OrderLine& line, const Pack& pack) {
  writer.begin_object()
      .member("id", line.id.text())
      .member_if("sku", line.sku)
      .member("category", pack.value(Fact::Category, static_cast<std::size_t>(line.category)));
  writer.member("quantity", line.quantity)
      .member("unit_price", line.unit_price)
      .member("exclusion_confirmed", value_name(Fact::Confirmed, line.exclusion_confirmed));
  if (line.tax != 0) writer.member("tax", line.tax);
  if (line.tax_included != 0) writer.member("tax_included", line.tax_included);
  writer.member_if("gtin", line.gtin).member_if("batch", line.batch).member_if("trace_prefix", line.trace_prefix);
  if (line.expires_on) writer.member("expires_on", write_day(*line.expires_on));
  if (line.gift)
    writer.key("gift").begin_object().member("of", line.gift->of.text()).member("value", line.gift->value).end_object();
  writer.end_object();
}

}  // namespace

std::string write_purchase(const Order& order, const Pack& pack) {
  constexpr std::string_view kStates[] = {"not_shipped", "in_transit", "delivered", "unknown"};
  Writer writer;
  writer.begin_object()
      .member("schema", "returns.order/1")
      .member("id", order.id.text())
      .member("merchant", order.merchant)
      .member_if("seller", order.seller);
  writer.member("market", pack.value(Fact::Market, static_cast<std::size_t>(order.market)))
      .member("currency", order.currency);
  writer.key("policy")
      .begin_object()
      .member("id", order.policy.text())
      .member("version", order.policy_version)
      .end_object();
  writer.member("placed_at", write_instant(order.placed_at, pack.zone));
  if (order.promised_by) writer.member("promised_by", write_day(*order.promised_by));
  writer.key("delivery").begin_object().member("state", kStates[static_cast<std::size_t>(order.goods)]);
  if (order.signed_at) writer.member("signed_at", write_instant(*order.signed_at, pack.zone));
  writer.end_object();
  writer.key("shipping")
      .begin_object()
      .member("paid", order.shipping_paid)
      .member("list", order.shipping_list)
      .member("free_from", order.shipping_free_from);
  if (order.shipping_tax_included != 0) writer.member("tax_included", order.shipping_tax_included);
  writer.end_object();
  writer.key("discounts").begin_array();
  for (const Discount& discount : order.discounts) {
    writer.begin_object()
        .member("id", discount.id)
        .member_if("kind", discount.kind)
        .member("threshold", discount.threshold)
        .member("off", discount.off);
    if (discount.in_kind) writer.flag("in_kind", true);
    writer.key("lines").begin_array();
    for (const std::size_t line : discount.lines) writer.text(order.lines[line].id.text());
    writer.end_array().end_object();
  }
  writer.end_array();
  writer.key("tenders").begin_array();
  for (const Tender& tender : order.tenders) {
    writer.begin_object().member("id", tender.id).member("kind", tender.kind).member("paid", tender.paid);
    if (tender.units != 0) writer.member("units", tender.units);
    writer.end_object();
  }
  writer.end_array();
  if (order.rounding != 0) writer.member("rounding", order.rounding);
  writer.key("lines").begin_array();
  for (const OrderLine& line : order.lines) write_line(writer, line, pack);
  writer.end_array().end_object();
  return writer.take();
}

}  // namespace returns::wire
