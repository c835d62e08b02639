#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "fetcher.h"
#include "pages.h"

#define TRIES 5           /* of one page, while the network or LinkedIn fails */
#define STALE_PAGES_MAX 3 /* pages in a row that only repeat rows */
#define CHANGE_PAGES_MAX 10000

/* ---- one page, with patience ---- */

static void rest(int seconds)
{
    struct timespec left = {seconds, 0};
    while (seconds > 0 && nanosleep(&left, &left) != 0) {
    }
}

/* The failure of a reply that another try will not mend. */
static bs_status refused(const bs_api_reply *reply, bs_error *error)
{
    static const struct {
        int fault;
        bs_status status;
        const char *field;
        const char *message;
    } faults[] = {
        {BS_API_NO_TOKEN, BS_BAD_REQUEST, "no_token", "There is no token."},
        {BS_API_CERTIFICATE, BS_BUSY, "certificate", "The server's certificate is not valid."},
        {BS_API_REDIRECT, BS_BUSY, "redirect", "LinkedIn's server points elsewhere."},
        {BS_API_TOO_LARGE, BS_BUSY, "too_large", "A reply is too large."},
        {BS_API_NETWORK, BS_BUSY, "network", "LinkedIn's server cannot be reached."},
        {BS_API_NO_LIBRARY, BS_INTERNAL, "no_library", "This machine has no libcurl."},
        {BS_API_CHILD, BS_INTERNAL, "network", "The process that fetches has ended."},
    };
    static const struct {
        int status;
        const char *field;
        const char *message;
    } statuses[] = {
        {401, "expired", "The token has expired or is not valid."},
        {403, "forbidden", "The token may not read this data."},
        {426, "version", "LinkedIn no longer serves this version of its API."},
    };
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        if (reply->fault == faults[i].fault) {
            return bs_fail(error, faults[i].status, faults[i].field, "%s", faults[i].message);
        }
    }
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        if (reply->status == statuses[i].status) {
            return bs_fail(error, BS_BAD_REQUEST, statuses[i].field, "%s", statuses[i].message);
        }
    }
    if (reply->status == 429) {
        return bs_fail(error, BS_BUSY, "throttled", "LinkedIn asks to wait.");
    }
    return bs_fail(error, BS_BUSY, "reply", "LinkedIn's server answered %d.", reply->status);
}

static bool worth_another_try(const bs_api_reply *reply)
{
    return reply->fault == BS_API_NETWORK || reply->status == 429 || reply->status >= 500;
}

/* LinkedIn's way to say that there are no more pages. */
static bool is_end(const bs_api_reply *reply)
{
    return reply->status == 404 && bs_page_is_end(reply->body, reply->length);
}

/* A page, or BS_OK with status 404 for the end. The caller frees the body in any case. */
static bs_status get_page(bs_api_reply *reply, bs_fetcher *fetcher, const bs_api_request *request,
                          const bs_pull_options *options, bs_error *error)
{
    for (int i = 0; i < TRIES; i++) {
        bs_fetcher_get(reply, fetcher, request);
        int wait = reply->retry_after > 0 ? reply->retry_after : 1 << i;
        if (reply->fault == BS_API_FINE && (reply->status == 200 || is_end(reply))) {
            return BS_OK;
        }
        if (!worth_another_try(reply) || i == TRIES - 1 || wait > options->patience_seconds) {
            break;
        }
        free(reply->body);
        *reply = (bs_api_reply){0};
        rest(wait);
    }
    return refused(reply, error);
}

static bs_status read_failed(bs_status status, bs_error *error)
{
    return status == BS_BAD_JSON
               ? bs_fail(error, BS_BUSY, "reply", "LinkedIn's reply cannot be understood.")
               : bs_fail(error, BS_INTERNAL, "", "Out of memory.");
}

/* ---- the snapshot ---- */

/* All pages of a domain. 404 ends it: on the first page there is no data. */
static bs_status pull_domain(bs_ingest *ingest, const bs_hash_key *key, bs_fetcher *fetcher,
                             bs_domain domain, const bs_pull_options *options, bs_error *error)
{
    int stale = 0;
    for (uint64_t page = 0; page < BS_API_PAGES_MAX && stale < STALE_PAGES_MAX; page++) {
        bs_api_request request = {.domain = domain, .position = page};
        bs_api_reply reply = {0};
        size_t fresh = 0;
        bs_status status = get_page(&reply, fetcher, &request, options, error);
        bool end = reply.status == 404;
        if (status == BS_OK && !end) {
            status = bs_page_rows(&fresh, ingest, domain, key, reply.body, reply.length);
            if (status != BS_OK) {
                status = read_failed(status, error);
            }
        }
        free(reply.body);
        if (status != BS_OK || end) {
            return status;
        }
        stale = fresh > 0 ? 0 : stale + 1;
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

bs_status bs_pull_part(bs_observation *observation, bs_ingest_result *result,
                       bool complete[BS_DOMAIN_COUNT], bs_fetcher *fetcher, bs_domain first,
                       const bs_pull_options *options, bs_error *error)
{
    const bs_ingest_options ingesting = {.zone = options->zone,
                                         .source = BS_FROM_API,
                                         .day = options->today,
                                         .oldest = options->oldest,
                                         .today = options->today};
    bs_ingest *ingest = NULL;
    bs_hash_key key;
    if (getrandom(&key, sizeof key, 0) != (ssize_t)sizeof key ||
        bs_ingest_new(&ingest, &ingesting) != BS_OK) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    bs_status status = BS_OK;
    for (size_t i = first; i < bs_domain_part_end(first) && status == BS_OK; i++) {
        status = pull_domain(ingest, &key, fetcher, (bs_domain)i, options, error);
        complete[i] = status == BS_OK;
        if (status != BS_OK) {
            refuse_domain(ingest, (bs_domain)i);
        }
        if (options->progress != NULL) {
            options->progress(options->progress_context, i + 1, BS_DOMAIN_COUNT);
        }
    }
    bs_error ignored;
    if (bs_ingest_finish(observation, result, ingest, &ignored) != BS_OK) {
        status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    bs_ingest_free(ingest);
    return status;
}

/* ---- the change log ---- */

static bs_status read_changes(bs_changes *changes, bs_fetcher *fetcher, uint64_t since,
                              const bs_pull_options *options, bs_error *error)
{
    changes->processed = since;
    for (int page = 0; page < CHANGE_PAGES_MAX; page++) {
        bs_api_request request = {.changes = true, .position = changes->processed};
        bs_api_reply reply = {0};
        size_t fresh = 0;
        bs_status status = get_page(&reply, fetcher, &request, options, error);
        bool end = reply.status == 404;
        if (status == BS_OK && !end) {
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

static bs_status observe_changes(bs_observation *observation, const bs_changes *changes,
                                 bs_day from, bs_day to)
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
        status = bs_observation_add_cover(observation, tallies[i].signal, from, to, NULL);
        for (bs_day day = from; day <= to && status == BS_OK; day++) {
            uint32_t count = bs_days_of(tallies[i].days, day);
            if (count > 0) {
                status = bs_observation_add_tally(observation, tallies[i].signal, day, count,
                                                  BS_EXACT, NULL);
            }
            status = status == BS_OUT_OF_RANGE ? BS_OK : status;
        }
    }
    return status;
}

bs_status bs_pull_changes(bs_observation *observation, size_t *events, bs_fetcher *fetcher,
                          int64_t since, const bs_pull_options *options, bs_error *error)
{
    bs_changes changes = {.zone = options->zone};
    bs_day from = bs_moment_day(bs_zone_moment(&options->zone, since));
    bs_day earliest = options->today - (BS_API_CHANGES_DAYS - 1);
    from = from < earliest ? earliest : from;
    int64_t start = (int64_t)from * 86400;
    start -= (int64_t)bs_zone_moment(&options->zone, start).offset_minutes * 60;
    if (getrandom(&changes.key, sizeof changes.key, 0) != (ssize_t)sizeof changes.key) {
        return bs_fail(error, BS_INTERNAL, "", "Out of memory.");
    }
    bs_status status = read_changes(&changes, fetcher, (uint64_t)start * 1000, options, error);
    if (status == BS_OK) {
        bs_observation_free(observation);
        observation->source = BS_FROM_API;
        observation->at = bs_zone_moment(&options->zone, (int64_t)options->today * 86400);
        observation->at.seconds -= (int64_t)observation->at.offset_minutes * 60;
        *events = changes.events;
        if (observe_changes(observation, &changes, from, options->today) != BS_OK) {
            status = bs_fail(error, BS_INTERNAL, "", "Out of memory.");
        }
    }
    bs_changes_free(&changes);
    return status;
}
