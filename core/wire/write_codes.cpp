#include "core/evidence_codes.h"
#include "core/text.h"
#include "core/wire/write.h"

namespace returns::wire {
namespace {

void write_code(Writer& writer, const CodeVerdict& verdict, const Order& order, const Draft& draft, bool offers) {
  const codes::Code& code = verdict.code;
  writer.begin_object()
      .member("kind", codes::name(code.kind))
      // The picture itself was not read again.
      .member("read_by", "browser")
      .member_if("gtin", code.gtin)
      .member_if("batch", code.batch);
  if (code.expires_on) writer.member("expires_on", write_day(*code.expires_on));
  if (code.made_on) writer.member("made_on", write_day(*code.made_on));
  writer.member_if("serial", code.serial)
      .member_if("trace", code.trace)
      .member_if("sscc", code.sscc)
      .member_if("gln", code.gln)
      .member_if("text", code.text);
  if (verdict.item) writer.member("line", order.lines[draft.items[*verdict.item].line].id.text());
  writer.key("findings").begin_array();
  for (const CodeFinding& finding : verdict.findings) {
    writer.begin_object().member("code", finding.code).member("bearing", name(finding.bearing)).key("params");
    write_params(writer, finding.params);
    writer.end_object();
  }
  writer.end_array();
  // What the customer may take over with one press, where the batch is not what they wrote.
  if (offers && offers_batch(verdict) && draft.items[*verdict.item].answer("batch") != code.batch)
    writer.key("suggest")
        .begin_object()
        .member("path", "/items/" + to_text(static_cast<std::int64_t>(*verdict.item)) + "/answers/batch")
        .member("value", code.batch)
        .end_object();
  writer.end_object();
}

}  // namespace

void write_codes(Writer& writer, const FileVerdict& file, const Order& order, const Draft& draft, bool offers) {
  if (!file.codes) return;
  writer.key("codes").begin_array();
  for (const CodeVerdict& verdict : *file.codes) write_code(writer, verdict, order, draft, offers);
  writer.end_array();
}

}  // namespace returns::wire
