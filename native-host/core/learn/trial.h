/**
 * @file trial.h
 * Decides whether another way to predict readings beats the one in use. Internal to
 * native-host/core. Plain values; never fails.
 */
#ifndef BUSSOLA_CORE_TRIAL_H
#define BUSSOLA_CORE_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

/** Fewest predictions that a decision is based on. */
#define BS_TRIAL_MIN 8

/** Errors of two ways to predict the same readings; starts zeroed. */
typedef struct bs_trial {
    size_t count;
    double before, after;     /**< sums of errors, points */
    double better, better_sq; /**< sums of error differences and of their squares */
} bs_trial;

/** Adds the absolute errors of one reading: of the way in use, and of the other. */
void bs_trial_add(bs_trial *trial, double before, double after);

/**
 * True with at least BS_TRIAL_MIN predictions, if the other way's mean error is at least a tenth
 * smaller and the difference is more than twice its standard error.
 */
bool bs_trial_won(const bs_trial *trial);

#endif
