#include "weigh.h"

#include <math.h>
#include <string.h>

#include "core/points/score.h"
#include "lesson.h"
#include "moves.h"
#include "trial.h"

/** Only the latest lessons are used, because LinkedIn may change its weights. */
enum { LESSONS_MAX = 16 };

/** The readings to learn from, the last of each day, in order. */
typedef struct taught_by {
    size_t of[BS_WEIGH_READINGS_MAX + 1];
    size_t count;
} taught_by;

static taught_by find_readings(const bs_official *officials, size_t anchor)
{
    taught_by found = {.count = 1, .of = {anchor}};
    while (found.count <= BS_WEIGH_READINGS_MAX) {
        const size_t last = found.of[found.count - 1];
        const size_t before = bs_moves_before(officials, last);
        if (before == last || !bs_moves_teaches(officials, before, anchor)) {
            break;
        }
        found.of[found.count++] = before;
    }
    for (size_t i = 0; i < found.count / 2; i++) {
        const size_t other = found.count - 1 - i;
        const size_t kept = found.of[i];
        found.of[i] = found.of[other];
        found.of[other] = kept;
    }
    return found;
}

size_t bs_weigh_first(const bs_official *officials, size_t anchor)
{
    return find_readings(officials, anchor).of[0];
}

static double within(double value)
{
    return fmin(fmax(value, 0), BS_PILLAR_MAX);
}

/** Predicts a reading from the one before, by the model and by the learned weight. */
static void predict(bs_trial *trial, bs_timeline *timeline, size_t index, size_t before,
                    size_t after, double act)
{
    const bs_official *from = &timeline->evidence->officials[before];
    const bs_official *to = &timeline->evidence->officials[after];
    const bs_model_row *row = &timeline->model->rows[index];
    const bs_value was = bs_value_at(timeline, row->signal, bs_moves_begin(from), false);
    const bs_value is = bs_value_at(timeline, row->signal, to->at, false);
    const double factor = bs_moves_factors(timeline, before)[row->pillar];
    const double moved = factor * bs_moves_points(timeline, after, before)[row->pillar];
    const double by_model = factor * (bs_score_points(row, row->points, is.value) -
                                      bs_score_points(row, row->points, was.value));
    const double by_act = act * (is.value - was.value);
    if (!bs_value_scored(&was) || !bs_value_scored(&is) || is.value == was.value) {
        return;
    }
    const double start = from->pillars[row->pillar];
    const double end = to->pillars[row->pillar];
    bs_trial_add(trial, fabs(within(start + moved) - end),
                 fabs(within(start + moved - by_model + by_act) - end));
}

/** The learned weight of a row if its predictions won; else 0. */
static double confirmed(bs_timeline *timeline, const taught_by *readings, size_t index)
{
    const bs_official *officials = timeline->evidence->officials;
    const bs_model_row *row = &timeline->model->rows[index];
    bs_lesson lessons[LESSONS_MAX];
    bs_trial trial = {0};
    size_t count = 0;
    double act = 0;
    for (size_t i = 1; i < readings->count; i++) {
        const size_t before = readings->of[i - 1];
        const size_t after = readings->of[i];
        bs_lesson lesson;
        if (act > 0) {
            predict(&trial, timeline, index, before, after, act);
        }
        if (bs_lesson_of(&lesson, timeline, row, &officials[before], &officials[after])) {
            if (count == LESSONS_MAX) {
                memmove(lessons, lessons + 1, --count * sizeof *lessons);
            }
            lessons[count++] = lesson;
            const bs_learned agreed = bs_lessons_agree(lessons, count, row);
            act = agreed.times > 0 ? agreed.points : 0;
        }
    }
    return bs_trial_won(&trial) ? act : 0;
}

static void learn(bs_weights *weights, bs_timeline *timeline, size_t anchor)
{
    const taught_by readings = find_readings(timeline->evidence->officials, anchor);
    memcpy(weights->factors, bs_moves_factors(timeline, anchor), sizeof weights->factors);
    weights->act_count = 0;
    if (readings.count < BS_TRIAL_MIN + BS_LEARN_TIMES_MIN + 1) {
        return;
    }
    for (size_t i = 0; i < timeline->model->row_count && weights->act_count < BS_ACTS_MAX; i++) {
        if (bs_lesson_possible(&timeline->model->rows[i])) {
            const double points = confirmed(timeline, &readings, i);
            if (points > 0) {
                weights->acts[weights->act_count++] = (bs_act_weight){.row = i, .points = points};
            }
        }
    }
}

const bs_weights *bs_weigh(bs_timeline *timeline, size_t anchor)
{
    bs_move *move = &timeline->moves[anchor];
    if (!move->weighed) {
        learn(&move->weights, timeline, anchor);
        move->weighed = true;
    }
    return &move->weights;
}

void bs_weigh_change(double change[BS_PILLAR_COUNT], const bs_weights *weights,
                     const bs_timeline *timeline, const bs_signal_values *from,
                     const bs_signal_values *to, const double maxima[BS_MODEL_ROWS_MAX])
{
    bs_score_change(change, timeline, from, to, maxima);
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        change[p] *= weights->factors[p];
    }
    for (size_t i = 0; i < weights->act_count; i++) {
        const bs_act_weight *act = &weights->acts[i];
        const bs_model_row *row = &timeline->model->rows[act->row];
        const bs_value *was = &from->of[row->signal];
        const bs_value *is = &to->of[row->signal];
        if (bs_value_scored(was) && bs_value_scored(is)) {
            change[row->pillar] += act->points * (is->value - was->value) -
                                   weights->factors[row->pillar] *
                                       (bs_score_points(row, maxima[act->row], is->value) -
                                        bs_score_points(row, maxima[act->row], was->value));
        }
    }
}
