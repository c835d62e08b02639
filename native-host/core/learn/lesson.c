#include "lesson.h"

#include <math.h>

#include "core/points/score.h"
#include "core/points/timeline_parts.h"

/** Step widths of LinkedIn's pillars in published readings; 0 if not known. */
static const double grids[BS_PILLAR_COUNT] = {
    [BS_BRAND] = 0.025,
    [BS_PEOPLE] = 0.02,
    [BS_INSIGHTS] = 0.05,
};
/** Tolerance for a decimal that is rounded off the grid. */
#define OFF_GRID 0.0011
/** Share of the intervals that must agree. */
#define AGREE_SHARE 0.8

/** Acts from `from` to `to`; NAN unless every day was counted. */
static double counted(const bs_tally_track *track, bs_day from, bs_day to)
{
    const bs_tally_sum sum = bs_tally_between(track, from, to);
    return sum.covered == to - from + 1 ? (double)sum.count : NAN;
}

/**
 * Acts of a signal that entered the window between two readings; NAN if one left it, or a day that
 * entered or left was not counted.
 */
static double tally_acts(const bs_timeline *timeline, bs_signal signal, bs_day before, bs_day after)
{
    const bs_tally_track *track = &timeline->tallies[signal];
    int window = timeline->model->window_days;
    return counted(track, before - window + 1, after - window) == 0
               ? counted(track, before + 1, after)
               : NAN;
}

/** 0 if a level or rate did not change; NAN if it changed or was not known at both ends. */
static double level_acts(const bs_timeline *timeline, bs_signal signal, bs_moment before,
                         bs_moment after)
{
    bs_value was = bs_value_at(timeline, signal, before, false);
    bs_value is = bs_value_at(timeline, signal, after, false);
    return was.known && is.known && was.value == is.value ? 0 : NAN;
}

/** True if no InMail was seen. It then counts as 0: free accounts cannot send InMail. */
static bool never_sent(const bs_timeline *timeline, bs_signal signal, bs_moment at)
{
    return bs_score_is_inmail(signal) && !bs_value_at(timeline, signal, at, false).known;
}

static double acts_of(const bs_timeline *timeline, bs_signal signal, const bs_official *before,
                      const bs_official *after)
{
    if (never_sent(timeline, signal, after->at)) {
        return 0;
    }
    return bs_signal_info_of(signal)->kind == BS_KIND_TALLY
               ? tally_acts(timeline, signal, bs_moment_day(before->at), bs_moment_day(after->at))
               : level_acts(timeline, signal, before->at, after->at);
}

/**
 * True if a signal changes with a row's acts and is no other kind of act: an act makes its
 * day active.
 */
static bool goes_with(const bs_model_row *other, const bs_model_row *row)
{
    return other->signal == row->signal ||
           (other->signal == BS_DAYS_ACTIVE && other->pillar != row->pillar);
}

/**
 * Acts of `row`'s signal if no other signal changed, in any pillar, because which pillar LinkedIn
 * counts an act in is not certain; else 0.
 */
static double lone_acts(const bs_timeline *timeline, const bs_model_row *row,
                        const bs_official *before, const bs_official *after)
{
    double own = acts_of(timeline, row->signal, before, after);
    for (size_t i = 0; own > 0 && i < timeline->model->row_count; i++) {
        const bs_model_row *other = &timeline->model->rows[i];
        bool unmoved =
            goes_with(other, row) || acts_of(timeline, other->signal, before, after) == 0;
        own = unmoved ? own : 0;
    }
    return own > 0 ? own : 0;
}

static bool on_grid(double step, double grid)
{
    return fabs(step - round(step / grid) * grid) <= OFF_GRID;
}

bool bs_lesson_possible(const bs_model_row *row)
{
    return grids[row->pillar] > 0 && bs_signal_info_of(row->signal)->kind == BS_KIND_TALLY;
}

bool bs_lesson_of(bs_lesson *lesson, const bs_timeline *timeline, const bs_model_row *row,
                  const bs_official *before, const bs_official *after)
{
    const double step = after->pillars[row->pillar] - before->pillars[row->pillar];
    if (!on_grid(step, grids[row->pillar])) {
        return false;
    }
    *lesson = (bs_lesson){.acts = lone_acts(timeline, row, before, after), .step = step};
    return lesson->acts > 0;
}

static size_t count_agreeing(const bs_lesson *lessons, size_t count, double points, double grid)
{
    size_t agreeing = 0;
    for (size_t i = 0; i < count; i++) {
        double off = fabs(lessons[i].step - points * lessons[i].acts);
        agreeing += off <= grid / 2 ? 1 : 0;
    }
    return agreeing;
}

bs_learned bs_lessons_agree(const bs_lesson *lessons, size_t count, const bs_model_row *row)
{
    bs_learned best = {.signal = row->signal, .pillar = row->pillar};
    for (size_t i = 0; i < count; i++) {
        double points = lessons[i].step / lessons[i].acts;
        size_t times = count_agreeing(lessons, count, points, grids[row->pillar]);
        if (times > best.times) {
            best.points = points;
            best.times = times;
        }
    }
    bool shown = best.points > 0 && best.times >= BS_LEARN_TIMES_MIN &&
                 (double)best.times >= AGREE_SHARE * (double)count;
    best.times = shown ? best.times : 0;
    return best;
}
