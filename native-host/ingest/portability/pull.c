#include <stdlib.h>
#include <string.h>

#include "fetcher.h"
#include "pages.h"
#include "platform/clock.h"
#include "platform/random.h"

#define TRIES 5           /* for a page, if the network or LinkedIn fails */
#define BROKEN_TRIES 2    /* for one that breaks off: each may take a minute */
#define STALE_PAGES_MAX 3 /* consecutive pages without a new row */
#define CHANGE_PAGES_MAX 10000

/* ---- one page, with patience ---- */

/* Fails if the next domain would fail for the same reason. */
static bs_status hopeless(const bs_api_reply *reply, bs_error *error)
{
    static const struct {
        int fault;
        int http;
        bs_status status;
        const char *field;
        const char *message;
    } reasons[] = {
        {BS_HTTP_NO_TOKEN, 0, BS_BAD_REQUEST, "no_token", "There is no token."},
        {BS_HTTP_CERTIFICATE, 0, BS_BUSY, "certificate", "The server's certificate is not valid."},
        {BS_HTTP_REDIRECT, 0, BS_BUSY, "redirect", "LinkedIn's server points elsewhere."},
        {BS_HTTP_NETWORK, 0, BS_BUSY, "network", "LinkedIn's server cannot be reached."},
        {BS_HTTP_NO_LIBRARY, 0, BS_INTERNAL, "no_library", "This machine has no libcurl."},
        {BS_HTTP_CHILD, 0, BS_INTERNAL, "network", "The process that fetches has ended."},
        {BS_HTTP_FINE, 401, BS_BAD_REQUEST, "expired", "The token has expired or is not valid."},
        {BS_HTTP_FINE, 426, BS_BAD_REQUEST, "version",
         "LinkedIn no longer serves this version of its API."},
        {BS_HTTP_FINE, 429, BS_BUSY, "throttled", "LinkedIn asks to wait."},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reply->fault == reasons[i].fault && reply->status == reasons[i].http) {
            return bs_fail(error, reasons[i].status, reasons[i].field, "%s", reasons[i].message);
        }
    }
    return BS_OK;
}

/* The domain's outcome for a failed reply. */
static bs_domain_result failure_of(const bs_api_reply *reply)
{
    if (reply->fault == BS_HTTP_FINE) {
        return (bs_domain_result){BS_DOMAIN_STATUS, reply->status};
    }
    return (bs_domain_result){
        reply->fault == BS_HTTP_TOO_LARGE ? BS_DOMAIN_TOO_LARGE : BS_DOMAIN_BROKEN, 0};
}

static int tries_of(const bs_api_reply *reply)
{
    if (reply->fault == BS_HTTP_BROKEN) {
        return BROKEN_TRIES;
    }
    return reply->fault == BS_HTTP_NETWORK || reply->status == 429 || reply->status >= 500 ? TRIES
                                                                                           : 1;
}

/* LinkedIn's reply after the last page. */
static bool is_end(const bs_api_reply *reply)
{
    return reply->status == 404 && bs_page_is_end(reply->body, reply->length);
}

/* Returns true for a page or the end (status 404). The caller frees the body in any case. */
static bool get_page(bs_api_reply *reply, bs_fetcher *fetcher, const bs_api_request *request,
                     const bs_pull_options *options)
{
    for (int i = 0; i < TRIES; i++) {
        bs_fetcher_get(reply, fetcher, request);
        int wait = reply->retry_after > 0 ? reply->retry_after : 1 << i;
        if (reply->fault == BS_HTTP_FINE && (reply->status == 200 || is_end(reply))) {
            return true;
        }
        if (i + 1 >= tries_of(reply) || wait > options->patience_seconds) {
            break;
        }
        free(reply->body);
        *reply = (bs_api_reply){0};
        bs_clock_sleep_ms((int64_t)wait * 1000);
    }
    return false;
}

/* ---- the snapshot ---- */

bool bs_domain_failed(bs_domain_end end)
{
    return end > BS_DOMAIN_UNPREPARED;
}

/*
 * Reads all pages of a domain, up to a 404. Without data on any page it is not prepared: LinkedIn
 * then answers 404 or no elements; for an empty domain it answers an element without rows.
 */
static bs_status pull_domain(bs_domain_result *end, bs_ingest *ingest, const bs_hash_key *key,
                             bs_fetcher *fetcher, bs_domain domain, const bs_pull_options *options,
                             bs_error *error)
{
    int stale = 0;
    bool present = false;
    *end = (bs_domain_result){BS_DOMAIN_UNPREPARED, 0};
    for (uint64_t page = 0; page < BS_API_PAGES_MAX && stale < STALE_PAGES_MAX; page++) {
        bs_api_request request = {.domain = domain, .position = page};
        bs_api_reply reply = {0};
        size_t fresh = 0;
        bs_status status = BS_OK;
        if (!get_page(&reply, fetcher, &request, options)) {
            status = hopeless(&reply, error);
            *end =
                status == BS_OK ? failure_of(&reply) : (bs_domain_result){BS_DOMAIN_NOT_ASKED, 0};
        } else if (reply.status == 404) {
            stale = STALE_PAGES_MAX;
        } else {
            status = bs_page_rows(&fresh, &present, ingest, domain, key, reply.body, reply.length);
            end->end = status != BS_OK ? BS_DOMAIN_SHAPE
                       : present       ? BS_DOMAIN_READ
                                       : BS_DOMAIN_UNPREPARED;
            stale = fresh > 0 ? 0 : stale + 1;
        }
        free(reply.body);
        if (status != BS_OK || bs_domain_failed(end->end)) {
            return status == BS_BAD_JSON ? BS_OK : status;
        }
    }
    return BS_OK;
}

static void refuse_domain(bs_ingest *ingest, bs_domain domain)
{
    bs_ingest_refuse(ingest, bs_domain_file(domain), BS_OUTCOME_ABSENT);
    if (domain == BS_DOMAIN_ENDORSEMENTS) {
        bs_ingest_refuse(ingest, BS_FILE_ENDORSEMENTS_GIVEN, BS_OUTCOME_ABSENT);
    }
}

bs_domain bs_domain_part_end(bs_domain first)
{
    return first < BS_DOMAIN_TOGETHER ? (bs_domain)BS_DOMAIN_TOGETHER : (bs_domain)(first + 1);
}

/* Reads every domain of the part, until one fails for a reason that affects all. */
static bs_status pull_domains(bs_ingest *ingest, bs_domain_result domains[BS_DOMAIN_COUNT],
                              const bs_hash_key *key, bs_fetcher *fetcher, bs_domain first,
                              const bs_pull_options *options, bs_error *error)
{
    bs_status status = BS_OK;
    for (size_t i = first; i < bs_domain_part_end(first) && status == BS_OK; i++) {
        status = pull_domain(&domains[i], ingest, key, fetcher, (bs_domain)i, options, error);
        if (domains[i].end != BS_DOMAIN_READ || status != BS_OK) {
            refuse_domain(ingest, (bs_domain)i);
        }
        if (options->progress != NULL) {
            options->progress(options->progress_context, i + 1, BS_DOMAIN_COUNT);
        }
    }
    return status == BS_INTERNAL && error->status != BS_INTERNAL
               ? bs_fail(error, BS_INTERNAL, "", "Out of memory.")
               : status;
}

bs_status bs_pull_part(bs_observation *observation, bs_ingest_result *result,
                       bs_domain_result domains[BS_DOMAIN_COUNT], bs_fetcher *fetcher,
                       bs_domain first, const bs_pull_options *options, bs_error *error)
{
    const bs_ingest_options ingesting = {.zone = options->zone,
                                         .source = BS_FROM_API,
                                         .day = options->today,
                                         .oldest = options->oldest,
                                         .today = options->today};
    bs_ingest *ingest = NULL;
    bs_hash_key key;
    error->status = BS_OK;
    if (!bs_random_fill(&key, sizeof key) || bs_ingest_new(&ingest, &ingesting) != BS_OK) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    bs_status status = pull_domains(ingest, domains, &key, fetcher, first, options, error);
    bs_error ignored;
    if (bs_ingest_finish(observation, result, ingest, &ignored) != BS_OK) {
        status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    /* The lists are from this moment, not from midnight: acts taken back later are still in them.
     */
    for (size_t i = 0; i < observation->tally_count && options->now > 0; i++) {
        observation->tallies[i].seen = bs_zone_moment(&options->zone, options->now);
    }
    bs_ingest_free(ingest);
    return status;
}

/* ---- the change log ---- */

static bs_status read_failed(bs_status status, bs_error *error)
{
    return status == BS_BAD_JSON
               ? bs_fail(error, BS_BUSY, "reply", "LinkedIn's reply cannot be understood.")
               : bs_fail(error, BS_INTERNAL, "", "Out of memory.");
}

static bs_status changes_failed(const bs_api_reply *reply, bs_error *error)
{
    const bs_status status = hopeless(reply, error);
    if (status != BS_OK) {
        return status;
    }
    if (reply->fault == BS_HTTP_FINE) {
        return bs_fail(error, BS_BUSY, reply->status == 403 ? "forbidden" : "reply",
                       "LinkedIn's server answered %d.", reply->status);
    }
    return reply->fault == BS_HTTP_TOO_LARGE
               ? bs_fail(error, BS_BUSY, "too_large", "A reply is too large.")
               : bs_fail(error, BS_BUSY, "network", "The reply broke off.");
}

static bs_status read_changes(bs_changes *changes, bs_fetcher *fetcher, uint64_t since,
                              const bs_pull_options *options, bs_error *error)
{
    changes->processed = since;
    for (int page = 0; page < CHANGE_PAGES_MAX; page++) {
        bs_api_request request = {.changes = true, .position = changes->processed};
        bs_api_reply reply = {0};
        size_t fresh = 0;
        bs_status status = BS_OK;
        if (!get_page(&reply, fetcher, &request, options)) {
            status = changes_failed(&reply, error);
        } else if (reply.status != 404) {
            status = bs_page_changes(&fresh, changes, reply.body, reply.length);
            if (status != BS_OK) {
                status = read_failed(status, error);
            }
        }
        free(reply.body);
        if (status != BS_OK || fresh == 0) {
            return status;
        }
    }
    return BS_OK;
}

/* Days from `covered` on are complete; earlier ones only have the counted acts. */
static bs_status observe_changes(bs_observation *observation, const bs_changes *changes,
                                 bs_day from, bs_day covered, bs_day to)
{
    const struct {
        bs_signal signal;
        const bs_days *days;
    } tallies[] = {
        {BS_POSTS, &changes->posts},
        {BS_COMMENTS, &changes->comments},
        {BS_REACTIONS, &changes->reactions},
        {BS_MESSAGES_SENT, &changes->messages_sent},
        {BS_INVITATIONS_SENT, &changes->invitations_sent},
    };
    bs_status status = BS_OK;
    for (size_t i = 0; i < sizeof tallies / sizeof tallies[0] && status == BS_OK; i++) {
        if (covered <= to) {
            status = bs_observation_add_cover(observation, tallies[i].signal, covered, to, NULL);
        }
        for (bs_day day = from; day <= to && status == BS_OK; day++) {
            uint32_t count = bs_days_of(tallies[i].days, day);
            if (count > 0) {
                status = bs_observation_add_tally(observation, tallies[i].signal, day, count,
                                                  day < covered ? BS_AT_LEAST : BS_EXACT, NULL);
            }
            status = status == BS_OUT_OF_RANGE ? BS_OK : status;
        }
    }
    return status;
}

/* Adds removals, and the time of reading: acts removed later are still in the counts. */
static bs_status observe_removals(bs_observation *observation, const bs_changes *changes)
{
    bs_status status = BS_OK;
    for (size_t i = 0; i < changes->undone_count && status == BS_OK; i++) {
        const bs_undone *undone = &changes->undone[i];
        status =
            bs_observation_add_undone(observation, undone->signal, undone->day, undone->at, NULL);
        status = status == BS_OUT_OF_RANGE ? BS_OK : status;
    }
    const int64_t read = (int64_t)(changes->captured / 1000);
    for (size_t i = 0; i < observation->tally_count && read > 0; i++) {
        observation->tallies[i].seen = bs_zone_moment(&changes->zone, read);
    }
    return status;
}

/* Finds the lists from which an item of an unknown day was removed. */
static void find_stale(bool stale[BS_DOMAIN_COUNT], const bs_changes *changes)
{
    stale[BS_DOMAIN_MEMBER_SHARE_INFO] = changes->undated[BS_POSTS];
    stale[BS_DOMAIN_ALL_COMMENTS] = changes->undated[BS_COMMENTS];
    stale[BS_DOMAIN_ALL_LIKES] = changes->undated[BS_REACTIONS];
}

bs_status bs_pull_changes(bs_observation *observation, size_t *events, bool stale[BS_DOMAIN_COUNT],
                          bs_fetcher *fetcher, int64_t since, const bs_pull_options *options,
                          bs_error *error)
{
    bs_changes changes = {.zone = options->zone};
    bs_day from = bs_moment_day(bs_zone_moment(&options->zone, since));
    bs_day earliest = options->today - (BS_API_CHANGES_DAYS - 1);
    from = from < earliest ? earliest : from;
    int64_t start = (int64_t)from * 86400;
    start -= (int64_t)bs_zone_moment(&options->zone, start).offset_minutes * 60;
    if (!bs_random_fill(&changes.key, sizeof changes.key)) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    bs_status status = read_changes(&changes, fetcher, (uint64_t)start * 1000, options, error);
    if (status == BS_OK) {
        bs_observation_free(observation);
        observation->source = BS_FROM_API;
        observation->offsets = options->zone.decided;
        observation->at = bs_zone_moment(&options->zone, (int64_t)options->today * 86400);
        observation->at.seconds -= (int64_t)observation->at.offset_minutes * 60;
        *events = changes.events;
        const bs_day covered = from > options->consented ? from : options->consented + 1;
        find_stale(stale, &changes);
        if (observe_changes(observation, &changes, from, covered, options->today) != BS_OK ||
            observe_removals(observation, &changes) != BS_OK) {
            status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
        }
    }
    bs_changes_free(&changes);
    return status;
}
