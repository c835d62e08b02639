#include "moves.h"

#include <string.h>

#include "core/points/score.h"
#include "shrink.h"

static bool same_day(const bs_official *one, const bs_official *other)
{
    return bs_moment_day(one->at) == bs_moment_day(other->at);
}

size_t bs_moves_before(const bs_official *officials, size_t index)
{
    size_t before = index;
    while (before > 0 && same_day(&officials[before], &officials[index])) {
        before--;
    }
    return same_day(&officials[before], &officials[index]) ? index : before;
}

static bs_moment days_before(bs_moment moment, int days)
{
    moment.seconds -= (int64_t)days * BS_DAY_SECONDS;
    return moment;
}

bs_moment bs_moves_begin(const bs_official *reading)
{
    return bs_day_end(bs_moment_day(reading->at), reading->at.offset_minutes);
}

void bs_moves_between(double moved[BS_PILLAR_COUNT], bs_timeline *timeline,
                      const bs_official *before, bs_moment at, int delay)
{
    bs_moment read = bs_moves_begin(before);
    bs_signal_values from;
    bs_signal_values to;
    double maxima[BS_MODEL_ROWS_MAX];
    bs_score_values(&from, timeline, days_before(read, delay));
    bs_score_values(&to, timeline, days_before(at, delay));
    bs_score_maxima(maxima, timeline->model, &to);
    bs_score_change(moved, timeline, &from, &to, maxima);
}

bool bs_moves_teaches(const bs_official *officials, size_t before, size_t anchor)
{
    return bs_moment_day(officials[anchor].at) - bs_moment_day(officials[before].at) <=
           BS_MOVES_DAYS;
}

/** The first reading that the factors for `anchor` are learned from. */
static size_t first_taught(const bs_official *officials, size_t anchor)
{
    size_t first = anchor;
    for (size_t steps = 0; steps < BS_SHRINK_STEPS_MAX; steps++) {
        size_t before = bs_moves_before(officials, first);
        if (before == first || !bs_moves_teaches(officials, before, anchor)) {
            break;
        }
        first = before;
    }
    return first;
}

const double *bs_moves_points(bs_timeline *timeline, size_t after, size_t before)
{
    const bs_official *officials = timeline->evidence->officials;
    bs_move *move = &timeline->moves[after];
    if (!move->known) {
        bs_moves_between(move->points, timeline, &officials[before], officials[after].at, 0);
        move->known = true;
    }
    return move->points;
}

static size_t fill_steps(bs_shrink_step steps[BS_SHRINK_STEPS_MAX], bs_timeline *timeline,
                         size_t anchor)
{
    const bs_official *officials = timeline->evidence->officials;
    size_t first = first_taught(officials, anchor);
    size_t count = 0;
    for (size_t after = anchor; after > first; count++) {
        size_t before = bs_moves_before(officials, after);
        const double *moved = bs_moves_points(timeline, after, before);
        bs_shrink_step *step = &steps[count];
        step->days = bs_moment_day(officials[after].at) - bs_moment_day(officials[before].at);
        memcpy(step->model, moved, sizeof step->model);
        for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
            step->linkedin[p] = officials[after].pillars[p] - officials[before].pillars[p];
        }
        after = before;
    }
    return count;
}

const double *bs_moves_factors(bs_timeline *timeline, size_t anchor)
{
    bs_move *move = &timeline->moves[anchor];
    if (!move->learned) {
        bs_shrink_step steps[BS_SHRINK_STEPS_MAX];
        size_t count = fill_steps(steps, timeline, anchor);
        bs_shrink_factors(move->factors, steps, count);
        move->learned = true;
    }
    return move->factors;
}
