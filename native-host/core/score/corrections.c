#include "bussola/core/corrections.h"

#include <math.h>
#include <string.h>

#include "core/points/timeline_parts.h"
#include "line.h"

/**
 * Lower limit of the usual change, points per day: LinkedIn shows the averages as whole numbers.
 */
#define USUAL_MIN 0.02

bool bs_correction_of(bs_correction *correction, const bs_official *official)
{
    double sum = 0; /* not LinkedIn's total, which is rounded */
    for (size_t p = 0; p < BS_PILLAR_COUNT; p++) {
        sum += official->pillars[p];
    }
    *correction = (bs_correction){.day = bs_moment_day(official->at),
                                  .cause = BS_CORRECTED_READING,
                                  .points = sum - official->predicted};
    return fabs(correction->points) >= BS_CORRECTION_MIN;
}

bool bs_correction_on_line(bs_correction *correction, bs_timeline *timeline, size_t index)
{
    const bs_official *official = &timeline->evidence->officials[index];
    *correction = (bs_correction){.day = bs_moment_day(official->at),
                                  .cause = BS_CORRECTED_READING,
                                  .points = bs_line_unspread(timeline, index)};
    return fabs(correction->points) >= BS_CORRECTION_MIN;
}

bool bs_correction_of_redrawn(bs_correction *correction, const bs_redrawn *redrawn)
{
    *correction = (bs_correction){.day = redrawn->day, .cause = redrawn->cause};
    if (isnan(redrawn->before)) {
        return false;
    }
    if (isnan(redrawn->after)) {
        correction->cause = BS_CORRECTED_UNSURE;
        return true;
    }
    correction->points = redrawn->after - redrawn->before;
    return fabs(correction->points) >= BS_CORRECTION_MIN;
}

/* ---- LinkedIn's averages --------------------------------------------------------------------- */

/** All moves of one average. */
typedef struct moves {
    size_t count;
    double points; /**< sum of absolute moves */
    double days;
} moves;

static double average_of(const bs_official *official, bs_group_kind kind)
{
    const bs_group *group = kind == BS_GROUP_NETWORK ? &official->network : &official->industry;
    return group->present ? group->average : NAN;
}

/** The next reading from `*index` on that shows the average; the last one of its day. */
static const bs_official *next_reading(size_t *index, const bs_official *officials, size_t count,
                                       bs_group_kind kind)
{
    const bs_official *found = NULL;
    for (; *index < count; (*index)++) {
        const bs_official *official = &officials[*index];
        if (found != NULL && bs_moment_day(official->at) != bs_moment_day(found->at)) {
            break;
        }
        found = isnan(average_of(official, kind)) ? found : official;
    }
    return found;
}

/** A move between two readings. */
typedef struct step {
    bs_day day;
    double from, to, days;
} step;

/** Finds the next move, which starts at reading `*before`; returns false after the last one. */
static bool next_step(step *found, const bs_official **before, size_t *index,
                      const bs_official *officials, size_t count, bs_group_kind kind)
{
    const bs_official *after = next_reading(index, officials, count, kind);
    if (*before == NULL || after == NULL) {
        return false;
    }
    *found = (step){
        .day = bs_moment_day(after->at),
        .from = average_of(*before, kind),
        .to = average_of(after, kind),
        .days = bs_moment_day(after->at) - bs_moment_day((*before)->at),
    };
    *before = after;
    return true;
}

static moves measure(const bs_official *officials, size_t count, bs_group_kind kind)
{
    moves all = {0};
    step next;
    size_t index = 0;
    const bs_official *before = next_reading(&index, officials, count, kind);
    while (next_step(&next, &before, &index, officials, count, kind)) {
        all.count++;
        all.points += fabs(next.to - next.from);
        all.days += next.days;
    }
    return all;
}

static bool is_unusual(const step *move, const moves *all)
{
    const double points = fabs(move->to - move->from);
    if (all->count <= BS_GROUP_MOVES_KNOWN || points < BS_GROUP_MOVE_MIN) {
        return false;
    }
    const double usual = (all->points - points) / (all->days - move->days);
    return points / move->days > BS_GROUP_MOVE_TIMES * fmax(usual, USUAL_MIN);
}

/** Inserts a move by day; if full, drops the earliest. */
static void insert(bs_group_move *found, size_t *count, bs_group_move move)
{
    if (*count == BS_GROUP_MOVES_MAX) {
        memmove(found, found + 1, --*count * sizeof *found);
    }
    size_t at = (*count)++;
    for (; at > 0 && found[at - 1].day > move.day; at--) {
        found[at] = found[at - 1];
    }
    found[at] = move;
}

static void find_unusual(bs_group_move *found, size_t *found_count, const bs_official *officials,
                         size_t count, bs_group_kind kind)
{
    const moves all = measure(officials, count, kind);
    step next;
    size_t index = 0;
    const bs_official *before = next_reading(&index, officials, count, kind);
    while (next_step(&next, &before, &index, officials, count, kind)) {
        if (is_unusual(&next, &all)) {
            insert(found, found_count, (bs_group_move){next.day, kind, next.from, next.to});
        }
    }
}

size_t bs_group_moves(bs_group_move found[BS_GROUP_MOVES_MAX], const bs_official *officials,
                      size_t count)
{
    size_t found_count = 0;
    find_unusual(found, &found_count, officials, count, BS_GROUP_INDUSTRY);
    find_unusual(found, &found_count, officials, count, BS_GROUP_NETWORK);
    return found_count;
}
