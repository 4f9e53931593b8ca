#include "core/calendar.h"

#include <gtest/gtest.h>

namespace returns {
namespace {

constexpr Zone kChina{480};

// The 2026 exceptions of the State Council notice that these cases touch.
Calendar china() {
  Calendar calendar;
  calendar.id = "cn";
  calendar.weekend = {6, 7};
  calendar.covered_from = civil(2026, 1, 1);
  calendar.covered_to = civil(2026, 12, 31);
  for (int day = 15; day <= 23; ++day) calendar.off.push_back(civil(2026, 2, day));
  for (int day = 25; day <= 27; ++day) calendar.off.push_back(civil(2026, 9, day));
  for (int day = 1; day <= 7; ++day) calendar.off.push_back(civil(2026, 10, day));
  calendar.work = {civil(2026, 2, 14), civil(2026, 2, 28), civil(2026, 9, 20), civil(2026, 10, 10)};
  return calendar;
}

TEST(Day, EveryDayOfTheRangeSurvivesText) {
  for (Day day = civil(1970, 1, 1); day <= civil(2199, 12, 31); day = day + 1) {
    const auto again = read_day(write_day(day));
    ASSERT_TRUE(again.has_value()) << write_day(day);
    ASSERT_EQ(*again, day) << write_day(day);
  }
}

TEST(Day, RefusesWhatIsNoDay) {
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "1969-12-31",
                           "2200-01-01", "2026/01/01", "2026-01-01 ", "２０２６-01-01"}) {
    EXPECT_FALSE(read_day(text).has_value()) << text;
  }
  EXPECT_TRUE(read_day("2028-02-29").has_value());
}

TEST(Instant, OffsetsMeetInTheSameMoment) {
  const auto china_morning = read_instant("2026-11-05T08:00:00+08:00");
  ASSERT_TRUE(china_morning.has_value());
  EXPECT_EQ(china_morning, read_instant("2026-11-05T00:00:00Z"));
  EXPECT_EQ(china_morning, read_instant("2026-11-04T19:30:00.999-04:30"));
  EXPECT_EQ(write_instant(*china_morning, kChina), "2026-11-05T08:00:00+08:00");
  EXPECT_EQ(write_instant(*china_morning, Zone{0}), "2026-11-05T00:00:00Z");
  EXPECT_EQ(write_instant(*china_morning, Zone{-270}), "2026-11-04T19:30:00-04:30");
}

// Transitions of 2026: EU 29 March and 25 October 01:00 UTC; US 8 March and 1 November 02:00 on the wall.
TEST(Instant, SummerTimeByRule) {
  const Zone berlin{60, Summer::Eu}, london{0, Summer::Eu}, new_york{-300, Summer::Us};
  const auto at = [](const char* text) { return *read_instant(text); };
  EXPECT_EQ(write_instant(at("2026-03-29T00:59:59Z"), berlin), "2026-03-29T01:59:59+01:00");
  EXPECT_EQ(write_instant(at("2026-03-29T01:00:00Z"), berlin), "2026-03-29T03:00:00+02:00");
  EXPECT_EQ(write_instant(at("2026-10-25T00:59:59Z"), berlin), "2026-10-25T02:59:59+02:00");
  EXPECT_EQ(write_instant(at("2026-10-25T01:00:00Z"), berlin), "2026-10-25T02:00:00+01:00");
  EXPECT_EQ(write_instant(at("2026-07-01T12:00:00Z"), london), "2026-07-01T13:00:00+01:00");
  EXPECT_EQ(write_instant(at("2026-12-01T12:00:00Z"), london), "2026-12-01T12:00:00Z");
  EXPECT_EQ(write_instant(at("2026-03-08T06:59:59Z"), new_york), "2026-03-08T01:59:59-05:00");
  EXPECT_EQ(write_instant(at("2026-03-08T07:00:00Z"), new_york), "2026-03-08T03:00:00-04:00");
  EXPECT_EQ(write_instant(at("2026-11-01T05:59:59Z"), new_york), "2026-11-01T01:59:59-04:00");
  EXPECT_EQ(write_instant(at("2026-11-01T06:00:00Z"), new_york), "2026-11-01T01:00:00-05:00");
  // 14 days over the change of clocks still end at midnight there.
  EXPECT_EQ(write_instant(end_of(civil(2026, 3, 30), berlin), berlin), "2026-03-30T23:59:59+02:00");
  EXPECT_EQ(write_instant(end_of(civil(2026, 11, 1), new_york), new_york), "2026-11-01T23:59:59-05:00");
}

TEST(Instant, EveryDayOfAZoneEndsOneSecondBeforeTheNext) {
  for (const Zone zone : {Zone{60, Summer::Eu}, Zone{0, Summer::Eu}, Zone{-300, Summer::Us}, Zone{480, Summer::None}}) {
    for (Day day = civil(2025, 1, 1); day < civil(2031, 1, 1); day = day + 1) {
      const Instant end = end_of(day, zone);
      ASSERT_EQ(day_of(end, zone), day) << write_day(day);
      ASSERT_EQ(day_of(Instant{end.seconds + 1}, zone), day + 1) << write_day(day);
    }
  }
}

TEST(Instant, RefusesWhatHasNoOffsetOrNoSense) {
  for (const char* text :
       {"", "2026-11-05", "2026-11-05T08:00:00", "2026-11-05T24:00:00Z", "2026-11-05T08:60:00Z", "2026-11-05 08:00:00Z",
        "2026-11-05T08:00:00+8", "2026-11-05T08:00:00.Z", "2026-11-05T08:00:00+08:00x"}) {
    EXPECT_FALSE(read_instant(text).has_value()) << text;
  }
}

TEST(Instant, TheDayEndsAt2400InItsZone) {
  const Day day = civil(2026, 11, 5);
  EXPECT_EQ(day_of(end_of(day, kChina), kChina), day);
  EXPECT_EQ(day_of(Instant{end_of(day, kChina).seconds + 1}, kChina), day + 1);
  EXPECT_EQ(write_instant(end_of(day, kChina), kChina), "2026-11-05T23:59:59+08:00");
}

TEST(Months, EndWhereTheMonthEnds) {
  EXPECT_EQ(add_months(civil(2026, 1, 31), 1), civil(2026, 2, 28));
  EXPECT_EQ(add_months(civil(2027, 12, 31), 2), civil(2028, 2, 29));
  EXPECT_EQ(add_months(civil(2026, 3, 31), 12), civil(2027, 3, 31));
}

TEST(Workdays, HolidaysRestAndMakeUpDaysWork) {
  const Calendar calendar = china();
  // Friday 18 September + 2: Saturday rests, Sunday the 20th is a make-up day, Monday is the second.
  EXPECT_EQ(add_workdays(calendar, civil(2026, 9, 18), 2).day, civil(2026, 9, 21));
  // Wednesday 30 September + 3: the national holiday rests, then Thursday, Friday, and Saturday the 10th makes up.
  EXPECT_EQ(add_workdays(calendar, civil(2026, 9, 30), 3).day, civil(2026, 10, 10));
  EXPECT_EQ(add_workdays(calendar, civil(2026, 9, 30), 0).day, civil(2026, 9, 30));
}

TEST(Workdays, APeriodThatEndsInAHolidayRollsBehindIt) {
  // Signed 10 February, seven days: the 17th lies in the Spring Festival.
  EXPECT_EQ(next_workday(china(), civil(2026, 2, 17)).day, civil(2026, 2, 24));
  EXPECT_EQ(next_workday(china(), civil(2026, 2, 14)).day, civil(2026, 2, 14));
}

TEST(Workdays, BeyondTheCoverageIsAnEstimate) {
  const Calendar calendar = china();
  EXPECT_FALSE(add_workdays(calendar, civil(2026, 12, 30), 1).estimated);
  EXPECT_TRUE(add_workdays(calendar, civil(2026, 12, 30), 2).estimated);
  EXPECT_TRUE(next_workday(calendar, civil(2027, 1, 4)).estimated);
}

TEST(Workdays, CountingOneByOneAgreesWithAddingOneAtATime) {
  const Calendar calendar = china();
  for (int start = 0; start < 366; ++start) {
    Day step = civil(2026, 1, 1) + start;
    for (int n = 1; n <= 20; ++n) {
      step = add_workdays(calendar, step, 1).day;
      ASSERT_EQ(add_workdays(calendar, civil(2026, 1, 1) + start, n).day, step) << start << '+' << n;
      ASSERT_TRUE(calendar.is_workday(step));
    }
  }
}

}  // namespace
}  // namespace returns
