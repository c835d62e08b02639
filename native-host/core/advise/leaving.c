#include "bussola/core/leaving.h"

#include "core/points/timeline_parts.h"
#include "moved.h"

bool bs_leaving_counts(bs_signal signal)
{
    /* The user cannot repeat what others do. */
    return bs_signal_info_of(signal)->kind == BS_KIND_TALLY && signal != BS_ENGAGEMENT_RECEIVED;
}

bs_day bs_leaving_next(const bs_timeline *timeline, bs_moment at)
{
    return bs_moment_day(at) - timeline->model->window_days + 1;
}

/** Points lost if a signal's value falls by `count`. */
static bs_moved fall(const bs_state *state, const bs_model *model, bs_signal signal, int64_t count)
{
    bs_moved moved = {0};
    bs_moved_add(&moved, state, model, signal, -(double)count);
    return moved;
}

/** Smaller losses are rounding errors. */
#define NOTHING 1e-6

/** Fewest new acts that avoid any loss. */
static int64_t needed_of(const bs_state *state, const bs_model *model, bs_signal signal,
                         int64_t count)
{
    int64_t low = 1;
    int64_t high = count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        bs_moved left = fall(state, model, signal, count - middle);
        if (-bs_moved_sum(&left) < NOTHING) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/** Fills what one signal loses; returns false if nothing leaves or it costs nothing. */
static bool leaving_of(bs_leaving *leaving, bs_signal signal, const bs_state *state,
                       const bs_timeline *timeline)
{
    const bs_model *model = timeline->model;
    bs_day oldest = bs_leaving_next(timeline, state->at);
    bs_day newest = oldest + BS_LEAVING_DAYS - 1;
    int64_t count = bs_timeline_sum(timeline, signal, oldest, newest);
    if (!bs_leaving_counts(signal) || count <= 0) {
        return false;
    }
    bs_moved lost = fall(state, model, signal, count);
    *leaving = (bs_leaving){.signal = signal,
                            .pillar = lost.pillar,
                            .count = count,
                            .first = oldest,
                            .last = newest,
                            .points = -bs_moved_sum(&lost)};
    if (leaving->points < BS_CHANGE_MIN) {
        return false;
    }
    while (bs_timeline_sum(timeline, signal, leaving->first, leaving->first) == 0) {
        leaving->first++;
    }
    while (bs_timeline_sum(timeline, signal, leaving->last, leaving->last) == 0) {
        leaving->last--;
    }
    leaving->first += model->window_days;
    leaving->last += model->window_days;
    leaving->needed = needed_of(state, model, signal, count);
    return true;
}

size_t bs_leaving_find(bs_leaving leaving[BS_SIGNAL_COUNT], const bs_state *state,
                       const bs_timeline *timeline)
{
    size_t count = 0;
    for (int s = 0; state->kind != BS_LEARNING && s < BS_SIGNAL_COUNT; s++) {
        bs_leaving found;
        if (!leaving_of(&found, (bs_signal)s, state, timeline)) {
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
