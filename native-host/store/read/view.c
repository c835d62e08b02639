#include "view.h"

#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/spark.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "predictions.h"
#include "spark.h"
#include "store/rows/profile.h"
#include "store/rows/shown_week.h"
#include "stored_milestones.h"
#include "window.h"

static bs_status load_profile(bs_view *view, bs_store *store, bs_error *error)
{
    bs_profile known;
    bs_status status = bs_profile_read(&known, store, view->profile, error);
    if (status != BS_OK) {
        return status;
    }
    memcpy(view->key, known.key, sizeof view->key);
    memcpy(view->label, known.label, sizeof view->label);
    return bs_stored_milestones_read(&view->milestones, store, view->profile, error);
}

bs_status bs_view_load(bs_view *view, bs_store *store, bs_profile_id profile, bs_moment from,
                       bs_error *error)
{
    bs_status status = BS_OK;
    *view = (bs_view){.profile = profile};
    bs_milestones_init(&view->milestones);
    if (profile != BS_PROFILE_NONE) {
        status = load_profile(view, store, error);
    }
    if (status == BS_OK) {
        status = bs_window_get(&view->loaded, store, profile, from, error);
    }
    if (status == BS_OK) {
        view->evidence = view->loaded->evidence;
        view->timeline = view->loaded->timeline;
    } else {
        bs_view_free(view);
    }
    return status;
}

void bs_view_score(bs_view *view, bs_moment at)
{
    bs_state_compute(&view->state, view->timeline, at);
    view->leaving_count =
        bs_leaving_find(view->leaving, &view->state, view->timeline, BS_LEAVING_DAYS);
}

bs_status bs_view_compute(bs_view *view, bs_store *store, bs_profile_id profile, bs_moment at,
                          bs_day changed, bs_error *error)
{
    const bool predicts = changed != BS_DAY_NONE && changed <= bs_moment_day(at);
    const bs_moment needed = predicts ? bs_predictions_need(changed) : at;
    /* As far back as the spark, so that the popup's request finds the window loaded. */
    bs_moment from = bs_day_start(bs_moment_day(at) - BS_SPARK_DAYS + 1, at.offset_minutes);
    from = needed.seconds < from.seconds ? needed : from;
    bs_status status = bs_view_load(view, store, profile, from, error);
    if (status == BS_OK && predicts) {
        status =
            bs_predictions_update(store, profile, view->timeline, &view->evidence, changed, error);
    }
    if (status != BS_OK) {
        bs_view_free(view);
        return status;
    }
    bs_view_score(view, at);
    return BS_OK;
}

/** Skips them for a model of one run, which shows its own numbers. */
static bs_status read_shown_week(bs_view *view, bs_store *store, bs_moment at, bs_error *error)
{
    const bs_day day = bs_moment_day(at);
    return view->profile == BS_PROFILE_NONE || bs_day_weekday(day) != BS_SUNDAY || store->one_run
               ? BS_OK
               : bs_shown_week_read(&view->shown_week, store, view->profile, day - BS_SUNDAY,
                                    error);
}

/** `spark` may be NULL. */
static bs_status read_view(bs_view *view, bs_spark *spark, bs_store *store, bs_profile_id profile,
                           bs_moment at, bs_error *error)
{
    bs_status status = bs_db_begin_read(store, error);
    if (status != BS_OK) {
        return status;
    }
    status = spark != NULL ? bs_spark_compute(spark, view, store, profile, at, error)
                           : bs_view_compute(view, store, profile, at, BS_DAY_NONE, error);
    if (status == BS_OK) {
        status = read_shown_week(view, store, at, error);
    }
    status = bs_db_end(store, status, error);
    if (status != BS_OK) {
        bs_view_free(view);
    }
    return status;
}

bs_status bs_store_view(bs_view *view, bs_store *store, bs_profile_id profile, bs_moment at,
                        bs_error *error)
{
    return read_view(view, NULL, store, profile, at, error);
}

bs_status bs_store_view_spark(bs_view *view, bs_spark *spark, bs_store *store,
                              bs_profile_id profile, bs_moment at, bs_error *error)
{
    return read_view(view, spark, store, profile, at, error);
}

size_t bs_view_advice(bs_advice advice[BS_ADVICE_MAX], const bs_view *view)
{
    return bs_advice_find(advice, &view->state, view->timeline, view->leaving, view->leaving_count);
}

bool bs_view_has_no_access(const bs_view *view)
{
    const bs_moment since = view->evidence.no_access.since;
    const bs_number_kind kind = view->state.kind;
    return since.seconds != 0 &&
           (since.seconds <= view->state.at.seconds || kind == BS_LEARNING || kind == BS_ESTIMATE);
}

bs_day bs_view_first_read(const bs_view *view)
{
    return view->state.official == NULL && view->evidence.official_count > 0
               ? bs_moment_day(view->evidence.officials[0].at)
               : BS_DAY_NONE;
}

void bs_view_free(bs_view *view)
{
    bs_loaded_release(view->loaded);
    view->loaded = NULL;
    view->timeline = NULL;
    view->evidence = (bs_evidence){0};
}
