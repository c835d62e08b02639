#include "bussola/core/observation.h"

#include <stdlib.h>
#include <string.h>

enum { ARRAY_FIRST = 8 };

void bs_observation_init(bs_observation *observation)
{
    memset(observation, 0, sizeof *observation);
}

void bs_observation_free(bs_observation *observation)
{
    free(observation->gauges);
    free(observation->tallies);
    free(observation->covers);
    free(observation->listings);
    free(observation->events);
    free(observation->undone);
    bs_observation_init(observation);
}

/**
 * Makes room for one more item. Arrays grow only here, to 8 items and then to powers of two, so the
 * count alone says whether it is full.
 */
static bs_status make_room(void **items, size_t count, size_t size, bs_error *error)
{
    bool full = count == 0 || (count >= ARRAY_FIRST && (count & (count - 1)) == 0);
    if (!full) {
        return BS_OK;
    }
    size_t room = count == 0 ? ARRAY_FIRST : count * 2;
    void *grown = room > SIZE_MAX / size ? NULL : realloc(*items, room * size);
    if (grown == NULL) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    *items = grown;
    return BS_OK;
}

static bs_status check_tally_signal(bs_signal signal, bs_error *error)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    if (info->kind != BS_KIND_TALLY) {
        return bs_fail(error, BS_BAD_REQUEST, info->id, "%s is not counted by day.", info->id);
    }
    return BS_OK;
}

static bs_status check_day(const bs_observation *observation, bs_signal signal, bs_day day,
                           bs_error *error)
{
    /* One day of tolerance: the page may use another time zone than the user. */
    bs_day last = bs_moment_day(observation->at) + 1;
    if (day < BS_DAY_FIRST || day > last) {
        return bs_fail(error, BS_OUT_OF_RANGE, bs_signal_info_of(signal)->id,
                       "A day is before LinkedIn opened or after the reading.");
    }
    return BS_OK;
}

bs_status bs_observation_add_gauge(bs_observation *observation, bs_signal signal, int64_t value,
                                   bs_bound bound, bs_error *error)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    if (info->kind != BS_KIND_GAUGE && info->kind != BS_KIND_FLAG) {
        return bs_fail(error, BS_BAD_REQUEST, info->id, "%s is not a level.", info->id);
    }
    if (value < 0 || value > info->max) {
        return bs_fail(error, BS_OUT_OF_RANGE, info->id, "%s must be 0 to %lld.", info->id,
                       (long long)info->max);
    }
    void *items = observation->gauges;
    bs_status status = make_room(&items, observation->gauge_count, sizeof(bs_gauge), error);
    if (status != BS_OK) {
        return status;
    }
    observation->gauges = items;
    observation->gauges[observation->gauge_count++] = (bs_gauge){
        .signal = signal,
        .at = observation->at,
        .seen = observation->at,
        .value = value,
        .bound = bound,
        .source = observation->source,
    };
    return BS_OK;
}

static bs_status check_span(const bs_observation *observation, bs_signal signal, bs_day from,
                            bs_day to, bs_error *error)
{
    BS_TRY(check_tally_signal(signal, error));
    BS_TRY(check_day(observation, signal, from, error));
    BS_TRY(check_day(observation, signal, to, error));
    return from > to ? bs_fail(error, BS_OUT_OF_RANGE, bs_signal_info_of(signal)->id,
                               "A span ends before it begins.")
                     : BS_OK;
}

bs_status bs_observation_add_cover(bs_observation *observation, bs_signal signal, bs_day from,
                                   bs_day to, bs_error *error)
{
    bs_status status = check_span(observation, signal, from, to, error);
    if (status != BS_OK) {
        return status;
    }
    void *items = observation->covers;
    status = make_room(&items, observation->cover_count, sizeof(bs_cover), error);
    if (status != BS_OK) {
        return status;
    }
    observation->covers = items;
    observation->covers[observation->cover_count++] = (bs_cover){
        .signal = signal,
        .source = observation->source,
        .from = from,
        .to = to,
        .seen = observation->at,
    };
    return BS_OK;
}

bs_status bs_observation_add_listing(bs_observation *observation, bs_signal signal, bs_day from,
                                     bs_day to, bs_day made, bs_error *error)
{
    bs_status status = check_span(observation, signal, from, to, error);
    if (status != BS_OK) {
        return status;
    }
    void *items = observation->listings;
    status = make_room(&items, observation->listing_count, sizeof(bs_listing), error);
    if (status != BS_OK) {
        return status;
    }
    observation->listings = items;
    observation->listings[observation->listing_count++] = (bs_listing){
        .signal = signal,
        .source = observation->source,
        .from = from,
        .to = to,
        .made = made,
    };
    return BS_OK;
}

bs_status bs_observation_add_tally(bs_observation *observation, bs_signal signal, bs_day day,
                                   int64_t count, bs_bound bound, bs_error *error)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    bs_status status = check_tally_signal(signal, error);
    if (status == BS_OK) {
        status = check_day(observation, signal, day, error);
    }
    if (status == BS_OK && (count < 0 || count > info->max)) {
        status = bs_fail(error, BS_OUT_OF_RANGE, info->id, "%s must be 0 to %lld a day.", info->id,
                         (long long)info->max);
    }
    if (status != BS_OK || (count == 0 && bound == BS_EXACT)) {
        return status;
    }
    void *items = observation->tallies;
    status = make_room(&items, observation->tally_count, sizeof(bs_tally), error);
    if (status != BS_OK) {
        return status;
    }
    observation->tallies = items;
    observation->tallies[observation->tally_count++] = (bs_tally){
        .signal = signal,
        .source = observation->source,
        .day = day,
        .count = count,
        .bound = bound,
        .seen = observation->at,
    };
    return BS_OK;
}

bs_status bs_observation_add_event(bs_observation *observation, bs_signal signal, bs_day day,
                                   int64_t count, bs_error *error)
{
    const bs_signal_info *info = bs_signal_info_of(signal);
    bs_status status = check_tally_signal(signal, error);
    if (status == BS_OK) {
        status = check_day(observation, signal, day, error);
    }
    if (status == BS_OK && (count < -info->max || count > info->max)) {
        status = bs_fail(error, BS_OUT_OF_RANGE, info->id, "%s changes by at most %lld a day.",
                         info->id, (long long)info->max);
    }
    if (status != BS_OK || count == 0) {
        return status;
    }
    void *items = observation->events;
    status = make_room(&items, observation->event_count, sizeof(bs_event), error);
    if (status != BS_OK) {
        return status;
    }
    observation->events = items;
    observation->events[observation->event_count++] =
        (bs_event){.signal = signal, .day = day, .count = count};
    return BS_OK;
}

bs_status bs_observation_add_undone(bs_observation *observation, bs_signal signal, bs_day day,
                                    int64_t at, bs_error *error)
{
    BS_TRY(check_tally_signal(signal, error));
    BS_TRY(check_day(observation, signal, day, error));
    void *items = observation->undone;
    BS_TRY(make_room(&items, observation->undone_count, sizeof(bs_undone), error));
    observation->undone = items;
    observation->undone[observation->undone_count++] = (bs_undone){
        .signal = signal, .source = observation->source, .day = day, .at = at, .count = 1};
    return BS_OK;
}
