#include "core/wire/scrub.h"

#include "core/media/bytes.h"
#include "core/media/scrub.h"
#include "core/wire/write_report.h"
#include "core/wire/writer.h"

namespace returns::wire {
namespace {

void write_what(Writer& writer, const Scrub& scrub) {
  writer.begin_object().key("scrub").begin_object().member("schema", "returns.scrub/1");
  writer.member("outcome", name(scrub.outcome)).key("removed").begin_array();
  for (const std::string& mark : scrub.removed) writer.text(mark);
  writer.end_array().key("problems").begin_array();
  for (const Problem& problem : scrub.problems) write_problem(writer, problem);
  writer.end_array();
}

void write_edits(Writer& writer, const std::vector<Edit>& edits) {
  writer.key("edits").begin_array();
  for (const Edit& edit : edits) {
    writer.begin_object().member("at", static_cast<std::int64_t>(edit.at));
    writer.member("length", static_cast<std::int64_t>(edit.length));
    writer.member("put", static_cast<std::int64_t>(edit.put.size()));
    writer.member("zeros", static_cast<std::int64_t>(edit.zeros)).end_object();
  }
  writer.end_array();
}

}  // namespace

std::string scrub(std::string_view bytes) {
  const Scrub scrub = plan_scrub(bytes);
  Writer writer;
  write_what(writer, scrub);
  writer.end_object().end_object();
  std::string answer = writer.take();
  if (scrub.outcome == ScrubOutcome::Scrubbed) answer += '\n' + scrubbed(bytes, scrub.edits);
  return answer;
}

std::string scrub(media::Source& file) {
  media::Pages pages(file);
  const Scrub scrub = plan_scrub(media::Bytes(pages));
  if (pages.failed()) return R"({"fault":{"code":"unreadable"}})";
  Writer writer;
  write_what(writer, scrub);
  if (scrub.outcome == ScrubOutcome::Scrubbed) write_edits(writer, scrub.edits);
  writer.end_object().end_object();
  std::string answer = writer.take();
  if (scrub.outcome != ScrubOutcome::Scrubbed) return answer;
  answer += '\n';
  for (const Edit& edit : scrub.edits) answer += edit.put;
  return answer;
}

}  // namespace returns::wire
