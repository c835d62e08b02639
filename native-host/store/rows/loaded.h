/**
 * @file loaded.h Keeps the evidence of the last window between requests. Internal to
 * native-host/store.
 *
 * Loading a window costs far more than computing a state with it. The store keeps one window until
 * another connection changes an observation. The functions that write rows note what they change
 * here; the next bs_window_get loads only those rows. Any other change of this connection drops the
 * window: its version counts changed rows and goes on with noted ones only.
 */
#ifndef BUSSOLA_STORE_LOADED_H
#define BUSSOLA_STORE_LOADED_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/state.h"
#include "bussola/core/timeline.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "load.h"
#include "reload.h"

/** The number of a moment, computed from a window. */
typedef struct bs_kept_number {
    bool known;
    bs_moment at;
    bs_number_kind kind;
    double total; /**< NAN: no number */
} bs_kept_number;

/** A window's evidence with its timeline; the store and any number of views share it. */
typedef struct bs_loaded {
    int users;
    bs_profile_id profile;
    bs_day first;         /**< as of bs_state_needs_from */
    int64_t own, foreign; /**< versions of the observations, see db.h */
    int64_t made;         /**< `own` when it was loaded */
    bs_day affected;      /**< first day that the followed changes may move; BS_DAY_LAST: none */
    bs_reach reach;
    bs_changed changed; /**< rows that `evidence` does not follow yet */
    bs_evidence evidence;
    bs_timeline *timeline;
    bs_kept_number kept; /**< forgotten when the evidence changes */
} bs_loaded;

/** Drops the kept window unless it has the rows as they are stored; reads their foreign version. */
BS_MUST_CHECK bs_status bs_loaded_check(bs_store *store, int64_t *foreign, bs_error *error);

/**
 * The window that the store keeps, if it has the rows of the profile as they are stored and begins
 * on `day` or before; else NULL. The store keeps owning it.
 */
BS_MUST_CHECK bs_status bs_loaded_peek(const bs_loaded **loaded, bs_store *store,
                                       bs_profile_id profile, bs_day day, bs_error *error);

/** Note `rows` changed rows; 0 is no change. */
void bs_loaded_note_gauge(bs_store *store, bs_profile_id profile, bs_signal signal, bs_moment at,
                          int rows);
void bs_loaded_note_tally(bs_store *store, bs_profile_id profile, bs_signal signal, bs_day day,
                          int rows);
void bs_loaded_note_cover(bs_store *store, bs_profile_id profile, bs_signal signal, int rows);
void bs_loaded_note_official(bs_store *store, bs_profile_id profile, int rows);
/** The profile's own row, or one of its pages. */
void bs_loaded_note_profile(bs_store *store, bs_profile_id profile, int rows);
/** The predictions in `officials`, where they are changed already. */
void bs_loaded_note_predicted(bs_store *store, const bs_official *officials, int rows);

/** Accepts NULL. */
void bs_loaded_release(bs_loaded *loaded);

/** Releases the window that the store keeps. */
void bs_loaded_drop(bs_store *store);

#endif
