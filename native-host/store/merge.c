#include "bussola/merge.h"

#include <stdlib.h>

#include "profile.h"
#include "retention.h"
#include "rules.h"
#include "snapshot.h"
#include "view.h"

void bs_dossiers_free(bs_dossier *dossiers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(dossiers[i].profile.aliases);
        free(dossiers[i].gauges);
        free(dossiers[i].tallies);
        free(dossiers[i].covers);
        free(dossiers[i].officials);
        free(dossiers[i].milestones);
    }
    free(dossiers);
}

/** The profile that has one of the names; BS_PROFILE_NONE when none has. */
static bs_status find(bs_profile_id *profile, bs_store *store, const bs_profile *wanted,
                      bs_error *error)
{
    bs_status status = bs_profile_look_up(profile, store, wanted->key, error);
    for (size_t i = 0; i < wanted->alias_count && status == BS_OK && *profile == BS_PROFILE_NONE;
         i++) {
        status = bs_profile_look_up(profile, store, wanted->aliases[i], error);
    }
    return status;
}

static bs_status add_name(bs_store *store, bs_profile_id profile, const char *name, bs_error *error)
{
    bs_profile_id holder = BS_PROFILE_NONE;
    const bs_status status = bs_profile_look_up(&holder, store, name, error);
    return status == BS_OK && holder == BS_PROFILE_NONE
               ? bs_db_run(NULL, store, BS_SQL_ALIAS_PUT, error, "ti", name, profile)
               : status;
}

static bs_status touch(bs_store *store, bs_profile_id profile, bs_moment at, const char *label,
                       bs_error *error)
{
    return bs_db_run(NULL, store, BS_SQL_PROFILE_TOUCH, error, "iiit", profile, at.seconds,
                     (int64_t)at.offset_minutes, label);
}

static bs_status settle_profile(bs_profile_id *profile, bool *created, bs_store *store,
                                const bs_profile *told, bs_error *error)
{
    bs_profile known = {.label = ""};
    bs_status status = find(profile, store, told, error);
    *created = status == BS_OK && *profile == BS_PROFILE_NONE;
    if (*created) {
        status =
            bs_db_run(NULL, store, BS_SQL_PROFILE_INSERT, error, "ttii", told->key, told->label,
                      told->first_seen.seconds, (int64_t)told->first_seen.offset_minutes);
        *profile = sqlite3_last_insert_rowid(store->db);
    } else if (status == BS_OK) {
        status = bs_profile_read(&known, store, *profile, error);
    }
    if (status == BS_OK) {
        status = add_name(store, *profile, told->key, error);
    }
    for (size_t i = 0; i < told->alias_count && status == BS_OK; i++) {
        status = add_name(store, *profile, told->aliases[i], error);
    }
    const char *label = known.label[0] == '\0' ? told->label : "";
    if (status == BS_OK) {
        status = touch(store, *profile, told->first_seen, label, error);
    }
    return status == BS_OK ? touch(store, *profile, told->last_seen, "", error) : status;
}

/** Levels and readings of a member who is not known: all of them, as they stand. */
static bs_status put_as_they_stand(bs_change *change, bs_store *store, bs_profile_id profile,
                                   const bs_dossier *dossier, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < dossier->gauge_count && status == BS_OK; i++) {
        status = bs_rules_put_gauge(change, store, profile, &dossier->gauges[i], error);
    }
    if (status == BS_OK) {
        status = bs_rules_settle_gauges(change, store, profile, error);
    }
    for (size_t i = 0; i < dossier->official_count && status == BS_OK; i++) {
        status = bs_rules_put_official(change, store, profile, &dossier->officials[i], error);
    }
    return status;
}

static bs_status put_by_the_rules(bs_change *change, bs_store *store, bs_profile_id profile,
                                  const bs_dossier *dossier, bs_error *error)
{
    bs_status status =
        bs_rules_gauges(change, store, profile, dossier->gauges, dossier->gauge_count, error);
    for (size_t i = 0; i < dossier->official_count && status == BS_OK; i++) {
        status = bs_rules_official(change, store, profile, &dossier->officials[i], error);
    }
    return status;
}

static bs_status put_rest(bs_change *change, bs_store *store, bs_profile_id profile,
                          const bs_dossier *dossier, bs_error *error)
{
    const bs_goal *goal = &dossier->goal;
    bs_goal known = {.present = false};
    bs_status status =
        bs_rules_covers(change, store, profile, dossier->covers, dossier->cover_count, error);
    for (size_t i = 0; i < dossier->tally_count && status == BS_OK; i++) {
        status = bs_rules_tally(change, store, profile, &dossier->tallies[i], error);
    }
    for (size_t i = 0; i < dossier->milestone_count && status == BS_OK; i++) {
        status = bs_db_run(NULL, store, BS_SQL_MILESTONE_PUT, error, "iti", profile,
                           dossier->milestones[i].id, (int64_t)dossier->milestones[i].day);
    }
    if (status == BS_OK && goal->present) {
        status = bs_store_goal(&known, store, profile, error);
    }
    return status == BS_OK && goal->present && !known.present
               ? bs_db_run(NULL, store, BS_SQL_GOAL_PUT, error, "itii", profile,
                           bs_signal_info_of(goal->signal)->id, goal->count, (int64_t)goal->since)
               : status;
}

/** The snapshots from the first day that has changed on. */
static bs_status derive(bs_store *store, bs_profile_id profile, const bs_change *change,
                        int64_t now, bs_error *error)
{
    bs_moment moment;
    bs_view view = {0};
    bs_status status = bs_store_now(&moment, store, profile, now, error);
    if (status == BS_OK) {
        status = bs_view_compute(&view, store, profile, moment, NULL, error);
    }
    if (status == BS_OK) {
        status = bs_snapshot_write(store, profile, change->earliest, &view.state, error);
    }
    bs_view_free(&view);
    if (status == BS_OK) {
        status = bs_retention_prune(store, now, error);
    }
    return status == BS_OK ? bs_snapshot_refill(store, profile, moment, error) : status;
}

static bs_status merge_one(bs_merged *merged, bs_store *store, const bs_dossier *dossier,
                           int64_t now, bs_error *error)
{
    bs_change change = {.earliest = BS_DAY_NONE};
    bs_profile_id profile = BS_PROFILE_NONE;
    bool created = false;
    bs_status status = settle_profile(&profile, &created, store, &dossier->profile, error);
    if (status == BS_OK) {
        status = created ? put_as_they_stand(&change, store, profile, dossier, error)
                         : put_by_the_rules(&change, store, profile, dossier, error);
    }
    if (status == BS_OK) {
        status = put_rest(&change, store, profile, dossier, error);
    }
    if (status == BS_OK && change.rows > 0) {
        status = derive(store, profile, &change, now, error);
    }
    merged->created += created ? 1 : 0;
    merged->changed += change.rows;
    return status;
}

bs_status bs_store_merge(bs_merged *merged, bs_store *store, const bs_dossier *dossiers,
                         size_t count, int64_t now, bs_error *error)
{
    bs_merged done = {0};
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = merge_one(&done, store, &dossiers[i], now, error);
    }
    status = bs_db_end(store, status, error);
    if (status == BS_OK) {
        *merged = done;
    }
    return status;
}
