/**
 * @file advice.h
 * Recommends what to do next, and lists the pages that would show more signals.
 *
 * Advice is up to three acts that a user can do by hand in one sitting. Its gain is the change of
 * the number shown, so an act without a gain is never advised; the gains together never exceed what
 * the pillars have left. Opening a page gains nothing: pages with signals never seen are a separate
 * list. All structs are plain values with static strings (catalogue keys and links). Nothing can
 * fail.
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

/**
 * Ids are keys of the catalogue (extension/_locales):
 * - a signal's id: do `step` more of it, worded by `advice_<id>`;
 * - `keep_<signal>`: `step` new ones replace those that leave the window within 14 days
 *   (leaving.h), worded by `advice_keep_<signal>`.
 */
typedef struct bs_advice {
    const char *id;
    bs_signal signal; /**< the one that the act adds to */
    bs_pillar pillar; /**< where it gains most */
    int64_t step;     /**< how many more to do; 1 for signals that are not counted */
    double gain;      /**< points over all pillars, at most what they have left */
    double keeps;     /**< points lost without a `keep_…`; 0 for other advice */
    double effort;    /**< minutes, roughly */
    const char *link; /**< LinkedIn page on which to do it */
} bs_advice;

/** A page (or the archive) with signals never seen; worded by its id, `see_<page>`. */
typedef struct bs_unseen {
    const char *id;
    bs_signal signal; /**< the one worth most */
    bs_pillar pillar; /**< that signal's */
    double points;    /**< 0–100: points of the signals on the page; not a gain */
    const char *link;
} bs_unseen;

/**
 * Fills up to BS_ADVICE_MAX acts, best first, and returns how many. Ranks by gain per effort, on
 * ties the weaker pillar first; each gain is limited to what earlier advice leaves of the pillar.
 * Returns 0 while no number is shown. `state` must be computed from `timeline`, and `leaving` by
 * bs_leaving_find from both.
 */
size_t bs_advice_find(bs_advice advice[BS_ADVICE_MAX], const bs_state *state,
                      const bs_timeline *timeline, const bs_leaving *leaving, size_t leaving_count);

/**
 * Fills the unread pages that hold signals never seen, most points per minute first, and returns
 * how many. A page that was read once is never listed again: the user's page does not have what it
 * did not show. `state` must be computed from `timeline`.
 */
size_t bs_advice_unseen(bs_unseen unseen[BS_PAGE_COUNT], const bs_state *state,
                        const bs_timeline *timeline);

#endif
