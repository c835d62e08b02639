/**
 * @file lesson.h
 * Acts of one kind between two readings, and LinkedIn's step. Internal to native-host/core. Plain
 * values; never fails.
 */
#ifndef BUSSOLA_CORE_LESSON_H
#define BUSSOLA_CORE_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/evidence.h"
#include "bussola/core/learn.h"
#include "bussola/core/model.h"
#include "bussola/core/timeline.h"

typedef struct bs_lesson {
    double acts; /**< done of the kind, > 0 */
    double step; /**< of LinkedIn's pillar, points */
} bs_lesson;

/** True if the weight of a row's acts can be learned at all. */
bool bs_lesson_possible(const bs_model_row *row);

/** Fills what two readings teach about a row; returns false if they teach nothing. */
bool bs_lesson_of(bs_lesson *lesson, const bs_timeline *timeline, const bs_model_row *row,
                  const bs_official *before, const bs_official *after);

/** The weight that most lessons agree on; `times` is 0 if too few agree. */
bs_learned bs_lessons_agree(const bs_lesson *lessons, size_t count, const bs_model_row *row);

#endif
