#include <algorithm>

#include "core/wire/write.h"

namespace returns::wire {
namespace {

void write_lines(Writer& writer, const Policy& policy, const Order& order, const Plan& plan) {
  writer.key("lines").begin_array();
  for (const LineOutlook& line : plan.lines) {
    const OrderLine& of = order.lines[line.line];
    writer.begin_object()
        .member("line", of.id.text())
        .member("category", policy.pack.value(Fact::Category, static_cast<std::size_t>(of.category)));
    writer.member("quantity", of.quantity).member("returnable", line.returnable);
    if (!of.held.empty()) {
      constexpr std::string_view kStates[] = {"open", "returned", "cancelled"};
      writer.key("held").begin_array();
      for (const Held& held : of.held) {
        writer.begin_object()
            .member("quantity", held.quantity)
            .member("state", kStates[static_cast<std::size_t>(held.state)])
            .member_if("ticket", held.ticket)
            .end_object();
      }
      writer.end_array();
    }
    if (line.outlook) writer.member("outlook", value_name(Fact::Verdict, *line.outlook));
    if (line.window.until) {
      writer.member("until", write_day(*line.window.until))
          .key("margin")
          .begin_object()
          .member("n", line.window.margin)
          .member("unit", "day")
          .end_object();
    }
    if (!line.note.empty()) writer.member("note", "note." + line.note);
    writer.end_object();
  }
  writer.end_array();
}

void write_option(Writer& writer, const Option& option) {
  writer.begin_object().member("value", option.value).member("label", option.label);
  writer.member_if("group", option.group).member_if("group_label", option.group_label);
  writer.member_if("icon", option.icon).member_if("picture", option.picture);
  if (option.difference) writer.member("difference", *option.difference);
  writer.end_object();
}

void write_field(Writer& writer, const Field& field, const Plan& plan) {
  writer.begin_object()
      .member("path", field.path)
      .member("kind", name(field.kind))
      .member("label", field.label)
      .member("help", field.label + ".help");
  writer.flag("required", field.required)
      .member_if("value", field.value)
      .member_if("suggest", field.suggest)
      .member_if("format", field.format)
      .member_if("option", field.option);
  if (field.max_length != 0) writer.member("max_length", field.max_length);
  const auto error = std::find_if(plan.missing.begin(), plan.missing.end(),
                                  [&](const Missing& missing) { return missing.path == field.path; });
  if (error != plan.missing.end() && !field.value.empty()) {
    writer.key("error").begin_object().member("code", error->code).key("params");
    write_params(writer, error->params);
    writer.end_object();
  }
  if (!field.options.empty()) {
    writer.key("options").begin_array();
    for (const Option& option : field.options) write_option(writer, option);
    writer.end_array();
  }
  writer.end_object();
}

void write_steps(Writer& writer, const Plan& plan) {
  writer.key("steps").begin_array();
  for (const Step& step : plan.steps) {
    const bool done = std::none_of(plan.missing.begin(), plan.missing.end(), [&](const Missing& missing) {
      return missing.step == step.id && missing.item == step.item;
    });
    writer.begin_object().member("id", step.id);
    if (step.item) writer.member("item", static_cast<std::int64_t>(*step.item));
    writer.member("label", "step." + step.id).flag("done", done);
    writer.key("fields").begin_array();
    for (const Field& field : step.fields) write_field(writer, field, plan);
    writer.end_array().end_object();
  }
  writer.end_array();
}

void write_slots(Writer& writer, const Pack& pack, const Plan& plan) {
  writer.key("slots").begin_array();
  for (const SlotNeed& need : plan.slots) {
    const Slot& slot = pack.slots[need.slot];
    writer.begin_object()
        .member("slot", slot.id)
        .member_if("line", need.line)
        .member("label", "slot." + slot.id)
        .member("help", "slot." + slot.id + ".help")
        .member_if("example", slot.example);
    writer.key("kinds").begin_array();
    for (const FileKind kind : slot.kinds) writer.text(name(kind));
    writer.end_array();
    writer.member("min", need.min)
        .member("max", need.max)
        .flag("sensitive", slot.sensitive)
        .member("retention_days", slot.retention_days);
    writer.member("have", need.have())
        .member("lacks", need.lacks())
        .member("max_bytes", slot.max_bytes)
        .member("max_seconds", slot.max_seconds)
        .member("min_side", slot.min_side);
    writer.key("files").begin_array();
    for (const FileVerdict& file : need.files) {
      writer.begin_object()
          .member("evidence", static_cast<std::int64_t>(file.evidence))
          .flag("accepted", file.accepted);
      writer.key("problems").begin_array();
      for (const Problem& problem : file.problems) write_problem(writer, problem);
      writer.end_array().end_object();
    }
    writer.end_array().end_object();
  }
  writer.end_array();
}

void write_changes(Writer& writer, const Pack& pack, const Plan& plan) {
  writer.key("changes").begin_array();
  for (const Change& change : plan.changes) {
    writer.begin_object().member("at", write_instant(change.at, pack.zone));
    if (change.item) writer.member("item", static_cast<std::int64_t>(*change.item));
    if (change.verdict) writer.member("verdict", value_name(Fact::Verdict, *change.verdict));
    if (change.resolution) writer.member("resolution", pack.resolutions[*change.resolution].id);
    writer.member("code", change.code);
    if (change.refund) writer.member("refund", *change.refund);
    writer.end_object();
  }
  writer.end_array();
}

void write_edit(Writer& writer, const Edit& edit, const Order& order) {
  writer.key("change").begin_object().member("path", edit.path).key("value");
  if (const auto* text = std::get_if<std::string>(&edit.value)) {
    writer.text(*text);
  } else if (const auto* number = std::get_if<std::int64_t>(&edit.value)) {
    writer.integer(*number);
  } else if (const auto* items = std::get_if<std::vector<DraftItem>>(&edit.value)) {
    write_draft_items(writer, *items, order);
  } else if (const auto* names = std::get_if<std::vector<std::string>>(&edit.value)) {
    write_texts(writer, *names);
  }
  writer.end_object();
}

void write_advice(Writer& writer, const Order& order, const Plan& plan) {
  writer.key("advice").begin_array();
  for (const Advice& advice : plan.advice) {
    writer.begin_object().member("code", "advice." + advice.code).key("params");
    write_params(writer, advice.params);
    if (advice.edit) write_edit(writer, *advice.edit, order);
    if (!advice.exact) writer.flag("exact", false);
    writer.end_object();
  }
  writer.end_array();
}

void write_labels(Writer& writer, const Pack& pack) {
  if (pack.labels.empty()) return;
  writer.key("labels").begin_object();
  for (const Label& label : pack.labels) {
    writer.key(label.id).begin_object().key("text");
    write_localized(writer, label.text);
    writer.member("source", label.source).end_object();
  }
  writer.end_object();
  if (pack.withdrawal)
    writer.key("withdrawal")
        .begin_object()
        .member("open", pack.withdrawal->open)
        .member("confirm", pack.withdrawal->confirm)
        .end_object();
}

void write_codes(Writer& writer, std::string_view key, std::string_view prefix,
                 const std::vector<const Rule<CodeThen>*>& rules) {
  writer.key(key).begin_array();
  for (const auto* rule : rules)
    writer.begin_object()
        .member("code", std::string{prefix} + rule->then.code)
        .member("rule", rule->id)
        .member("source", rule->source)
        .end_object();
  writer.end_array();
}

void write_help(Writer& writer, const Pack& pack) {
  writer.key("help").begin_array();
  for (const HelpContact& contact : pack.help)
    writer.begin_object()
        .member("kind", contact.kind)
        .member("value", contact.value)
        .member_if("hours", contact.hours)
        .end_object();
  writer.end_array();
}

void write_outcome(Writer& writer, const Policy& policy, const Order& order, const Plan& plan) {
  const Pack& pack = policy.pack;
  if (plan.lane) writer.member("lane", pack.value(Fact::Lane, *plan.lane));
  if (plan.grade) writer.member("grade", pack.value(Fact::Grade, *plan.grade));
  writer.key("resolutions").begin_array();
  for (const Offer& offer : plan.offers) {
    writer.begin_object()
        .member("code", pack.resolutions[offer.quote.resolution].id)
        .flag("available", true)
        .key("quote");
    write_offer(writer, pack, order, offer);
    if (offer.limit.rule != nullptr) {
      writer.key("limit");
      write_window(writer, offer.limit, pack.zone);
    }
    writer.end_object();
  }
  for (const Remedy& remedy : plan.passed) {
    writer.begin_object().member("code", pack.resolutions[remedy.resolution].id).flag("available", false).key("limit");
    write_window(writer, remedy.limit, pack.zone);
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace

std::string write_plan(const Policy& policy, const Order& order, const Draft& draft, const Plan& plan) {
  constexpr std::size_t kUsual = std::size_t{32} << 10;
  const Pack& pack = policy.pack;
  Writer writer(kUsual);
  writer.begin_object().member("schema", "returns.plan/1").member("core", RETURNS_VERSION);
  write_policy(writer, pack);
  writer.member_if("order", order.id.text())
      .member("now", write_instant(plan.now, pack.zone))
      .member("currency", pack.currency);
  write_lines(writer, policy, order, plan);
  write_steps(writer, plan);
  if (plan.assessed) writer.member("verdict", value_name(Fact::Verdict, plan.verdict));
  write_items(writer, policy, order, draft, plan);
  write_outcome(writer, policy, order, plan);
  write_slots(writer, pack, plan);
  write_deadlines(writer, pack, plan.deadlines);
  write_escalations(writer, pack, plan.escalations);
  write_codes(writer, "next", "next.", plan.next);
  write_codes(writer, "notices", "notice.", plan.notices);
  write_claims(writer, plan);
  write_outside(writer, plan.outside);
  write_changes(writer, pack, plan);
  write_advice(writer, order, plan);
  write_missing(writer, plan.missing);
  writer.key("allowed_actions").begin_array().text("edit");
  if (plan.missing.empty()) writer.text("seal");
  writer.end_array();
  write_help(writer, pack);
  write_labels(writer, pack);
  write_sources(writer, pack);
  writer.end_object();
  return writer.take();
}

}  // namespace returns::wire
