/**
 * @file store.h
 * The member's observations in SQLite: one directory, one database, many processes at once.
 *
 * A bs_store belongs to whoever opened it and to one thread; the model given to bs_store_open must
 * outlive it. Results with a `_free` own memory that the caller releases; all others are plain
 * values. What was applied without an error is on disk when the call returns.
 *
 * Every function may fail with BS_STORAGE (the file cannot be read or written, is damaged or not
 * Bussola's; it is left as it is; the error's field is the reason, one of BS_STORAGE_… or ""),
 * BS_BUSY (another process held it for longer than
 * BS_STORE_BUSY_MS), BS_NEWER_SCHEMA (a newer Bussola has migrated it; left untouched) and
 * BS_INTERNAL (out of memory). A failed call has changed nothing unless said otherwise.
 *
 * Tables are documented in native-host/store/schema.sql.
 */
#ifndef BUSSOLA_STORE_H
#define BUSSOLA_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/dates.h"
#include "bussola/error.h"
#include "bussola/evidence.h"
#include "bussola/goal.h"
#include "bussola/milestones.h"
#include "bussola/model.h"
#include "bussola/observation.h"
#include "bussola/state.h"
#include "bussola/timeline.h"
#include "bussola/why.h"

#define BS_STORE_SCHEMA 2     /**< user_version written by this build */
#define BS_STORE_BUSY_MS 5000 /**< patience with other processes */
/** Seconds that a reading may be ahead of the clock, for clocks that differ. */
#define BS_STORE_AHEAD_MAX INT64_C(86400)
#define BS_STORE_PATH_MAX 4096 /**< bytes of a path with its NUL */
/** The page of an observation that drops what waits for a key. */
#define BS_PAGE_SIGNED_OUT "signed_out"
#define BS_INSTANCE_MAX 64 /**< bytes of a client's instance */

/** Why the store cannot be used; what to do differs. */
#define BS_STORAGE_DAMAGED "damaged"     /**< bussola recover */
#define BS_STORAGE_FOREIGN "foreign"     /**< another program's file in the database's place */
#define BS_STORAGE_FULL "full"           /**< make room on the disk */
#define BS_STORAGE_DENIED "denied"       /**< the directory or a file in it is not the member's */
#define BS_STORAGE_READ_ONLY "read_only" /**< the disk cannot be written */
#define BS_STORAGE_BLOCKED "blocked"     /**< something else is in a file's or directory's place */
#define BS_STORAGE_NO_HOME "no_home"     /**< neither HOME nor XDG_DATA_HOME says where */

typedef struct bs_store bs_store;

/** A profile's row; stable for the life of the database, never shown to people. */
typedef int64_t bs_profile_id;
#define BS_PROFILE_NONE 0

/* ---- opening ---- */

/**
 * Where the data lives unless told otherwise: $XDG_DATA_HOME/bussola, else
 * $HOME/.local/share/bussola. BS_STORAGE when neither variable holds an absolute path.
 */
BS_MUST_CHECK bs_status bs_store_directory(char path[BS_STORE_PATH_MAX], bs_error *error);

/**
 * Opens, creating or migrating when needed (under the exclusive lock; a migration first makes a
 * backup beside the database), and purges what has waited too long for a key. `directory` NULL
 * means bs_store_directory. `now` is the clock in UTC seconds.
 */
BS_MUST_CHECK bs_status bs_store_open(bs_store **store, const char *directory,
                                      const bs_model *model, int64_t now, bs_error *error);
/** Safe on NULL. */
void bs_store_close(bs_store *store);

/**
 * Lets go of the database between requests, so that it can be replaced meanwhile (recovery.h); an
 * open store that is not at rest keeps others from it. Nothing but bs_store_resume and
 * bs_store_close may follow. Safe on NULL.
 */
void bs_store_rest(bs_store *store);
/**
 * Holds the database again. `*current` false: another file is in its place now, and this store is
 * to be closed and opened anew.
 */
BS_MUST_CHECK bs_status bs_store_resume(bool *current, bs_store *store, bs_error *error);

/* ---- profiles ---- */

/** Who reports: one installation of the extension, or the command line. */
typedef struct bs_client {
    /** Readings without a profile wait under this name; "" (command line): they cannot wait. */
    char instance[BS_INSTANCE_MAX + 1];
    /** First day of local counting (the day of agreement); BS_DAY_NONE when not told. */
    bs_day since;
} bs_client;

typedef struct bs_profile {
    bs_profile_id id;
    char key[BS_KEY_MAX + 1];     /**< the first key, canonical; "" for a waiting profile */
    char label[BS_LABEL_MAX + 1]; /**< "" when never told */
    bs_moment first_seen, last_seen;
    size_t alias_count;
    char (*aliases)[BS_KEY_MAX + 1]; /**< without the key itself */
} bs_profile;

/** All keyed profiles, the one last seen first. */
BS_MUST_CHECK bs_status bs_store_profiles(bs_profile **profiles, size_t *count, bs_store *store,
                                          bs_error *error);
void bs_profiles_free(bs_profile *profiles, size_t count);

/**
 * The profile that has `key` as key or alias; BS_UNKNOWN_PROFILE when none has. Without a key: the
 * keyed profile last seen, else the one that waits for this client, else BS_PROFILE_NONE with
 * BS_OK. `client` may be NULL.
 */
BS_MUST_CHECK bs_status bs_store_find(bs_profile_id *profile, bs_store *store, const char *key,
                                      const bs_client *client, bs_error *error);

/**
 * The present moment for a profile: `now` at the offset its member last lived at (the sandbox has
 * no time zone), not before its last reading unless that one is more than BS_STORE_AHEAD_MAX ahead,
 * as a clock set wrong leaves it. UTC for BS_PROFILE_NONE.
 */
BS_MUST_CHECK bs_status bs_store_now(bs_moment *moment, bs_store *store, bs_profile_id profile,
                                     int64_t now, bs_error *error);

/* ---- the state ---- */

/**
 * A member at a moment: what is known in the windows that the state looks at, and the state. Its
 * parts point at one another: it must not be copied or moved.
 */
typedef struct bs_view {
    bs_profile_id profile;    /**< BS_PROFILE_NONE: nobody is known yet */
    char key[BS_KEY_MAX + 1]; /**< "" while waiting for a key */
    char label[BS_LABEL_MAX + 1];
    bs_evidence evidence;  /**< owned; state.official points into it */
    bs_timeline *timeline; /**< owned, over the evidence and the store's model */
    bs_state state;
    bs_milestones milestones; /**< earned up to now */
} bs_view;

/** The state at any moment; an empty learning state for BS_PROFILE_NONE. */
BS_MUST_CHECK bs_status bs_store_view(bs_view *view, bs_store *store, bs_profile_id profile,
                                      bs_moment at, bs_error *error);
/** Safe on a zeroed view, and after a failure, which leaves a view empty. */
void bs_view_free(bs_view *view);

/**
 * Everything known about a profile from `from` on (BS_DAY_NONE: from the beginning). Of gauges, the
 * rows standing at `from` come too. Release with bs_store_evidence_free.
 */
BS_MUST_CHECK bs_status bs_store_evidence(bs_evidence *evidence, bs_store *store,
                                          bs_profile_id profile, bs_day from, bs_error *error);
void bs_store_evidence_free(bs_evidence *evidence);

/* ---- writing ---- */

typedef struct bs_applied {
    bool retry;     /**< the request id was known: nothing was stored */
    bool created;   /**< the profile is new */
    size_t changed; /**< rows of gauges, tallies, covers and official readings written or changed */
    bs_view view; /**< the state after it, at `now` or the reading's own moment if that is later */
} bs_applied;

/**
 * Applies observations of one profile, all or none, in one transaction, and refreshes what depends
 * on them: today's snapshot, and with `refill` the snapshots of every day they touch.
 *
 * Each goes by the rules of DESIGN: gauges by bs_gauge_judge at the reading's own time; per day and
 * source the largest count stands; events add, never below 0; covers merge. Observations with an
 * empty `request` are applied whenever given (imports are idempotent by the rules alone). Those
 * without a profile wait for `client`; those with a page "signed_out" drop what waits for it.
 * BS_BAD_REQUEST when neither a profile nor a client's instance says whose they are.
 * Release with bs_view_free(&applied->view).
 */
BS_MUST_CHECK bs_status bs_store_apply(bs_applied *applied, bs_store *store,
                                       const bs_observation *observations, size_t count,
                                       const bs_client *client, bool refill, int64_t now,
                                       bs_error *error);

/** Drops what waits for a client (its session ended and it has no lasting name). */
BS_MUST_CHECK bs_status bs_store_drop_waiting(bs_store *store, const bs_client *client,
                                              bs_error *error);

typedef struct bs_forgotten {
    int64_t profiles;
    int64_t rows;  /**< of all tables */
    size_t copies; /**< files beside the database that may hold it still (recovery.h) */
} bs_forgotten;

/**
 * Removes a profile, or everything for BS_PROFILE_NONE, from the database file and its log. A call
 * that fails may have removed the rows and left them in the log: call it again, or
 * bs_store_empty_log when the profile is not found any more.
 */
BS_MUST_CHECK bs_status bs_store_forget(bs_forgotten *forgotten, bs_store *store,
                                        bs_profile_id profile, bs_error *error);

/** Writes the log back into the database and leaves it empty: it may hold what was removed. */
BS_MUST_CHECK bs_status bs_store_empty_log(bs_store *store, bs_error *error);

/* ---- history ---- */

typedef enum bs_step { BS_STEP_AUTO, BS_STEP_DAY, BS_STEP_WEEK, BS_STEP_MONTH } bs_step;

/** One snapshot. */
typedef struct bs_point {
    bs_day day;
    bs_number_kind kind;
    double total;                    /**< NAN while learning */
    double pillars[BS_PILLAR_COUNT]; /**< the shown number's parts; NAN while learning */
    double coverage;                 /**< of 100 points */
} bs_point;

typedef struct bs_history {
    bs_point *points; /**< by day */
    size_t count;
    bs_official *officials; /**< within the range, by moment */
    size_t official_count;
} bs_history;

/**
 * One point per day, or the last of each ISO week or month, within `from`…`to` (BS_DAY_NONE: open);
 * snapshots that are missing or stale are computed and kept first. BS_STEP_AUTO: days up to 400,
 * weeks up to 2,000 days, months beyond. Past days stand as at their last second.
 */
BS_MUST_CHECK bs_status bs_store_history(bs_history *history, bs_store *store,
                                         bs_profile_id profile, bs_day from, bs_day to,
                                         bs_step step, int64_t now, bs_error *error);
void bs_history_free(bs_history *history);

/** Days that bs_store_why looks back when not told from when. */
#define BS_WHY_DAYS 7

/**
 * Why the number moved from the end of day `from` to the end of day `to`, today standing as it is
 * now. BS_DAY_NONE: `to` is today, `from` BS_WHY_DAYS before it. BS_OUT_OF_RANGE with `field` when
 * `to` is in the future or before `from`.
 */
BS_MUST_CHECK bs_status bs_store_why(bs_why *why, bs_store *store, bs_profile_id profile,
                                     bs_day from, bs_day to, int64_t now, bs_error *error);

/* ---- the weekly goal ---- */

BS_MUST_CHECK bs_status bs_store_goal(bs_goal *goal, bs_store *store, bs_profile_id profile,
                                      bs_error *error);

/**
 * Sets a profile's goal, or clears it when `goal` is not present. BS_BAD_REQUEST for a signal that
 * bs_goal_allows refuses, BS_OUT_OF_RANGE for a count outside 1 … BS_GOAL_COUNT_MAX,
 * BS_UNKNOWN_PROFILE for BS_PROFILE_NONE.
 */
BS_MUST_CHECK bs_status bs_store_goal_set(bs_store *store, bs_profile_id profile,
                                          const bs_goal *goal, bs_error *error);

/* ---- export ---- */

typedef enum bs_record_kind {
    BS_RECORD_PROFILE, /**< always first of its profile */
    BS_RECORD_GAUGE,
    BS_RECORD_TALLY,
    BS_RECORD_COVER,
    BS_RECORD_OFFICIAL,
    BS_RECORD_SNAPSHOT,
    BS_RECORD_MILESTONE,
    BS_RECORD_GOAL,
    BS_RECORD_END, /**< after the last record of a profile */
} bs_record_kind;

typedef struct bs_record {
    bs_record_kind kind;
    const bs_profile *profile; /**< whose record it is */
    union {
        bs_gauge gauge;
        bs_tally tally;
        bs_cover cover;
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

/** Where an export stands; zeroed: at the beginning. */
typedef struct bs_export_position {
    bs_profile_id profile;
    int32_t kind;
    int64_t row;
} bs_export_position;

/** Takes a record, or returns false to get it again later. */
typedef bool (*bs_record_sink)(void *context, const bs_record *record);

/**
 * Gives every record of a profile (BS_PROFILE_NONE: of all keyed ones, the oldest first) from
 * `position` on, until the sink has enough; `*done` says whether the end was reached.
 */
BS_MUST_CHECK bs_status bs_store_export(bool *done, bs_export_position *position, bs_store *store,
                                        bs_profile_id profile, bs_record_sink sink, void *context,
                                        bs_error *error);

/* ---- about the store itself ---- */

typedef struct bs_store_info {
    char directory[BS_STORE_PATH_MAX];
    char database[BS_STORE_PATH_MAX];
    int schema;
    int64_t bytes; /**< database and its log */
    int64_t profiles, waiting, gauges, tallies, officials, snapshots;
} bs_store_info;

BS_MUST_CHECK bs_status bs_store_about(bs_store_info *info, bs_store *store, bs_error *error);

/** SQLite's quick_check (`thorough`: integrity_check); BS_STORAGE with its first complaint. */
BS_MUST_CHECK bs_status bs_store_check(bs_store *store, bool thorough, bs_error *error);

#endif
