#include "core/plan_comparison.h"
#include "core/wire/doors.h"
#include "core/wire/planned.h"
#include "core/wire/write.h"

namespace returns::wire {
namespace {

void write_side(Writer& writer, std::string_view key, const Said* said) {
  if (said == nullptr) return;
  writer.key(key).begin_object().member("value", said->value).member_if("source", said->source).end_object();
}

void write_contrast(Writer& writer, const Contrast& contrast) {
  const Said& any = contrast.purchase != nullptr ? *contrast.purchase : *contrast.today;
  writer.begin_object().member("code", any.code);
  if (any.item) writer.member("item", static_cast<std::int64_t>(*any.item));
  writer.member_if("about", any.about);
  write_side(writer, "purchase", contrast.purchase);
  write_side(writer, "today", contrast.today);
  if (contrast.better != Better::Neither)
    writer.member("better", contrast.better == Better::Today ? "today" : "purchase");
  writer.end_object();
}

void write_pack(Writer& writer, std::string_view key, const Pack& pack) {
  writer.key(key).begin_object();
  write_policy(writer, pack);
  writer.end_object();
}

}  // namespace

std::string compare(const Core& purchase, const Core& today, std::string_view order, std::string_view draft,
                    std::string_view now) {
  const Policy then{purchase.pack(), purchase.calendar()}, current{today.pack(), today.calendar()};
  const Result<Planned> bought = plan_of(then, order, draft, now);
  if (!bought) return write_fault(bought.fault());
  const Result<Planned> asked = plan_of(current, order, draft, now, Versions::Any);
  if (!asked) return write_fault(asked.fault());
  const std::vector<Said> before = said(then, bought->plan), after = said(current, asked->plan);
  const std::vector<Contrast> all = contrast(before, after);
  Writer writer;
  writer.begin_object().key("comparison").begin_object().member("schema", "returns.comparison/1");
  writer.flag("same", all.empty()).member("decides", "purchase");
  write_pack(writer, "purchase", then.pack);
  write_pack(writer, "today", current.pack);
  writer.key("changes").begin_array();
  for (const Contrast& contrast : all) write_contrast(writer, contrast);
  writer.end_array();
  for (const auto& [key, pack] : {std::pair{"sources", &then.pack}, std::pair{"sources_today", &current.pack}})
    write_sources(writer, *pack, key);
  writer.end_object().end_object();
  return writer.take();
}

}  // namespace returns::wire
