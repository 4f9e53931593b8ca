#include "core/eligibility.h"

#include <algorithm>
#include <limits>

#include "core/policy/term.h"

namespace returns {
namespace {

constexpr std::int64_t kHour = 3600;

void end_in_hours(Window& window, Instant signed_at, Instant now) {
  const Instant until{signed_at.seconds + window.rule->then.n * kHour};
  window.until_instant = until;
  const std::int64_t left = until.seconds - now.seconds;
  window.margin = static_cast<std::int32_t>(left >= 0 ? left / kHour : -((-left + kHour - 1) / kHour));
  window.state = now <= until ? WindowState::Open : WindowState::Closed;
}

void end_in_days(Window& window, const Calendar& calendar, Day signed_on, Day today) {
  const auto [until, estimated] = last_day(window.rule->then, calendar, signed_on);
  window.estimated = estimated;
  window.until = until;
  window.margin = until - today;
  window.state = today <= until ? WindowState::Open : WindowState::Closed;
}

}  // namespace

Window window_by(const Rule<WindowThen>* rule, const Pack& pack, const Calendar& calendar, const Order& order,
                 Instant now) {
  Window window;
  window.rule = rule;
  if (rule == nullptr || rule->then.unit == Unit::None) return window;
  if (order.goods == Goods::NotShipped || order.goods == Goods::InTransit) {
    window.state = WindowState::NotStarted;
  } else if (!order.signed_at) {
    window.state = WindowState::Unknown;
  } else if (rule->then.unit == Unit::Hour) {
    end_in_hours(window, *order.signed_at, now);
  } else {
    end_in_days(window, calendar, day_of(*order.signed_at, pack.zone), day_of(now, pack.zone));
  }
  return window;
}

Window window_of(const Pack& pack, const Calendar& calendar, const Order& order, const Facts& facts, Instant now) {
  if (pack.precedence == Precedence::First) return window_by(pack.windows.decide(facts), pack, calendar, order, now);
  // Which ends last can be asked before the goods are signed for: as if that happened now.
  Order signed_now;
  signed_now.goods = Goods::Received;
  signed_now.signed_at = order.signed_at.value_or(now);
  const Rule<WindowThen>* best = nullptr;
  Instant best_end;
  for (const auto* rule : pack.windows.collect(facts)) {
    constexpr Instant kNever{std::numeric_limits<std::int64_t>::max()};
    const Instant end = end_of(window_by(rule, pack, calendar, signed_now, now), pack.zone).value_or(kNever);
    if (best != nullptr && (pack.precedence == Precedence::Longest ? end <= best_end : end >= best_end)) continue;
    best = rule;
    best_end = end;
  }
  return window_by(best, pack, calendar, order, now);
}

std::optional<Instant> end_of(const Window& window, Zone zone) {
  if (window.until) return end_of(*window.until, zone);
  return window.until_instant;
}

Params window_params(const Window& window, Zone zone) {
  if (window.rule == nullptr || window.rule->then.unit == Unit::None) return {};
  Params params{{"n", std::int64_t{window.rule->then.n}}, {"unit", std::string{name(window.rule->then.unit)}}};
  if (window.until) params.push_back({"until", write_day(*window.until)});
  if (window.until_instant) params.push_back({"until", write_instant(*window.until_instant, zone)});
  if (window.until || window.until_instant) {
    params.push_back({"margin", std::int64_t{window.margin}});
    params.push_back({"days", std::int64_t{window.margin < 0 ? -window.margin : window.margin}});
  }
  return params;
}

Assessment assess(const Pack& pack, const Facts& facts, const Window& window) {
  Assessment assessment{Verdict::Eligible, {}};
  for (const auto* rule : pack.eligibility.collect(facts)) {
    assessment.verdict = std::max(assessment.verdict, rule->then.verdict);
    assessment.findings.push_back(
        {rule->then.code, rule->then.verdict, rule->id, rule->source, window_params(window, pack.zone)});
  }
  if (assessment.findings.empty()) {
    assessment.verdict = Verdict::NeedsReview;
    assessment.findings.push_back({"no_rule", Verdict::NeedsReview, {}, {}});
  }
  return assessment;
}

}  // namespace returns
