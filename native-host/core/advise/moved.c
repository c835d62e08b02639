#include "moved.h"

#include <math.h>

#include "core/points/score.h"
#include "core/points/suppose.h"
#include "core/points/timeline_parts.h"

/** Points; changes that differ by less count as equal. */
#define NEAR 0.025

double bs_moved_level(const bs_state *state, bs_pillar pillar)
{
    const bs_pillar_state *part = &state->pillars[pillar];
    return isnan(part->score) ? part->estimate : part->score;
}

static double within(double points)
{
    return fmin(fmax(points, 0), BS_PILLAR_MAX);
}

bs_shift bs_shift_level(const bs_state *state, bs_signal signal, double change)
{
    bs_shift shift = {.from = 0};
    for (size_t i = 0; i < state->row_count; i++) {
        if (state->rows[i].signal == signal) {
            shift.from = state->rows[i].value.value;
        }
    }
    shift.to = shift.from + change;
    return shift;
}

/** The day of the reading that the number continues from; BS_DAY_NONE without one. */
static bs_day base_of(const bs_state *state)
{
    return state->kind == BS_OFFICIAL || state->kind == BS_ANCHORED
               ? bs_moment_day(state->official->at)
               : BS_DAY_NONE;
}

/** The shift between what follows from two suppositions. */
static bs_shift between(const bs_state *state, const bs_timeline *timeline,
                        const bs_supposed *before, const bs_supposed *after)
{
    const bs_day base = base_of(state);
    const bs_supposed_values from = bs_suppose(timeline, before, base);
    const bs_supposed_values to = bs_suppose(timeline, after, base);
    return (bs_shift){from.to, to.to, from.base, to.base};
}

bs_shift bs_shift_acts(const bs_state *state, const bs_timeline *timeline, bs_signal signal,
                       double change)
{
    const bs_day today = bs_moment_day(state->at);
    const bs_day read = base_of(state);
    if (bs_signal_info_of(signal)->kind != BS_KIND_TALLY || !timeline->tallies[signal].scored) {
        return bs_shift_level(state, signal, change);
    }
    bs_supposed done = {.signal = signal, .from = today, .acts = llround(change)};
    /* A reading has all acts of its day. */
    done.from = read != BS_DAY_NONE && read >= today ? read + 1 : today;
    done.to = bs_suppose_until(timeline, signal, done.from, done.acts);
    const bs_supposed nothing = {.signal = signal, .from = today + 1, .to = done.to};
    return between(state, timeline, &nothing, &done);
}

bs_shift bs_shift_days(const bs_state *state, const bs_timeline *timeline, bs_signal signal,
                       bs_day last, int64_t acts)
{
    const bs_day today = bs_moment_day(state->at);
    const bs_supposed now = {.signal = signal, .from = today + 1, .to = today};
    const bs_supposed later = {.signal = signal, .from = today + 1, .to = last, .acts = acts};
    return between(state, timeline, &now, &later);
}

void bs_moved_add(bs_moved *moved, const bs_state *state, const bs_model *model, bs_signal signal,
                  const bs_shift *shift)
{
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        const bs_row_state *now = &state->rows[i];
        if (row->signal != signal || !now->scored || now->max <= 0) {
            continue;
        }
        double counted = bs_score_counted(state, model, i, now->max, shift->to) -
                         bs_score_counted(state, model, i, now->max, shift->from) -
                         bs_score_counted(state, model, i, now->max, shift->base_to) +
                         bs_score_counted(state, model, i, now->max, shift->base_from);
        double shown = bs_moved_level(state, row->pillar);
        double level = shown + state->pillars[row->pillar].beyond + moved->counted[row->pillar];
        double step = within(level + counted) - within(level);
        moved->counted[row->pillar] += counted;
        moved->pillars[row->pillar] += step;
        bool weaker =
            fabs(fabs(step) - moved->most) < NEAR && shown < bs_moved_level(state, moved->pillar);
        if (fabs(step) > moved->most + NEAR || weaker) {
            moved->most = fmax(fabs(step), moved->most);
            moved->pillar = row->pillar;
        }
    }
}

double bs_moved_sum(const bs_moved *moved)
{
    double sum = 0;
    for (int p = 0; p < BS_PILLAR_COUNT; p++) {
        sum += moved->pillars[p];
    }
    return sum;
}
