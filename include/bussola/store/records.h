/**
 * @file records.h
 * Every row of a profile, for exports. Failures as in store.h.
 */
#ifndef BUSSOLA_INCLUDE_STORE_RECORDS_H
#define BUSSOLA_INCLUDE_STORE_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/corrections.h"
#include "bussola/core/dates.h"
#include "bussola/core/devices.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/goal.h"
#include "bussola/core/model.h"
#include "bussola/core/observation.h"
#include "bussola/core/offsets.h"
#include "bussola/core/shown_week.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

typedef enum bs_record_kind {
    BS_RECORD_PROFILE, /**< always the first of its profile */
    BS_RECORD_GAUGE,
    BS_RECORD_TALLY,
    BS_RECORD_DEVICE_TALLY,
    BS_RECORD_COVER,
    BS_RECORD_LISTING,
    BS_RECORD_OFFICIAL,
    BS_RECORD_SNAPSHOT,
    BS_RECORD_MILESTONE,
    BS_RECORD_GOAL,
    BS_RECORD_END, /**< after the last record of a profile */
} bs_record_kind;

typedef struct bs_record {
    bs_record_kind kind;
    const bs_profile *profile;   /**< the profile of the record */
    const bs_offsets *offsets;   /**< the user's UTC offsets, the same for all profiles */
    const bs_moment *pages_read; /**< as bs_evidence.pages_read, of the profile */
    const bs_undone *undone;     /**< of the profile */
    size_t undone_count;
    const bs_no_access *no_access;
    const bs_shown_week *shown_weeks; /**< of the profile */
    size_t shown_week_count;
    const bs_redrawn *redrawn; /**< of the profile */
    size_t redrawn_count;
    union {
        bs_gauge gauge;
        bs_tally tally;
        bs_device_tally device_tally;
        bs_cover cover;
        bs_listing listing;
        bs_official official;
        struct {
            bs_point point;
            char model[BS_MODEL_ID_MAX + 1];
        } snapshot;
        struct {
            char id[BS_MODEL_ID_MAX + 1];
            bs_day day;
        } milestone;
        bs_goal goal;
    } of;
} bs_record;

/** Position of an export. All 0: at the start. */
typedef struct bs_export_position {
    bs_profile_id profile;
    int32_t kind;
    int64_t row;
} bs_export_position;

/** Takes a record, or returns false to receive it again later. */
typedef bool (*bs_record_sink)(void *context, const bs_record *record);

/**
 * Passes every record of a profile (BS_PROFILE_NONE: of all, the oldest first) to the sink, from
 * `position` until the sink returns false; sets `*done` at the end. Snapshots are those that
 * bs_store_refresh computed under the store's model.
 */
BS_MUST_CHECK bs_status bs_store_export(bool *done, bs_export_position *position, bs_store *store,
                                        bs_profile_id profile, bs_record_sink sink, void *context,
                                        bs_error *error);

#endif
