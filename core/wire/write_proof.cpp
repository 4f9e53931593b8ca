#include "core/wire/write_proof.h"

#include <algorithm>

#include "core/text.h"
#include "core/wire/write.h"

namespace returns::wire {
namespace {

void write_case(Writer& writer, const Pack& pack, const Case& shown) {
  writer.key("case").begin_object();
  for (const auto& entry : shown) {
    const bool integer = std::any_of(pack.columns.begin(), pack.columns.end(), [&](const Column& column) {
      return column.name == entry.first && column.is_integer();
    });
    writer.key(entry.first);
    integer ? writer.raw(entry.second) : writer.text(entry.second);
  }
  writer.end_object();
}

}  // namespace

std::string write_findings(const Pack& pack, const std::vector<ProofFinding>& findings) {
  Writer writer;
  writer.begin_array();
  for (const ProofFinding& finding : findings) {
    writer.begin_object().member("code", name(finding.code)).member_if("table", finding.table);
    if (!finding.rules.empty()) {
      writer.key("rules").begin_array();
      for (const std::string& rule : finding.rules) writer.text(rule);
      writer.end_array();
    }
    writer.member_if("what", finding.what);
    if (!finding.shown_by.empty()) write_case(writer, pack, finding.shown_by);
    writer.end_object();
  }
  writer.end_array();
  return writer.take();
}

std::string write_unproved(const Pack& pack, const std::vector<ProofFinding>& findings) {
  const ProofFinding& first = findings.front();
  Writer writer;
  writer.begin_object().key("fault").begin_object();
  writer.member("code", name(FaultCode::NotProved)).member("document", name(Document::Pack));
  writer.member("at", first.table.empty() ? "/vocabulary" : "/tables/" + first.table);
  Params params{{"finding", std::string{name(first.code)}}, {"count", static_cast<std::int64_t>(findings.size())}};
  if (!first.rules.empty()) params.push_back({"rule", first.rules.front()});
  writer.key("params");
  write_params(writer, params);
  writer.end_object().key("findings").raw(write_findings(pack, findings)).end_object();
  return writer.take();
}

}  // namespace returns::wire
