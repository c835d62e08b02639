#include "moved.h"

#include <math.h>

#include "core/points/score.h"

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

void bs_moved_add(bs_moved *moved, const bs_state *state, const bs_model *model, bs_signal signal,
                  double change)
{
    for (size_t i = 0; i < model->row_count; i++) {
        const bs_model_row *row = &model->rows[i];
        const bs_row_state *now = &state->rows[i];
        if (row->signal != signal || !now->scored || now->max <= 0) {
            continue;
        }
        double value = fmax(0, now->value.value + change);
        double counted = bs_score_counted(state, model, i, now->max, value) -
                         bs_score_counted(state, model, i, now->max, now->value.value);
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
