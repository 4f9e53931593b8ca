#include "core/wire/codes.h"

#include <algorithm>

#include "core/codes/match.h"
#include "core/draft.h"
#include "core/wire/cursor.h"
#include "core/wire/write_params.h"

namespace returns::wire {
namespace {

using codes::Expected;
using codes::Matched;
using codes::Ordered;

struct Scan {
  std::vector<std::string> texts;
  Instant now;
  Expected expected;
};

Scan read_scan(const Cursor& root) {
  constexpr std::string_view kWants[] = {"batch", "trace"};
  root.only({"schema", "codes", "lines", "wants", "now"});
  if (root.member("schema").text() != "returns.scan/1") root.member("schema").fail(FaultCode::WrongSchema);
  Scan scan;
  root.member("codes").each(
      kMaxCodes, [&](const Cursor& text, std::size_t /*index*/) { scan.texts.push_back(text.text(kMaxCode)); });
  root.member("lines").each(200, [&](const Cursor& line, std::size_t /*index*/) {
    line.only({"line", "batch"});
    Ordered ordered;
    ordered.line = line.member("line").id();
    ordered.typed_batch = line.optional("batch").text(4096);
    scan.expected.lines.push_back(std::move(ordered));
  });
  root.optional("wants").each(std::size(kWants), [&](const Cursor& want, std::size_t /*index*/) {
    (want.choice(kWants) == 0 ? scan.expected.batch : scan.expected.trace) = true;
  });
  scan.now = root.member("now").instant();
  return scan;
}

// Of the pack: its zone and its recalls.
Zone read_pack(const Cursor& root, Expected& expected) {
  constexpr std::string_view kSummers[] = {"eu", "us"};
  Zone zone;
  const Cursor of = root.member("zone");
  zone.offset_minutes = of.member("offset_minutes").small(-14 * 60, 14 * 60);
  if (const Cursor summer = of.optional("summer"); summer.present())
    zone.summer = summer.choice(kSummers) == 0 ? Summer::Eu : Summer::Us;
  root.optional("recalls").each(10'000, [&](const Cursor& cursor, std::size_t /*index*/) {
    codes::Recalled notice;
    notice.gtin = cursor.member("gtin").text(14);
    cursor.optional("batches").each(
        10'000, [&](const Cursor& batch, std::size_t /*i*/) { notice.batches.push_back(batch.text(40)); });
    notice.grade = cursor.member("class").text(8);
    expected.recalls.push_back(std::move(notice));
  });
  return zone;
}

// Of the order: when it came, and what its lines are.
void read_order(const Cursor& root, Zone zone, Expected& expected) {
  if (const Cursor came = root.member("delivery").optional("signed_at"); came.present())
    expected.delivered_on = day_of(came.instant(), zone);
  root.member("lines").each(200, [&](const Cursor& cursor, std::size_t /*index*/) {
    const std::string id = cursor.member("id").id();
    const auto line = std::find_if(expected.lines.begin(), expected.lines.end(),
                                   [&](const Ordered& ordered) { return ordered.line == id; });
    if (line == expected.lines.end()) return;
    line->gtin = cursor.optional("gtin").text(14);
    line->batch = cursor.optional("batch").text(40);
    line->trace_prefix = cursor.optional("trace_prefix").text(20);
    if (const Cursor day = cursor.optional("expires_on"); day.present()) line->expires_on = day.day();
  });
}

void write_day_if(Writer& writer, std::string_view key, const std::optional<Day>& day) {
  if (day) writer.member(key, write_day(*day));
}

void write_code(Writer& writer, const Matched& matched, const Expected& expected) {
  const codes::Code& code = matched.code;
  writer.begin_object()
      .member("kind", name(code.kind))
      .member_if("text", code.text)
      .member_if("gtin", code.gtin)
      .member_if("batch", code.batch);
  write_day_if(writer, "expires_on", code.expires_on);
  write_day_if(writer, "made_on", code.made_on);
  writer.member_if("serial", code.serial)
      .member_if("trace", code.trace)
      .member_if("sscc", code.sscc)
      .member_if("gln", code.gln);
  if (matched.line) writer.member("line", expected.lines[*matched.line].line);
  writer.key("findings").begin_array();
  for (const codes::Finding& finding : matched.findings) {
    writer.begin_object().member("code", finding.code).member("bearing", name(finding.bearing)).key("params");
    write_params(writer, finding.params);
    writer.end_object();
  }
  writer.end_array().flag("offers_batch", matched.offers_batch()).end_object();
}

}  // namespace

std::string codes(std::string_view scan_text, std::string_view order_text, std::string_view pack_text) {
  const Result<Value> values[] = {parse(scan_text, Document::Request), parse(order_text, Document::Order),
                                  parse(pack_text, Document::Pack)};
  for (const Result<Value>& value : values) {
    if (!value) return fault_alone(value.fault());
  }
  Trouble of_scan{.document = Document::Request};
  Scan scan = read_scan(Cursor(*values[0], of_scan));
  if (of_scan.first) return fault_alone(*of_scan.first);
  Trouble of_pack{.document = Document::Pack};
  const Zone zone = read_pack(Cursor(*values[2], of_pack), scan.expected);
  if (of_pack.first) return fault_alone(*of_pack.first);
  Trouble of_order{.document = Document::Order};
  read_order(Cursor(*values[1], of_order), zone, scan.expected);
  if (of_order.first) return fault_alone(*of_order.first);
  scan.expected.today = day_of(scan.now, zone);

  Writer writer;
  writer.begin_object().key("codes").begin_object().member("schema", "returns.codes/1").key("codes").begin_array();
  for (const Matched& matched : codes::match(scan.texts, scan.expected)) write_code(writer, matched, scan.expected);
  writer.end_array().end_object().end_object();
  return writer.take();
}

}  // namespace returns::wire
