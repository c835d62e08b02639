#include "bussola/core/why.h"

#include <math.h>
#include <string.h>

#include "core/facts/tenths.h"
#include "core/points/score.h"
#include "core/points/timeline_parts.h"

/** Finds the first and last day with a count between two days. */
static void find_left_days(bs_why_row *row, const bs_tally_track *track, bs_day from, bs_day to)
{
    size_t low = bs_track_index(track->first, track->days, from);
    size_t high = bs_track_index(track->first, track->days, to + 1);
    for (size_t i = low; i < high; i++) {
        const bs_tally *tally = bs_tally_standing(track, i);
        if (tally != NULL && tally->count > 0) {
            row->left_first = row->left_first == BS_DAY_NONE ? tally->day : row->left_first;
            row->left_last = tally->day;
        }
    }
}

/** Sums what entered and left the window between the two days, if the signal is a tally. */
static void compare_windows(bs_why_row *row, const bs_timeline *timeline, bs_day from, bs_day to)
{
    row->left_first = BS_DAY_NONE;
    row->left_last = BS_DAY_NONE;
    if (bs_signal_info_of(row->signal)->kind != BS_KIND_TALLY) {
        return;
    }
    int window_days = timeline->model->window_days;
    bs_day gone = to - window_days;
    bs_day left_to = gone < from ? gone : from;
    bs_day done_from = from > gone ? from + 1 : gone + 1;
    row->left = bs_timeline_sum(timeline, row->signal, from - window_days + 1, left_to);
    row->done = bs_timeline_sum(timeline, row->signal, done_from, to);
    if (row->left > 0) {
        find_left_days(row, &timeline->tallies[row->signal], from - window_days + 1, left_to);
    }
}

/** Weights of the earlier state, with the row's maximum of the later one. */
typedef struct scale {
    const bs_state *earlier;
    const bs_model *model;
    size_t index;
    double max;
} scale;

static double points_of(const scale *by, double value)
{
    return bs_score_counted(by->earlier, by->model, by->index, by->max, value);
}

/**
 * Splits a row's points into acts done and acts that left. The estimate for uncounted days gets no
 * row: it reduces the loss or increases the gain, or the reverse.
 */
static void part_points(bs_why_row *row, const scale *by, double value)
{
    const double kept = fmax(0, value - (double)row->left);
    const double before = points_of(by, value);
    const double without = points_of(by, kept);
    const double with = points_of(by, kept + (double)row->done);
    row->left_points = without - before;
    row->done_points = with - without;
    const double other = row->points - row->left_points - row->done_points;
    if (other > 0) {
        row->left_points += fmin(other, -row->left_points);
        row->done_points = row->done > 0 ? row->points - row->left_points : row->done_points;
    } else {
        row->done_points -= fmin(-other, row->done_points);
        row->left_points = row->left > 0 ? row->points - row->done_points : row->left_points;
    }
}

static void explain_row(bs_why_row *row, const scale *by, const bs_value *from, const bs_value *to)
{
    row->from = bs_value_scored(from) ? from->value : NAN;
    row->to = bs_value_scored(to) ? to->value : NAN;
    if (isnan(row->from) || isnan(row->to)) {
        return;
    }
    row->points = points_of(by, row->to) - points_of(by, row->from);
    row->done_points = row->points;
    if (bs_signal_info_of(row->signal)->kind == BS_KIND_TALLY && (row->done > 0 || row->left > 0)) {
        part_points(row, by, row->from);
    }
}

/**
 * Takes `clipped` points off the rows that moved a pillar the other way. Acts beyond 25 points gave
 * nothing, so their leaving the window takes nothing.
 */
static void clip_rows(bs_why *why, bs_pillar pillar, double clipped)
{
    double against = 0;
    const double sign = clipped > 0 ? -1 : 1;
    for (size_t i = 0; i < why->row_count; i++) {
        const bs_why_row *row = &why->rows[i];
        if (row->pillar == pillar) {
            against += fmax(0, sign * row->done_points) + fmax(0, sign * row->left_points);
        }
    }
    const double kept = against > 0 ? fmax(0, 1 - fabs(clipped) / against) : 1;
    why->pillars[pillar].signals = 0;
    for (size_t i = 0; i < why->row_count; i++) {
        bs_why_row *row = &why->rows[i];
        if (row->pillar == pillar) {
            row->done_points *= sign * row->done_points > 0 ? kept : 1;
            row->left_points *= sign * row->left_points > 0 ? kept : 1;
            row->points = row->done_points + row->left_points;
            why->pillars[pillar].signals += row->points;
        }
    }
}

/** Sets no change: a number is missing, or the two cannot be compared. */
static void tell_no_change(bs_why *why)
{
    why->change = NAN;
    why->rounding = NAN;
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        why->pillars[p].change = NAN;
        why->pillars[p].rest = NAN;
    }
}

static void explain_rows(bs_why *why, const bs_timeline *timeline, const bs_state *earlier,
                         const bs_state *later)
{
    const bs_model *model = timeline->model;
    why->row_count = model->row_count;
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *model_row = &model->rows[i];
        bs_why_row *row = &why->rows[i];
        row->signal = model_row->signal;
        row->pillar = model_row->pillar;
        compare_windows(row, timeline, bs_moment_day(why->from), bs_moment_day(why->to));
        const scale by = {
            .earlier = earlier, .model = model, .index = i, .max = later->rows[i].max};
        explain_row(row, &by, &earlier->rows[i].value, &later->rows[i].value);
        why->pillars[row->pillar].signals += row->points;
    }
}

static bool is_between(const bs_why *why, bs_day day)
{
    return day > bs_moment_day(why->from) && day <= bs_moment_day(why->to);
}

static void find_correction(bs_why *why, const bs_evidence *evidence)
{
    for (size_t i = 0; i < evidence->official_count; i++) {
        bs_correction correction;
        if (bs_correction_of(&correction, &evidence->officials[i]) &&
            is_between(why, correction.day) &&
            fabs(correction.points) >= fabs(why->corrected.points)) {
            why->corrected = correction;
        }
    }
}

void bs_why_put_redrawn(bs_why *why, const bs_redrawn *redrawn)
{
    /* Bussola's prediction for that reading was not the number shown. */
    if (redrawn->cause == BS_CORRECTED_READING && why->corrected.day == redrawn->day) {
        why->corrected.day = BS_DAY_NONE;
    }
    if (redrawn->day == bs_moment_day(why->to) &&
        !bs_correction_of_redrawn(&why->redrawn, redrawn)) {
        why->redrawn.day = BS_DAY_NONE;
    }
}

static void find_moves(bs_why *why, const bs_evidence *evidence)
{
    bs_group_move moves[BS_GROUP_MOVES_MAX];
    const size_t count = bs_group_moves(moves, evidence->officials, evidence->official_count);
    for (size_t i = 0; i < count; i++) {
        if (is_between(why, moves[i].day)) {
            why->moves[why->move_count++] = moves[i];
        }
    }
}

bs_turn bs_why_turn(const bs_why *why)
{
    const double shown = bs_tenths_change(why->total_from, why->total_to);
    if (isnan(why->change) || !(fabs(shown) >= why->error)) {
        return BS_TURN_STEADY;
    }
    return shown > 0 ? BS_TURN_UP : BS_TURN_DOWN;
}

/** Explains the change from a moment to a state of the timeline. */
static void explain(bs_why *why, bs_timeline *timeline, bs_moment from, const bs_state *later)
{
    bs_state earlier;
    bs_state_score(&earlier, timeline, from);

    memset(why, 0, sizeof *why);
    why->from = from;
    why->to = later->at;
    why->phone = timeline->evidence->phone;
    why->kind_from = earlier.kind;
    why->kind_to = later->kind;
    why->total_from = earlier.total;
    why->total_to = later->total;
    why->error = bs_state_change_error(&earlier, later, timeline);
    why->corrected.day = BS_DAY_NONE;
    why->redrawn.day = BS_DAY_NONE;
    if (!bs_state_two_days(timeline->evidence)) {
        why->kind_from = BS_LEARNING;
        why->total_from = NAN;
        tell_no_change(why);
        return;
    }
    why->change = later->total - earlier.total;
    why->reading_between = later->official != earlier.official;
    find_correction(why, timeline->evidence);
    find_moves(why, timeline->evidence);
    why->rounding = why->change;
    explain_rows(why, timeline, &earlier, later);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        bs_why_pillar *pillar = &why->pillars[p];
        if (!why->reading_between) {
            clip_rows(why, (bs_pillar)p, earlier.pillars[p].beyond - later->pillars[p].beyond);
        }
        pillar->change = later->pillars[p].score - earlier.pillars[p].score;
        pillar->rest = pillar->change - pillar->signals;
        why->rounding -= pillar->change;
    }
    if (earlier.alone != later->alone) {
        tell_no_change(why);
    }
}

void bs_why_compute(bs_why *why, bs_timeline *timeline, bs_moment from, bs_moment to)
{
    bs_state later;
    bs_state_score(&later, timeline, to);
    explain(why, timeline, from, &later);
}

void bs_why_trend(bs_why *why, bs_timeline *timeline, const bs_state *state)
{
    const bs_day from =
        state->week_from == BS_DAY_NONE ? bs_moment_day(state->at) - BS_WHY_DAYS : state->week_from;
    explain(why, timeline, bs_day_end(from, state->at.offset_minutes), state);
}
