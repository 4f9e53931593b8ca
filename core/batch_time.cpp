#include "core/batch_time.h"

#include <limits>

#include "core/policy/term.h"

namespace returns::batching {
namespace {

constexpr std::int64_t kMinute = 60, kHour = 3600;

}  // namespace

Moments moments_of(const Form& form, const std::int32_t* values, std::size_t step) {
  Moments moments;
  if (form.goods != Form::kAbsent) {
    const auto goods = static_cast<Goods>(values[form.goods * step]);
    if (goods == Goods::NotShipped || goods == Goods::InTransit) moments.state = WindowState::NotStarted;
  }
  if (moments.state != WindowState::None) return moments;
  if (form.timing != Form::kAbsent) {
    moments.state = static_cast<WindowState>(values[form.timing * step]);
    return moments;
  }
  moments.signed_at = values[form.signed_at * step];
  moments.now = values[form.now * step];
  if (moments.signed_at < 0) moments.state = WindowState::Unknown;
  return moments;
}

namespace {

Day day_at(std::int32_t minutes, const Zone& zone) {
  if (zone.summer != Summer::None) return day_of({minutes * kMinute}, zone);
  // A day more, so that what is divided is not negative: offsets are less than a day.
  return Day{static_cast<std::int32_t>(static_cast<std::uint32_t>(minutes + zone.offset_minutes + kMinutesOfDay)
                                       / kMinutesOfDay)
             - 1};
}

}  // namespace

bool is_open(const WindowThen& term, const Form& form, const Moments& moments) {
  if (term.unit == Unit::Hour) return moments.now - moments.signed_at <= std::int64_t{term.n} * (kHour / kMinute);
  const Zone& zone = form.pack->zone;
  const Day from = day_at(moments.signed_at, zone), today = day_at(moments.now, zone);
  if (term.unit == Unit::Day && term.roll == Roll::None) return today - from <= term.n;
  return today <= last_day(term, *form.calendar, from).day;
}

std::int64_t end_of_window(const WindowThen& term, const Form& form, const Moments& moments) {
  if (term.unit == Unit::None) return std::numeric_limits<std::int64_t>::max();
  if (moments.state != WindowState::None) return 0;
  if (term.unit == Unit::Hour) return moments.signed_at * kMinute + term.n * kHour;
  const Zone& zone = form.pack->zone;
  return end_of(last_day(term, *form.calendar, day_at(moments.signed_at, zone)).day, zone).seconds;
}

}  // namespace returns::batching
