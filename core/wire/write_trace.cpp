#include "core/wire/write_trace.h"

#include "core/wire/write.h"

namespace returns::wire {
namespace {

void write_heads(Writer& writer, std::string_view key, const std::vector<const RuleHead*>& rules) {
  writer.key(key).begin_array();
  for (const RuleHead* rule : rules)
    writer.begin_object().member("rule", rule->id).member("source", rule->source).end_object();
  writer.end_array();
}

void write_miss(Writer& writer, const Pack& pack, const PlannedItem* item, const Miss& miss) {
  const Column& column = pack.columns[miss.column];
  writer.begin_object().member("column", column.name);
  if (column.is_integer()) {
    if (miss.value != kUnset) writer.member("value", miss.value).member("margin", miss.margin);
    writer.end_object();
    return;
  }
  if (miss.value != kUnset) writer.member("value", column.values[static_cast<std::size_t>(miss.value)]);
  writer.key("accepts").begin_array();
  for (const std::int32_t value : miss.accepts) writer.text(column.values[static_cast<std::size_t>(value)]);
  writer.end_array();
  // An open or closed window is a date in disguise: how far it was missed is what one wants to know.
  if (item != nullptr && miss.column == static_cast<std::size_t>(Fact::Window)) write_margin(writer, item->window);
  writer.end_object();
}

void write_table(Writer& writer, const Pack& pack, const PlannedItem* item, const TracedTable& table) {
  constexpr std::string_view kHits[] = {"first", "unique", "any", "collect"};
  writer.begin_object().member("table", table.name).member("hit", kHits[static_cast<std::size_t>(table.hit)]);
  if (table.resolution) writer.member("resolution", pack.resolutions[*table.resolution].id);
  write_heads(writer, "fired", table.fired);
  if (!table.covered.empty()) write_heads(writer, "covered", table.covered);
  writer.key("missed").begin_array();
  for (const MissedRule& missed : table.missed) {
    writer.begin_object().member("rule", missed.rule->id).member("source", missed.rule->source);
    writer.key("misses").begin_array();
    for (const Miss& miss : missed.misses) write_miss(writer, pack, item, miss);
    writer.end_array().end_object();
  }
  writer.end_array();
  if (table.more != 0) writer.member("more", static_cast<std::int64_t>(table.more));
  writer.end_object();
}

}  // namespace

void write_trace(Writer& writer, const Pack& pack, const Plan& plan, const std::vector<Trace>& traces) {
  writer.key("trace").begin_array();
  for (const Trace& trace : traces) {
    writer.begin_object();
    const PlannedItem* item = nullptr;
    if (trace.item) {
      item = &plan.items[*trace.item];
      writer.member("item", static_cast<std::int64_t>(*trace.item));
    }
    writer.key("tables").begin_array();
    for (const TracedTable& table : trace.tables) write_table(writer, pack, item, table);
    writer.end_array().end_object();
  }
  writer.end_array();
}

}  // namespace returns::wire
