#include <algorithm>

#include "core/digest.h"
#include "core/wire/write.h"

namespace returns::wire {
namespace {

void write_statement(Writer& writer, const Order& order, const Statement& statement) {
  writer.begin_object()
      .member("schema", "returns.withdrawal/1")
      .member("order", order.id.text())
      .member_if("name", statement.name)
      .member_if("email", statement.email);
  if (!statement.lines.empty()) {
    writer.key("lines").begin_array();
    for (const WithdrawnLine& line : statement.lines)
      writer.begin_object()
          .member("line", order.lines[line.line].id.text())
          .member("quantity", line.quantity)
          .end_object();
    writer.end_array();
  }
  writer.member_if("reason", statement.reason).flag("confirmed", statement.confirmed).end_object();
}

void write_lines(Writer& writer, const Policy& policy, const Order& order, const WithdrawalPlan& plan) {
  writer.key("lines").begin_array();
  for (const StatedLine& line : plan.lines) {
    writer.begin_object()
        .member("line", order.lines[line.line].id.text())
        .member("quantity", line.quantity)
        .member("returnable", order.lines[line.line].returnable())
        .member("standing", name(line.standing));
    if (line.standing != Standing::Gone) {
      writer.key("window");
      write_window(writer, line.window, policy.pack.zone);
      writer.key("findings").begin_array();
      for (const Finding& finding : line.assessment.findings) write_finding(writer, finding);
      writer.end_array();
    }
    writer.end_object();
  }
  writer.end_array();
}

// What a person has to look at: never a reason not to take the statement.
void write_flags(Writer& writer, const WithdrawalPlan& plan) {
  writer.key("flags").begin_array();
  for (const Standing standing : {Standing::Late, Standing::Excluded, Standing::ToCheck, Standing::Gone}) {
    const bool any = std::any_of(plan.lines.begin(), plan.lines.end(), [&](const StatedLine& line) {
      return line.quantity > 0 && line.standing == standing;
    });
    if (any) writer.text(name(standing));
  }
  writer.end_array();
}

void write_consequences(Writer& writer, const Policy& policy, const Order& order, const WithdrawalPlan& plan) {
  if (!plan.offer) return;
  writer.key("consequences").begin_object().key("quote");
  write_offer(writer, policy.pack, order, *plan.offer);
  write_deadlines(writer, policy.pack, plan.deadlines);
  writer.end_object();
}

void write_label(Writer& writer, std::string_view key, const Label* label) {
  if (label == nullptr) return;
  writer.key(key).begin_object().key("text");
  write_localized(writer, label->text);
  writer.member("source", label->source).end_object();
}

struct Asked {
  std::string_view path, kind, label, format;
  bool required;
  std::string_view value;
  std::int64_t max_length;
};

void write_field(Writer& writer, const Asked& field, const WithdrawalPlan& plan) {
  writer.begin_object()
      .member("path", field.path)
      .member("kind", field.kind)
      .member("label", field.label)
      .member("help", std::string{field.label} + ".help");
  writer.flag("required", field.required).member_if("value", field.value).member_if("format", field.format);
  if (field.max_length != 0) writer.member("max_length", field.max_length);
  const auto error = std::find_if(plan.missing.begin(), plan.missing.end(),
                                  [&](const Missing& missing) { return missing.path == field.path; });
  if (error != plan.missing.end() && !field.value.empty()) {
    writer.key("error").begin_object().member("code", error->code).key("params");
    write_params(writer, error->params);
    writer.end_object();
  }
  writer.end_object();
}

void write_steps(Writer& writer, const Statement& statement, const WithdrawalPlan& plan) {
  const Asked fields[] = {
      {"/name", "line_text", "field.name", "name", true, statement.name, std::int64_t{kMaxName}},
      {"/email", "line_text", "field.email", "email", true, statement.email, 254},
      {"/lines", "lines", "field.withdrawal_lines", "", false, "", 0},
      {"/reason", "text", "field.withdrawal_reason", "", false, statement.reason, std::int64_t{kMaxDescription}}};
  writer.key("steps").begin_array();
  writer.begin_object()
      .member("id", "statement")
      .member("label", "step.statement")
      .flag("done", plan.missing.empty())
      .key("fields")
      .begin_array();
  for (const Asked& field : fields) write_field(writer, field, plan);
  writer.end_array().end_object();
  writer.begin_object()
      .member("id", "confirm")
      .member("path", "/confirmed")
      .member("control", "confirm")
      .flag("done", statement.confirmed && plan.missing.empty())
      .end_object();
  writer.end_array();
}

void write_head(Writer& writer, const Pack& pack, std::string_view schema) {
  writer.begin_object().member("schema", schema).member("core", RETURNS_VERSION);
  write_policy(writer, pack);
}

}  // namespace

std::string write_withdrawal(const Policy& policy, const Order& order, const Statement& statement,
                             const WithdrawalPlan& plan) {
  const Pack& pack = policy.pack;
  Writer writer;
  write_head(writer, pack, "returns.withdrawal_plan/1");
  writer.member("order", order.id.text())
      .member("now", write_instant(plan.now, pack.zone))
      .member("currency", order.currency);
  writer.key("labels").begin_object();
  write_label(writer, "open", pack.label(pack.withdrawal->open));
  write_label(writer, "confirm", pack.label(pack.withdrawal->confirm));
  writer.end_object();
  write_steps(writer, statement, plan);
  write_lines(writer, policy, order, plan);
  write_flags(writer, plan);
  write_consequences(writer, policy, order, plan);
  write_missing(writer, plan.missing);
  writer.key("allowed_actions").begin_array().text("edit");
  if (plan.missing.empty()) writer.text("confirm");
  writer.end_array();
  write_sources(writer, pack);
  writer.end_object();
  return writer.take();
}

std::string write_withdrawal_request(const Policy& policy, const Order& order, const Statement& statement,
                                     const WithdrawalPlan& plan) {
  const Pack& pack = policy.pack;
  Writer writer;
  write_head(writer, pack, "returns.withdrawal_request/1");
  writer.key("order").begin_object().member("id", order.id.text()).member("digest", order.digest).end_object();
  writer.member("sealed_at", write_instant(plan.now, pack.zone)).key("statement");
  write_statement(writer, order, statement);
  write_lines(writer, policy, order, plan);
  write_flags(writer, plan);
  write_consequences(writer, policy, order, plan);
  const std::string digest = sha256_hex(std::string{writer.str()} + '}');
  writer.member("digest", digest).end_object();
  return writer.take();
}

}  // namespace returns::wire
