#include <algorithm>

#include "core/wire/read.h"

namespace returns::wire {

Result<Statement> read_statement(const Value& value, const Order& order, Document document) {
  constexpr std::size_t kMaxTyped = 65'536;
  Trouble trouble{.document = document};
  const Cursor root(value, trouble);
  root.only({"schema", "order", "name", "email", "lines", "reason", "confirmed"});
  if (root.member("schema").text() != "returns.withdrawal/1") root.member("schema").fail(FaultCode::WrongSchema);
  const std::string named = root.member("order").id();
  if (!root.failed() && named != order.id.text()) root.member("order").fail(FaultCode::WrongOrder, {{"value", named}});
  Statement statement;
  statement.name = root.optional("name").text(kMaxTyped);
  statement.email = root.optional("email").text(kMaxTyped);
  statement.reason = root.optional("reason").text(kMaxTyped);
  if (const Cursor confirmed = root.optional("confirmed"); confirmed.present())
    statement.confirmed = confirmed.boolean();
  root.optional("lines").each(order.lines.size(), [&](const Cursor& cursor, std::size_t /*index*/) {
    cursor.only({"line", "quantity"});
    const Cursor line = cursor.member("line");
    const LineId id{line.id()};
    const auto found = std::find_if(order.lines.begin(), order.lines.end(),
                                    [&](const OrderLine& candidate) { return candidate.id == id; });
    if (found == order.lines.end()) return line.fail(FaultCode::NoSuchLine, {{"value", id.text()}});
    const auto index = static_cast<std::size_t>(found - order.lines.begin());
    const bool twice = std::any_of(statement.lines.begin(), statement.lines.end(),
                                   [&](const WithdrawnLine& other) { return other.line == index; });
    if (twice) return line.fail(FaultCode::DuplicateId, {{"value", id.text()}});
    statement.lines.push_back({index, cursor.member("quantity").small(1, kMaxQuantity)});
  });
  if (trouble.first) return *trouble.first;
  return statement;
}

}  // namespace returns::wire
