#include "bussola/store/merge.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bussola/core/owner.h"
#include "bussola/store/goals.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "bussola/store/view.h"
#include "merge_owner.h"
#include "rescore.h"
#include "store/rows/listing.h"
#include "store/rows/load.h"
#include "store/rows/profile.h"
#include "store/rows/redrawn.h"
#include "store/rows/rules.h"
#include "store/rows/shown_week.h"
#include "store/rows/unclaimed.h"
#include "store/rows/undone.h"
#include "store/rows/zone.h"

void bs_profile_exports_free(bs_profile_export *profile_exports, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(profile_exports[i].profile.aliases);
        bs_offsets_free(&profile_exports[i].offsets);
        free(profile_exports[i].gauges);
        free(profile_exports[i].tallies);
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

/** The profile for one profile of an export. */
typedef struct settled_profile {
    bs_profile_id profile;
    bool created;
} settled_profile;

static bs_status add_name(bs_store *store, bs_profile_id profile, const char *name, bs_error *error)
{
    bs_profile_id holder = BS_PROFILE_NONE;
    const bs_status status = bs_profile_look_up(&holder, store, name, error);
    return status == BS_OK && holder == BS_PROFILE_NONE
               ? bs_db_run(NULL, store, BS_SQL_ALIAS_PUT, error, BS_BIND(name, profile))
               : status;
}

static bs_status touch_span(bs_store *store, bs_profile_id profile, const bs_profile *exported,
                            const char *label, bs_error *error)
{
    const bs_status status = bs_profile_touch(store, profile, exported->first_seen, label, error);
    return status == BS_OK ? bs_profile_touch(store, profile, exported->last_seen, "", error)
                           : status;
}

/** An unused key for a new profile: another profile may have the exported one. */
static bs_status free_key(const char **key, bs_store *store, const bs_profile *exported,
                          bs_error *error)
{
    bs_profile_id holder = BS_PROFILE_NONE;
    bs_status status = bs_profile_look_up(&holder, store, exported->key, error);
    *key = exported->key;
    for (size_t i = 0; i < exported->alias_count && status == BS_OK && holder != BS_PROFILE_NONE;
         i++) {
        if (bs_profile_is_member_id(exported->aliases[i])) {
            *key = exported->aliases[i];
            status = bs_profile_look_up(&holder, store, *key, error);
        }
    }
    return status;
}

static bs_status create(bs_profile_id *profile, bs_store *store, const bs_profile *exported,
                        bs_error *error)
{
    const char *key = NULL;
    bs_status status = free_key(&key, store, exported, error);
    if (status == BS_OK) {
        status = bs_db_run(NULL, store, BS_SQL_PROFILE_INSERT, error,
                           BS_BIND(key, exported->label, exported->first_seen.seconds,
                                   exported->first_seen.offset_minutes));
        *profile = sqlite3_last_insert_rowid(store->db);
    }
    return status;
}

/**
 * Adds the names that identify the account. If the profile matched only by an import, adds only
 * import marks.
 */
static bs_status add_names(bs_store *store, bs_profile_id profile, const bs_profile *exported,
                           bool named, bs_error *error)
{
    bs_status status = named ? add_name(store, profile, exported->key, error) : BS_OK;
    for (size_t i = 0; i < exported->alias_count && status == BS_OK; i++) {
        if (named || bs_owner_is_mark(exported->aliases[i])) {
            status = add_name(store, profile, exported->aliases[i], error);
        }
    }
    return status;
}

static bs_status settle_keyed(settled_profile *settled, bs_change *change, bs_store *store,
                              const bs_profile *exported, bs_error *error)
{
    bs_merge_match match;
    bs_profile known = {.label = ""};
    bs_status status = bs_merge_find(&match, store, exported, error);
    settled->profile = match.profile;
    if (status == BS_OK && match.clash) {
        status = bs_profile_look_up(&settled->profile, store, exported->key, error);
    }
    settled->created = status == BS_OK && settled->profile == BS_PROFILE_NONE;
    const bool named = match.named || settled->created;
    if (settled->created) {
        status = create(&settled->profile, store, exported, error);
    } else if (status == BS_OK) {
        status = bs_profile_read(&known, store, settled->profile, error);
    }
    if (status == BS_OK) {
        status = add_names(store, settled->profile, exported, named, error);
    }
    if (status == BS_OK) {
        status = touch_span(store, settled->profile, exported,
                            named && known.label[0] == '\0' ? exported->label : "", error);
    }
    return status == BS_OK && match.import != BS_PROFILE_NONE
               ? bs_unclaimed_give(change, store, settled->profile, match.import, error)
               : status;
}

/**
 * Remembers the user's choice, so that the next export of the account goes there without asking.
 */
static bs_status remember(bs_store *store, bs_profile_id profile, const bs_profile *exported,
                          bs_error *error)
{
    bs_merge_match match;
    char mark[BS_OWNER_MARK_MAX + 1];
    const bs_owner owner = {.slug = bs_owner_digest(exported->key, strlen(exported->key))};
    if (strcmp(exported->key, BS_IMPORT_KEY) == 0 || !bs_owner_mark(mark, &owner)) {
        return BS_OK;
    }
    const bs_status status = bs_merge_find(&match, store, exported, error);
    return status == BS_OK && match.profile == BS_PROFILE_NONE
               ? add_name(store, profile, mark, error)
               : status;
}

/** Uses the key that the user chose. */
static bs_status settle_chosen(settled_profile *settled, bs_change *change, bs_store *store,
                               const bs_profile *exported, const char *key, bs_error *error)
{
    bs_profile_id unclaimed = BS_PROFILE_NONE;
    bs_profile chosen = {.first_seen = exported->first_seen, .last_seen = exported->last_seen};
    (void)snprintf(chosen.key, sizeof chosen.key, "%s", key);
    bs_status status = settle_keyed(settled, change, store, &chosen, error);
    if (status == BS_OK && exported->key[0] != '\0') {
        return remember(store, settled->profile, exported, error);
    }
    if (status == BS_OK) {
        status = bs_unclaimed_exported(&unclaimed, store, exported, error);
    }
    return status == BS_OK && unclaimed != BS_PROFILE_NONE
               ? bs_unclaimed_give(change, store, settled->profile, unclaimed, error)
               : status;
}

static bool has_name(const bs_profile *exported, const char *name)
{
    bool found = strcmp(exported->key, name) == 0;
    for (size_t i = 0; i < exported->alias_count && !found; i++) {
        found = strcmp(exported->aliases[i], name) == 0;
    }
    return found;
}

static bs_status settle_profile(settled_profile *settled, bs_change *change, bs_store *store,
                                const bs_profile *exported, const bs_merge_target *target,
                                bs_error *error)
{
    const bool keyed = exported->key[0] != '\0';
    if (target->key[0] != '\0' && !(keyed && target->unidentified_only) &&
        !has_name(exported, target->key)) {
        return settle_chosen(settled, change, store, exported, target->key, error);
    }
    if (keyed) {
        return settle_keyed(settled, change, store, exported, error);
    }
    const bs_status status =
        bs_unclaimed_import(&settled->profile, &settled->created, store, exported, error);
    return status == BS_OK ? touch_span(store, settled->profile, exported, "", error) : status;
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

/** Listed days replace, other counts merge; a listed day accepts no other counts of its source. */
static bs_status put_tallies(bs_change *change, bs_store *store, bs_profile_id profile,
                             const bs_profile_export *profile_export, bs_error *error)
{
    bs_listing *listings = NULL;
    size_t count = 0;
    bs_status status = BS_OK;
    for (size_t i = 0; i < profile_export->listing_count && status == BS_OK; i++) {
        const bs_listed listed = {.listing = profile_export->listings[i],
                                  .tallies = profile_export->tallies,
                                  .count = profile_export->tally_count};
        status = bs_listing_apply(change, store, profile, &listed, error);
    }
    if (status == BS_OK) {
        status = bs_load_listings(&listings, &count, store, profile, error);
    }
    for (size_t i = 0; i < profile_export->tally_count && status == BS_OK; i++) {
        const bs_tally *tally = &profile_export->tallies[i];
        if (!bs_listing_has(listings, count, tally->signal, tally->source, tally->day)) {
            status = bs_rules_tally(change, store, profile, tally, error);
        }
    }
    free(listings);
    return status;
}

/** Keeps only the acts taken back that the document does not contain. */
static size_t keep_unknown(bs_undone *undone, size_t count, const bs_profile_export *profile_export)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bs_undone left = undone[i];
        for (size_t k = 0; k < profile_export->undone_count; k++) {
            const bs_undone *exported = &profile_export->undone[k];
            if (exported->signal == left.signal && exported->day == left.day &&
                exported->source == left.source && exported->at == left.at) {
                left.count -= exported->count;
            }
        }
        if (left.count > 0) {
            undone[kept++] = left;
        }
    }
    return kept;
}

/** Removes acts that were taken back, here or in the export, from both counts. */
static bs_status put_counts(bs_change *change, bs_store *store, bs_profile_id profile,
                            const bs_profile_export *profile_export, bs_error *error)
{
    bs_profile_export lowered = *profile_export;
    bs_undone *undone = NULL;
    size_t count = 0;
    bs_status status = bs_load_undone(&undone, &count, store, profile, error);
    count = keep_unknown(undone, count, profile_export);
    if (status == BS_OK) {
        status = bs_undone_merge(change, store, profile, profile_export->undone,
                                 profile_export->undone_count, error);
    }
    if (status == BS_OK && count > 0) {
        status = bs_undone_lower(&lowered.tallies, profile_export->tallies,
                                 profile_export->tally_count, undone, count, error);
    }
    if (status == BS_OK) {
        status = put_tallies(change, store, profile, &lowered, error);
    }
    if (lowered.tallies != profile_export->tallies) {
        free(lowered.tallies);
    }
    free(undone);
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
        status = put_counts(change, store, profile, profile_export, error);
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
    settled_profile settled = {.profile = BS_PROFILE_NONE};
    bs_status status =
        settle_profile(&settled, &change, store, &profile_export->profile, target, error);
    const bs_profile_id profile = settled.profile;
    /* The rows of an import may be there already. */
    const bool fresh = settled.created && change.rows == 0;
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
