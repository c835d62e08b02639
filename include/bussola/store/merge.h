/**
 * @file merge.h
 * Imports the profiles of an export into the store.
 *
 * A profile export owns its arrays (bs_profile_exports_free). export_reader.h has checked its
 * values. It has no snapshots, because they are derived.
 */
#ifndef BUSSOLA_MERGE_H
#define BUSSOLA_MERGE_H

#include "bussola/core/corrections.h"
#include "bussola/core/dates.h"
#include "bussola/core/devices.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/goal.h"
#include "bussola/core/model.h"
#include "bussola/core/offsets.h"
#include "bussola/core/shown_week.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

typedef struct bs_profile_export_milestone {
    char id[BS_MODEL_ID_MAX + 1];
    bs_day day;
} bs_profile_export_milestone;

/** Everything exported about one profile, in the export's order. */
typedef struct bs_profile_export {
    bs_profile profile; /**< its id is ignored */
    bs_offsets offsets; /**< the user's UTC offsets; used by a database without any */
    bs_moment pages_read[BS_PAGE_COUNT]; /**< as in bs_evidence */
    bs_gauge *gauges;
    size_t gauge_count;
    bs_tally *tallies;
    size_t tally_count;
    bs_device_tally *device_tallies; /**< the devices' parts of local tallies */
    size_t device_tally_count;
    bs_cover *covers;
    size_t cover_count;
    bs_listing *listings;
    size_t listing_count;
    bs_undone *undone;
    size_t undone_count;
    bs_official *officials;
    size_t official_count;
    bs_profile_export_milestone *milestones;
    size_t milestone_count;
    bs_shown_week *shown_weeks;
    size_t shown_week_count;
    bs_redrawn *redrawn;
    size_t redrawn_count;
    bs_goal goal;
    bs_no_access no_access;
} bs_profile_export;

void bs_profile_exports_free(bs_profile_export *profile_exports, size_t count);

typedef struct bs_merged {
    size_t created; /**< new profiles */
    size_t changed; /**< rows written or changed */
} bs_merged;

/** A field of BS_BAD_REQUEST: `chosen` names one profile for several. */
#define BS_MERGE_SEVERAL "several_accounts"

/**
 * Stores all profile exports or none, and scores every past day. An unknown profile gets every row
 * unchanged. A known one (by key, alias or the owner of an import) gets what is new by the rules of
 * bs_store_apply, and keeps its goal and the names used by other profiles.
 *
 * BS_BAD_REQUEST with a field of store_import.h if the store has profiles and no profile export is
 * one of them. `chosen` (may be NULL) is resolved as in bs_store_import_find. It receives the only
 * profile export with a key and the unidentified ones. If several profile exports have a key, it
 * receives only the unidentified ones; without any, BS_MERGE_SEVERAL. BS_IMPORT_KEY stores each
 * profile export under its own names.
 */
BS_MUST_CHECK bs_status bs_store_merge(bs_merged *merged, bs_store *store,
                                       const bs_profile_export *profile_exports, size_t count,
                                       const char *chosen, int64_t now, bs_error *error);

/** Tests whether bs_store_merge would succeed; stores nothing. */
BS_MUST_CHECK bs_status bs_store_merge_try(bs_store *store,
                                           const bs_profile_export *profile_exports, size_t count,
                                           const char *chosen, bs_error *error);

#endif
