#pragma once
// Documents to domain types, checked once here and never again.

#include <string_view>

#include "core/calendar.h"
#include "core/draft.h"
#include "core/order.h"
#include "core/plan_withdrawal.h"
#include "core/policy/pack.h"
#include "core/report.h"
#include "core/result.h"
#include "core/wire/cursor.h"
#include "core/wire/json.h"

namespace returns::wire {

Result<Pack> read_pack(std::string_view text);
Result<Calendar> read_calendar(std::string_view text);
// Of which purchase an order may be: of this very version of the pack, or of any.
enum class Versions : std::uint8_t { Same, Any };
// The order is read against its pack: category and market must be in the vocabulary, policy id and version must fit.
Result<Order> read_order(std::string_view text, const Pack& pack, Versions versions = Versions::Same);
// The draft is read against its order: a line that the order does not have is a fault.
Result<Draft> read_draft(const Value& value, const Order& order);
Result<Draft> read_draft(std::string_view text, const Order& order);

// A statement of withdrawal about the order; `document` says of which it is a part.
Result<Statement> read_statement(const Value& value, const Order& order, Document document);

// Parts that several documents share.
Report read_report(const Cursor& cursor);
Localized read_localized(const Cursor& cursor);

// Parts of a pack. Both fill `pack`; faults are kept in the cursor's trouble.
void read_vocabulary(const Cursor& vocabulary, Pack& pack);
void read_tables(const Cursor& tables, Pack& pack);

}  // namespace returns::wire
