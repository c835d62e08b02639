/**
 * @file redraw.h
 * Notes by how much a write changes the number of the day before. Internal to native-host/store;
 * within the caller's write transaction.
 *
 * Compares the number before the write with that after it. Not the number of the write's own day:
 * acts of that day change it.
 */
#ifndef BUSSOLA_STORE_REDRAW_H
#define BUSSOLA_STORE_REDRAW_H

#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "store/rows/loaded.h"

typedef struct bs_redraw {
    bs_profile_id profile;
    bs_day day; /**< BS_DAY_NONE: the day before was not observed */
    bs_kept_number eve;
} bs_redraw;

/** Takes the number of the day before `at`, before anything is written at `at`. */
BS_MUST_CHECK bs_status bs_redraw_begin(bs_redraw *redraw, bs_store *store, bs_profile_id profile,
                                        bs_moment at, bs_error *error);

/**
 * Stores the difference to the same number after the write. `loaded`: a window of the rows as they
 * are then, which holds the day before; NULL loads one.
 */
BS_MUST_CHECK bs_status bs_redraw_end(const bs_redraw *redraw, bs_store *store, bs_loaded *loaded,
                                      bs_correction_cause cause, bs_error *error);

#endif
