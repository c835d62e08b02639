#include "model_use.h"

#include "bussola/store/history.h"
#include "bussola/store/models.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "predictions.h"
#include "snapshot.h"
#include "store/rows/loaded.h"
#include "store/rows/profile.h"
#include "store/rows/shown_week.h"

/* Rows of table setting; the dot cannot occur in a profile's name. */
#define CHOSEN "model.chosen"
#define IN_USE "model.in_use"
#define BEFORE "model.before"
#define SINCE "model.since"

/** The name of the model that a setting refers to; "" without one. */
static bs_status read_name(char id[BS_MODEL_ID_MAX + 1], bs_store *store, const char *setting,
                           bs_error *error)
{
    bool there = false;
    sqlite3_stmt *row = NULL;
    id[0] = '\0';
    bs_status status = bs_db_query(&row, store, BS_SQL_MODEL_OF_SETTING, error, BS_BIND(setting));
    if (status == BS_OK) {
        status = bs_db_next(&there, row, error);
    }
    if (status == BS_OK && there) {
        bs_db_text(id, BS_MODEL_ID_MAX + 1, row, 0);
        (void)sqlite3_reset(row);
    }
    return status;
}

bs_status bs_store_model_chosen(char id[BS_MODEL_ID_MAX + 1], bs_store *store, bs_error *error)
{
    return read_name(id, store, CHOSEN, error);
}

void bs_store_use(bs_store *store, const bs_model *model, bool one_run)
{
    store->model = model;
    store->model_row = 0;
    store->one_run = one_run;
    bs_loaded_drop(store);
}

static bs_status put(bs_store *store, const char *name, int64_t value, bs_error *error)
{
    return bs_db_run(NULL, store, BS_SQL_SETTING_PUT, error, BS_BIND(name, value));
}

static bs_status remove_setting(bs_store *store, const char *name, bs_error *error)
{
    return bs_db_run(NULL, store, BS_SQL_SETTING_DELETE, error, BS_BIND(name));
}

/** The model that days were scored with so far; 0 if none were. */
static bs_status read_in_use(int64_t *in_use, bs_store *store, int64_t model, bs_error *error)
{
    const bs_status status =
        bs_db_integer(in_use, store, BS_SQL_SETTING_READ, 0, error, BS_BIND(IN_USE));
    /* Older databases lack the setting: use another model that has snapshots. */
    return status == BS_OK && *in_use == 0
               ? bs_db_integer(in_use, store, BS_SQL_MODEL_OTHER, 0, error, BS_BIND(model))
               : status;
}

/** Changing a model and changing it back on the same day is not a change. */
static bs_status note_change(bs_store *store, int64_t model, int64_t in_use, bs_day day,
                             bs_error *error)
{
    int64_t before = 0;
    int64_t since = BS_DAY_NONE;
    bs_status status =
        bs_db_integer(&before, store, BS_SQL_SETTING_READ, 0, error, BS_BIND(BEFORE));
    if (status == BS_OK) {
        status =
            bs_db_integer(&since, store, BS_SQL_SETTING_READ, BS_DAY_NONE, error, BS_BIND(SINCE));
    }
    if (status == BS_OK && before == model && since == day) {
        status = remove_setting(store, BEFORE, error);
        return status == BS_OK ? remove_setting(store, SINCE, error) : status;
    }
    if (status == BS_OK) {
        status = put(store, BEFORE, since == day && before != 0 ? before : in_use, error);
    }
    return status == BS_OK ? put(store, SINCE, day, error) : status;
}

bs_status bs_model_use_note(bs_store *store, bs_day day, bs_error *error)
{
    int64_t model = 0;
    int64_t in_use = 0;
    if (store->one_run) {
        return BS_OK;
    }
    bs_status status = bs_snapshot_model(&model, store, true, error);
    if (status == BS_OK) {
        status = read_in_use(&in_use, store, model, error);
    }
    if (status != BS_OK || in_use == model) {
        return status;
    }
    if (in_use != 0) {
        status = note_change(store, model, in_use, day, error);
        /* The predictions of readings are from the other model. */
        if (status == BS_OK) {
            status = bs_db_run(NULL, store, BS_SQL_SERIES_STALE, error, BS_BIND(model));
        }
        if (status == BS_OK) {
            status = bs_predictions_renew(store, error);
        }
    }
    return status == BS_OK ? put(store, IN_USE, model, error) : status;
}

/** Today for the profile that was seen last. */
static bs_status find_today(bs_day *day, bs_store *store, int64_t now, bs_error *error)
{
    bs_moment present;
    bs_profile *profiles = NULL;
    size_t count = 0;
    bs_status status = bs_profiles_within(&profiles, &count, store, error);
    if (status == BS_OK) {
        const bs_profile_id last = count == 0 ? BS_PROFILE_NONE : profiles[0].id;
        status = bs_store_now(&present, store, last, now, error);
    }
    bs_profiles_free(profiles, count);
    *day = status == BS_OK ? bs_moment_day(present) : BS_DAY_NONE;
    return status;
}

static bs_status choose(bs_store *store, const bs_model *model, bool chosen, int64_t now,
                        bs_error *error)
{
    int64_t row = 0;
    bs_day today = BS_DAY_NONE;
    bs_status status = bs_shown_week_close_all(store, now, error);
    bs_store_use(store, model, false);
    if (status == BS_OK && chosen) {
        status = bs_snapshot_model(&row, store, true, error);
    }
    if (status == BS_OK) {
        status = chosen ? put(store, CHOSEN, row, error) : remove_setting(store, CHOSEN, error);
    }
    if (status == BS_OK) {
        status = find_today(&today, store, now, error);
    }
    return status == BS_OK ? bs_model_use_note(store, today, error) : status;
}

bs_status bs_store_model_choose(bs_store *store, const bs_model *model, bool chosen, int64_t now,
                                bs_error *error)
{
    const bs_status status = bs_db_begin_write(store, error);
    return status == BS_OK ? bs_db_end(store, choose(store, model, chosen, now, error), error)
                           : status;
}

bs_status bs_model_use_predicts(bool *stored, bs_store *store, bs_error *error)
{
    int64_t model = 0;
    int64_t in_use = 0;
    bs_status status = bs_snapshot_model(&model, store, false, error);
    if (status == BS_OK) {
        status = bs_db_integer(&in_use, store, BS_SQL_SETTING_READ, 0, error, BS_BIND(IN_USE));
    }
    *stored = model != 0 && model == in_use;
    return status;
}

bs_status bs_model_use_noted(bool *noted, bs_store *store, bs_error *error)
{
    const bs_status status = bs_model_use_predicts(noted, store, error);
    *noted = *noted || store->one_run;
    return status;
}

bs_status bs_model_use_change(bs_model_change *change, bs_store *store, bs_profile_id profile,
                              bs_error *error)
{
    int64_t first = BS_DAY_NONE;
    int64_t since = BS_DAY_NONE;
    *change = (bs_model_change){.day = BS_DAY_NONE};
    bs_status status =
        bs_db_integer(&since, store, BS_SQL_SETTING_READ, BS_DAY_NONE, error, BS_BIND(SINCE));
    if (status != BS_OK || since == BS_DAY_NONE || store->one_run) {
        return status;
    }
    status = bs_db_integer(&first, store, BS_SQL_FIRST_DAY, BS_DAY_NONE, error, BS_BIND(profile));
    if (status == BS_OK) {
        status = read_name(change->before, store, BEFORE, error);
    }
    /* A profile created after the change saw one model only. */
    if (first != BS_DAY_NONE && first < since && change->before[0] != '\0') {
        change->day = bs_db_day_of(since);
    }
    return status;
}

bs_status bs_model_use_last(bs_point *point, bs_store *store, bs_profile_id profile, bs_day since,
                            bs_error *error)
{
    sqlite3_stmt *row = NULL;
    int64_t before = 0;
    *point = (bs_point){.day = BS_DAY_NONE};
    bs_status status =
        bs_db_integer(&before, store, BS_SQL_SETTING_READ, 0, error, BS_BIND(BEFORE));
    if (status == BS_OK) {
        status = bs_db_query(&row, store, BS_SQL_SNAPSHOT_READ, error,
                             BS_BIND(profile, before, since - 1, since));
    }
    for (bool there = true; status == BS_OK;) {
        bs_point found;
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        if (bs_db_point(&found, row, 0) && found.kind != BS_LEARNING) {
            *point = found;
        }
    }
    return status;
}
