#include "core/wire/write.h"

namespace returns::wire {

std::string write_summary(const Pack& pack) {
  Writer writer;
  writer.begin_object()
      .member("schema", "returns.pack_summary/1")
      .member("id", pack.id.text())
      .member("version", pack.version)
      .member("digest", pack.digest);
  writer.member("jurisdiction", pack.jurisdiction)
      .member("sector", pack.sector)
      .member("zone", pack.zone_name)
      .member("calendar", pack.calendar);
  writer.member("effective_from", write_day(pack.effective_from));
  if (pack.effective_to) writer.member("effective_to", write_day(*pack.effective_to));
  writer.member("review_by", write_day(pack.review_by));
  std::size_t rules = 0;
  for (const TableView& table : tables_of(pack)) rules += table.rules.size();
  writer.member("rules", static_cast<std::int64_t>(rules))
      .member("sources", static_cast<std::int64_t>(pack.sources.size()))
      .end_object();
  return writer.take();
}

}  // namespace returns::wire
