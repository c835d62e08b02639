/** @file zone.h The user's UTC offsets in the database. Internal to native-host/store. */
#ifndef BUSSOLA_STORE_ZONE_H
#define BUSSOLA_STORE_ZONE_H

#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/offsets.h"
#include "bussola/store/store.h"
#include "store/db/db.h"

/** Needs a transaction; release with bs_offsets_free. */
BS_MUST_CHECK bs_status bs_zone_load(bs_offsets *offsets, bs_store *store, bs_error *error);

/**
 * Stores what `offsets` decides beyond the stored ones, within the caller's transaction. BS_BUSY if
 * another import has decided otherwise meanwhile.
 */
BS_MUST_CHECK bs_status bs_zone_keep(bs_store *store, const bs_offsets *offsets, bs_error *error);

/** Replaces all stored offsets, within the caller's transaction. */
BS_MUST_CHECK bs_status bs_zone_replace(bs_store *store, const bs_offsets *offsets,
                                        bs_error *error);

/**
 * The last second of a past day at the user's offset: as decided in `offsets`, else by the
 * machine's time zone if `now` is in it, else at the offset of `now`. For the day of `now` and
 * later ones, `now`.
 */
bs_moment bs_zone_day_end(const bs_offsets *offsets, bs_day day, bs_moment now);

#endif
