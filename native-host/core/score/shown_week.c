#include "bussola/core/shown_week.h"

#include <math.h>

bs_day bs_shown_week_start(bs_day monday, bs_day last, bs_day first_seen)
{
    return first_seen >= monday && first_seen <= last ? first_seen : monday - 1;
}

bs_shown_week bs_shown_week_take(bs_timeline *timeline, bs_day monday, bs_moment start,
                                 bs_moment end, bs_moment at)
{
    bs_why why;
    bs_state state;
    bs_why_compute(&why, timeline, start, end);
    bs_state_score(&state, timeline, end);
    bs_shown_week week = {.present = state.kind != BS_LEARNING,
                          .monday = monday,
                          .at = at,
                          .kind = state.kind,
                          .total = state.total,
                          .typical_error = state.typical_error,
                          .change = why.change};
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        week.pillars[i] = state.pillars[i].score;
        week.changes[i] = why.pillars[i].change;
    }
    return week;
}

void bs_shown_week_put_state(bs_state *state, const bs_shown_week *week)
{
    state->kind = week->kind;
    state->total = week->total;
    state->typical_error = week->typical_error;
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        state->pillars[i].score = week->pillars[i];
    }
}

static bool differs(double known, double shown)
{
    return fabs(known - shown) >= BS_CHANGE_MIN;
}

void bs_shown_week_put_why(bs_why *why, const bs_shown_week *week)
{
    why->recounted = differs(why->total_to, week->total);
    why->total_to = week->total;
    why->total_from = isnan(week->change) ? why->total_from : week->total - week->change;
    why->rounding = week->change;
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        bs_why_pillar *pillar = &why->pillars[i];
        why->recounted = why->recounted || differs(pillar->change, week->changes[i]);
        pillar->change = week->changes[i];
        pillar->rest = week->changes[i] - pillar->signals;
        why->rounding -= week->changes[i];
    }
    /* Databases of earlier versions may hold a change without those of the pillars. */
    why->change = isnan(why->rounding) ? NAN : week->change;
}
