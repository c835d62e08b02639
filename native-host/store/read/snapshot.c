#include "snapshot.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "model_use.h"
#include "predictions.h"
#include "store/rows/outbox.h"
#include "store/rows/retention.h"
#include "store/rows/zone.h"
#include "stored_milestones.h"

#define FINGERPRINT_TEXT 17

static void print_fingerprint(char text[FINGERPRINT_TEXT], const bs_model *model)
{
    (void)snprintf(text, FINGERPRINT_TEXT, "%016llx", model->fingerprint);
}

bs_status bs_snapshot_model(int64_t *row, bs_store *store, bool make, bs_error *error)
{
    bs_status status = BS_OK;
    if (store->model_row == 0) {
        char fingerprint[FINGERPRINT_TEXT];
        print_fingerprint(fingerprint, store->model);
        status = bs_db_integer(&store->model_row, store, BS_SQL_MODEL_FIND, 0, error,
                               BS_BIND(store->model->id, fingerprint));
        if (status == BS_OK && store->model_row == 0 && make) {
            status = bs_db_run(NULL, store, BS_SQL_MODEL_INSERT, error,
                               BS_BIND(store->model->id, fingerprint));
            store->model_row = status == BS_OK ? sqlite3_last_insert_rowid(store->db) : 0;
        }
    }
    *row = store->model_row;
    return status;
}

/**
 * Reads clean_until of the store's model, BS_DAY_NONE without a series. Lowers that of other models
 * to `limit` (BS_DAY_NONE: unchanged).
 */
static bs_status read_series(int64_t *clean, bs_store *store, bs_profile_id profile, bs_day limit,
                             bs_error *error)
{
    char own[FINGERPRINT_TEXT];
    sqlite3_stmt *row = NULL;
    print_fingerprint(own, store->model);
    *clean = BS_DAY_NONE;
    bs_status status = bs_db_query(&row, store, BS_SQL_SERIES_READ, error, BS_BIND(profile));
    for (bool there = true; status == BS_OK;) {
        char name[BS_MODEL_ID_MAX + 1];
        char fingerprint[FINGERPRINT_TEXT];
        status = bs_db_next(&there, row, error);
        if (status != BS_OK || !there) {
            break;
        }
        const int64_t model = sqlite3_column_int64(row, 0);
        const int64_t until = sqlite3_column_int64(row, 1);
        bs_db_text(name, sizeof name, row, 2);
        bs_db_text(fingerprint, sizeof fingerprint, row, 3);
        if (strcmp(fingerprint, own) == 0 && strcmp(name, store->model->id) == 0) {
            store->model_row = model;
            *clean = until;
        } else if (limit != BS_DAY_NONE && until > limit) {
            status =
                bs_db_run(NULL, store, BS_SQL_SERIES_PUT, error, BS_BIND(profile, model, limit));
        }
    }
    return status;
}

/** The first observed day; BS_DAY_NONE without observations. */
static bs_status first_day(bs_day *day, bs_store *store, bs_profile_id profile, bs_error *error)
{
    int64_t first = BS_DAY_NONE;
    const bs_status status =
        bs_db_integer(&first, store, BS_SQL_FIRST_DAY, BS_DAY_NONE, error, BS_BIND(profile));
    *day = bs_db_day_of(first);
    return status;
}

/** As bs_snapshot_clean_until; `*kept` is set if the value is stored. */
static bs_status clean_until(bs_day *day, bool *kept, bs_store *store, bs_profile_id profile,
                             bs_day limit, bs_error *error)
{
    int64_t clean = BS_DAY_NONE;
    bs_status status = read_series(&clean, store, profile, limit, error);
    *kept = clean != BS_DAY_NONE;
    if (status == BS_OK && !*kept) {
        status = first_day(day, store, profile, error);
        *day -= *day == BS_DAY_NONE ? 0 : 1;
    } else if (status == BS_OK) {
        *day = clean < 0 ? -1 : bs_db_day_of(clean);
    }
    return status;
}

bs_status bs_snapshot_clean_until(bs_day *day, bs_store *store, bs_profile_id profile,
                                  bs_error *error)
{
    bool kept = false;
    return clean_until(day, &kept, store, profile, BS_DAY_NONE, error);
}

static bs_status put(bs_store *store, bs_profile_id profile, int64_t model, bs_day day,
                     const bs_state *state, bs_error *error)
{
    return bs_db_run(NULL, store, BS_SQL_SNAPSHOT_PUT, error,
                     BS_BIND(profile, model, day, bs_number_kind_id(state->kind), state->total,
                             state->pillars[BS_BRAND].score, state->pillars[BS_PEOPLE].score,
                             state->pillars[BS_INSIGHTS].score,
                             state->pillars[BS_RELATIONSHIPS].score, state->coverage_points));
}

bs_status bs_snapshot_write(bs_store *store, const bs_view *view, bs_day affected, bs_error *error)
{
    const bs_profile_id profile = view->profile;
    const bs_state *today = &view->state;
    const bs_day day = bs_moment_day(today->at);
    /* With another model's window, other days may be affected. */
    const bs_day limit = affected == BS_DAY_LAST ? BS_DAY_NONE : -1;
    bs_day before = BS_DAY_NONE;
    int64_t model = 0;
    bool kept = false;
    bs_status status = clean_until(&before, &kept, store, profile, limit, error);
    if (status == BS_OK) {
        status = bs_snapshot_model(&model, store, true, error);
    }
    if (status == BS_OK) {
        status = put(store, profile, model, day, today, error);
    }
    bs_outbox outbox = {.open = false};
    if (status == BS_OK) {
        status = bs_outbox_open(&outbox, store, profile, today->at.seconds, error);
    }
    if (status == BS_OK) {
        status = bs_outbox_put(&outbox, store, profile, today, view->timeline, error);
    }
    bs_day clean = affected - 1 < before ? affected - 1 : before;
    if (clean == day - 1) {
        clean = day;
    }
    /* Usually nothing changes: it is the second observation of a day and nothing was stale. */
    if (status == BS_OK && clean != BS_DAY_NONE && (clean != before || !kept)) {
        status = bs_db_run(NULL, store, BS_SQL_SERIES_PUT, error, BS_BIND(profile, model, clean));
    }
    return status;
}

bs_status bs_snapshot_earn(bs_store *store, bs_view *view, bool look_back, bs_error *error)
{
    const bs_milestones before = view->milestones;
    const bs_state *state = &view->state;
    double pillars[BS_PILLAR_COUNT];
    bs_day first = BS_DAY_NONE;
    int64_t model = 0;
    bs_status status = look_back ? bs_snapshot_model(&model, store, true, error) : BS_OK;
    if (look_back && status == BS_OK) {
        status = bs_stored_milestones_first_number(&first, store, view->profile, model, error);
    }
    if (status != BS_OK) {
        return status;
    }
    for (int i = 0; i < BS_PILLAR_COUNT; i++) {
        pillars[i] = state->pillars[i].score;
    }
    bs_milestones_add_evidence(&view->milestones, &view->evidence);
    bs_milestones_add_day(&view->milestones, bs_moment_day(state->at), state->kind, state->total,
                          pillars, first);
    return bs_stored_milestones_write(store, view->profile, &before, &view->milestones, error);
}

/** Computes the snapshots from `from` on, and their milestones. */
static bs_status fill_days(bs_milestones *milestones, bs_store *store, bs_profile_id profile,
                           int64_t model, bs_timeline *timeline, const bs_offsets *offsets,
                           bs_day from, bs_moment now, bs_error *error)
{
    bs_day first = BS_DAY_NONE;
    bs_outbox outbox = {.open = false};
    bs_status status = bs_stored_milestones_first_number(&first, store, profile, model, error);
    if (status == BS_OK) {
        status = bs_outbox_open(&outbox, store, profile, now.seconds, error);
    }
    for (bs_day day = from; day <= bs_moment_day(now) && status == BS_OK; day++) {
        bs_state state;
        double pillars[BS_PILLAR_COUNT];
        bs_state_score(&state, timeline, bs_zone_day_end(offsets, day, now));
        for (int i = 0; i < BS_PILLAR_COUNT; i++) {
            pillars[i] = state.pillars[i].score;
        }
        if (state.kind != BS_LEARNING && (first == BS_DAY_NONE || day < first)) {
            first = day;
        }
        bs_milestones_add_day(milestones, day, state.kind, state.total, pillars, first);
        status = put(store, profile, model, day, &state, error);
        if (status == BS_OK) {
            status = bs_outbox_put(&outbox, store, profile, &state, timeline, error);
        }
    }
    return status;
}

static bs_status fill(bs_store *store, bs_profile_id profile, const bs_evidence *evidence,
                      bs_timeline *timeline, const bs_offsets *offsets, bs_day from, bs_moment now,
                      bs_error *error)
{
    bs_milestones before;
    int64_t model = 0;
    bs_status status = bs_snapshot_model(&model, store, true, error);
    if (status == BS_OK) {
        status = bs_stored_milestones_read(&before, store, profile, error);
    }
    if (status != BS_OK) {
        return status;
    }
    bs_milestones milestones = before;
    bs_milestones_add_evidence(&milestones, evidence);
    status = fill_days(&milestones, store, profile, model, timeline, offsets, from, now, error);
    if (status == BS_OK && !store->one_run) {
        status = bs_stored_milestones_write(store, profile, &before, &milestones, error);
    }
    return status == BS_OK ? bs_db_run(NULL, store, BS_SQL_SERIES_PUT, error,
                                       BS_BIND(profile, model, bs_moment_day(now)))
                           : status;
}

bs_status bs_snapshot_refill(bs_store *store, bs_profile_id profile, bs_moment now, bs_error *error)
{
    bs_day clean = BS_DAY_NONE;
    bs_day first = BS_DAY_NONE;
    bs_evidence evidence = {0};
    bs_timeline *timeline = NULL;
    bs_status status = bs_model_use_note(store, bs_moment_day(now), error);
    if (status == BS_OK) {
        status = bs_snapshot_clean_until(&clean, store, profile, error);
    }
    if (status == BS_OK && clean != BS_DAY_NONE && clean < 0) {
        status = first_day(&clean, store, profile, error);
        clean -= clean == BS_DAY_NONE ? 0 : 1;
    }
    if (status == BS_OK) {
        status = bs_retention_first(&first, store, error);
    }
    if (clean != BS_DAY_NONE && first != BS_DAY_NONE && clean < first - 1) {
        clean = first - 1; /* older days are outside the retention */
    }
    if (status != BS_OK || clean == BS_DAY_NONE || clean >= bs_moment_day(now)) {
        return status;
    }
    bs_offsets offsets = {0};
    status = bs_zone_load(&offsets, store, error);
    if (status == BS_OK) {
        status = bs_predictions_load(&evidence, &timeline, NULL, store, profile,
                                     bs_zone_day_end(&offsets, clean, now), error);
    }
    if (status == BS_OK) {
        status = fill(store, profile, &evidence, timeline, &offsets, clean + 1, now, error);
    }
    bs_timeline_free(timeline);
    bs_store_evidence_free(&evidence);
    bs_offsets_free(&offsets);
    return status;
}
