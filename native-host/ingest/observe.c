#include "observe.h"

#include "identify_owner.h"
#include "threads.h"

#define DEPTH_ALL 0
#define DEPTH_INVITATIONS 183
#define DEPTH_TWO_YEARS 730
#define UNDATED_SHARE 20 /* a rate allows one undated row per so many dated ones */
#define GROWTH 50        /* a running total is stored each time it has grown by 1/50 */

/* Everything derived, before it becomes an observation. */
typedef struct derived {
    const bs_accumulator *accumulator;
    bs_observation *observation;
    bs_ingest_result *result;
    bs_threads threads;
    bs_days accepted;
    bool threads_known;
    bool pairs_known; /* and the recipients of messages */
    bool accepted_known;
    bs_day begin; /* the oldest date in the archive, or BS_DAY_NONE */
    bs_day end;   /* the archive's day */
} derived;

/* Source of one tally: its days, whether they are known, and how many days back the file goes. */
typedef struct tally_source {
    bs_signal signal;
    bs_file file; /* file with the tally's span */
    const bs_days *days;
    bool known;
    int depth;
    bool once; /* a day counts once, however many rows it has */
    bs_bound bound;
} tally_source;

static bs_moment midnight(const bs_accumulator *accumulator, bs_day day)
{
    int64_t seconds = (int64_t)day * 86400;
    bs_moment moment = bs_zone_moment(&accumulator->zone, seconds);
    return (bs_moment){seconds - (int64_t)moment.offset_minutes * 60, moment.offset_minutes};
}

static void widen(bs_day *first, bs_day *last, const bs_days *days)
{
    if (days->total == 0) {
        return;
    }
    if (*first == BS_DAY_NONE || days->first < *first) {
        *first = days->first;
    }
    if (*last == BS_DAY_NONE || days->last > *last) {
        *last = days->last;
    }
}

/* Finds the oldest and newest day of any row. */
static void find_span(derived *all, bs_day oldest)
{
    const bs_accumulator *accumulator = all->accumulator;
    bs_day last = BS_DAY_NONE;
    all->begin = BS_DAY_NONE;
    for (size_t i = 0; i < BS_FILE_COUNT; i++) {
        widen(&all->begin, &last, &accumulator->days[i]);
    }
    if (accumulator->messages.message_count > 0) {
        bs_days messages = {
            .total = 1,
            .first = bs_accumulator_local_day(accumulator, (int64_t)accumulator->messages.earliest),
            .last = bs_accumulator_local_day(accumulator, (int64_t)accumulator->messages.latest)};
        widen(&all->begin, &last, &messages);
    }
    if (oldest != 0 && (all->begin == BS_DAY_NONE || oldest < all->begin)) {
        all->begin = oldest;
    }
    all->result->oldest = all->begin == BS_DAY_NONE ? 0 : all->begin;
    all->end = all->result->day_told ? all->result->day : last;
    all->result->day = all->end;
}

static bs_day cover_from(const derived *all, const tally_source *source)
{
    bs_day from = source->depth == DEPTH_ALL ? all->begin : all->end - source->depth;
    const bs_days *rows = &all->accumulator->days[source->file];
    if (rows->total > 0 && rows->first < from) {
        from = rows->first;
    }
    return from < BS_DAY_FIRST ? BS_DAY_FIRST : from;
}

/* True if acts may be missing: undated ones, or connections of an unknown day. */
static bool is_partial(const bs_accumulator *accumulator, const tally_source *source)
{
    const bool by_connections = source->signal == BS_INVITATIONS_ACCEPTED ||
                                source->signal == BS_INMAILS_SENT ||
                                source->signal == BS_INMAIL_REPLIES;
    return accumulator->partial[source->file] ||
           (by_connections && accumulator->partial[BS_FILE_CONNECTIONS]);
}

/*
 * A file with undated rows may have acts on any day, so every window of its span becomes "at
 * least".
 */
static bs_status mark_partial(derived *all, const tally_source *source, bs_day from, bs_day to)
{
    bs_status status = BS_OK;
    for (bs_day day = to; day >= from && status == BS_OK; day -= BS_PARTIAL_DAYS) {
        if (bs_days_of(source->days, day) == 0) {
            status = bs_observation_add_tally(all->observation, source->signal, day, 0, BS_AT_LEAST,
                                              NULL);
        }
    }
    return status;
}

/* Day of the file's first row; BS_DAY_NONE without one. */
static bs_day first_row(const derived *all, bs_file file)
{
    const bs_accumulator *accumulator = all->accumulator;
    if (file == BS_FILE_MESSAGES) {
        return accumulator->messages.message_count == 0
                   ? BS_DAY_NONE
                   : bs_accumulator_local_day(accumulator, (int64_t)accumulator->messages.earliest);
    }
    return accumulator->days[file].total == 0 ? BS_DAY_NONE : accumulator->days[file].first;
}

/* Time of the first row of a list that begins on `from`; 0 if rows have no times. */
static int64_t start_of(const derived *all, bs_file file, bs_day from)
{
    const bs_accumulator *accumulator = all->accumulator;
    const int64_t start = file == BS_FILE_MESSAGES ? (int64_t)accumulator->messages.earliest
                                                   : accumulator->first[file];
    return start != 0 && bs_accumulator_local_day(accumulator, start) == from ? start : 0;
}

static bs_status add_listing(derived *all, const tally_source *source, bs_day to)
{
    bs_observation *observation = all->observation;
    bs_day from = first_row(all, source->file);
    from = from != BS_DAY_NONE && from < BS_DAY_FIRST ? BS_DAY_FIRST : from;
    if (from == BS_DAY_NONE || from > to) {
        return BS_OK;
    }
    BS_TRY(bs_observation_add_listing(observation, source->signal, from, to, all->end, NULL));
    observation->listings[observation->listing_count - 1].start = start_of(all, source->file, from);
    return BS_OK;
}

static bs_status add_tally(derived *all, const tally_source *source)
{
    const bs_days *days = source->days;
    const bool partial = is_partial(all->accumulator, source);
    bs_day from = cover_from(all, source);
    bs_day to = days->total > 0 && days->last > all->end ? days->last : all->end;
    if (!source->known || from > to) {
        return BS_OK;
    }
    bs_status status = bs_observation_add_cover(all->observation, source->signal, from, to, NULL);
    if (status == BS_OK) {
        status = add_listing(all, source, to);
    }
    for (bs_day day = days->first; status == BS_OK && days->total > 0 && day <= days->last; day++) {
        uint32_t count = bs_days_of(days, day);
        if (count == 0) {
            continue;
        }
        status = bs_observation_add_tally(all->observation, source->signal, day,
                                          source->once ? 1 : count,
                                          partial ? BS_AT_LEAST : source->bound, NULL);
        if (status == BS_OUT_OF_RANGE) {
            all->result->impossible_days++;
            status = BS_OK;
        }
    }
    return status == BS_OK && partial ? mark_partial(all, source, from, to) : status;
}

static bs_status add_tallies(derived *all)
{
    const bs_accumulator *g = all->accumulator;
    const bs_threads *t = &all->threads;
    bool inmail = all->pairs_known && g->present[BS_FILE_CONNECTIONS];
    const tally_source sources[] = {
        {BS_NEW_CONNECTIONS, BS_FILE_CONNECTIONS, &g->days[BS_FILE_CONNECTIONS],
         g->present[BS_FILE_CONNECTIONS], DEPTH_ALL, false, BS_EXACT},
        {BS_INVITATIONS_SENT, BS_FILE_INVITATIONS, &g->invitations.out,
         g->present[BS_FILE_INVITATIONS], DEPTH_INVITATIONS, false, BS_EXACT},
        {BS_INVITATIONS_ACCEPTED, BS_FILE_INVITATIONS, &all->accepted, all->accepted_known,
         DEPTH_INVITATIONS, false, BS_EXACT},
        {BS_MESSAGES_SENT, BS_FILE_MESSAGES, &t->messages_sent, all->threads_known, DEPTH_ALL,
         false, BS_EXACT},
        {BS_THREADS_STARTED, BS_FILE_MESSAGES, &t->threads_started, all->pairs_known, DEPTH_ALL,
         false, BS_EXACT},
        {BS_THREADS_ANSWERED, BS_FILE_MESSAGES, &t->threads_answered, all->pairs_known, DEPTH_ALL,
         false, BS_EXACT},
        {BS_INMAILS_SENT, BS_FILE_MESSAGES, &t->inmails_sent, inmail, DEPTH_ALL, false, BS_EXACT},
        {BS_INMAIL_REPLIES, BS_FILE_MESSAGES, &t->inmail_replies, inmail, DEPTH_ALL, false,
         BS_EXACT},
        {BS_COMMENTS, BS_FILE_COMMENTS, &g->days[BS_FILE_COMMENTS], g->present[BS_FILE_COMMENTS],
         DEPTH_ALL, false, BS_EXACT},
        {BS_POSTS, BS_FILE_SHARES, &g->days[BS_FILE_SHARES], g->present[BS_FILE_SHARES], DEPTH_ALL,
         false, BS_EXACT},
        {BS_REACTIONS, BS_FILE_REACTIONS, &g->days[BS_FILE_REACTIONS],
         g->present[BS_FILE_REACTIONS], DEPTH_ALL, false, BS_EXACT},
        {BS_VOTES, BS_FILE_VOTES, &g->days[BS_FILE_VOTES], g->present[BS_FILE_VOTES], DEPTH_ALL,
         false, BS_EXACT},
        {BS_REPOSTS, BS_FILE_INSTANT_REPOSTS, &g->days[BS_FILE_INSTANT_REPOSTS],
         g->present[BS_FILE_INSTANT_REPOSTS], DEPTH_ALL, false, BS_EXACT},
        {BS_PEOPLE_SEARCHES, BS_FILE_SEARCH_QUERIES, &g->days[BS_FILE_SEARCH_QUERIES],
         g->present[BS_FILE_SEARCH_QUERIES], DEPTH_TWO_YEARS, false, BS_EXACT},
        {BS_DAYS_ACTIVE, BS_FILE_LOGINS, &g->days[BS_FILE_LOGINS], g->present[BS_FILE_LOGINS],
         DEPTH_TWO_YEARS, true, BS_AT_LEAST},
    };
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof sources / sizeof sources[0] && status == BS_OK; i++) {
        status = add_tally(all, &sources[i]);
    }
    return status;
}

/* Adds a gauge; counts one out of range as an impossible day. */
static bs_status add_gauge(derived *all, bs_signal signal, bs_day day, uint64_t value,
                           bs_bound bound)
{
    all->observation->at = midnight(all->accumulator, day);
    bs_status status =
        bs_observation_add_gauge(all->observation, signal, (int64_t)value, bound, NULL);
    if (status == BS_OUT_OF_RANGE) {
        all->result->impossible_days++;
        return BS_OK;
    }
    return status;
}

/* Adds a gauge with dated rows: its growth, then its level on the archive's day. */
static bs_status add_stock(derived *all, bs_signal signal, bs_file file, uint64_t undated)
{
    const bs_days *days = &all->accumulator->days[file];
    uint64_t total = 0;
    uint64_t noted = 0;
    bs_status status = BS_OK;
    if (!all->accumulator->present[file]) {
        return BS_OK;
    }
    for (bs_day day = days->first; days->total > 0 && day <= days->last && status == BS_OK; day++) {
        total += bs_days_of(days, day);
        if (day < all->end && total > noted && (total - noted) * GROWTH >= total) {
            status = add_gauge(all, signal, day, total, BS_AT_LEAST);
            noted = total;
        }
    }
    if (status == BS_OK) {
        const bool lower = all->accumulator->partial[file] && undated == 0;
        status = add_gauge(all, signal, all->end, total + undated, lower ? BS_AT_LEAST : BS_EXACT);
    }
    return status;
}

/*
 * Adds a profile item: on the archive's day, and since the day of its date. Without a date after
 * the archive's oldest one, the first reading applies to all earlier days.
 */
static bs_status add_listed(derived *all, bs_signal signal, bs_file file)
{
    const bs_accumulator *accumulator = all->accumulator;
    const bs_day since = accumulator->since[file];
    bs_status status = BS_OK;
    if (since > all->begin && since < all->end) {
        status = add_gauge(all, signal, since, 1, BS_AT_LEAST);
    }
    return status == BS_OK ? add_gauge(all, signal, all->end, accumulator->kept[file] > 0, BS_EXACT)
                           : status;
}

/*
 * Adds the connections at VP level or above and in the user's companies, on the archive's day.
 * Approximate, because they depend on how people write position and company.
 */
static bs_status add_workplaces(derived *all)
{
    const bs_accumulator *g = all->accumulator;
    const bool connections = g->present[BS_FILE_CONNECTIONS];
    bs_status status = BS_OK;
    if (connections && bs_file_connections_titled(g)) {
        status = add_gauge(all, BS_VP_CONNECTIONS, all->end, g->workplaces.vps, BS_APPROXIMATE);
    }
    if (status == BS_OK && connections && bs_file_connections_placed(g) &&
        g->present[BS_FILE_POSITIONS] && bs_file_positions_ended(g) &&
        g->workplaces.own_count > 0) {
        status = add_gauge(all, BS_COMPANY_CONNECTIONS, all->end,
                           bs_workplaces_colleagues(&g->workplaces), BS_APPROXIMATE);
    }
    return status;
}

static bs_status add_gauges(derived *all)
{
    const bs_accumulator *g = all->accumulator;
    const struct {
        bs_signal signal;
        bs_file file;
    } listed[] = {
        {BS_POSITION, BS_FILE_POSITIONS},
        {BS_EDUCATION, BS_FILE_EDUCATION},
        {BS_PUBLICATIONS, BS_FILE_PUBLICATIONS},
        {BS_VOLUNTEERING, BS_FILE_VOLUNTEERING},
    };
    const struct {
        bs_signal signal;
        bs_part part;
    } parts[] = {{BS_ABOUT, g->about}, {BS_LOCATION, g->location}};
    bs_status status = add_stock(all, BS_CONNECTIONS, BS_FILE_CONNECTIONS, g->connections.undated);
    if (status == BS_OK) {
        status = add_stock(all, BS_ENDORSEMENTS, BS_FILE_ENDORSEMENTS_RECEIVED, 0);
    }
    if (status == BS_OK) {
        status = add_stock(all, BS_RECOMMENDATIONS, BS_FILE_RECOMMENDATIONS_RECEIVED, 0);
    }
    if (status == BS_OK) {
        status = add_workplaces(all);
    }
    if (status == BS_OK && g->present[BS_FILE_SKILLS]) {
        status = add_gauge(all, BS_SKILLS, all->end, g->kept[BS_FILE_SKILLS], BS_EXACT);
    }
    for (size_t i = 0; i < sizeof listed / sizeof listed[0] && status == BS_OK; i++) {
        if (g->present[listed[i].file]) {
            status = add_listed(all, listed[i].signal, listed[i].file);
        }
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == BS_OK; i++) {
        if (g->present[BS_FILE_PROFILE] && parts[i].part != BS_PART_UNKNOWN) {
            status =
                add_gauge(all, parts[i].signal, all->end, parts[i].part == BS_PART_THERE, BS_EXACT);
        }
    }
    all->observation->at = midnight(g, all->end);
    return status;
}

static int64_t distinct(const bs_days *days)
{
    int64_t count = 0;
    for (bs_day day = days->first; days->total > 0 && day <= days->last; day++) {
        count += bs_days_of(days, day) > 0 ? 1 : 0;
    }
    return count;
}

static void add_totals(const derived *all)
{
    const bs_accumulator *g = all->accumulator;
    const bs_threads *t = &all->threads;
    bool inmail = all->pairs_known && g->present[BS_FILE_CONNECTIONS];
    const struct {
        bs_total total;
        bool known;
        int64_t value;
    } totals[] = {
        {BS_TOTAL_CONNECTIONS, g->present[BS_FILE_CONNECTIONS],
         (int64_t)(g->kept[BS_FILE_CONNECTIONS] + g->connections.undated)},
        {BS_TOTAL_INVITATIONS_OUT, g->present[BS_FILE_INVITATIONS],
         (int64_t)g->invitations.out.total},
        {BS_TOTAL_INVITATIONS_IN, g->present[BS_FILE_INVITATIONS],
         (int64_t)g->invitations.received},
        {BS_TOTAL_ACCEPTED_OUT, all->accepted_known, (int64_t)all->accepted.total},
        {BS_TOTAL_MESSAGES_SENT, all->threads_known, (int64_t)t->messages_sent.total},
        {BS_TOTAL_INMAIL_SENT, inmail, (int64_t)t->inmails_sent.total},
        {BS_TOTAL_INMAIL_REPLIED, inmail, (int64_t)t->inmail_replies.total},
        {BS_TOTAL_DM_THREADS_STARTED, all->pairs_known, (int64_t)t->threads_started.total},
        {BS_TOTAL_DM_THREADS_REPLIED, all->pairs_known, (int64_t)t->threads_answered.total},
        {BS_TOTAL_INMAIL_RECEIVED, all->pairs_known, t->inmails_received},
        {BS_TOTAL_INMAIL_RECEIVED_REPLIED, all->pairs_known, t->inmails_received_answered},
        {BS_TOTAL_SPONSORED, g->present[BS_FILE_MESSAGES], bs_threads_sponsored(&g->messages)},
        {BS_TOTAL_OUTREACH_UNCLEAR, all->pairs_known, t->unclear},
        {BS_TOTAL_OUTREACH_UNCONNECTED, inmail, t->unconnected},
        {BS_TOTAL_COMMENTS, g->present[BS_FILE_COMMENTS], (int64_t)g->kept[BS_FILE_COMMENTS]},
        {BS_TOTAL_POSTS, g->present[BS_FILE_SHARES], (int64_t)g->kept[BS_FILE_SHARES]},
        {BS_TOTAL_REACTIONS, g->present[BS_FILE_REACTIONS], (int64_t)g->kept[BS_FILE_REACTIONS]},
        {BS_TOTAL_VOTES, g->present[BS_FILE_VOTES], (int64_t)g->kept[BS_FILE_VOTES]},
        {BS_TOTAL_REPOSTS, g->present[BS_FILE_INSTANT_REPOSTS],
         (int64_t)g->kept[BS_FILE_INSTANT_REPOSTS]},
        {BS_TOTAL_SEARCHES, g->present[BS_FILE_SEARCH_QUERIES],
         (int64_t)g->kept[BS_FILE_SEARCH_QUERIES]},
        {BS_TOTAL_DAYS_ACTIVE, g->present[BS_FILE_LOGINS], distinct(&g->days[BS_FILE_LOGINS])},
        {BS_TOTAL_ENDORSEMENTS_RECEIVED, g->present[BS_FILE_ENDORSEMENTS_RECEIVED],
         (int64_t)g->kept[BS_FILE_ENDORSEMENTS_RECEIVED]},
        {BS_TOTAL_ENDORSEMENTS_GIVEN, g->present[BS_FILE_ENDORSEMENTS_GIVEN],
         (int64_t)g->kept[BS_FILE_ENDORSEMENTS_GIVEN]},
        {BS_TOTAL_RECOMMENDATIONS_RECEIVED, g->present[BS_FILE_RECOMMENDATIONS_RECEIVED],
         (int64_t)g->kept[BS_FILE_RECOMMENDATIONS_RECEIVED]},
        {BS_TOTAL_SKILLS, g->present[BS_FILE_SKILLS], (int64_t)g->kept[BS_FILE_SKILLS]},
    };
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++) {
        all->result->totals[totals[i].total] = totals[i].known ? totals[i].value : BS_NOT_KNOWN;
    }
}

/* A rate needs two complete counts: with more than a few undated rows it would be wrong. */
static bool is_rateable(const derived *all, bs_file file)
{
    const uint64_t *verdicts = all->result->files[file].verdicts;
    return verdicts[BS_ROW_UNDATED] <= 1 + verdicts[BS_ROW_COUNTED] / UNDATED_SHARE;
}

static bool derive(derived *all)
{
    const bs_accumulator *accumulator = all->accumulator;
    bool fine = true;
    uint32_t self = BS_NOBODY;
    if (accumulator->present[BS_FILE_MESSAGES]) {
        self = bs_identify_owner_find(accumulator);
        all->threads_known = self != BS_NOBODY || accumulator->messages.message_count == 0;
        all->result->whose_unknown = !all->threads_known;
        all->pairs_known =
            all->threads_known && is_rateable(all, BS_FILE_MESSAGES) &&
            2 * accumulator->messages.unaddressed <= accumulator->messages.message_count;
        fine = !all->threads_known || bs_threads_derive(&all->threads, accumulator, self);
    }
    all->result->owner = bs_identify_owner_owner(accumulator, self);
    all->accepted_known =
        accumulator->present[BS_FILE_INVITATIONS] && accumulator->present[BS_FILE_CONNECTIONS] &&
        is_rateable(all, BS_FILE_INVITATIONS) &&
        (accumulator->invitations.count == 0 ||
         (accumulator->invitations.addressed && bs_file_connections_addressed(accumulator)));
    if (fine && all->accepted_known) {
        fine = bs_invitations_accepted(&all->accepted, &accumulator->invitations,
                                       &accumulator->connections);
    }
    return fine;
}

bs_status bs_observe(bs_observation *observation, bs_ingest_result *result,
                     const bs_accumulator *accumulator, const bs_ingest_options *options)
{
    derived all = {.accumulator = accumulator, .observation = observation, .result = result};
    bs_observation_free(observation);
    bs_observation_init(observation);
    observation->source = options->source;
    observation->offsets = options->zone.decided;
    result->day = options->day;
    result->day_told = options->day != BS_DAY_NONE;
    find_span(&all, options->oldest);
    bs_status status = derive(&all) ? BS_OK : BS_INTERNAL;
    if (status == BS_OK) {
        add_totals(&all);
    }
    if (status == BS_OK && all.end != BS_DAY_NONE) {
        observation->at = midnight(accumulator, all.end);
        all.begin = all.begin == BS_DAY_NONE ? all.end : all.begin;
        status = add_tallies(&all);
        if (status == BS_OK) {
            status = add_gauges(&all);
        }
    }
    bs_threads_free(&all.threads);
    bs_days_free(&all.accepted);
    return status == BS_OK ? BS_OK : BS_INTERNAL;
}
