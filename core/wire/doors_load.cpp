// How a pack comes in: read, and proved here or by somebody else who says so.

#include "core/digest.h"
#include "core/prove/prove.h"
#include "core/wire/doors.h"
#include "core/wire/planned.h"
#include "core/wire/read.h"
#include "core/wire/write.h"
#include "core/wire/write_proof.h"

namespace returns::wire {
namespace {

struct Rules {
  Pack pack;
  Calendar calendar;
};

Result<Rules> read_rules(std::string_view pack_text, std::string_view calendar_text) {
  Result<Pack> pack = read_pack(pack_text);
  if (!pack) return pack.fault();
  Result<Calendar> calendar = read_calendar(calendar_text);
  if (!calendar) return calendar.fault();
  if (calendar->id != pack->calendar) {
    return Fault{.code = FaultCode::NotInList,
                 .document = Document::Calendar,
                 .at = "/id",
                 .params = {{"value", calendar->id}, {"allowed", std::vector<std::string>{pack->calendar}}}};
  }
  return Rules{std::move(*pack), std::move(*calendar)};
}

std::string proof_of(std::string_view pack_digest, std::string_view calendar) {
  Writer writer;
  writer.begin_object()
      .member("schema", "returns.proof/1")
      .member("core", RETURNS_VERSION)
      .member("pack", pack_digest)
      .member("calendar", sha256_hex(calendar))
      .end_object();
  return writer.take();
}

}  // namespace

std::string Core::proof(std::string_view pack, std::string_view calendar) {
  return proof_of(sha256_hex(pack), calendar);
}

Core::Loaded Core::load(std::string_view pack, std::string_view calendar) {
  Result<Rules> rules = read_rules(pack, calendar);
  if (!rules) return {std::nullopt, write_fault(rules.fault())};
  const std::vector<ProofFinding> findings = prove(rules->pack, rules->calendar);
  if (!findings.empty()) return {std::nullopt, write_unproved(rules->pack, findings)};
  Writer writer;
  writer.begin_object().key("pack").raw(write_summary(rules->pack));
  writer.key("proof").raw(proof_of(rules->pack.digest, calendar)).end_object();
  return {unproved(std::move((*rules).pack), std::move((*rules).calendar)), writer.take()};
}

Core::Loaded Core::load_proved(std::string_view pack, std::string_view calendar, std::string_view claimed) {
  Result<Rules> rules = read_rules(pack, calendar);
  if (!rules) return {std::nullopt, write_fault(rules.fault())};
  if (claimed != proof_of(rules->pack.digest, calendar))
    return {std::nullopt, write_fault(Fault{.code = FaultCode::NotProved, .document = Document::Pack})};
  std::string answer = envelope("pack", write_summary(rules->pack));
  return {unproved(std::move((*rules).pack), std::move((*rules).calendar)), std::move(answer)};
}

}  // namespace returns::wire
