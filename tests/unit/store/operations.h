/** @file operations.h All operations of the store with their results, each on a prepared directory.
 */
#ifndef BUSSOLA_TESTS_STORE_OPERATIONS_H
#define BUSSOLA_TESTS_STORE_OPERATIONS_H

#include "bussola/core/counts.h"
#include "bussola/platform/storage.h"
#include "bussola/store/about.h"
#include "bussola/store/activity.h"
#include "bussola/store/apply.h"
#include "bussola/store/forget.h"
#include "bussola/store/goals.h"
#include "bussola/store/history.h"
#include "bussola/store/merge.h"
#include "bussola/store/profiles.h"
#include "bussola/store/records.h"
#include "bussola/store/recovery.h"
#include "bussola/store/retention.h"
#include "bussola/store/spark.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "bussola/store/view.h"
#include "failing.h"
#include "support.h"

#define ANSWERS_MAX ((size_t)1 << 16) /**< bytes of an operation's result */
#define INES_ID "ACoAAAInes00001"
#define BRUNO_ID "ACoAAABruno0002"

/** Result of an operation, as text. */
typedef struct answers {
    size_t used;
    char text[ANSWERS_MAX];
} answers;

static inline void note(answers *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    to->used += (size_t)vsnprintf(to->text + to->used, ANSWERS_MAX - to->used, format, arguments);
    va_end(arguments);
    assert_true(to->used < ANSWERS_MAX);
}

/** Contents of the directory before an operation. */
typedef enum starting_point {
    SCENE_NOTHING,
    SCENE_MEMBERS, /**< two accounts, unclaimed readings, a goal */
    SCENE_COPIES,  /**< the same, with a backup and a copy to restore */
    SCENE_KEPT,    /**< an import before the account was seen */
    SCENE_LOGGED,  /**< the accounts, and a copy with its WAL to restore */
    SCENE_OLDER,   /**< the accounts in schema 1, and a copy of that */
    SCENE_DAMAGED, /**< the accounts, with pages overwritten, also in the WAL */
    SCENE_COUNT
} starting_point;

typedef bs_status (*operation_function)(fixture *f, answers *to, bs_error *error);

static inline void path_of(char path[128], const fixture *f, const char *name)
{
    (void)snprintf(path, 128, "%s/%s", f->directory, name);
}

/* ---- observations ---- */

static inline bs_status apply_and_note(fixture *f, answers *to, bs_observation *observations,
                                       size_t count, bool refill, bs_error *error)
{
    bs_applied applied = {0};
    const bs_status status =
        bs_store_apply(&applied, f->store, observations, count, &f->client, refill, f->now, error);
    if (status == BS_OK) {
        note(to, "%d %zu %s %.6f %d\n", (int)applied.created, applied.changed, applied.view.key,
             applied.view.state.total, (int)applied.view.state.kind);
    }
    bs_view_free(&applied.view);
    for (size_t i = 0; i < count; i++) {
        bs_observation_free(&observations[i]);
    }
    return status;
}

static inline void read_official(bs_observation *o, double total)
{
    o->has_official = true;
    o->official = (bs_official){
        .total = total,
        .pillars = {total / 4, total / 4, total / 4, total / 4},
        .predicted = NAN,
        .industry = {.present = true,
                     .rank_pct = 12,
                     .average = 30,
                     .week_change = NAN,
                     .has_pillars = true,
                     .pillars = {5, 6, 7, 8}},
        .network = {.present = true, .rank_pct = NAN, .average = 41, .week_change = -1.5}};
}

static inline bs_status do_observe(fixture *f, answers *to, bs_error *error)
{
    hold_calls(true);
    bs_observation o = observe("ines", at(TODAY, 11));
    (void)snprintf(o.request, sizeof o.request, "observe");
    alias(&o, INES_ID);
    alias(&o, "ines-prova");
    gauge(&o, BS_CONNECTIONS, 320, BS_EXACT);
    gauge(&o, BS_FOLLOWERS, 108, BS_EXACT);
    tally(&o, BS_POSTS, TODAY - 2, 2);
    cover(&o, BS_POSTS, TODAY - 6, TODAY);
    event(&o, BS_PEOPLE_SEARCHES, TODAY, 2);
    event(&o, BS_PEOPLE_SEARCHES, TODAY - 1, -1);
    read_official(&o, 44);
    hold_calls(false);
    return apply_and_note(f, to, &o, 1, false, error);
}

/** Another source reports the current level. */
static inline bs_status do_observe_beside(fixture *f, answers *to, bs_error *error)
{
    hold_calls(true);
    bs_observation o = observe("ines", at(TODAY, 10));
    o.source = BS_FROM_TYPED;
    gauge(&o, BS_FOLLOWERS, 101, BS_APPROXIMATE);
    gauge(&o, BS_SKILLS, 4, BS_EXACT);
    hold_calls(false);
    return apply_and_note(f, to, &o, 1, false, error);
}

static inline bs_status do_wait(fixture *f, answers *to, bs_error *error)
{
    (void)snprintf(f->client.instance, sizeof f->client.instance, "browser-2");
    hold_calls(true);
    bs_observation o = observe(NULL, at(TODAY, 11));
    event(&o, BS_PROFILES_VIEWED, TODAY, 4);
    hold_calls(false);
    return apply_and_note(f, to, &o, 1, false, error);
}

/** The account of browser-1's unclaimed readings becomes known. */
static inline bs_status do_adopt(fixture *f, answers *to, bs_error *error)
{
    f->client.since = TODAY - 3;
    hold_calls(true);
    bs_observation o = observe("carla", at(TODAY, 11));
    hold_calls(false);
    return apply_and_note(f, to, &o, 1, false, error);
}

static inline bs_status do_sign_out(fixture *f, answers *to, bs_error *error)
{
    hold_calls(true);
    bs_observation o = observe(NULL, at(TODAY, 11));
    (void)snprintf(o.page, sizeof o.page, BS_PAGE_SIGNED_OUT);
    hold_calls(false);
    return apply_and_note(f, to, &o, 1, false, error);
}

/** Unclaimed readings expire after a day; a last_seen from a wrong clock is corrected. */
static inline bs_status do_observe_a_day_later(fixture *f, answers *to, bs_error *error)
{
    const int64_t before = f->now;
    f->now = at(TODAY + 1, 10).seconds;
    hold_calls(true);
    bs_observation o = observe("ines", at(TODAY + 1, 10));
    gauge(&o, BS_CONNECTIONS, 330, BS_EXACT);
    hold_calls(false);
    const bs_status status = apply_and_note(f, to, &o, 1, false, error);
    f->now = before;
    return status;
}

/** A key and an alias move to another account. */
static inline bs_status do_change_hands(fixture *f, answers *to, bs_error *error)
{
    hold_calls(true);
    bs_observation o = observe("bruno", at(TODAY, 11));
    alias(&o, "ACoAAAOther0003");
    alias(&o, "bruno-two");
    hold_calls(false);
    return apply_and_note(f, to, &o, 1, false, error);
}

static inline bs_status do_import(fixture *f, answers *to, bs_error *error)
{
    hold_calls(true);
    bs_observation archive[2];
    for (int i = 0; i < 2; i++) {
        archive[i] = observe("ines", at(TODAY - i, 8));
        archive[i].source = BS_FROM_ARCHIVE;
        cover(&archive[i], BS_COMMENTS, TODAY - 12, TODAY - i);
        tally(&archive[i], BS_COMMENTS, TODAY - 9 - i, 3);
    }
    hold_calls(false);
    return apply_and_note(f, to, archive, 2, true, error);
}

static inline bs_status do_keep(fixture *f, answers *to, bs_error *error)
{
    bs_applied applied = {0};
    hold_calls(true);
    const bs_owner owner = {.slug = bs_owner_digest("ines", strlen("ines"))};
    bs_observation o = observe(NULL, at(TODAY, 11));
    o.source = BS_FROM_API;
    gauge(&o, BS_CONNECTIONS, 321, BS_EXACT);
    hold_calls(false);
    const bs_status status =
        bs_store_import(&applied, NULL, f->store, &o, &owner, NULL, f->now, error);
    if (status == BS_OK) {
        note(to, "%s %zu\n", applied.view.key, applied.changed);
    }
    bs_view_free(&applied.view);
    bs_observation_free(&o);
    return status;
}

static inline bs_status do_drop_unclaimed(fixture *f, answers *to, bs_error *error)
{
    (void)to;
    return bs_store_drop_unclaimed(f->store, &f->client, error);
}

/* ---- queries ---- */

static inline bs_status find_ines(bs_profile_id *profile, fixture *f, bs_error *error)
{
    *profile = BS_PROFILE_NONE;
    return bs_store_find(profile, f->store, "ines", NULL, error);
}

static inline bs_status do_ask_who(fixture *f, answers *to, bs_error *error)
{
    bs_profile *profiles = NULL;
    size_t count = 0;
    bs_moment now = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = bs_store_profiles(&profiles, &count, f->store, error);
    for (size_t i = 0; i < count; i++) {
        note(to, "%s %s %zu\n", profiles[i].key, profiles[i].label, profiles[i].alias_count);
    }
    bs_profiles_free(profiles, count);
    if (status == BS_OK) {
        status = bs_store_find(&profile, f->store, NULL, &f->client, error);
    }
    if (status == BS_OK) {
        status = bs_store_now(&now, f->store, profile, f->now, error);
    }
    note(to, "%d %d\n", (int)profile, (int)(now.seconds - f->now));
    return status;
}

static inline bs_status do_ask_state(fixture *f, answers *to, bs_error *error)
{
    bs_view view = {0};
    bs_evidence evidence = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find_ines(&profile, f, error);
    if (status == BS_OK) {
        status = bs_store_view(&view, f->store, profile, at(TODAY, 12), error);
    }
    if (status == BS_OK) {
        note(to, "%s %.6f %d\n", view.key, view.state.total, (int)view.state.kind);
        status = bs_store_evidence(&evidence, f->store, profile, BS_DAY_NONE, error);
    }
    note(to, "%zu %zu %zu %zu\n", evidence.gauge_count, evidence.tally_count, evidence.cover_count,
         evidence.official_count);
    bs_view_free(&view);
    bs_store_evidence_free(&evidence);
    return status;
}

static inline bs_status do_ask_history(fixture *f, answers *to, bs_error *error)
{
    bs_history history = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find_ines(&profile, f, error);
    if (status == BS_OK) {
        status = bs_store_history(&history, f->store, profile, BS_DAY_NONE, BS_DAY_NONE,
                                  BS_STEP_AUTO, at(TODAY + 2, 9).seconds, error);
    }
    for (size_t i = 0; i < history.count; i++) {
        note(to, "%d %.6f\n", (int)history.points[i].day, history.points[i].total);
    }
    note(to, "%zu\n", history.official_count);
    bs_history_free(&history);
    return status;
}

static inline bs_status do_ask_activity(fixture *f, answers *to, bs_error *error)
{
    bs_view view = {0};
    bs_spark spark;
    bs_activity activity = {0};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find_ines(&profile, f, error);
    if (status == BS_OK) {
        status = bs_store_view_spark(&view, &spark, f->store, profile, at(TODAY, 12), error);
    }
    for (int i = 0; status == BS_OK && i < BS_SPARK_DAYS; i++) {
        note(to, "%.6f %d\n", spark.totals[i], (int)spark.kinds[i]);
    }
    if (status == BS_OK) {
        status = bs_store_activity(&activity, f->store, profile, BS_DAY_NONE, BS_DAY_NONE,
                                   BS_STEP_AUTO, at(TODAY + 2, 9).seconds, error);
    }
    for (size_t i = 0; i < activity.count; i++) {
        const bs_count posts =
            bs_count_between(activity.view.timeline, BS_POSTS, activity.last[i], activity.last[i]);
        note(to, "%d %d\n", (int)activity.last[i], (int)posts.value);
    }
    bs_activity_free(&activity);
    bs_view_free(&view);
    return status;
}

static inline bs_status do_ask_why(fixture *f, answers *to, bs_error *error)
{
    bs_why why;
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find_ines(&profile, f, error);
    if (status == BS_OK) {
        status =
            bs_store_why(&why, f->store, profile, BS_DAY_NONE, BS_DAY_NONE, false, f->now, error);
    }
    if (status == BS_OK) {
        note(to, "%.6f %.6f\n", why.total_from, why.total_to);
    }
    return status;
}

static inline bs_status do_goals(fixture *f, answers *to, bs_error *error)
{
    const bs_goal wanted = {.present = true, .signal = BS_POSTS, .count = 3, .since = TODAY};
    const bs_goal none = {.present = false};
    bs_goal goal = {.present = false};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = find_ines(&profile, f, error);
    if (status == BS_OK) {
        status = bs_store_goal_set(f->store, profile, &none, error);
    }
    if (status == BS_OK) {
        status = bs_store_goal_set(f->store, profile, &wanted, error);
    }
    if (status == BS_OK) {
        status = bs_store_goal(&goal, f->store, profile, error);
    }
    note(to, "%d %d\n", (int)goal.signal, (int)goal.count);
    return status;
}

/** The sink takes three records at a time. */
typedef struct taking {
    answers *to;
    int taken;
} taking;

static inline bool take_record(void *context, const bs_record *record)
{
    taking *state = context;
    if (state->taken == 3) {
        return false;
    }
    state->taken++;
    note(state->to, "%d %s\n", (int)record->kind, record->profile->key);
    return true;
}

static inline bs_status do_export(fixture *f, answers *to, bs_error *error)
{
    bs_export_position position = {0};
    bool done = false;
    bs_status status = BS_OK;
    while (status == BS_OK && !done) {
        taking state = {.to = to};
        status = bs_store_export(&done, &position, f->store, BS_PROFILE_NONE, take_record, &state,
                                 error);
    }
    return status;
}

static inline bs_status do_ask_about(fixture *f, answers *to, bs_error *error)
{
    bs_store_info info = {.schema = 0};
    bs_status status = bs_store_about(&info, f->store, error);
    if (status == BS_OK) {
        status = bs_store_check(f->store, false, error);
    }
    if (status == BS_OK) {
        status = bs_store_check(f->store, true, error);
    }
    note(to, "%d %d %d %d\n", info.schema, (int)info.profiles, (int)info.unclaimed,
         (int)info.snapshots);
    return status;
}

/** Like a host between two requests. */
static inline bs_status do_rest(fixture *f, answers *to, bs_error *error)
{
    (void)to;
    bool current = false;
    bs_store_rest(f->store);
    if (f->store != NULL) {
        const bs_status status = bs_store_resume(&current, f->store, error);
        if (status != BS_OK || current) {
            return status;
        }
        bs_store_close(f->store);
        f->store = NULL;
    }
    return bs_store_open(&f->store, f->directory, &f->model, f->now, error);
}

/* ---- removals ---- */

/** A second attempt may find nothing. */
static inline bs_status do_forget_one(fixture *f, answers *to, bs_error *error)
{
    (void)to;
    bs_forgotten forgotten;
    bs_profile_id profile = BS_PROFILE_NONE;
    const bs_status status = bs_store_find(&profile, f->store, "bruno", NULL, error);
    if (status == BS_UNKNOWN_PROFILE) {
        return bs_store_empty_log(f->store, error);
    }
    return status == BS_OK ? bs_store_forget(&forgotten, f->store, profile, error) : status;
}

static inline bs_status do_forget_all(fixture *f, answers *to, bs_error *error)
{
    bs_forgotten forgotten = {0};
    const bs_status status = bs_store_forget(&forgotten, f->store, BS_PROFILE_NONE, error);
    note(to, "%zu\n", forgotten.copies);
    return status;
}

static inline bs_status do_retain(fixture *f, answers *to, bs_error *error)
{
    bs_retention retention = {.days = 0};
    bs_status status =
        bs_store_retention_set(&retention, f->store, 90, at(TODAY + 180, 12).seconds, error);
    if (status == BS_OK) {
        status = bs_store_retention(&retention, f->store, error);
    }
    note(to, "%d %d\n", (int)retention.days, (int)retention.first);
    return status;
}

static inline bs_status do_retain_forever(fixture *f, answers *to, bs_error *error)
{
    bs_retention retention = {.days = 7};
    const bs_status status =
        bs_store_retention_set(&retention, f->store, BS_RETENTION_FOREVER, f->now, error);
    note(to, "%d %d\n", (int)retention.days, (int)retention.first);
    return status;
}

/** With a retention, the first observation of a day and an import remove older rows. */
static inline bs_status do_observe_with_retention(fixture *f, answers *to, bs_error *error)
{
    bs_retention retention;
    bs_status status = bs_store_retention_set(&retention, f->store, 90, f->now, error);
    return status == BS_OK ? do_import(f, to, error) : status;
}

/* ---- copies ---- */

static inline bs_status do_back_up(fixture *f, answers *to, bs_error *error)
{
    char path[BS_STORE_PATH_MAX] = "";
    bs_db_summary summary = {0};
    bs_status status = bs_store_backup(path, f->store, f->now, error);
    if (status == BS_OK) {
        status = bs_copy_look(&summary, path, error);
    }
    note(to, "%d %d %d\n", (int)summary.profiles, (int)summary.readings, (int)summary.newest);
    return status;
}

static inline bs_status do_back_up_to(fixture *f, answers *to, bs_error *error)
{
    char path[BS_STORE_PATH_MAX];
    bs_db_summary summary = {0};
    (void)snprintf(path, sizeof path, "%s/given.db", f->directory);
    bs_status status = bs_store_backup(path, f->store, f->now, error);
    if (status == BS_OK) {
        status = bs_copy_look(&summary, path, error);
    }
    note(to, "%d %d\n", (int)summary.profiles, (int)summary.readings);
    return status;
}

static inline bs_status do_restore(fixture *f, answers *to, bs_error *error)
{
    char path[128];
    bs_restored restored = {.aside = ""};
    path_of(path, f, "given.db");
    const bs_status status = bs_store_restore(&restored, f->directory, path, f->now, error);
    note(to, "%d %d %d\n", restored.aside[0] != '\0', (int)restored.summary.profiles,
         (int)restored.summary.readings);
    return status;
}

static inline bs_status do_recover(fixture *f, answers *to, bs_error *error)
{
    bs_recovered recovered = {.found = false};
    const bs_status status = bs_store_recover(&recovered, f->directory, f->now, error);
    note(to, "%d %d\n", (int)recovered.found, (int)recovered.summary.readings);
    return status;
}

static inline bs_status do_list_copies(fixture *f, answers *to, bs_error *error)
{
    bs_copy *copies = NULL;
    size_t count = 0;
    const bs_status status = bs_copies_list(&copies, &count, f->directory, error);
    for (size_t i = 0; i < count; i++) {
        note(to, "%s %d\n", strrchr(copies[i].path, '/'), (int)copies[i].backup);
    }
    free(copies);
    return status;
}

static inline bs_status do_remove_copies(fixture *f, answers *to, bs_error *error)
{
    (void)to;
    size_t removed = 0;
    bs_copy *copies = NULL;
    bs_status status = bs_copies_remove(&removed, f->directory, error);
    if (status == BS_OK) {
        size_t left = 7;
        status = bs_copies_list(&copies, &left, f->directory, error);
        free(copies);
        assert_true(status != BS_OK || left == 0);
    }
    return status;
}

/* ---- opening, merging ---- */

static inline bs_status do_open(fixture *f, answers *to, bs_error *error)
{
    (void)to;
    return bs_store_open(&f->store, f->directory, &f->model, f->now, error);
}

/** An export of two accounts: one known by an alias, and an unknown one. */
static inline bs_status do_merge(fixture *f, answers *to, bs_error *error)
{
    bs_gauge gauges[] = {
        {.signal = BS_CONNECTIONS,
         .at = at(TODAY - 20, 9),
         .seen = at(TODAY - 20, 9),
         .value = 280},
        {.signal = BS_FOLLOWERS, .at = at(TODAY - 1, 9), .seen = at(TODAY - 1, 9), .value = 90}};
    bs_tally tally = {.signal = BS_POSTS, .day = TODAY - 3, .count = 2, .seen = at(TODAY, 9)};
    bs_cover cover = {.signal = BS_POSTS, .from = TODAY - 9, .to = TODAY - 1, .seen = at(TODAY, 9)};
    bs_official official = {
        .at = at(TODAY - 2, 9), .total = 42, .pillars = {10, 10, 11, 11}, .predicted = NAN};
    bs_profile_export_milestone milestone = {.id = "first_number", .day = TODAY - 2};
    char names[2][BS_KEY_MAX + 1] = {"ines-prova", "dora-two"};
    bs_profile_export profile_exports[2];
    bs_merged merged = {0};
    for (int i = 0; i < 2; i++) {
        profile_exports[i] = (bs_profile_export){
            .profile = {.first_seen = at(TODAY - 20, 9),
                        .last_seen = at(TODAY - 1, 9),
                        .alias_count = 1,
                        .aliases = &names[i]},
            .gauges = gauges,
            .gauge_count = 2,
            .tallies = &tally,
            .tally_count = 1,
            .covers = &cover,
            .cover_count = 1,
            .officials = &official,
            .official_count = 1,
            .milestones = &milestone,
            .milestone_count = 1,
            .goal = {.present = true, .signal = BS_COMMENTS, .count = 2, .since = TODAY - 3}};
        (void)snprintf(profile_exports[i].profile.key, sizeof profile_exports[i].profile.key, "%s",
                       i == 0 ? "ines-far" : "dora");
        (void)snprintf(profile_exports[i].profile.label, sizeof profile_exports[i].profile.label,
                       "Prova");
    }
    const bs_status status =
        bs_store_merge(&merged, f->store, profile_exports, 2, BS_IMPORT_KEY, f->now, error);
    note(to, "%zu %zu\n", merged.created, merged.changed);
    return status;
}

/** An operation, its starting point and its properties. */
typedef struct deed_row {
    const char *name;
    operation_function run;
    starting_point scene;
    bool alone;    /**< needs no open store */
    bool in_parts; /**< a failed call may have done a part, as its header documents */
} deed_row;

static const deed_row operations[] = {
    {"make", do_open, SCENE_NOTHING, true, true},
    {"open", do_open, SCENE_MEMBERS, true, false},
    {"migrate", do_open, SCENE_OLDER, true, false},
    {"observe", do_observe, SCENE_MEMBERS, false, false},
    {"observe beside", do_observe_beside, SCENE_MEMBERS, false, false},
    {"wait", do_wait, SCENE_MEMBERS, false, false},
    {"adopt", do_adopt, SCENE_MEMBERS, false, false},
    {"sign out", do_sign_out, SCENE_MEMBERS, false, false},
    {"observe a day later", do_observe_a_day_later, SCENE_MEMBERS, false, false},
    {"change hands", do_change_hands, SCENE_MEMBERS, false, false},
    {"take over", do_observe, SCENE_KEPT, false, false},
    {"import", do_import, SCENE_MEMBERS, false, false},
    {"keep", do_keep, SCENE_MEMBERS, false, false},
    {"drop waiting", do_drop_unclaimed, SCENE_MEMBERS, false, false},
    {"ask who", do_ask_who, SCENE_MEMBERS, false, false},
    {"ask state", do_ask_state, SCENE_MEMBERS, false, false},
    {"ask history", do_ask_history, SCENE_MEMBERS, false, true},
    {"ask activity", do_ask_activity, SCENE_MEMBERS, false, false},
    {"ask why", do_ask_why, SCENE_MEMBERS, false, false},
    {"goals", do_goals, SCENE_MEMBERS, false, true},
    {"export", do_export, SCENE_MEMBERS, false, false},
    {"ask about", do_ask_about, SCENE_MEMBERS, false, false},
    {"rest", do_rest, SCENE_MEMBERS, false, false},
    {"forget one", do_forget_one, SCENE_MEMBERS, false, true},
    {"forget all", do_forget_all, SCENE_COPIES, false, true},
    {"retain", do_retain, SCENE_MEMBERS, false, true},
    {"retain forever", do_retain_forever, SCENE_MEMBERS, false, false},
    {"observe with retention", do_observe_with_retention, SCENE_MEMBERS, false, true},
    {"back up", do_back_up, SCENE_MEMBERS, false, false},
    {"back up to", do_back_up_to, SCENE_MEMBERS, false, false},
    {"restore", do_restore, SCENE_COPIES, true, true},
    {"restore with a log", do_restore, SCENE_LOGGED, true, true},
    {"restore older", do_restore, SCENE_OLDER, true, true},
    {"recover damaged", do_recover, SCENE_DAMAGED, true, false},
    {"recover whole", do_recover, SCENE_MEMBERS, true, false},
    {"recover older", do_recover, SCENE_OLDER, true, false},
    {"list copies", do_list_copies, SCENE_COPIES, true, false},
    {"remove copies", do_remove_copies, SCENE_COPIES, true, false},
    {"merge", do_merge, SCENE_MEMBERS, false, false},
};
enum { OPERATIONS = sizeof operations / sizeof *operations };

#endif
