#include "core/wire/planned.h"

#include "core/text.h"
#include "core/wire/read.h"
#include "core/wire/writer.h"

namespace returns::wire {

Result<Instant> read_now(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  if (const std::size_t bad = invalid_utf8(text); bad != std::string_view::npos) {
    return Fault{.code = FaultCode::NotUtf8, .document = Document::Now, .byte = bad};
  }
  if (const auto now = read_instant(text)) return *now;
  Fault fault{.code = FaultCode::BadInstant, .document = Document::Now};
  if (text.size() <= kLongest) fault.params = {{"value", std::string{text}}};
  return fault;
}

Result<Planned> plan_of(const Policy& policy, std::string_view order_text, const Value& draft_value,
                        std::string_view now_text, Versions versions) {
  // Only a complaint can do without an order.
  const bool about_no_order = order_text.empty() && draft_value.find("complaint") != nullptr;
  Result<Order> order = about_no_order ? Result<Order>(Order{}) : read_order(order_text, policy.pack, versions);
  if (!order) return order.fault();
  Result<Draft> draft = read_draft(draft_value, *order);
  if (!draft) return draft.fault();
  const Result<Instant> now = read_now(now_text);
  if (!now) return now.fault();
  Planned planned{std::move(*order), std::move(*draft), {}};
  planned.plan = make_plan(policy, planned.order, planned.draft, *now);
  return planned;
}

Result<Planned> plan_of(const Policy& policy, std::string_view order, std::string_view draft, std::string_view now,
                        Versions versions) {
  const Result<Value> value = parse(draft, Document::Draft);
  if (!value) return value.fault();
  return plan_of(policy, order, *value, now, versions);
}

std::string envelope(std::string_view key, std::string_view document) {
  Writer writer;
  writer.begin_object().key(key).raw(document).end_object();
  return writer.take();
}

}  // namespace returns::wire
