#include <string>

#include "core/digest.h"
#include "core/text.h"
#include "core/wire/write.h"

namespace returns::wire {
namespace {

void write_marks(Writer& writer, const std::vector<Mark>& marks) {
  writer.key("marks").begin_array();
  for (const Mark& mark : marks) {
    writer.begin_object()
        .member("kind", kMarkKinds[static_cast<std::size_t>(mark.kind)])
        .member("x", mark.x)
        .member("y", mark.y)
        .member("w", mark.w)
        .member("h", mark.h)
        .member_if("note", mark.note)
        .end_object();
  }
  writer.end_array();
}

void write_evidence_file(Writer& writer, const EvidenceFile& file) {
  writer.begin_object()
      .member("slot", file.slot)
      .member_if("line", file.line)
      .member_if("name", file.file)
      .member("sha256", file.sha256)
      .key("report");
  write_report(writer, file.report);
  if (!file.codes.empty()) write_texts(writer.key("codes"), file.codes);
  if (!file.marks.empty()) write_marks(writer, file.marks);
  writer.end_object();
}

// The files that fill a slot; what the customer chose for a slot that is no longer asked for stays at home.
void write_evidence(Writer& writer, const Draft& draft, const Plan& plan) {
  writer.key("evidence").begin_array();
  for (const SlotNeed& need : plan.slots) {
    for (const FileVerdict& verdict : need.files) {
      if (!verdict.accepted) continue;
      const EvidenceFile& file = draft.evidence[verdict.evidence];
      writer.begin_object()
          .member("slot", file.slot)
          .member_if("line", file.line)
          .member("sha256", file.sha256)
          .member("size", file.report.size)
          .member_if("type", file.report.type)
          .end_object();
    }
  }
  writer.end_array();
}

void write_decision(Writer& writer, const Policy& policy, const Order& order, const Draft& draft, const Plan& plan) {
  const Pack& pack = policy.pack;
  writer.key("decision").begin_object().member("verdict", value_name(Fact::Verdict, plan.verdict));
  if (plan.lane) writer.member("lane", pack.value(Fact::Lane, *plan.lane));
  if (plan.grade) writer.member("grade", pack.value(Fact::Grade, *plan.grade));
  write_items(writer, policy, order, draft, plan);
  write_deadlines(writer, pack, plan.deadlines);
  write_escalations(writer, pack, plan.escalations);
  writer.key("slots").begin_array();
  for (const SlotNeed& need : plan.slots) {
    writer.begin_object()
        .member("slot", pack.slots[need.slot].id)
        .member_if("line", need.line)
        .member("min", need.min)
        .member("have", need.have())
        .end_object();
  }
  writer.end_array();
  writer.key("next").begin_array();
  for (const auto* rule : plan.next) writer.text("next." + rule->then.code);
  writer.end_array();
  write_claims(writer, plan);
  write_outside(writer, plan.outside);
  writer.end_object();
}

// What the customer said and no longer means stays at home: files of slots that are not asked for, another item than
// the chosen resolution gives, the consent to another sum.
Draft as_sent(const Policy& policy, const Draft& draft, const Plan& plan) {
  Draft sent = without_spare_files(draft, plan.slots);
  const Quote* quote = plan.chosen ? &plan.offers[*plan.chosen].quote : nullptr;
  if (quote == nullptr || policy.pack.resolutions[quote->resolution].money != MoneyBack::Difference) {
    for (DraftItem& item : sent.items)
      std::erase_if(item.answers, [](const auto& answer) { return answer.first == kExchange; });
  }
  const std::string due = std::string{kPayDifference} + to_text(quote == nullptr ? 0 : quote->due);
  std::erase_if(sent.consents, [&](const std::string& consent) {
    return consent.compare(0, kPayDifference.size(), kPayDifference) == 0 && consent != due;
  });
  return sent;
}

}  // namespace

void write_draft_items(Writer& writer, const std::vector<DraftItem>& items, const Order& order) {
  writer.begin_array();
  for (const DraftItem& item : items) {
    writer.begin_object()
        .member("line", order.lines[item.line].id.text())
        .member("quantity", item.quantity)
        .member_if("reason", item.reason);
    if (!item.answers.empty()) {
      writer.key("answers").begin_object();
      for (const auto& [question, answer] : item.answers) writer.member(question, answer);
      writer.end_object();
    }
    writer.end_object();
  }
  writer.end_array();
}

void write_draft(Writer& writer, const Draft& draft, const Order& order) {
  writer.begin_object()
      .member("schema", "returns.draft/1")
      .member_if("order", draft.order.text())
      .member("channel", value_name(Fact::Channel, draft.channel));
  if (draft.complaint) writer.member("complaint", *draft.complaint);
  writer.key("items");
  write_draft_items(writer, draft.items, order);
  writer.member_if("description", draft.description).member_if("resolution", draft.resolution);
  writer.key("evidence").begin_array();
  for (const EvidenceFile& file : draft.evidence) write_evidence_file(writer, file);
  writer.end_array();
  writer.key("contact")
      .begin_object()
      .member_if("name", draft.contact.name)
      .member_if("phone", draft.contact.phone)
      .member_if("email", draft.contact.email)
      .end_object();
  writer.key("consents");
  write_texts(writer, draft.consents);
  writer.end_object();
}

std::string write_request(const Policy& policy, const Order& order, const Draft& draft, const Plan& plan) {
  const Pack& pack = policy.pack;
  Writer writer;
  writer.begin_object().member("schema", "returns.request/1").member("core", RETURNS_VERSION);
  write_policy(writer, pack);
  if (!order.id.empty())
    writer.key("order").begin_object().member("id", order.id.text()).member("digest", order.digest).end_object();
  writer.member("sealed_at", write_instant(plan.now, pack.zone)).key("draft");
  write_draft(writer, as_sent(policy, draft, plan), order);
  write_decision(writer, policy, order, draft, plan);
  if (plan.chosen) {
    writer.key("quote");
    write_offer(writer, pack, order, plan.offers[*plan.chosen]);
  }
  write_evidence(writer, draft, plan);
  const std::string digest = sha256_hex(std::string{writer.str()} + '}');
  writer.member("digest", digest).end_object();
  return writer.take();
}

}  // namespace returns::wire
