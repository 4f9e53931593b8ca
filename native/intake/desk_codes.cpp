#include "native/intake/desk_codes.h"

#include "core/wire/codes.h"

namespace returns::intake {
namespace {

// The evidence of the draft that a stored file is; nothing when it has no codes.
const Json* evidence_of(const Json& file, const Json& draft) {
  for (const Json& evidence : array_of(draft, "evidence")) {
    if (text_of(evidence, "sha256") == text_of(file, "sha256") && text_of(evidence, "slot") == text_of(file, "slot")
        && text_of(evidence, "line") == text_of(file, "line"))
      return array_of(evidence, "codes").empty() ? nullptr : &evidence;
  }
  return nullptr;
}

Json lines_of(const Json& evidence, const Json& draft) {
  const std::string of = text_of(evidence, "line");
  Json lines = Json::array();
  for (const Json& item : array_of(draft, "items")) {
    const std::string line = text_of(item, "line");
    if (!of.empty() && of != line) continue;
    lines.push_back({{"line", line}});
    const Json* answers = member(item, "answers");
    if (const std::string batch = answers != nullptr ? text_of(*answers, "batch") : ""; !batch.empty())
      lines.back()["batch"] = batch;
  }
  return lines;
}

}  // namespace

void add_codes(Json& files, const Json& request, const Json& order, const Policies& policies) {
  const Json* draft = member(request, "draft");
  const Json* policy = member(order, "policy");
  if (draft == nullptr || policy == nullptr) return;
  const LoadedPack* pack = policies.find(text_of(*policy, "id"), integer_of(*policy, "version").value_or(0));
  if (pack == nullptr) return;
  for (Json& file : files) {
    const Json* evidence = evidence_of(file, *draft);
    if (evidence == nullptr) continue;
    const Json scan = {{"schema", "returns.scan/1"},
                       {"codes", array_of(*evidence, "codes")},
                       {"lines", lines_of(*evidence, *draft)},
                       {"now", text_of(request, "sealed_at")}};
    const Json answer = parse_json(wire::codes(write_json(scan), write_json(order), *pack->bytes));
    if (const Json* judged = member(answer, "codes"); judged != nullptr) file["codes"] = array_of(*judged, "codes");
  }
}

}  // namespace returns::intake
