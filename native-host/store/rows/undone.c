#include "undone.h"

#include <stdlib.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/**
 * Two reports within so many seconds are of one act: LinkedIn's clock and the machine's differ by
 * less.
 */
#define SAME_SECONDS 600

static bs_status lower_day(bs_change *change, bs_store *store, bs_profile_id profile,
                           const bs_undone *undone, bs_source source, bs_day day, bs_error *error)
{
    const int64_t until = source == BS_FROM_LOCAL ? INT64_MAX : undone->at;
    int changed = 0;
    const bs_status status = bs_db_run(&changed, store, BS_SQL_TALLY_TAKE_BACK, error,
                                       BS_BIND(profile, bs_signal_info_of(undone->signal)->id, day,
                                               bs_source_id(source), undone->count, until));
    if (status == BS_OK && changed > 0) {
        bs_rules_touch(change, day);
    }
    return status;
}

/**
 * The act's post may be older than the act: subtracts each act from the newest day with a count.
 */
static bs_status lower_by_post(bs_change *change, bs_store *store, bs_profile_id profile,
                               const bs_undone *undone, bs_source source, bs_error *error)
{
    bs_undone one = *undone;
    bs_status status = BS_OK;
    one.count = 1;
    for (int64_t left = undone->count; left > 0 && status == BS_OK; left--) {
        int64_t day = BS_DAY_NONE;
        status = bs_db_integer(&day, store, BS_SQL_TALLY_LATEST, BS_DAY_NONE, error,
                               BS_BIND(profile, bs_signal_info_of(undone->signal)->id,
                                       bs_source_id(source), undone->day, undone->at));
        if (status != BS_OK || day == BS_DAY_NONE) {
            return status;
        }
        status = lower_day(change, store, profile, &one, source, (bs_day)day, error);
    }
    return status;
}

/** Every source read before may have counted the acts. */
static bs_status take_back(bs_change *change, bs_store *store, bs_profile_id profile,
                           const bs_undone *undone, bs_error *error)
{
    bs_status status = BS_OK;
    for (int i = 0; i < BS_SOURCE_COUNT && status == BS_OK; i++) {
        const bs_source source = (bs_source)i;
        if (source == BS_FROM_LOCAL && undone->source == BS_FROM_LOCAL) {
            continue;
        }
        status = bs_source_by_post(undone->signal, source)
                     ? lower_by_post(change, store, profile, undone, source, error)
                     : lower_day(change, store, profile, undone, source, undone->day, error);
    }
    return status;
}

static bs_status put(bs_store *store, bs_profile_id profile, const bs_undone *undone,
                     bs_error *error)
{
    return bs_db_run(NULL, store, BS_SQL_UNDONE_PUT, error,
                     BS_BIND(profile, bs_signal_info_of(undone->signal)->id, undone->day,
                             bs_source_id(undone->source), undone->at, undone->count));
}

static bs_status count_noted(int64_t *count, bs_store *store, bs_profile_id profile,
                             const bs_undone *undone, bs_error *error)
{
    return bs_db_integer(count, store, BS_SQL_UNDONE_COUNT, 0, error,
                         BS_BIND(profile, bs_signal_info_of(undone->signal)->id, undone->day,
                                 bs_source_id(undone->source), undone->at));
}

/**
 * Subtracts from `undone->count` the acts that events reported; the change log's report replaces
 * the events'.
 */
static bs_status match_events(bs_undone *undone, bs_store *store, bs_profile_id profile,
                              bs_error *error)
{
    bs_status status = BS_OK;
    while (undone->count > 0 && status == BS_OK) {
        bs_undone event = *undone;
        event.source = BS_FROM_LOCAL;
        event.count = -1;
        status = bs_db_integer(&event.at, store, BS_SQL_UNDONE_NEAR, -1, error,
                               BS_BIND(profile, bs_signal_info_of(event.signal)->id, event.day,
                                       bs_source_id(event.source), undone->at, SAME_SECONDS));
        if (status != BS_OK || event.at == -1) {
            return status;
        }
        status = put(store, profile, &event, error);
        undone->count--;
    }
    return status;
}

bs_status bs_undone_note(bs_change *change, bs_store *store, bs_profile_id profile,
                         const bs_undone *undone, bs_error *error)
{
    bs_undone fresh = *undone;
    int64_t noted = 0;
    bs_status status = BS_OK;
    if (undone->source == BS_FROM_API) {
        status = count_noted(&noted, store, profile, undone, error);
        fresh.count -= noted;
    }
    if (status != BS_OK || fresh.count <= 0) {
        return status;
    }
    status = put(store, profile, &fresh, error);
    if (status == BS_OK && undone->source == BS_FROM_API) {
        status = match_events(&fresh, store, profile, error);
    }
    return status == BS_OK && fresh.count > 0 ? take_back(change, store, profile, &fresh, error)
                                              : status;
}

bs_status bs_undone_merge(bs_change *change, bs_store *store, bs_profile_id profile,
                          const bs_undone *undone, size_t count, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < count && status == BS_OK; i++) {
        bs_undone fresh = undone[i];
        int64_t noted = 0;
        status = count_noted(&noted, store, profile, &fresh, error);
        fresh.count -= noted;
        if (status == BS_OK && fresh.count > 0) {
            status = put(store, profile, &fresh, error);
            if (status == BS_OK) {
                status = take_back(change, store, profile, &fresh, error);
            }
        }
    }
    return status;
}

/** True if the count was read before the acts were taken back. */
static bool is_before(const bs_tally *tally, const bs_undone *undone)
{
    const int64_t day = tally->source == BS_FROM_ARCHIVE ? BS_DAY_SECONDS - 1 : 0;
    return tally->signal == undone->signal && tally->source != BS_FROM_LOCAL &&
           tally->seen.seconds + day < undone->at;
}

/** The newest of the page's counts that may contain the acts, or NULL. */
static bs_tally *newest_by_post(bs_tally *tallies, size_t count, const bs_undone *undone)
{
    bs_tally *newest = NULL;
    for (size_t i = 0; i < count; i++) {
        bs_tally *tally = &tallies[i];
        if (is_before(tally, undone) && bs_source_by_post(tally->signal, tally->source) &&
            tally->day <= undone->day && tally->count > 0 &&
            (newest == NULL || tally->day > newest->day)) {
            newest = tally;
        }
    }
    return newest;
}

static void lower(bs_tally *tallies, size_t count, const bs_undone *undone)
{
    for (size_t i = 0; i < count; i++) {
        bs_tally *tally = &tallies[i];
        if (tally->day == undone->day && is_before(tally, undone) &&
            !bs_source_by_post(tally->signal, tally->source)) {
            tally->count -= tally->count < undone->count ? tally->count : undone->count;
        }
    }
    bs_tally *newest = newest_by_post(tallies, count, undone);
    for (int64_t left = undone->count; left > 0 && newest != NULL; left--) {
        newest->count--;
        newest = newest_by_post(tallies, count, undone);
    }
}

bs_status bs_undone_lower(bs_tally **lowered, const bs_tally *tallies, size_t count,
                          const bs_undone *undone, size_t undone_count, bs_error *error)
{
    bs_tally *own = malloc((count + 1) * sizeof *own);
    if (own == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    for (size_t i = 0; i < count; i++) {
        own[i] = tallies[i];
    }
    for (size_t i = 0; i < undone_count; i++) {
        lower(own, count, &undone[i]);
    }
    *lowered = own;
    return BS_OK;
}

int64_t bs_undone_on(const bs_undone *undone, size_t count, bs_signal signal, bs_day day, bs_day on,
                     int16_t offset_minutes)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        const bs_moment at = {.seconds = undone[i].at, .offset_minutes = offset_minutes};
        if (undone[i].signal == signal && undone[i].day == day && bs_moment_day(at) == on) {
            sum += undone[i].count;
        }
    }
    return sum;
}
