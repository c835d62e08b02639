#include "bussola/why.h"

#include <math.h>
#include <string.h>

#include "score.h"
#include "timeline_parts.h"

/** Less is not shown as a change. */
#define CHANGE_MIN 0.05

/** The first and last day with a count, between two days. */
static void find_left_days(bs_why_row *row, const bs_tally_track *track, bs_day from, bs_day to)
{
    size_t low = bs_track_index(track->first, track->days, from);
    size_t high = bs_track_index(track->first, track->days, to + 1);
    for (size_t i = low; i < high; i++) {
        const bs_tally *tally = track->sums[i].standing;
        if (tally != NULL && tally->count > 0) {
            row->left_first = row->left_first == BS_DAY_NONE ? tally->day : row->left_first;
            row->left_last = tally->day;
        }
    }
}

/** What entered and what left the window between the two days, where the signal is a tally. */
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

/** A level that was only a lower bound before, and reads higher now. */
static bool reads_higher(const bs_why_row *row, const bs_value *from, const bs_value *to)
{
    return bs_signal_info_of(row->signal)->kind == BS_KIND_GAUGE && from->bound == BS_AT_LEAST &&
           to->value > from->value;
}

static void explain_row(bs_why_row *row, const bs_model_row *model_row, double max,
                        const bs_value *from, const bs_value *to, const bs_reference *reference)
{
    bs_signal signal = row->signal;
    bool was = bs_value_scored(from);
    bool is = bs_value_scored(to);
    row->from = was ? from->value : NAN;
    row->to = is ? to->value : NAN;
    row->newly_seen = is && !was;
    row->no_longer_seen = was && !is;
    if (is && reference->scored[signal]) {
        row->points = bs_score_since(model_row, max, to->value, reference->value[signal],
                                     reference->most[signal]);
    }
    row->seen_more = was && is && reads_higher(row, from, to);
    if (row->newly_seen) {
        row->seen_points = bs_score_points(model_row, max, to->value) - row->points;
    } else if (row->no_longer_seen) {
        row->seen_points = -bs_score_points(model_row, max, from->value);
    } else if (row->seen_more) {
        row->seen_points = bs_score_points(model_row, max, to->value) -
                           bs_score_points(model_row, max, from->value) - row->points;
    }
    row->projected = (was && from->projected_from_days > 0) || (is && to->projected_from_days > 0);
    /* Of a projected value nobody knows what left. */
    if (was && is && !row->projected && row->left > 0) {
        double remaining = fmax(0, from->value - (double)row->left);
        row->left_points = bs_score_points(model_row, max, remaining) -
                           bs_score_points(model_row, max, from->value);
    }
}

/**
 * What of a row's seen_points the shown number took in. From an official reading of 300 a later
 * "500+" is a rise to 500, and the 612 read after it completes that rise.
 */
static double seen_shown(const bs_why_row *row, const bs_model_row *model_row, double max,
                         const bs_why *why, bs_timeline *timeline, const bs_official *official)
{
    if (why->kind_from == BS_ESTIMATE && why->kind_to == BS_ESTIMATE) {
        return row->seen_points;
    }
    if (!row->seen_more || why->kind_from != BS_ANCHORED || why->reading_between) {
        return 0;
    }
    bs_moment read = bs_day_end(bs_moment_day(official->at), official->at.offset_minutes);
    const bs_reference *reference = bs_timeline_reference(timeline, read);
    double least = reference->value[row->signal];
    double most = reference->most[row->signal];
    return bs_score_since(model_row, max, row->to, least, most) -
           bs_score_since(model_row, max, row->from, least, most) - row->points;
}

void bs_why_compute(bs_why *why, bs_timeline *timeline, bs_moment from, bs_moment to)
{
    const bs_model *model = timeline->model;
    bs_state earlier;
    bs_state later;
    bs_state_compute(&earlier, timeline, from);
    bs_state_compute(&later, timeline, to);

    memset(why, 0, sizeof *why);
    why->from = from;
    why->to = to;
    why->kind_from = earlier.kind;
    why->kind_to = later.kind;
    why->total_from = earlier.total;
    why->total_to = later.total;
    why->reading_between = later.official != earlier.official;
    why->row_count = model->row_count;

    const bs_reference *reference = bs_timeline_reference(timeline, from);
    bs_day from_day = bs_moment_day(from);
    bs_day to_day = bs_moment_day(to);
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *model_row = &model->rows[i];
        bs_why_row *row = &why->rows[i];
        row->signal = model_row->signal;
        row->pillar = model_row->pillar;
        compare_windows(row, timeline, from_day, to_day);
        explain_row(row, model_row, later.rows[i].max, &earlier.rows[i].value, &later.rows[i].value,
                    reference);
        bs_why_pillar *pillar = &why->pillars[row->pillar];
        pillar->signals += row->points;
        row->seen_shown =
            seen_shown(row, model_row, later.rows[i].max, why, timeline, later.official);
        pillar->seen += row->seen_shown;
    }
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        bs_why_pillar *pillar = &why->pillars[p];
        why->sum_from += earlier.pillars[p].score;
        why->sum_to += later.pillars[p].score;
        pillar->change = later.pillars[p].score - earlier.pillars[p].score;
        pillar->rest = pillar->change - pillar->signals - pillar->seen;
        why->change += pillar->change;
    }
}

static double weight(const bs_why_row *row)
{
    return fmax(fabs(row->points), fabs(row->seen_points));
}

size_t bs_why_rank(size_t order[BS_MODEL_ROWS_MAX], const bs_why *why)
{
    size_t count = 0;
    for (size_t i = 0; i < why->row_count; i++) {
        if (weight(&why->rows[i]) < CHANGE_MIN) {
            continue;
        }
        size_t at = count++;
        for (; at > 0 && weight(&why->rows[order[at - 1]]) < weight(&why->rows[i]); at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    return count;
}
