#include "bussola/store/merge.h"

#include <math.h>
#include <stdlib.h>

#include "bussola/store/goals.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "merge_counts.h"
#include "merge_owner.h"
#include "merge_profile.h"
#include "redraw.h"
#include "rescore.h"
#include "store/rows/device_tally.h"
#include "store/rows/redrawn.h"
#include "store/rows/rules.h"
#include "store/rows/shown_week.h"
#include "store/rows/zone.h"

void bs_profile_exports_free(bs_profile_export *profile_exports, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(profile_exports[i].profile.aliases);
        bs_offsets_free(&profile_exports[i].offsets);
        free(profile_exports[i].gauges);
        free(profile_exports[i].tallies);
        free(profile_exports[i].device_tallies);
        free(profile_exports[i].covers);
        free(profile_exports[i].listings);
        free(profile_exports[i].undone);
        free(profile_exports[i].officials);
        free(profile_exports[i].milestones);
        free(profile_exports[i].shown_weeks);
        free(profile_exports[i].redrawn);
    }
    free(profile_exports);
}

/** Stores all levels and readings of an unknown profile unchanged. */
static bs_status put_as_they_stand(bs_change *change, bs_store *store, bs_profile_id profile,
                                   const bs_profile_export *profile_export, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < profile_export->gauge_count && status == BS_OK; i++) {
        status = bs_rules_put_gauge(change, store, profile, &profile_export->gauges[i], error);
    }
    if (status == BS_OK) {
        status = bs_rules_settle_gauges(change, store, profile, error);
    }
    for (size_t i = 0; i < profile_export->official_count && status == BS_OK; i++) {
        status =
            bs_rules_put_official(change, store, profile, &profile_export->officials[i], error);
    }
    return status;
}

static bs_status put_by_the_rules(bs_change *change, bs_store *store, bs_profile_id profile,
                                  const bs_profile_export *profile_export, bs_error *error)
{
    bs_status status = bs_rules_gauges(change, store, profile, profile_export->gauges,
                                       profile_export->gauge_count, error);
    for (size_t i = 0; i < profile_export->official_count && status == BS_OK; i++) {
        status = bs_rules_official(change, store, profile, &profile_export->officials[i], error);
    }
    return status;
}

static bs_status put_rest(bs_change *change, bs_store *store, bs_profile_id profile,
                          const bs_profile_export *profile_export, bs_error *error)
{
    const bs_goal *goal = &profile_export->goal;
    bs_goal known = {.present = false};
    bs_status status = bs_rules_covers(change, store, profile, profile_export->covers,
                                       profile_export->cover_count, error);
    if (status == BS_OK) {
        status = bs_merge_counts(change, store, profile, profile_export, error);
    }
    for (size_t i = 0; i < profile_export->device_tally_count && status == BS_OK; i++) {
        status =
            bs_device_tally_put(NULL, store, profile, &profile_export->device_tallies[i], error);
    }
    if (status == BS_OK) {
        status = bs_rules_no_access(store, profile, profile_export->no_access, error);
    }
    for (size_t i = 0; i < profile_export->milestone_count && status == BS_OK; i++) {
        status = bs_db_run(
            NULL, store, BS_SQL_MILESTONE_PUT, error,
            BS_BIND(profile, profile_export->milestones[i].id, profile_export->milestones[i].day));
    }
    for (size_t i = 0; i < profile_export->shown_week_count && status == BS_OK; i++) {
        status = bs_shown_week_keep(store, profile, &profile_export->shown_weeks[i], error);
    }
    for (size_t i = 0; i < profile_export->redrawn_count && status == BS_OK; i++) {
        status = bs_redrawn_keep(store, profile, &profile_export->redrawn[i], error);
    }
    if (status == BS_OK && goal->present) {
        status = bs_store_goal(&known, store, profile, error);
    }
    return status == BS_OK && goal->present && !known.present
               ? bs_db_run(NULL, store, BS_SQL_GOAL_PUT, error,
                           BS_BIND(profile, bs_signal_info_of(goal->signal)->id, goal->count,
                                   goal->since))
               : status;
}

static bool has_predictions(const bs_profile_export *profile_export)
{
    bool found = false;
    for (size_t i = 0; i < profile_export->official_count && !found; i++) {
        found = !isnan(profile_export->officials[i].predicted);
    }
    return found;
}

static bs_status merge_one(bs_merged *merged, bs_store *store,
                           const bs_profile_export *profile_export, const bs_merge_target *target,
                           int64_t now, bs_error *error)
{
    bs_change change = {.rows = 0};
    bs_merge_settled settled = {.profile = BS_PROFILE_NONE};
    bs_redraw redraw = {.day = BS_DAY_NONE};
    bs_moment present = {0};
    bs_status status =
        bs_merge_settle(&settled, &change, store, &profile_export->profile, target, error);
    const bs_profile_id profile = settled.profile;
    /* The rows of an import may be there already. */
    const bool fresh = settled.created && change.rows == 0;
    if (status == BS_OK && !fresh) {
        status = bs_store_now(&present, store, profile, now, error);
    }
    if (status == BS_OK && !fresh) {
        status = bs_redraw_begin(&redraw, store, profile, present, error);
    }
    if (status == BS_OK) {
        status = fresh ? put_as_they_stand(&change, store, profile, profile_export, error)
                       : put_by_the_rules(&change, store, profile, profile_export, error);
    }
    if (status == BS_OK) {
        status = put_rest(&change, store, profile, profile_export, error);
    }
    for (int i = 0; i < BS_PAGE_COUNT && status == BS_OK; i++) {
        status = bs_rules_page_read(store, profile, (bs_page_kind)i, profile_export->pages_read[i],
                                    error);
    }
    if (status == BS_OK && change.rows > 0) {
        const bool predicted = fresh && has_predictions(profile_export);
        status = bs_rescore(store, profile, predicted ? BS_DAY_NONE : change.first, now, error);
        if (status == BS_OK) {
            status = bs_redraw_end(&redraw, store, NULL, BS_CORRECTED_SIGHT, error);
        }
    }
    merged->created += settled.created ? 1 : 0;
    merged->changed += change.rows;
    return status;
}

/** If another database's offsets were decided first, keeps them. */
static bs_status take_offsets(bs_store *store, const bs_offsets *offsets, bs_error *error)
{
    bs_offsets known = {0};
    bs_status status = bs_zone_load(&known, store, error);
    if (status == BS_OK && known.count == 0 && offsets->count > 0) {
        status = bs_zone_keep(store, offsets, error);
    }
    bs_offsets_free(&known);
    return status;
}

bs_status bs_store_merge(bs_merged *merged, bs_store *store,
                         const bs_profile_export *profile_exports, size_t count, const char *chosen,
                         int64_t now, bs_error *error)
{
    bs_merged done = {0};
    bs_merge_target target;
    bs_status status = bs_merge_aim(&target, store, profile_exports, count, chosen, error);
    if (status == BS_OK) {
        status = bs_db_begin_write(store, error);
    }
    if (status != BS_OK) {
        return status;
    }
    status = bs_shown_week_close_all(store, now, error);
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        status = take_offsets(store, &profile_exports[i].offsets, error);
        if (status == BS_OK) {
            status = merge_one(&done, store, &profile_exports[i], &target, now, error);
        }
    }
    status = bs_db_end(store, status, error);
    if (status == BS_OK) {
        *merged = done;
    }
    return status;
}

bs_status bs_store_merge_try(bs_store *store, const bs_profile_export *profile_exports,
                             size_t count, const char *chosen, bs_error *error)
{
    bs_merge_target target;
    return bs_merge_aim(&target, store, profile_exports, count, chosen, error);
}
