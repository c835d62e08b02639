#include "bussola/store/apply.h"

#include <stdlib.h>
#include <string.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "bussola/store/view.h"
#include "redraw.h"
#include "store/db/db.h"
#include "store/read/model_use.h"
#include "store/read/snapshot.h"
#include "store/read/view.h"
#include "store/rows/import_owner.h"
#include "store/rows/listing.h"
#include "store/rows/load.h"
#include "store/rows/profile.h"
#include "store/rows/retention.h"
#include "store/rows/rules.h"
#include "store/rows/shown_week.h"
#include "store/rows/unclaimed.h"
#include "store/rows/undone.h"
#include "store/rows/visit.h"
#include "store/rows/zone.h"

#define REQUEST_SECONDS (INT64_C(90) * 86400)

static bool says_something(const bs_observation *observation)
{
    return observation->gauge_count > 0 || observation->tally_count > 0 ||
           observation->cover_count > 0 || observation->event_count > 0 ||
           observation->has_official || observation->no_access || observation->page_filled;
}

static bool is_imported(const bs_observation *observation)
{
    return observation->source == BS_FROM_ARCHIVE || observation->source == BS_FROM_API;
}

static bs_moment present(const bs_observation *observations, size_t count, int64_t now)
{
    const bs_moment last = observations[count - 1].at;
    return (bs_moment){.seconds = now > last.seconds ? now : last.seconds,
                       .offset_minutes = last.offset_minutes};
}

/** An archive's own moment is the day on which it was made. */
static bs_moment arrival(const bs_observation *observations, size_t count, int64_t now)
{
    return is_imported(&observations[0]) ? present(observations, count, now) : observations[0].at;
}

/**
 * Finds the profile of the observations; BS_PROFILE_NONE if they hold nothing to store unclaimed.
 */
static bs_status find_owner(bs_applied *applied, bs_profile_id *profile, bs_change *change,
                            bs_store *store, const bs_observation *observations, size_t count,
                            const bs_client *client, int64_t now, bs_error *error)
{
    const bs_observation *first = &observations[0];
    const bs_moment arrived = arrival(observations, count, now);
    if (first->profile.present) {
        bs_status status = bs_profile_resolve(profile, &applied->created, store, &first->profile,
                                              first->at, error);
        if (status == BS_OK && !applied->created) {
            status = bs_shown_week_close(store, *profile, arrived, error);
        }
        if (status == BS_OK) {
            status = bs_owner_adopt(change, store, *profile, &first->profile, error);
        }
        return status == BS_OK ? bs_unclaimed_adopt(change, store, *profile, client, error)
                               : status;
    }
    for (size_t i = 0; i < count; i++) {
        if (says_something(&observations[i])) {
            return bs_unclaimed_profile(profile, &applied->created, store, client, first->at,
                                        error);
        }
    }
    *profile = BS_PROFILE_NONE;
    return BS_OK;
}

static bool is_listed(const bs_observation *observation, const bs_tally *tally)
{
    return bs_listing_has(observation->listings, observation->listing_count, tally->signal,
                          tally->source, tally->day);
}

/** Acts of a profile that were taken back so far. */
typedef struct known_undone {
    bs_undone *items;
    size_t count;
} known_undone;

static bs_status apply_listings(bs_change *change, bs_store *store, bs_profile_id profile,
                                const bs_observation *observation, const known_undone *known,
                                bs_error *error)
{
    bs_status status =
        observation->offsets == NULL ? BS_OK : bs_zone_keep(store, observation->offsets, error);
    for (size_t i = 0; i < observation->listing_count && status == BS_OK; i++) {
        const bs_listed listed = {.listing = observation->listings[i],
                                  .tallies = observation->tallies,
                                  .count = observation->tally_count,
                                  .undone = known->items,
                                  .undone_count = known->count};
        status = bs_listing_apply(change, store, profile, &listed, error);
    }
    return status;
}

/** The kind of page that an observation read completely; BS_PAGE_COUNT for none. */
static bs_page_kind page_read(const bs_observation *observation)
{
    if (is_imported(observation)) {
        return BS_PAGE_ARCHIVE;
    }
    bool read = observation->page_filled || observation->gauge_count > 0;
    /* Every page reports days_active, even one that has not loaded. */
    for (size_t i = 0; i < observation->cover_count; i++) {
        read = read || observation->covers[i].signal != BS_DAYS_ACTIVE;
    }
    return read && observation->source == BS_FROM_PAGE ? bs_page_kind_find(observation->page)
                                                       : BS_PAGE_COUNT;
}

static bs_status note_page(bs_store *store, bs_profile_id profile,
                           const bs_observation *observation, int64_t now, bs_error *error)
{
    const bs_page_kind kind = page_read(observation);
    return kind == BS_PAGE_COUNT
               ? BS_OK
               : bs_rules_page_read(store, profile, kind, arrival(observation, 1, now), error);
}

/** Stores counts by day, except days of a listing, which are stored already. */
static bs_status apply_tallies(bs_change *change, bs_store *store, bs_profile_id profile,
                               const bs_observation *observation, bs_error *error)
{
    bs_visit_known known[BS_SIGNAL_COUNT];
    bool prepared[BS_SIGNAL_COUNT] = {false};
    bs_status status = BS_OK;
    for (size_t i = 0; i < observation->tally_count && status == BS_OK; i++) {
        const bs_tally *tally = &observation->tallies[i];
        bs_visit_known *of = &known[tally->signal];
        if (!prepared[tally->signal]) {
            status =
                bs_visit_prepare(of, change, store, profile, observation, tally->signal, error);
            prepared[tally->signal] = true;
        }
        const bool passed = tally->day >= of->from && tally->day <= of->to;
        if (status == BS_OK && !passed && !is_listed(observation, tally)) {
            status = bs_rules_tally(change, store, profile, tally, error);
        }
    }
    return status;
}

static bs_status apply_event(bs_change *change, bs_store *store, bs_profile_id profile,
                             const bs_event *event, bs_moment at, bs_error *error)
{
    const bs_tally tally = {.signal = event->signal,
                            .source = BS_FROM_LOCAL,
                            .day = event->day,
                            .count = event->count,
                            .bound = BS_EXACT,
                            .seen = at};
    const bs_undone undone = {.signal = event->signal,
                              .source = BS_FROM_LOCAL,
                              .day = event->day,
                              .at = at.seconds,
                              .count = -event->count};
    const bs_status status = bs_rules_add(change, store, profile, &tally, error);
    return status == BS_OK && undone.count > 0
               ? bs_undone_note(change, store, profile, &undone, error)
               : status;
}

/** Stores counts by day, without acts that were taken back, before or in this observation. */
static bs_status apply_counts(bs_change *change, bs_store *store, bs_profile_id profile,
                              const bs_observation *observation, bs_error *error)
{
    known_undone known = {0};
    bs_observation lowered = *observation;
    bs_status status = BS_OK;
    for (size_t i = 0; i < observation->undone_count && status == BS_OK; i++) {
        status = bs_undone_note(change, store, profile, &observation->undone[i], error);
    }
    if (status == BS_OK && observation->tally_count > 0) {
        status = bs_load_undone(&known.items, &known.count, store, profile, error);
    }
    if (status == BS_OK && known.count > 0) {
        status = bs_undone_lower(&lowered.tallies, observation->tallies, observation->tally_count,
                                 known.items, known.count, error);
    }
    if (status == BS_OK) {
        status = apply_listings(change, store, profile, &lowered, &known, error);
    }
    if (status == BS_OK) {
        status = apply_tallies(change, store, profile, &lowered, error);
    }
    if (lowered.tallies != observation->tallies) {
        free(lowered.tallies);
    }
    free(known.items);
    return status;
}

static bs_status apply_one(bs_change *change, bs_store *store, bs_profile_id profile,
                           const bs_observation *observation, const bs_client *client, int64_t now,
                           bs_error *error)
{
    bs_status status = bs_rules_gauges(change, store, profile, observation->gauges,
                                       observation->gauge_count, error);
    if (status == BS_OK) {
        status = bs_rules_covers(change, store, profile, observation->covers,
                                 observation->cover_count, error);
    }
    if (status == BS_OK) {
        status = apply_counts(change, store, profile, observation, error);
    }
    for (size_t i = 0; i < observation->event_count && status == BS_OK; i++) {
        status =
            apply_event(change, store, profile, &observation->events[i], observation->at, error);
    }
    if (status == BS_OK && (observation->source == BS_FROM_PAGE || observation->event_count > 0)) {
        const bs_day since = client == NULL ? BS_DAY_NONE : client->since;
        status = bs_rules_local_covers(change, store, profile, observation, since, error);
    }
    if (status == BS_OK && observation->has_official) {
        bs_official official = observation->official;
        official.at = observation->at;
        status = bs_rules_official(change, store, profile, &official, error);
    }
    if (status == BS_OK && observation->no_access) {
        const bs_no_access no_access = {.since = observation->at, .seen = observation->at};
        status = bs_rules_no_access(store, profile, no_access, error);
    }
    if (status == BS_OK) {
        status = note_page(store, profile, observation, now, error);
    }
    return status == BS_OK ? bs_profile_touch(store, profile, observation->at,
                                              observation->profile.label, error)
                           : status;
}

/** Stores the ids of the requests; sets `*known` if the first one was stored before. */
static bs_status note_requests(bool *known, bs_store *store, const bs_observation *observations,
                               size_t count, int64_t now, bs_error *error)
{
    *known = false;
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK && !*known; i++) {
        int added = 1;
        if (observations[i].request[0] != '\0') {
            status = bs_db_run(&added, store, BS_SQL_REQUEST_PUT, error,
                               BS_BIND(observations[i].request, now));
        }
        *known = status == BS_OK && added == 0 && i == 0;
        if (status == BS_OK && added == 0 && i > 0) {
            status = bs_fail(error, BS_BAD_REQUEST, "request", "A request's id is used twice.");
        }
    }
    return status;
}

/** Sets `*first` if these are the profile's first observations of their day. */
static bs_status opens_day(bool *first, bs_store *store, bs_profile_id profile, bs_moment at,
                           bs_error *error)
{
    bs_profile known;
    const bs_status status = bs_profile_read(&known, store, profile, error);
    if (status == BS_OK) {
        *first = *first || bs_moment_day(known.last_seen) < bs_moment_day(at);
    }
    return status;
}

/** What the observations changed. */
typedef struct writing {
    bs_change change;
    int64_t began;   /**< version of the observations before */
    bs_day affected; /**< first day with a number that they may move; BS_DAY_LAST: none */
} writing;

/** Only a window that was loaded before they were stored tells which days they affect. */
static void find_affected(writing *written, bs_loaded *loaded)
{
    const bs_day told = loaded->affected;
    const bs_change *change = &written->change;
    const bool unknown = loaded->made > written->began || change->first < loaded->first;
    loaded->affected = BS_DAY_LAST;
    written->affected = change->rows == 0 ? BS_DAY_LAST : unknown ? 0 : told;
}

static bs_status derive(bs_applied *applied, writing *written, bs_store *store,
                        bs_profile_id profile, const bs_observation *observations, size_t count,
                        bool first_of_day, int64_t now, bs_error *error)
{
    const bs_moment at = present(observations, count, now);
    const bs_day changed = written->change.rows > 0 ? written->change.first : BS_DAY_NONE;
    bs_status status =
        profile == BS_PROFILE_NONE ? BS_OK : bs_model_use_note(store, bs_moment_day(at), error);
    if (status == BS_OK) {
        status = bs_view_compute(&applied->view, store, profile, at, changed, error);
    }
    if (status != BS_OK || profile == BS_PROFILE_NONE) {
        return status;
    }
    find_affected(written, applied->view.loaded);
    status = bs_snapshot_write(store, &applied->view, written->affected, error);
    if (status == BS_OK) {
        status = bs_snapshot_earn(store, &applied->view, first_of_day, error);
    }
    if (status == BS_OK && first_of_day) {
        status = bs_db_run(NULL, store, BS_SQL_REQUEST_PURGE, error, BS_BIND(now, REQUEST_SECONDS));
    }
    return status == BS_OK && first_of_day ? bs_retention_prune(store, now, error) : status;
}

/** Why the observations redraw the line. */
static bs_correction_cause cause_of(const bs_observation *observations, size_t count)
{
    bool read = false;
    for (size_t i = 0; i < count && !read; i++) {
        read = observations[i].has_official;
    }
    return read ? BS_CORRECTED_READING : BS_CORRECTED_SIGHT;
}

static bs_status apply_new(bs_applied *applied, bs_store *store, const bs_observation *observations,
                           size_t count, const bs_client *client, int64_t now, bs_error *error)
{
    writing written = {.began = bs_db_observed(store), .affected = BS_DAY_LAST};
    bs_change *change = &written.change;
    bs_redraw redraw = {.day = BS_DAY_NONE};
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = bs_unclaimed_purge_within(store, now, error);
    if (status == BS_OK) {
        /* Undo future last_seen moments from a wrong clock, so that the profile seen now is the
         * latest. */
        status =
            bs_db_run(NULL, store, BS_SQL_PROFILE_CLOCK, error, BS_BIND(now, BS_STORE_AHEAD_MAX));
    }
    if (status == BS_OK && strcmp(observations[0].page, BS_PAGE_SIGNED_OUT) == 0) {
        status = bs_unclaimed_drop(store, client, error);
    }
    if (status == BS_OK) {
        status =
            find_owner(applied, &profile, change, store, observations, count, client, now, error);
    }
    bool first_of_day = applied->created;
    if (status == BS_OK && profile != BS_PROFILE_NONE) {
        status = opens_day(&first_of_day, store, profile, observations[count - 1].at, error);
    }
    if (status == BS_OK && profile != BS_PROFILE_NONE) {
        written.began = change->rows > 0 ? written.began : bs_db_observed(store);
        status = bs_redraw_begin(&redraw, store, profile, arrival(observations, count, now), error);
    }
    for (size_t i = 0; i < count && status == BS_OK && profile != BS_PROFILE_NONE; i++) {
        status = apply_one(change, store, profile, &observations[i], client, now, error);
    }
    applied->changed = change->rows;
    if (status == BS_OK) {
        status = derive(applied, &written, store, profile, observations, count, first_of_day, now,
                        error);
    }
    return status == BS_OK && written.affected < redraw.day
               ? bs_redraw_end(&redraw, store, applied->view.loaded, cause_of(observations, count),
                               error)
               : status;
}

/** Answers a retry with the current state of the profile of the first attempt. */
static bs_status answer_again(bs_applied *applied, bs_store *store,
                              const bs_observation *observation, const bs_client *client,
                              int64_t now, bs_error *error)
{
    bs_profile_id profile = BS_PROFILE_NONE;
    bs_status status = BS_OK;
    if (observation->profile.present) {
        status = bs_profile_look_up(&profile, store, observation->profile.key, error);
    } else {
        status = bs_unclaimed_find(&profile, store, client, error);
    }
    applied->retry = true;
    return status == BS_OK ? bs_view_compute(&applied->view, store, profile,
                                             present(observation, 1, now), BS_DAY_NONE, error)
                           : status;
}

bs_status bs_store_apply(bs_applied *applied, bs_store *store, const bs_observation *observations,
                         size_t count, const bs_client *client, bool refill, int64_t now,
                         bs_error *error)
{
    *applied = (bs_applied){0};
    if (count == 0) {
        return bs_fail(error, BS_BAD_REQUEST, "", "Nothing to store.");
    }
    bs_status status = bs_db_begin_write(store, error);
    if (status != BS_OK) {
        return status;
    }
    bool known = false;
    status = note_requests(&known, store, observations, count, now, error);
    if (status == BS_OK) {
        status = known ? answer_again(applied, store, &observations[0], client, now, error)
                       : apply_new(applied, store, observations, count, client, now, error);
    }
    if (status == BS_OK && refill && !known) {
        /* An archive may reach back further than the retention. */
        status = bs_retention_prune(store, now, error);
    }
    if (status == BS_OK && refill && !known) {
        status = bs_snapshot_refill(store, applied->view.profile, present(observations, count, now),
                                    error);
    }
    status = bs_db_end(store, status, error);
    if (status != BS_OK) {
        bs_view_free(&applied->view);
    }
    return status;
}
