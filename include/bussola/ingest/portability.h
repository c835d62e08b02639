/**
 * @file portability.h
 * LinkedIn's Member Data Portability API (members in the EEA and Switzerland), read with the
 * member's own token.
 *
 * Two processes: a child, forked before any database is open, holds the token and speaks https; its
 * parent, which can open no socket any more, says what to ask for, parses what comes and counts.
 * The child writes no file. Documented by LinkedIn under "Member Data Portability (Member)"; the
 * version asked for is 202312.
 *
 * A bs_fetcher is the parent's hold on the child and belongs to the caller. Failures are
 * BS_BAD_REQUEST (the token or what it may do), BS_BUSY (LinkedIn or the network: later is better)
 * and BS_INTERNAL; `field` names them for the catalogue: no_token, expired, forbidden, version,
 * throttled, network, certificate, redirect, reply, too_large, base.
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

/** Domains of the snapshot, in the order in which they are asked for. */
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

/** Derivations need the first four together: they are complete, or asked for again, as one. */
#define BS_DOMAIN_TOGETHER 4

/** LinkedIn's name ("ALL_LIKES"). Static storage. */
const char *bs_domain_name(bs_domain domain);

/** The file whose rows a domain's are. */
bs_file bs_domain_file(bs_domain domain);

/** Where to ask, and with what. All borrowed until bs_fetcher_start returns. */
typedef struct bs_api_place {
    /** NULL for LinkedIn's own; for tests, an https server on this machine (127.0.0.1, localhost).
     */
    const char *base;
    const char *ca_file;    /**< certificates to trust in place of the system's; only with a base */
    const char *token_path; /**< the file that holds the token */
} bs_api_place;

/** True for a text that can be a token: 1 to BS_API_TOKEN_MAX visible ASCII characters. */
bool bs_token_valid(const char *token, size_t length);

typedef struct bs_fetcher bs_fetcher;

/**
 * Forks the child and gives up this process's own network for good. Must be called before a
 * database or a thread exists. BS_BAD_REQUEST `base` when the base is not allowed.
 */
BS_MUST_CHECK bs_status bs_fetcher_start(bs_fetcher **fetcher, const bs_api_place *place,
                                         bs_error *error);
/** Ends the child. Safe on NULL. */
void bs_fetcher_stop(bs_fetcher *fetcher);

/** One reply as the child got it. */
typedef struct bs_api_reply {
    int status;      /**< of HTTP; 0 when there was no reply */
    int fault;       /**< enum bs_api_fault (api_client.h); 0 when there was a whole reply */
    int retry_after; /**< seconds that LinkedIn asks to wait, 0 when it does not say */
    char *body;      /**< owned; closed by a NUL */
    size_t length;
} bs_api_reply;

typedef struct bs_pull_options {
    bs_zone zone;
    bs_day today;
    int64_t now;   /**< UTC seconds, of `today` */
    bs_day oldest; /**< that earlier parts of the snapshot told; 0 for none */
    void (*progress)(void *context, uint64_t done,
                     uint64_t total); /**< told domains done, of all; NULL for none */
    void *progress_context;
    int patience_seconds; /**< longest wait that is sat out when LinkedIn asks for one */
    bs_day consented;     /**< when the change log began at the latest; 0 not known */
} bs_pull_options;

/** What became of a domain of the snapshot. */
typedef enum bs_domain_end {
    BS_DOMAIN_NOT_ASKED,
    BS_DOMAIN_READ,       /**< to its end; its list may be empty */
    BS_DOMAIN_UNPREPARED, /**< no data: LinkedIn has not prepared it yet, or has nothing for it */
    BS_DOMAIN_STATUS,     /**< the server answered another status than 200 */
    BS_DOMAIN_BROKEN,     /**< the reply broke off or came too slowly, again and again */
    BS_DOMAIN_TOO_LARGE,  /**< a reply beyond BS_API_BODY_MAX */
    BS_DOMAIN_SHAPE,      /**< a reply that is not as documented */
} bs_domain_end;

/** True when a domain was asked for in vain: it is to be asked for again. */
bool bs_domain_failed(bs_domain_end end);

typedef struct bs_domain_result {
    bs_domain_end end;
    int status; /**< of BS_DOMAIN_STATUS */
} bs_domain_result;

/** The end of the part of the snapshot that begins with `first`: domains that count on their own.
 */
bs_domain bs_domain_part_end(bs_domain first);

/**
 * Reads one part of the snapshot, domain by domain, page by page; `domains` says what became of
 * each. LinkedIn prepares domains one by one within hours of consent, so one that is not there yet
 * or fails costs itself alone and proves nothing. Fails where the next domain would fail as well
 * (token, network, throttling); what was complete by then is counted all the same.
 */
BS_MUST_CHECK bs_status bs_pull_part(bs_observation *observation, bs_ingest_result *result,
                                     bs_domain_result domains[BS_DOMAIN_COUNT], bs_fetcher *fetcher,
                                     bs_domain first, const bs_pull_options *options,
                                     bs_error *error);

/**
 * Reads the change log from the beginning of the local day of `since` (UTC seconds) to now: posts,
 * comments, reactions, messages and invitations that the member made. Counts whole days only, so
 * that reading a day again never counts twice. LinkedIn keeps the log from the member's consent on:
 * days up to `consented` claim no cover. What was removed is told as undone; where nothing says
 * when it was made, its domain becomes stale: the snapshot lists what is left. Nothing is told on
 * failure.
 */
BS_MUST_CHECK bs_status bs_pull_changes(bs_observation *observation, size_t *events,
                                        bool stale[BS_DOMAIN_COUNT], bs_fetcher *fetcher,
                                        int64_t since, const bs_pull_options *options,
                                        bs_error *error);

#endif
