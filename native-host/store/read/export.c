#include <stdlib.h>

#include "bussola/store/goals.h"
#include "bussola/store/profiles.h"
#include "bussola/store/records.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "model_use.h"
#include "predictions.h"
#include "snapshot.h"
#include "store/db/db.h"
#include "store/rows/device_tally.h"
#include "store/rows/load.h"
#include "store/rows/profile.h"
#include "store/rows/redrawn.h"
#include "store/rows/shown_week.h"
#include "store/rows/zone.h"

/** State of one call. */
typedef struct exporting {
    bs_store *store;
    bs_export_position *position;
    bs_record_sink sink;
    void *context;
    const bs_profile *profile;
    const bs_evidence *evidence;
    const bs_listing *listings;
    size_t listing_count;
    const bs_device_tally *parts;
    size_t part_count;
    bs_undone *undone;
    size_t undone_count;
    bs_shown_week *shown_weeks;
    size_t shown_week_count;
    bs_redrawn *redrawn;
    size_t redrawn_count;
    bs_offsets offsets;
} exporting;

/** Passes one record to the sink; returns false if the sink is full. */
static bool give(exporting *run, bs_record *record, bs_record_kind kind)
{
    record->kind = kind;
    record->profile = run->profile;
    record->offsets = &run->offsets;
    record->pages_read = run->evidence->pages_read;
    record->undone = run->undone;
    record->undone_count = run->undone_count;
    record->no_access = &run->evidence->no_access;
    record->shown_weeks = run->shown_weeks;
    record->shown_week_count = run->shown_week_count;
    record->redrawn = run->redrawn;
    record->redrawn_count = run->redrawn_count;
    if (!run->sink(run->context, record)) {
        return false;
    }
    run->position->row++;
    return true;
}

/*
 * Gauges and tallies are not counted but found by their key, so that each piece reads its own rows
 * only: the signal in the upper bits of the position, below it a gauge's moment, or a tally's day
 * and source.
 */
#define SIGNAL_SHIFT 48
#define SOURCE_SHIFT 3
#define KEY_MASK (((int64_t)1 << SIGNAL_SHIFT) - 1)

static int64_t gauge_position(const bs_gauge *gauge)
{
    return (int64_t)gauge->signal << SIGNAL_SHIFT | (gauge->at.seconds & KEY_MASK);
}

static int64_t tally_position(const bs_tally *tally)
{
    return (int64_t)tally->signal << SIGNAL_SHIFT | (int64_t)tally->day << SOURCE_SHIFT |
           (int64_t)tally->source;
}

/** Reads a row into the record and its place into `position`; false to skip it. */
static bool read_count(int64_t *position, bs_record *record, sqlite3_stmt *row, bs_record_kind kind,
                       bs_signal signal)
{
    if (kind == BS_RECORD_GAUGE) {
        const bool known = bs_load_gauge_row(&record->of.gauge, row, signal);
        *position = gauge_position(&record->of.gauge);
        return known;
    }
    const bool known = bs_load_tally_row(&record->of.tally, row, signal);
    *position = tally_position(&record->of.tally);
    return known;
}

/** Passes one signal's rows from the position on. */
static bs_status give_signal(bool *full, exporting *run, bs_record_kind kind, bs_signal signal,
                             bs_error *error)
{
    const int64_t begin = run->position->row;
    const int64_t key = begin >> SIGNAL_SHIFT == (int64_t)signal ? begin & KEY_MASK : 0;
    const bool gauges = kind == BS_RECORD_GAUGE;
    sqlite3_stmt *row = NULL;
    bs_status status =
        bs_db_query(&row, run->store, gauges ? BS_SQL_GAUGE_EXPORT : BS_SQL_TALLY_EXPORT, error,
                    BS_BIND(run->profile->id, bs_signal_info_of(signal)->id,
                            gauges ? key : key >> SOURCE_SHIFT));
    for (bool there = true; status == BS_OK;) {
        bs_record record;
        int64_t position = 0;
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        if (!read_count(&position, &record, row, kind, signal) || position < begin) {
            continue;
        }
        run->position->row = position;
        if (!give(run, &record, kind)) {
            *full = true;
            (void)sqlite3_reset(row);
            break;
        }
    }
    return status;
}

static bool has_rows(bs_record_kind kind, bs_signal signal)
{
    const bs_signal_kind counted = bs_signal_info_of(signal)->kind;
    return kind == BS_RECORD_TALLY ? counted == BS_KIND_TALLY
                                   : counted == BS_KIND_GAUGE || counted == BS_KIND_FLAG;
}

/** Passes the gauges or tallies from the position on. */
static bs_status give_counts(bool *full, exporting *run, bs_record_kind kind, bs_error *error)
{
    bs_status status = BS_OK;
    for (int i = (int)(run->position->row >> SIGNAL_SHIFT);
         i < BS_SIGNAL_COUNT && !*full && status == BS_OK; i++) {
        if (has_rows(kind, (bs_signal)i)) {
            status = give_signal(full, run, kind, (bs_signal)i, error);
        }
    }
    return status;
}

static bool evidence_record(bs_record *record, const exporting *run, bs_record_kind kind,
                            size_t row)
{
    const bs_evidence *evidence = run->evidence;
    switch (kind) {
    case BS_RECORD_COVER:
        if (row < evidence->cover_count) {
            record->of.cover = evidence->covers[row];
            return true;
        }
        return false;
    case BS_RECORD_DEVICE_TALLY:
        if (row < run->part_count) {
            record->of.device_tally = run->parts[row];
            return true;
        }
        return false;
    case BS_RECORD_LISTING:
        if (row < run->listing_count) {
            record->of.listing = run->listings[row];
            return true;
        }
        return false;
    case BS_RECORD_OFFICIAL:
        if (row < evidence->official_count) {
            record->of.official = evidence->officials[row];
            return true;
        }
        return false;
    default:
        return row == 0; /* begin and end of a profile */
    }
}

static bool read_snapshot(bs_record *record, sqlite3_stmt *row)
{
    bs_db_text(record->of.snapshot.model, sizeof record->of.snapshot.model, row, 0);
    return bs_db_point(&record->of.snapshot.point, row, 1);
}

/** Passes the goal, if there is one. */
static bs_status give_goal(bool *full, exporting *run, bs_error *error)
{
    bs_record record;
    const bs_status status = bs_store_goal(&record.of.goal, run->store, run->profile->id, error);
    if (status == BS_OK && record.of.goal.present && run->position->row == 0) {
        *full = !give(run, &record, BS_RECORD_GOAL);
    }
    return status;
}

static bool read_milestone(bs_record *record, sqlite3_stmt *row)
{
    bs_db_text(record->of.milestone.id, sizeof record->of.milestone.id, row, 0);
    record->of.milestone.day = bs_db_day(row, 1);
    return true;
}

/**
 * Starts the statement for the rows after the position; snapshots are those of the store's model.
 */
static bs_status begin_rows(sqlite3_stmt **row, exporting *run, bool snapshots, bs_error *error)
{
    int64_t model = 0;
    if (!snapshots) {
        return bs_db_query(row, run->store, BS_SQL_MILESTONE_EXPORT, error,
                           BS_BIND(run->profile->id, run->position->row));
    }
    const bs_status status = bs_snapshot_model(&model, run->store, false, error);
    return status == BS_OK ? bs_db_query(row, run->store, BS_SQL_SNAPSHOT_EXPORT, error,
                                         BS_BIND(run->profile->id, run->position->row, model))
                           : status;
}

/** Passes the rows of a statement that skips the first `position->row`. */
static bs_status give_rows(bool *full, exporting *run, bs_record_kind kind, bs_error *error)
{
    const bool snapshots = kind == BS_RECORD_SNAPSHOT;
    sqlite3_stmt *row = NULL;
    bs_status status = begin_rows(&row, run, snapshots, error);
    for (bool there = true; status == BS_OK;) {
        bs_record record;
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        if (!(snapshots ? read_snapshot(&record, row) : read_milestone(&record, row))) {
            run->position->row++;
        } else if (!give(run, &record, kind)) {
            *full = true;
            (void)sqlite3_reset(row);
            break;
        }
    }
    return status;
}

static bs_status give_profile(bool *full, exporting *run, bs_error *error)
{
    bs_status status = BS_OK;
    while (run->position->kind <= BS_RECORD_END && status == BS_OK) {
        const bs_record_kind kind = (bs_record_kind)run->position->kind;
        if (kind == BS_RECORD_GAUGE || kind == BS_RECORD_TALLY) {
            status = give_counts(full, run, kind, error);
        } else if (kind == BS_RECORD_SNAPSHOT || kind == BS_RECORD_MILESTONE) {
            status = give_rows(full, run, kind, error);
        } else if (kind == BS_RECORD_GOAL) {
            status = give_goal(full, run, error);
        } else {
            bs_record record;
            while (!*full && evidence_record(&record, run, kind, (size_t)run->position->row)) {
                *full = !give(run, &record, kind);
            }
        }
        if (*full || status != BS_OK) {
            break;
        }
        run->position->kind++;
        run->position->row = 0;
    }
    return status;
}

/** Replaces stored predictions that another model made. */
static bs_status predict(bs_official *officials, const exporting *run, bs_profile_id profile,
                         bs_error *error)
{
    bool stored = true;
    bs_evidence evidence = {0};
    bs_timeline *timeline = NULL;
    bs_status status = run->position->kind <= BS_RECORD_OFFICIAL
                           ? bs_model_use_predicts(&stored, run->store, error)
                           : BS_OK;
    if (status == BS_OK && !stored) {
        status = bs_predictions_load(&evidence, &timeline, NULL, run->store, profile,
                                     (bs_moment){0}, error);
    }
    for (size_t i = 0; i < evidence.official_count && status == BS_OK; i++) {
        officials[i].predicted = evidence.officials[i].predicted;
    }
    bs_timeline_free(timeline);
    bs_store_evidence_free(&evidence);
    return status;
}

/** Exports one profile from the position on. */
static bs_status export_profile(bool *full, exporting *run, bs_error *error)
{
    bs_profile profile;
    bs_evidence evidence = {0};
    bs_official *officials = NULL;
    bs_cover *covers = NULL;
    bs_status status = bs_profile_read(&profile, run->store, run->position->profile, error);
    if (status != BS_OK) {
        return status;
    }
    status = bs_profile_read_aliases(&profile, run->store, error);
    if (status == BS_OK) {
        status = bs_load_profile(&evidence, run->store, profile.id, error);
    }
    if (status == BS_OK) {
        status =
            bs_load_officials(&officials, &evidence.official_count, run->store, profile.id, error);
        evidence.officials = officials;
    }
    if (status == BS_OK) {
        status = predict(officials, run, profile.id, error);
    }
    if (status == BS_OK) {
        status = bs_load_covers(&covers, &evidence.cover_count, run->store, profile.id, BS_DAY_NONE,
                                error);
        evidence.covers = covers;
    }
    bs_listing *listings = NULL;
    if (status == BS_OK) {
        status = bs_load_listings(&listings, &run->listing_count, run->store, profile.id, error);
    }
    bs_device_tally *parts = NULL;
    if (status == BS_OK) {
        status = bs_device_tallies_load(&parts, &run->part_count, run->store, profile.id, error);
    }
    if (status == BS_OK) {
        status = bs_load_undone(&run->undone, &run->undone_count, run->store, profile.id, error);
    }
    if (status == BS_OK) {
        status = bs_shown_week_load(&run->shown_weeks, &run->shown_week_count, run->store,
                                    profile.id, error);
    }
    if (status == BS_OK) {
        status = bs_redrawn_load(&run->redrawn, &run->redrawn_count, run->store, profile.id, 0,
                                 BS_DAY_LAST, error);
    }
    if (status == BS_OK) {
        run->profile = &profile;
        run->evidence = &evidence;
        run->listings = listings;
        run->parts = parts;
        status = give_profile(full, run, error);
        run->profile = NULL;
        run->evidence = NULL;
        run->listings = NULL;
        run->parts = NULL;
    }
    free(listings);
    free(parts);
    free(run->undone);
    run->undone = NULL;
    free(run->shown_weeks);
    run->shown_weeks = NULL;
    free(run->redrawn);
    run->redrawn = NULL;
    free(profile.aliases);
    bs_store_evidence_free(&evidence);
    return status;
}

static bs_status export_within(bool *done, exporting *run, bs_profile_id only, bs_error *error)
{
    for (;;) {
        bs_status status = BS_OK;
        if (run->position->kind > BS_RECORD_END || run->position->profile == BS_PROFILE_NONE) {
            bs_profile_id next = BS_PROFILE_NONE;
            if (only == BS_PROFILE_NONE) {
                status = bs_db_integer(&next, run->store, BS_SQL_PROFILE_NEXT, BS_PROFILE_NONE,
                                       error, BS_BIND(run->position->profile));
            } else if (run->position->profile == BS_PROFILE_NONE) {
                next = only;
            }
            *done = next == BS_PROFILE_NONE;
            if (status != BS_OK || *done) {
                return status;
            }
            *run->position = (bs_export_position){.profile = next, .kind = BS_RECORD_PROFILE};
        }
        bool full = false;
        status = export_profile(&full, run, error);
        if (status != BS_OK || full) {
            *done = false;
            return status;
        }
    }
}

bs_status bs_store_export(bool *done, bs_export_position *position, bs_store *store,
                          bs_profile_id profile, bs_record_sink sink, void *context,
                          bs_error *error)
{
    exporting run = {.store = store, .position = position, .sink = sink, .context = context};
    bs_status status = bs_db_begin_read(store, error);
    if (status == BS_OK) {
        status = bs_zone_load(&run.offsets, store, error);
        if (status == BS_OK) {
            status = export_within(done, &run, profile, error);
        }
        status = bs_db_end(store, status, error);
        bs_offsets_free(&run.offsets);
    }
    return status;
}
