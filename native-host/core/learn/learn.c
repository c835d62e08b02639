#include "bussola/core/learn.h"

#include <stdlib.h>

#include "core/points/timeline_parts.h"
#include "lesson.h"
#include "weigh.h"

/** Collects the lessons for a row; returns how many, at most one per reading. */
static size_t collect(bs_lesson *lessons, const bs_timeline *timeline, const bs_model_row *row)
{
    const bs_evidence *evidence = timeline->evidence;
    const bs_official *before = NULL;
    size_t count = 0;
    for (size_t i = 0; i < evidence->official_count; i++) {
        const bs_official *after = &evidence->officials[i];
        bool last_of_day = i + 1 == evidence->official_count ||
                           bs_moment_day(after->at) != bs_moment_day(after[1].at);
        if (!last_of_day) {
            continue;
        }
        if (before != NULL && bs_lesson_of(&lessons[count], timeline, row, before, after)) {
            count++;
        }
        before = after;
    }
    return count;
}

/** Whether the number that goes on from the last reading counts a row's acts by a learned weight.
 */
static bool is_used(bs_timeline *timeline, size_t row)
{
    const bs_weights *weights = bs_weigh(timeline, timeline->evidence->official_count - 1);
    for (size_t i = 0; i < weights->act_count; i++) {
        if (weights->acts[i].row == row) {
            return true;
        }
    }
    return false;
}

bs_status bs_learn_weights(bs_learned learned[BS_MODEL_ROWS_MAX], size_t *count,
                           bs_timeline *timeline)
{
    size_t readings = timeline->evidence->official_count;
    bs_lesson *lessons = calloc(readings == 0 ? 1 : readings, sizeof *lessons);
    if (lessons == NULL) {
        return BS_INTERNAL;
    }
    *count = 0;
    for (size_t i = 0; i < timeline->model->row_count; i++) {
        const bs_model_row *row = &timeline->model->rows[i];
        if (!bs_lesson_possible(row)) {
            continue;
        }
        bs_learned found = bs_lessons_agree(lessons, collect(lessons, timeline, row), row);
        if (found.times > 0) {
            found.used = is_used(timeline, i);
            learned[(*count)++] = found;
        }
    }
    free(lessons);
    return BS_OK;
}
