#include "core/wire/scrub.h"

#include "core/media/scrub.h"
#include "core/wire/write_report.h"
#include "core/wire/writer.h"

namespace returns::wire {

std::string scrub(std::string_view bytes) {
  const Scrub scrub = plan_scrub(bytes);
  Writer writer;
  writer.begin_object().key("scrub").begin_object().member("schema", "returns.scrub/1");
  writer.member("outcome", name(scrub.outcome)).key("removed").begin_array();
  for (const std::string& mark : scrub.removed) writer.text(mark);
  writer.end_array().key("problems").begin_array();
  for (const Problem& problem : scrub.problems) write_problem(writer, problem);
  writer.end_array().end_object().end_object();
  std::string answer = writer.take();
  if (scrub.outcome == ScrubOutcome::Scrubbed) answer += '\n' + scrubbed(bytes, scrub.edits);
  return answer;
}

}  // namespace returns::wire
