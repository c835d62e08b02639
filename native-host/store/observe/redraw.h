/**
 * @file redraw.h
 * Notes by how much observations change the number of the day before. Internal to
 * native-host/store; within the caller's write transaction.
 *
 * Compares the number before the observations are stored with that after it. Not the number of
 * their own day: acts of that day change it.
 */
#ifndef BUSSOLA_STORE_REDRAW_H
#define BUSSOLA_STORE_REDRAW_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "store/rows/loaded.h"

typedef struct bs_redraw {
    bs_day day; /**< BS_DAY_NONE: the day before was not observed */
    bs_kept_number eve;
} bs_redraw;

/** Takes the number of the day before `at`, before the observations of `at` are stored. */
BS_MUST_CHECK bs_status bs_redraw_begin(bs_redraw *redraw, bs_store *store, bs_profile_id profile,
                                        bs_moment at, bs_error *error);

/**
 * Stores the difference to the same number in a view computed since. `read`: one of the
 * observations is an official reading.
 */
BS_MUST_CHECK bs_status bs_redraw_end(const bs_redraw *redraw, bs_store *store, const bs_view *view,
                                      bool read, bs_error *error);

#endif
