#include "core/item_facts.h"

#include <algorithm>

namespace returns {
namespace {

Recall recall_of(const Pack& pack, const OrderLine& line, std::string_view typed_batch) {
  Recall recall = Recall::NotListed;
  for (const RecallNotice& notice : pack.recalls) {
    if (line.gtin.empty() || notice.gtin != line.gtin) continue;
    const auto listed = [&](std::string_view batch) {
      return std::find(notice.batches.begin(), notice.batches.end(), batch) != notice.batches.end();
    };
    if (notice.batches.empty() || listed(line.batch) || listed(typed_batch)) return Recall::Listed;
    if (line.batch.empty() && typed_batch.empty()) recall = Recall::Unknown;
  }
  return recall;
}

void add_promise(const Pack& pack, const Order& order, Instant now, Facts& facts) {
  Promise promise = Promise::None;
  std::int32_t late = 0;
  if (order.promised_by) {
    // Goods that have not come are measured against today; goods that came on an unknown day are not measured.
    const bool came = order.goods == Goods::Received;
    if ((came && !order.signed_at) || order.goods == Goods::Unknown) {
      promise = Promise::Unknown;
    } else {
      late = day_of(came ? *order.signed_at : now, pack.zone) - *order.promised_by;
      promise = late > 0 ? Promise::Late : Promise::Kept;
    }
  }
  facts.set_enum(Fact::Promise, promise);
  facts.set(Fact::DaysLate, std::clamp(late, 0, kMaxDaysLate));
}

}  // namespace

Facts line_facts(const Pack& pack, const Order& order, std::size_t line, std::int32_t quantity, std::string_view batch,
                 Instant now) {
  const OrderLine& of = order.lines[line];
  Facts facts(pack.columns.size());
  facts.set(Fact::Category, of.category);
  facts.set(Fact::Market, order.market);
  facts.set_enum(Fact::Goods, order.goods);
  facts.set_enum(Fact::Confirmed, of.exclusion_confirmed);
  facts.set(Fact::Gift, of.gift ? 0 : 1);
  facts.set_enum(Fact::Recall, recall_of(pack, of, batch));
  facts.set(Fact::Quantity, std::clamp(quantity, 1, kMaxQuantity));
  add_promise(pack, order, now, facts);
  for (const Question& question : pack.questions)
    facts.set(question.column, static_cast<std::int32_t>(question.options.size()));
  return facts;
}

void add_reason(const Pack& pack, const Reason& reason, Facts& facts) {
  facts.set(Fact::Reason, pack.column(Fact::Reason).find(reason.id));
  facts.set(Fact::Ground, reason.ground);
  facts.set_enum(Fact::Fault, reason.fault);
}

const Reason* no_reason_leaf(const Pack& pack, Goods goods) {
  const Reason* any = nullptr;
  const std::int32_t ground = pack.column(Fact::Ground).find("no_reason");
  for (const Reason& reason : pack.reasons) {
    if (!reason.leaf || reason.ground != ground) continue;
    if (std::find(reason.goods.begin(), reason.goods.end(), goods) != reason.goods.end()) return &reason;
    if (any == nullptr) any = &reason;
  }
  return any;
}

bool answered_for(const Pack& pack, const Reason& reason, Goods goods) {
  if (!reason.leaf) return false;
  if (pack.withdrawal && pack.withdrawal->reason == reason.id) return true;
  return std::find(reason.goods.begin(), reason.goods.end(), goods) != reason.goods.end();
}

}  // namespace returns
