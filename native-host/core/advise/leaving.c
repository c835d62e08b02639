#include "bussola/core/leaving.h"

#include "core/points/timeline_parts.h"
#include "moved.h"

/** More than so many times what leaves is no advice. */
enum { NEEDED_TIMES_MAX = 8 };

bool bs_leaving_counts(bs_signal signal)
{
    /* The user cannot repeat what others do. */
    return bs_signal_info_of(signal)->kind == BS_KIND_TALLY && signal != BS_ENGAGEMENT_RECEIVED;
}

/** The day that leaves the window at the next midnight: its first one. */
static bs_day next_leaving(const bs_timeline *timeline, bs_moment at)
{
    return bs_moment_day(at) - timeline->model->window_days + 1;
}

/** The loss of the day after which acts have left, if `acts` new ones are done before. */
static bs_moved loss_by(const bs_state *state, const bs_timeline *timeline, bs_signal signal,
                        bs_day last, int64_t acts)
{
    bs_moved moved = {0};
    const bs_shift shift = bs_shift_days(state, timeline, signal, last, acts);
    bs_moved_add(&moved, state, timeline->model, signal, &shift);
    return moved;
}

/** Smaller losses are rounding errors. */
#define NOTHING 1e-6

static bool is_enough(const bs_leaving *leaving, const bs_state *state, const bs_timeline *timeline,
                      int64_t acts)
{
    const bs_moved left = loss_by(state, timeline, leaving->signal, leaving->last, acts);
    return -bs_moved_sum(&left) < NOTHING;
}

/**
 * Fewest new acts that avoid any loss: more than leave where days that nobody counted lose their
 * estimate, and 0 if that takes too many.
 */
static int64_t needed_of(const bs_leaving *leaving, const bs_state *state,
                         const bs_timeline *timeline)
{
    int64_t low = 1;
    int64_t high = leaving->count;
    while (!is_enough(leaving, state, timeline, high)) {
        low = high + 1;
        high *= 2;
        if (high > leaving->count * NEEDED_TIMES_MAX) {
            return 0;
        }
    }
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (is_enough(leaving, state, timeline, middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/** Fills what one signal loses; returns false if nothing leaves or it costs nothing. */
static bool leaving_of(bs_leaving *leaving, bs_signal signal, const bs_state *state,
                       const bs_timeline *timeline, int days)
{
    bs_day oldest = next_leaving(timeline, state->at);
    bs_day newest = oldest + days - 1;
    int64_t count = bs_timeline_sum(timeline, signal, oldest, newest);
    if (!bs_leaving_counts(signal) || count <= 0) {
        return false;
    }
    while (bs_timeline_sum(timeline, signal, oldest, oldest) == 0) {
        oldest++;
    }
    while (bs_timeline_sum(timeline, signal, newest, newest) == 0) {
        newest--;
    }
    const int window_days = timeline->model->window_days;
    const bs_moved lost = loss_by(state, timeline, signal, newest + window_days, 0);
    *leaving = (bs_leaving){.signal = signal,
                            .pillar = lost.pillar,
                            .count = count,
                            .first = oldest + window_days,
                            .last = newest + window_days,
                            .points = -bs_moved_sum(&lost)};
    if (leaving->points < BS_CHANGE_MIN) {
        return false;
    }
    leaving->needed = needed_of(leaving, state, timeline);
    return leaving->needed > 0;
}

size_t bs_leaving_find(bs_leaving leaving[BS_SIGNAL_COUNT], const bs_state *state,
                       const bs_timeline *timeline, int days)
{
    size_t count = 0;
    for (int s = 0; state->kind != BS_LEARNING && s < BS_SIGNAL_COUNT; s++) {
        bs_leaving found;
        if (!leaving_of(&found, (bs_signal)s, state, timeline, days)) {
            continue;
        }
        size_t at = count++;
        for (; at > 0 && leaving[at - 1].points < found.points; at--) {
            leaving[at] = leaving[at - 1];
        }
        leaving[at] = found;
    }
    return count;
}
