/**
 * @file thin.h Bounds the rows of a count that changes many times in a day. Internal to
 * native-host/store; within the caller's transaction.
 */
#ifndef BUSSOLA_STORE_THIN_H
#define BUSSOLA_STORE_THIN_H

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/**
 * Keeps, of each source's readings of a signal with the same bound on the local day of `at`, the
 * first, the last, the lowest and the highest one. A kept reading that then repeats the one before
 * it becomes that one's confirmation, as if nothing had been read between them. In whatever order
 * the readings arrive, the same rows are left. Levels at the end of a day never change.
 */
BS_MUST_CHECK bs_status bs_thin_day(bs_store *store, bs_profile_id profile, bs_signal signal,
                                    bs_moment at, bs_error *error);

#endif
