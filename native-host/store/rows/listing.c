#include "listing.h"

#include <stdlib.h>

#include "bussola/store/profiles.h"
#include "bussola/store/store.h"
#include "load.h"
#include "undone.h"

/** State of applying one listing. */
typedef struct work {
    bs_change *change;
    bs_store *store;
    bs_profile_id profile;
    const bs_listed *listed;
    const char *signal, *source;
    bs_listing *known; /**< of this signal and source, by first day */
    size_t known_count;
    bs_listing *now; /**< listings to store */
    size_t now_count;
    bs_tally *said; /**< the source's counts, by day */
    size_t said_count;
    bool partial; /**< some acts have no date, so that counts are lower bounds */
} work;

bool bs_listing_has(const bs_listing *listings, size_t count, bs_signal signal, bs_source source,
                    bs_day day)
{
    for (size_t i = 0; i < count; i++) {
        const bs_listing *one = &listings[i];
        if (one->signal == signal && one->source == source && one->from <= day && one->to >= day) {
            return true;
        }
    }
    return false;
}

static bs_status delete_day(const work *w, bs_day day, bs_error *error)
{
    bs_rules_touch(w->change, day);
    return bs_db_run(NULL, w->store, BS_SQL_TALLY_DELETE, error,
                     BS_BIND(w->profile, w->signal, day, w->source));
}

static bs_status put_day(const work *w, const bs_tally *tally, bs_error *error)
{
    bs_rules_touch(w->change, tally->day);
    return bs_db_run(NULL, w->store, BS_SQL_TALLY_PUT, error,
                     BS_BIND(w->profile, w->signal, tally->day, w->source, tally->count,
                             bs_bound_id(tally->bound), tally->seen.seconds,
                             tally->seen.offset_minutes));
}

/**
 * The listing's count for a day, or NULL. Call with increasing days; `*next` keeps the position.
 */
static const bs_tally *said_of(const work *w, size_t *next, bs_day day)
{
    while (*next < w->said_count && w->said[*next].day < day) {
        (*next)++;
    }
    return *next < w->said_count && w->said[*next].day == day ? &w->said[*next] : NULL;
}

/**
 * True if an archive is read again after acts were taken back on the archive's own day: the stored
 * count is lower, and the archive would count them again.
 */
static bool is_again(const work *w, const bs_tally *stored, const bs_tally *said)
{
    const bs_listing *listing = &w->listed->listing;
    bool known = false;
    for (size_t i = 0; i < w->known_count; i++) {
        known = known || (w->known[i].made == listing->made && w->known[i].from <= said->day &&
                          w->known[i].to >= said->day);
    }
    return known && said->day < listing->made &&
           said->count == stored->count + bs_undone_on(w->listed->undone, w->listed->undone_count,
                                                       said->signal, said->day, listing->made,
                                                       said->seen.offset_minutes);
}

static bs_status replace_day(const work *w, const bs_tally *stored, const bs_tally *said,
                             bool at_least, bs_error *error)
{
    if (said == NULL) {
        return stored == NULL || at_least ? BS_OK : delete_day(w, stored->day, error);
    }
    const bool same = stored != NULL && stored->bound == said->bound &&
                      (stored->count == said->count || is_again(w, stored, said));
    const bool less = at_least && said->count <= (stored != NULL ? stored->count : 0);
    return same || less ? BS_OK : put_day(w, said, error);
}

/** True if the source listed the day before. */
static bool is_known(const work *w, bs_day day)
{
    return bs_listing_has(w->known, w->known_count, w->listed->listing.signal,
                          w->listed->listing.source, day);
}

/** True if a partial list must not lower a day that an earlier list covers. */
static bool stays(const work *w, bs_day day, const bs_tally *stored)
{
    return w->partial && is_known(w, day) && (stored == NULL || stored->bound == BS_EXACT);
}

/** True if `one` begins on the same day as `other`, with an earlier act. */
static bool starts_before(const bs_listing *one, const bs_listing *other)
{
    return one->from == other->from && one->start != 0 && one->start < other->start;
}

/** True if the source listed days or acts before the listing's first act, without a gap. */
static bool goes_back(const work *w)
{
    const bs_listing *listing = &w->listed->listing;
    for (size_t i = 0; i < w->known_count; i++) {
        const bs_listing *known = &w->known[i];
        if ((known->from < listing->from && known->to >= listing->from - 1) ||
            starts_before(known, listing)) {
            return true;
        }
    }
    return false;
}

/** The first act of all lists that begin on the listing's first day. */
static int64_t earliest_start(const work *w)
{
    int64_t start = w->listed->listing.start;
    for (size_t i = 0; i < w->known_count; i++) {
        start = starts_before(&w->known[i], &w->listed->listing) ? w->known[i].start : start;
    }
    return start;
}

static bs_status replace_days(const work *w, bs_day from, bs_day to, bs_error *error)
{
    bs_tally *stored = NULL;
    size_t count = 0;
    size_t row = 0;
    size_t next = 0;
    bs_status status = bs_load_source_days(&stored, &count, w->store, w->profile,
                                           &w->listed->listing, from, to, error);
    const bool shared = from == w->listed->listing.from && goes_back(w);
    for (bs_day day = from; day <= to && status == BS_OK; day++) {
        const bs_tally *before = row < count && stored[row].day == day ? &stored[row] : NULL;
        row += before != NULL ? 1 : 0;
        status = replace_day(w, before, said_of(w, &next, day),
                             (shared && day == from) || stays(w, day, before), error);
    }
    free(stored);
    return status;
}

/**
 * Older versions did not store listings; an archive read in two time zones left its first or last
 * acts also on the days just outside. Deletes such single days.
 */
static bs_status drop_strays(const work *w, bs_error *error)
{
    const bs_listing *listing = &w->listed->listing;
    bs_day first = BS_DAY_NONE;
    bs_day last = BS_DAY_NONE;
    bs_status status = w->known_count > 0 ? BS_OK
                                          : bs_load_source_ends(&first, &last, w->store, w->profile,
                                                                listing, error);
    if (status == BS_OK && first != BS_DAY_NONE && first == listing->from - 1) {
        status = delete_day(w, first, error);
    }
    if (status == BS_OK && last != BS_DAY_NONE && last == listing->to + 1) {
        status = delete_day(w, last, error);
    }
    return status;
}

/**
 * The same archive, with days decided by another database (from an export), may have its first and
 * last acts a day outside. Deletes those days.
 */
static bs_status align(work *w, bs_error *error)
{
    const bs_listing *listing = &w->listed->listing;
    bs_status status = BS_OK;
    for (size_t i = 0; i < w->known_count && status == BS_OK; i++) {
        bs_listing *known = &w->known[i];
        if (known->made == listing->made && known->from == listing->from - 1 &&
            known->to >= listing->from) {
            status = delete_day(w, known->from++, error);
        }
        if (status == BS_OK && known->made == listing->made && known->to == listing->to + 1 &&
            known->from <= listing->to) {
            status = delete_day(w, known->to--, error);
        }
    }
    return status;
}

/** Keeps the days `from` to `to` of listing `of`, if any. */
static void note(work *w, const bs_listing *of, bs_day from, bs_day to)
{
    if (from <= to) {
        bs_listing *now = &w->now[w->now_count++];
        *now = *of;
        now->from = from;
        now->to = to;
        now->start = from == of->from ? of->start : 0;
    }
}

/**
 * Replaces the counts of `from` to `to`, which no later listing covers, and keeps the days as
 * listed.
 */
static bs_status speak(work *w, bs_day from, bs_day to, bs_error *error)
{
    if (from > to) {
        return BS_OK;
    }
    bs_listing said = w->listed->listing;
    said.start = earliest_start(w);
    note(w, &said, from, to);
    return replace_days(w, from, to, error);
}

/**
 * A later listing may begin within its first day, so the older one's count of that day may be
 * larger.
 */
static bs_status share_first_day(const work *w, bs_day day, bs_error *error)
{
    size_t next = 0;
    const bs_tally *said = said_of(w, &next, day);
    return said == NULL ? BS_OK : bs_rules_tally(w->change, w->store, w->profile, said, error);
}

/** An older list adds to the days of a later one only if that one is partial. */
static bs_status complete_later(const work *w, const bs_listing *later, bs_error *error)
{
    const bs_listing *listing = &w->listed->listing;
    const bs_day from = later->from > listing->from ? later->from : listing->from;
    const bs_day to = later->to < listing->to ? later->to : listing->to;
    bs_tally *stored = NULL;
    size_t count = 0;
    bool partial = false;
    bs_status status =
        bs_load_source_days(&stored, &count, w->store, w->profile, listing, from, to, error);
    for (size_t i = 0; i < count; i++) {
        partial = partial || stored[i].bound == BS_AT_LEAST;
    }
    free(stored);
    for (size_t i = 0; i < w->said_count && partial && status == BS_OK; i++) {
        if (w->said[i].day >= from && w->said[i].day <= to) {
            status = bs_rules_tally(w->change, w->store, w->profile, &w->said[i], error);
        }
    }
    return status;
}

/** Visits the known listings by day: keeps later ones and cuts the others. */
static bs_status settle(work *w, bs_error *error)
{
    const bs_listing *listing = &w->listed->listing;
    bs_day next = listing->from;
    bs_status status = BS_OK;
    for (size_t i = 0; i < w->known_count && status == BS_OK; i++) {
        const bs_listing *known = &w->known[i];
        const bool later = known->made > listing->made;
        const bool apart = known->to < listing->from || known->from > listing->to;
        if (!later && !apart) {
            note(w, known, known->from, listing->from - 1);
            note(w, known, known->from > listing->to ? known->from : listing->to + 1, known->to);
            continue;
        }
        bs_listing kept = *known;
        kept.start = starts_before(listing, known) ? listing->start : known->start;
        note(w, &kept, known->from, known->to);
        if (later && !apart) {
            status = speak(w, next, known->from - 1, error);
            if (status == BS_OK) {
                status = complete_later(w, known, error);
            }
            if (status == BS_OK && (known->from > listing->from || starts_before(listing, known))) {
                status = share_first_day(w, known->from, error);
            }
            next = known->to + 1 > next ? known->to + 1 : next;
        }
    }
    return status == BS_OK ? speak(w, next, listing->to, error) : status;
}

static int compare(const void *left, const void *right)
{
    const bs_listing *a = left;
    const bs_listing *b = right;
    return (a->from > b->from) - (a->from < b->from);
}

static bool is_same(const work *w)
{
    bool same = w->known_count == w->now_count;
    for (size_t i = 0; i < w->now_count && same; i++) {
        same = w->now[i].from == w->known[i].from && w->now[i].to == w->known[i].to &&
               w->now[i].made == w->known[i].made && w->now[i].start == w->known[i].start;
    }
    return same;
}

static bs_status write_listings(const work *w, bs_error *error)
{
    qsort(w->now, w->now_count, sizeof *w->now, compare);
    if (is_same(w)) {
        return BS_OK;
    }
    bs_status status = bs_db_run(NULL, w->store, BS_SQL_LISTING_DELETE, error,
                                 BS_BIND(w->profile, w->signal, w->source));
    if (status == BS_OK) {
        status = bs_db_run(NULL, w->store, BS_SQL_LIST_START_DELETE, error,
                           BS_BIND(w->profile, w->signal, w->source));
    }
    for (size_t i = 0; i < w->now_count && status == BS_OK; i++) {
        const bs_listing *one = &w->now[i];
        if (one->start != 0) {
            status = bs_db_run(NULL, w->store, BS_SQL_LIST_START_PUT, error,
                               BS_BIND(w->profile, w->signal, w->source, one->from, one->start));
        }
        status = status != BS_OK ? status
                                 : bs_db_run(NULL, w->store, BS_SQL_LISTING_PUT, error,
                                             BS_BIND(w->profile, w->signal, w->source, one->from,
                                                     one->to, one->made));
    }
    return status;
}

/** Moves the listings of the signal and source to the front; returns how many. */
static size_t keep_own(bs_listing *listings, size_t count, const bs_listing *of)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (listings[i].signal == of->signal && listings[i].source == of->source) {
            listings[kept++] = listings[i];
        }
    }
    return kept;
}

/** Allocates the results; collects the source's counts of the signal by day. */
static bs_status make_room(work *w, bs_error *error)
{
    const bs_listed *listed = w->listed;
    const bs_listing *of = &listed->listing;
    /* Each known listing leaves at most two pieces, with one new piece around it. */
    w->now = calloc(3 * w->known_count + 1, sizeof *w->now);
    w->said = calloc(listed->count + 1, sizeof *w->said);
    if (w->now == NULL || w->said == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    for (size_t i = 0; i < listed->count; i++) {
        const bs_tally *tally = &listed->tallies[i];
        if (tally->signal == of->signal && tally->source == of->source) {
            w->said[w->said_count++] = *tally;
            w->partial = w->partial || (tally->bound == BS_AT_LEAST && tally->day >= of->from &&
                                        tally->day <= of->to);
        }
    }
    bs_tallies_sort(w->said, w->said_count);
    return BS_OK;
}

bs_status bs_listing_apply(bs_change *change, bs_store *store, bs_profile_id profile,
                           const bs_listed *listed, bs_error *error)
{
    work w = {.change = change,
              .store = store,
              .profile = profile,
              .listed = listed,
              .signal = bs_signal_info_of(listed->listing.signal)->id,
              .source = bs_source_id(listed->listing.source)};
    bs_status status = bs_load_listings(&w.known, &w.known_count, store, profile, error);
    if (status != BS_OK) {
        return status;
    }
    w.known_count = keep_own(w.known, w.known_count, &listed->listing);
    status = make_room(&w, error);
    if (status == BS_OK) {
        status = drop_strays(&w, error);
    }
    if (status == BS_OK) {
        status = align(&w, error);
    }
    if (status == BS_OK) {
        status = settle(&w, error);
    }
    if (status == BS_OK) {
        status = write_listings(&w, error);
    }
    free(w.known);
    free(w.now);
    free(w.said);
    return status;
}
