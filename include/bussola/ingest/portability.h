/**
 * @file portability.h
 * Reads LinkedIn's Member Data Portability API (EEA and Switzerland) with the user's own token.
 *
 * Uses two processes. A child, forked before any database is open, holds the token and speaks
 * https; it writes no file. The parent, which can no longer open sockets, decides what to request,
 * parses the replies and counts. LinkedIn documents the API under "Member Data Portability
 * (Member)"; the version used is 202312.
 *
 * A bs_fetcher is the parent's handle of the child; the caller owns it. Errors: BS_BAD_REQUEST (the
 * token or its permissions), BS_BUSY (LinkedIn or the network; retry later) and BS_INTERNAL.
 * `field` is the key for the catalogue: no_token, expired, forbidden, version, throttled, network,
 * certificate, redirect, reply, too_large, base.
 */
#ifndef BUSSOLA_PORTABILITY_H
#define BUSSOLA_PORTABILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/error.h"
#include "bussola/ingest/ingest.h"

#define BS_API_BASE "https://api.linkedin.com"
#define BS_API_VERSION "202312"
#define BS_API_BODY_MAX ((size_t)32 << 20) /**< bytes of one reply */
#define BS_API_PAGES_MAX 10000             /**< pages of one domain */
#define BS_API_TOKEN_MAX 4096              /**< bytes of a token */
#define BS_API_CHANGES_DAYS 28             /**< how far back the change log reaches */

/** Domains of the snapshot, in the order in which they are requested. */
typedef enum bs_domain {
    BS_DOMAIN_PROFILE,
    BS_DOMAIN_CONNECTIONS,
    BS_DOMAIN_INVITATIONS,
    BS_DOMAIN_INBOX,
    BS_DOMAIN_MEMBER_SHARE_INFO,
    BS_DOMAIN_INSTANT_REPOSTS,
    BS_DOMAIN_ALL_COMMENTS,
    BS_DOMAIN_ALL_LIKES,
    BS_DOMAIN_ALL_VOTES,
    BS_DOMAIN_ENDORSEMENTS,
    BS_DOMAIN_RECOMMENDATIONS,
    BS_DOMAIN_SEARCHES,
    BS_DOMAIN_POSITIONS,
    BS_DOMAIN_EDUCATION,
    BS_DOMAIN_SKILLS,
    BS_DOMAIN_COUNT
} bs_domain;

/** Derivations need the first four together: if one fails, all four are requested again. */
#define BS_DOMAIN_TOGETHER 4

/** LinkedIn's name ("ALL_LIKES"). Static storage. */
const char *bs_domain_name(bs_domain domain);

/** The archive file that has the same rows as a domain. */
bs_file bs_domain_file(bs_domain domain);

/** Server and credentials. Borrowed until bs_fetcher_stop. */
typedef struct bs_api_place {
    /** NULL for LinkedIn's; for tests, an https server on this machine (127.0.0.1, localhost). */
    const char *base;
    const char *ca_file;    /**< certificates to trust instead of the system's; only with a base */
    const char *token_path; /**< file that holds the token */
} bs_api_place;

/** True for a well-formed token: 1 to BS_API_TOKEN_MAX visible ASCII characters. */
bool bs_token_valid(const char *token, size_t length);

typedef struct bs_fetcher bs_fetcher;

/**
 * Forks the child and permanently denies network access to this process. Must be called before a
 * database is open or a thread exists. BS_BAD_REQUEST `base` if the base is not allowed. On Windows
 * the child is a thread and nothing is denied.
 */
BS_MUST_CHECK bs_status bs_fetcher_start(bs_fetcher **fetcher, const bs_api_place *place,
                                         bs_error *error);
/** Ends the child. Safe on NULL. */
void bs_fetcher_stop(bs_fetcher *fetcher);

/** One reply received by the child. */
typedef struct bs_api_reply {
    int status;      /**< HTTP status; 0 without a reply */
    int fault;       /**< enum bs_http_fault (ingest/http/http.h); 0 for a complete reply */
    int retry_after; /**< seconds to wait before a retry, as LinkedIn asks; 0 if it does not */
    char *body;      /**< owned; NUL-terminated */
    size_t length;
} bs_api_reply;

typedef struct bs_pull_options {
    bs_zone zone;
    bs_day today;
    int64_t now;   /**< UTC seconds, of `today` */
    bs_day oldest; /**< earliest day in other parts of the snapshot; 0 for none */
    void (*progress)(void *context, uint64_t done,
                     uint64_t total); /**< reports domains done and their number; NULL for none */
    void *progress_context;
    int patience_seconds; /**< longest wait for LinkedIn before giving up */
    bs_day consented;     /**< latest possible first day of the change log; 0 if not known */
} bs_pull_options;

/** Outcome of a domain of the snapshot. */
typedef enum bs_domain_end {
    BS_DOMAIN_NOT_ASKED,
    BS_DOMAIN_READ,       /**< complete; may be empty */
    BS_DOMAIN_UNPREPARED, /**< no data: LinkedIn has not prepared it yet, or has none */
    BS_DOMAIN_STATUS,     /**< HTTP status other than 200 */
    BS_DOMAIN_BROKEN,     /**< the reply was incomplete or too slow, after all retries */
    BS_DOMAIN_TOO_LARGE,  /**< a reply above BS_API_BODY_MAX */
    BS_DOMAIN_SHAPE,      /**< a reply that does not match the documentation */
} bs_domain_end;

/** True if a domain was requested without success, so that it must be requested again. */
bool bs_domain_failed(bs_domain_end end);

typedef struct bs_domain_result {
    bs_domain_end end;
    int status; /**< of BS_DOMAIN_STATUS */
} bs_domain_result;

/**
 * The end of the part of the snapshot that begins with `first`. A part is one domain, or the first
 * four.
 */
bs_domain bs_domain_part_end(bs_domain first);

/**
 * Reads one part of the snapshot; `domains` gets the outcome of each of its domains. LinkedIn
 * prepares domains one by one within hours of consent, so a missing or failing domain affects only
 * itself and proves nothing. Fails if the next domain would fail too (token, network, throttling);
 * what was complete by then is counted nevertheless.
 */
BS_MUST_CHECK bs_status bs_pull_part(bs_observation *observation, bs_ingest_result *result,
                                     bs_domain_result domains[BS_DOMAIN_COUNT], bs_fetcher *fetcher,
                                     bs_domain first, const bs_pull_options *options,
                                     bs_error *error);

/**
 * Reads the change log from the start of the local day of `since` (UTC seconds) to now: posts,
 * comments, reactions, messages and invitations of the user. Counts whole days only, so that
 * reading a day again never counts twice. LinkedIn logs from the user's consent on: days up to
 * `consented` have no cover. Removals are added as undone. If the log does not say when a removed
 * item was made, its domain becomes stale and must be read again from the snapshot. On failure the
 * outputs are unchanged.
 */
BS_MUST_CHECK bs_status bs_pull_changes(bs_observation *observation, size_t *events,
                                        bool stale[BS_DOMAIN_COUNT], bs_fetcher *fetcher,
                                        int64_t since, const bs_pull_options *options,
                                        bs_error *error);

#endif
