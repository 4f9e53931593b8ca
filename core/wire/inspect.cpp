#include "core/wire/inspect.h"

#include "core/media/inspect.h"
#include "core/wire/write_report.h"
#include "core/wire/writer.h"

namespace returns::wire {

std::string inspect(const media::Bytes& file, std::string_view name, std::string_view claimed_type, const Look& look) {
  Report report = inspect_media(file, name, claimed_type);
  if (look) look(file, report);
  Writer writer;
  writer.begin_object().key("report");
  write_report(writer, report);
  writer.end_object();
  return writer.take();
}

}  // namespace returns::wire
