#pragma once
// From documents to facts: what an order and a chosen reason say about one line, before any rule speaks.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/order.h"
#include "core/policy/facts.h"
#include "core/policy/pack.h"

namespace returns {

// Category, market, goods, confirmed, gift, recall, promise, days_late, quantity; answers are `not_asked`.
// `batch` is what the customer read off the pack, empty when not asked: it counts beside the order's own record.
Facts line_facts(const Pack& pack, const Order& order, std::size_t line, std::int32_t quantity, std::string_view batch,
                 Instant now);

// The leaf whose window an order line is shown with before the customer has said what happened; nullptr without one.
const Reason* no_reason_leaf(const Pack& pack, Goods goods);

// Whether a request may be about that leaf when the goods are there: the wizard offers it, or it is the leaf of a
// withdrawal, which no state of delivery closes.
bool answered_for(const Pack& pack, const Reason& reason, Goods goods);

// Adds reason, ground and fault. Precondition: `reason` is a leaf of the pack.
void add_reason(const Pack& pack, const Reason& reason, Facts& facts);

}  // namespace returns
