#include "bussola/core/steps.h"

#define DAILY_UP_TO 400
#define WEEKLY_UP_TO 2000

bs_step bs_step_of_span(bs_step step, bs_day first, bs_day last)
{
    const bs_day days = last - first + 1;
    if (step != BS_STEP_AUTO) {
        return step;
    }
    if (days <= DAILY_UP_TO) {
        return BS_STEP_DAY;
    }
    return days <= WEEKLY_UP_TO ? BS_STEP_WEEK : BS_STEP_MONTH;
}

/** The number of the day's step: the day, the Monday of its week, or its month. */
static int32_t number_of(bs_step step, bs_day day)
{
    int year = 0;
    int month = 0;
    int day_of_month = 0;
    switch (step) {
    case BS_STEP_WEEK:
        return day - bs_day_weekday(day);
    case BS_STEP_MONTH:
        bs_day_to_civil(day, &year, &month, &day_of_month);
        return year * 12 + month;
    case BS_STEP_AUTO:
    case BS_STEP_DAY:
        break;
    }
    return day;
}

bool bs_step_same(bs_step step, bs_day one, bs_day other)
{
    return number_of(step, one) == number_of(step, other);
}
