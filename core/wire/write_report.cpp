#include "core/wire/write_report.h"

#include "core/wire/write_pixels.h"

namespace returns::wire {

void write_report(Writer& writer, const Report& report) {
  writer.begin_object()
      .member("schema", "returns.report/1")
      .member_if("type", report.type)
      .member("kind", name(report.kind))
      .member("size", report.size);
  writer.member("width", report.width)
      .member("height", report.height)
      .member("orientation", report.orientation)
      .member("duration_ms", report.duration_ms);
  if (report.pages > 0) writer.member("pages", report.pages);
  writer.flag("complete", report.complete);
  writer.key("metadata").begin_array();
  for (const std::string& kind : report.metadata) writer.text(kind);
  writer.end_array();
  writer.key("problems").begin_array();
  for (const Problem& problem : report.problems) write_problem(writer, problem);
  writer.end_array();
  if (report.pixels) write_pixels(writer.key("pixels"), *report.pixels);
  writer.end_object();
}

void write_problem(Writer& writer, const Problem& problem) {
  writer.begin_object().member("code", name(problem.code)).member("verdict", refuses(problem.code) ? "refuse" : "hint");
  if (problem.byte) writer.member("byte", *problem.byte);
  writer.end_object();
}

}  // namespace returns::wire
