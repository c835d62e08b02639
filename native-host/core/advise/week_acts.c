#include "bussola/core/week_acts.h"

#include <math.h>

#include "bussola/core/goal.h"
#include "bussola/core/usual.h"

static const bs_signal kinds[BS_WEEK_ACTS_MAX] = {
    BS_POSTS,   BS_COMMENTS,        BS_NEW_CONNECTIONS, BS_INMAIL_REPLIES, BS_REACTIONS,
    BS_REPOSTS, BS_PEOPLE_SEARCHES, BS_PROFILES_VIEWED, BS_MESSAGES_SENT,  BS_DAYS_ACTIVE,
};

size_t bs_week_acts(bs_week_act acts[BS_WEEK_ACTS_MAX], const bs_timeline *timeline, bs_moment at)
{
    const bs_day sunday = bs_goal_week(bs_moment_day(at)) + BS_SUNDAY;
    size_t count = 0;
    for (size_t i = 0; i < BS_WEEK_ACTS_MAX; i++) {
        bs_usual usual = {.week = NAN};
        const bool known = bs_usual_act(&usual, timeline, kinds[i], sunday);
        const int64_t done = bs_goal_done(timeline, kinds[i], at);
        if (done > 0 || (!isnan(usual.week) && usual.usual >= 1)) {
            acts[count++] =
                (bs_week_act){kinds[i], done, known ? usual.usual : NAN, known ? usual.weeks : 0};
        }
    }
    return count;
}
