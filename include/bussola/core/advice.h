/**
 * @file advice.h
 * What to do next, and which pages would show more, from a state.
 *
 * Advice is up to three acts that a user can do by hand in one sitting. Its gain is what the
 * number itself would move by, so nothing is advised that brings nothing; the gains together never
 * exceed what the pillars have left. Opening a page is no act and gains nothing: pages that show
 * signals never seen are a list of their own, which ends when they have been read. All are plain
 * values; their texts are static catalogue keys and links. Nothing can fail.
 */
#ifndef BUSSOLA_ADVICE_H
#define BUSSOLA_ADVICE_H

#include <stddef.h>
#include <stdint.h>

#include "bussola/core/evidence.h"
#include "bussola/core/leaving.h"
#include "bussola/core/signals.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"

#define BS_ADVICE_MAX 3
/** Points below which nothing is advised: they are shown as 0.0. */
#define BS_GAIN_MIN 0.05

/**
 * Ids are keys of the catalogue (extension/_locales):
 * - a signal's id: do `step` more of it, worded by `advice_<id>`;
 * - `keep_<signal>`: `step` new ones make up for those that leave the window within 14 days
 *   (leaving.h), worded by `advice_keep_<signal>`.
 */
typedef struct bs_advice {
    const char *id;
    bs_signal signal; /**< the one that gains most */
    bs_pillar pillar; /**< where it gains most */
    int64_t step;     /**< how many of the signal; 1 where it cannot be counted */
    double gain;      /**< points over all pillars, at most what they have left */
    double keeps;     /**< points of a `keep_…` that are lost without it; 0 of the others */
    double effort;    /**< minutes, roughly */
    const char *link; /**< where on LinkedIn it is done */
} bs_advice;

/** A page, or the archive, with signals never seen; worded by its id, `see_<page>`. */
typedef struct bs_unseen {
    const char *id;
    bs_signal signal; /**< the one worth most */
    bs_pillar pillar; /**< that signal's */
    double points;    /**< 0–100, that depend on what the page shows; not a gain */
    const char *link;
} bs_unseen;

/**
 * Fills up to BS_ADVICE_MAX acts, best first, and returns how many. They are ranked by gain per
 * effort, the weaker pillar first on ties, each after the room that those before it take. There are
 * none while there is no number. `state` must come from `timeline`, and the `leaving_count` entries
 * of `leaving` from bs_leaving_find on both.
 */
size_t bs_advice_find(bs_advice advice[BS_ADVICE_MAX], const bs_state *state,
                      const bs_timeline *timeline, const bs_leaving *leaving, size_t leaving_count);

/**
 * Fills the pages that were not read yet and hold signals never seen, the most points per minute
 * first, and returns how many. A page that was read is left out for good: what it did not show then
 * it does not have. `state` must come from `timeline`.
 */
size_t bs_advice_unseen(bs_unseen unseen[BS_PAGE_COUNT], const bs_state *state,
                        const bs_timeline *timeline);

#endif
