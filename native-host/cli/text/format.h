/**
 * @file format.h
 * Words values of the state: counts and their bounds, changes, scores, ages.
 *
 * The caller frees returned texts.
 */
#ifndef BUSSOLA_CLI_FORMAT_H
#define BUSSOLA_CLI_FORMAT_H

#include <stdbool.h>

#include "bussola/core/advice.h"
#include "bussola/core/milestones.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "bussola/core/usual.h"
#include "bussola/store/history.h"
#include "bussola/store/view.h"
#include "cli/output/messages.h"

/** "yes", "268", "≥ 500", "≈ 36", "40%"; "not seen" if the value is not known. */
char *bs_word_value(const bs_messages *messages, bs_signal signal, const bs_value *value);

/** A number with `decimals`, "–" for NAN. */
char *bs_word_number(const bs_messages *messages, double number, int decimals);

/** A change with its sign: "+1.8", "−0.4", "0.0". */
char *bs_word_change(const bs_messages *messages, double change);

/** A share 0–1 as a percentage. */
char *bs_word_percent(const bs_messages *messages, double share);

/** As bs_word_change with 0 or 1 decimals. */
char *bs_word_change_of(const bs_messages *messages, double change, int decimals);

/** "17.2 / 25" with `decimals`: whole maxima without decimals; "– / 25" for NAN. */
char *bs_word_of(const bs_messages *messages, double number, double maximum, int decimals);

/**
 * Decimals of a state's pillars and changes: 1 for LinkedIn's own number, or with a small typical
 * error; else 0. Totals have none.
 */
int bs_word_decimals(const bs_state *state);

/**
 * A total: "46.3" with `decimals` if LinkedIn showed it, else whole with a mark, "≈47"; "–" for
 * NAN.
 */
char *bs_word_total(const bs_messages *messages, bs_number_kind kind, double total, int decimals);

#define BS_WORD_TOTAL (-1) /**< instead of a pillar */

/**
 * The total or a pillar of one day, no finer than known: "46.3" and "17.2" if LinkedIn showed them
 * on that day, else "≈47" and "17"; "–" while learning.
 */
char *bs_word_day(const bs_messages *messages, const bs_point *point, int pillar);

/**
 * The change of the total from one point to the next, between the numbers as shown: "+1", "0"; ""
 * for points that do not compare.
 */
char *bs_word_day_change(const bs_messages *messages, const bs_point *before,
                         const bs_point *point);

/** "57 of 100"; "≈57 of 100" for a number that LinkedIn did not show on that day. */
char *bs_word_index(const bs_messages *messages, const bs_state *state);

/**
 * `sentence` after a verdict on the total: "13 points to 70. LinkedIn: 57 on …"; "Good. …" from 70
 * on. Frees the sentence, and returns it alone without a total.
 */
char *bs_word_judged(const bs_messages *messages, double total, char *sentence);

/** The text for a missing number: "number_none", or "number_lost" if LinkedIn showed one before. */
const char *bs_word_none(const bs_state *state);

/** The kind of number and its basis, in one or two sentences. */
char *bs_word_standing(const bs_messages *text, const bs_view *view);

/**
 * The sentence `key` with two arguments: the estimate's error, and the error from which a number is
 * shown.
 */
char *bs_word_learning(const bs_messages *text, const char *key, const bs_state *state);

/**
 * Which activities become known after seven counted days, and on which day; NULL if none is
 * pending.
 */
char *bs_word_known_from(const bs_messages *text, const bs_state *state);

/** The step to take: "Write 5 comments". */
char *bs_word_step(const bs_messages *messages, const bs_advice *advice);

/** "+0.4", or "keeps 0.4" if the act avoids a loss. */
char *bs_word_step_gain(const bs_messages *messages, const bs_advice *advice);

/**
 * "Compared with 5 of the last 13 weeks; …", for lines of which each has this many known weeks;
 * NULL if all are known.
 */
char *bs_word_usual_weeks(const bs_messages *messages, const int *weeks, size_t count);

/** "Acts in 7 days: 14, more than usual (7–10)": the quartiles of the weeks before. */
char *bs_word_usual(const bs_messages *messages, const bs_usual *usual);

/** "LinkedIn’s average of your industry went from 31 to 36 on 14 Mar 2026" */
char *bs_word_group_move(const bs_messages *messages, const bs_group_move *move);

/** "our estimate was 3 too high" */
char *bs_word_correction(const bs_messages *messages, const bs_correction *correction);

/** "explains up to 12 points", without a sign, because it is not a gain. */
char *bs_word_unseen_points(const bs_messages *messages, const bs_unseen *unseen);

/** The pillar's name on the user's own page, else LinkedIn's. Not to be freed. */
const char *bs_word_pillar(const bs_messages *messages, bs_pillar pillar);

/** "Index of 50"; the caller frees it. */
char *bs_word_milestone(const bs_messages *messages, bs_milestone milestone);

#endif
