/**
 * @file pages.h
 * The API's JSON: pages of a snapshot into rows, pages of the change log into counts.
 *
 * Pure: text in, counts out, no network. Everything is borrowed. BS_BAD_JSON for what is no JSON or
 * of another shape, BS_INTERNAL out of memory.
 */
#ifndef BUSSOLA_INGEST_PAGES_H
#define BUSSOLA_INGEST_PAGES_H

#include "bussola/portability.h"
#include "days.h"
#include "hash.h"

/** The file whose rows a domain's are. */
bs_file bs_domain_file(bs_domain domain);

/**
 * Hands every row of a snapshot's page to the ingest. `*fresh` counts those that no earlier page
 * had. Rows carry the keys of the CSV's columns. A row that holds one value alone (a hidden
 * connection is a date and nothing else) is told apart from its likes by its number on the page.
 * `key` is the same for all pages of one pull.
 */
BS_MUST_CHECK bs_status bs_page_rows(size_t *fresh, bs_ingest *ingest, bs_domain domain,
                                     const bs_hash_key *key, const char *text, size_t length);

/** True when the text of a 404 says that there is no (more) data, and not that all is amiss. */
bool bs_page_is_end(const char *text, size_t length);

/** What the change log tells, by day. */
typedef struct bs_changes {
    bs_zone zone;
    bs_hash_key key;
    bs_map seen;        /**< events, by their id */
    uint64_t processed; /**< newest processedAt, milliseconds */
    size_t events;      /**< counted */
    bs_days posts, comments, reactions, messages_sent, invitations_sent;
    bool out_of_memory;
} bs_changes;

/**
 * Counts a page's events: what the member (actor and owner alike) made, once each. Not counted:
 * edits and removals, failures, notes of invitations (LinkedIn sends them as messages), what others
 * did. Messages from Sales Navigator (their author is a salesIdentity) are the member's own and
 * count. `*fresh` is how many events no earlier page had.
 */
BS_MUST_CHECK bs_status bs_page_changes(size_t *fresh, bs_changes *changes, const char *text,
                                        size_t length);
void bs_changes_free(bs_changes *changes);

#endif
