#include "native/policy/meaning.h"

#include "native/policy/money_text.h"

namespace returns::policy {
namespace {

std::string term(Unit unit, std::int64_t n) {
  return unit == Unit::None ? std::string{"no limit"} : std::to_string(n) + ' ' + std::string{name(unit)};
}
// "12.50 %"
std::string share(std::int32_t basis_points) {
  const std::string rest = std::to_string(basis_points % 100);
  return std::to_string(basis_points / 100) + (rest == "0" ? "" : (rest.size() == 1 ? ".0" : ".") + rest) + " %";
}
std::string bounds(const Pack& pack, Minor floor, Minor cap) {
  return (floor != 0 ? ", at least " + amount_text({floor, Currency{pack.currency}}) : std::string{})
         + (cap != 0 ? ", at most " + amount_text({cap, Currency{pack.currency}}) : std::string{});
}
std::string sum(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!part.empty()) text += (text.empty() ? "" : " + ") + part;
  }
  return text;
}
std::string amount(const Pack& pack, Minor minor) {
  return minor == 0 ? "" : amount_text({minor, Currency{pack.currency}});
}
std::string part(std::int32_t basis_points) { return basis_points == 0 ? "" : share(basis_points); }
std::string verdict(Verdict of) { return std::string{value_name(Fact::Verdict, of)}; }

std::string say(const Pack& /*pack*/, const OutlookThen& then) {
  return verdict(then.outlook) + (then.note.empty() ? "" : " " + then.note);
}
std::string say(const Pack& pack, const QuestionThen& then) { return pack.questions[then.question].id; }
std::string say(const Pack& /*pack*/, const DetailThen& then) {
  return std::string{then.field == Detail::Description ? "description" : "batch"} + (then.required ? " required" : "");
}
std::string say(const Pack& /*pack*/, const WindowThen& then) {
  return term(then.unit, then.n) + (then.roll == Roll::NextWorkday ? ", next_workday" : "");
}
std::string say(const Pack& /*pack*/, const EligibilityThen& then) {
  return then.code + " (" + verdict(then.verdict) + ')';
}
std::string say(const Pack& pack, const RemedyThen& then) { return pack.resolutions[then.resolution].id; }
std::string say(const Pack& /*pack*/, const SettlementThen& then) {
  return "return_freight " + std::string{name(then.return_freight)}
         + (then.refund_outbound ? ", outbound refund" : ", outbound keep")
         + (then.reprice_promotion ? ", promotion reprice" : ", promotion share")
         + (then.reprice_shipping ? ", shipping_threshold reprice" : ", shipping_threshold ignore")
         + (then.deduct_gift ? ", gift deduct" : ", gift ignore");
}
std::string say(const Pack& pack, const FeeThen& then) {
  return then.code + ' ' + sum({amount(pack, then.amount), part(then.basis_points)})
         + bounds(pack, then.floor, then.cap) + (then.per == Per::Request ? ", per request" : "");
}
std::string say(const Pack& pack, const CompensationThen& then) {
  const std::string daily = then.per_day == 0 ? "" : amount_text({then.per_day, Currency{pack.currency}}) + " per day";
  return sum({amount(pack, then.coupon), daily, part(then.basis_points)}) + bounds(pack, then.floor, then.cap);
}
std::string say(const Pack& pack, const ClaimThen& then) {
  return then.code + ' ' + share(then.basis_points) + bounds(pack, then.minimum, 0);
}
std::string say(const Pack& pack, const EvidenceThen& then) {
  return pack.slots[then.slot].id + ' ' + std::to_string(then.min) + "–" + std::to_string(then.max);
}
std::string say(const Pack& pack, const RoutingThen& then) {
  return pack.value(Fact::Lane, then.lane) + ", " + pack.value(Fact::Grade, then.grade);
}
std::string say(const Pack& /*pack*/, const CodeThen& then) { return then.code; }
std::string say(const Pack& /*pack*/, const ClockThen& then) {
  return then.stage + ' ' + std::string{name(then.who)} + ' ' + term(then.unit, then.n) + " from "
         + std::string{name(then.from)};
}
std::string say(const Pack& pack, const EscalationThen& then) {
  return then.role + ' ' + pack.value(Fact::Grade, then.grade) + ' ' + term(then.unit, then.n) + " from "
         + std::string{name(then.from)};
}
std::string say(const Pack& /*pack*/, const OutsideThen& then) {
  return then.route + (then.url.empty() ? "" : " " + then.url);
}
// Never computed, so never compared.
std::string say(const Pack& /*pack*/, const RightThen& /*then*/) { return {}; }

}  // namespace

std::vector<std::vector<std::string>> meanings_of(const Pack& pack) {
  std::vector<std::vector<std::string>> all;
  const auto add = [&](const auto& rules) {
    std::vector<std::string>& of = all.emplace_back();
    for (const auto& rule : rules.rules) of.push_back(say(pack, rule.then));
  };
#define X(member, text, Then, stage) add(pack.member);
  RETURNS_TABLES(X)
#undef X
  // Of several windows one holds, and which one is part of what they say.
  if (pack.windows.hit == Hit::Collect) {
    const auto tables = tables_of(pack);
    for (std::size_t t = 0; t < tables.size(); ++t) {
      if (tables[t].table != &pack.windows.table) continue;
      for (std::string& text : all[t]) text += pack.precedence == Precedence::Longest ? " (longest)" : " (shortest)";
    }
  }
  return all;
}

}  // namespace returns::policy
