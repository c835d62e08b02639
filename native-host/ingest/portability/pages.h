/**
 * @file pages.h
 * Parses the API's JSON: pages of a snapshot to rows, pages of the change log to counts.
 *
 * Pure: text in, counts out, no network. Everything is borrowed. BS_BAD_JSON for invalid JSON or
 * another structure, BS_INTERNAL out of memory.
 */
#ifndef BUSSOLA_INGEST_PAGES_H
#define BUSSOLA_INGEST_PAGES_H

#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/signals.h"
#include "bussola/ingest/portability.h"
#include "ingest/format/days.h"
#include "ingest/format/hash.h"

/**
 * Passes every row of a snapshot's page to the ingest. `*fresh` counts those that no earlier page
 * had. Sets `*present` if the page has data of the domain, even without rows. Rows have the CSV's
 * columns as keys. A row with a single value (a hidden connection has only a date) is distinguished
 * from equal ones by its number on the page. `key` must be the same for all pages of a pull.
 */
BS_MUST_CHECK bs_status bs_page_rows(size_t *fresh, bool *present, bs_ingest *ingest,
                                     bs_domain domain, const bs_hash_key *key, const char *text,
                                     size_t length);

/** True if the text of a 404 means that there is no (more) data, not another error. */
bool bs_page_is_end(const char *text, size_t length);

/** Results of the change log, by day. */
typedef struct bs_changes {
    bs_zone zone;
    bs_hash_key key;
    bs_map seen;        /**< events, by their id */
    bs_map made;        /**< created items, by their address → day */
    uint64_t processed; /**< newest processedAt, milliseconds */
    uint64_t captured;  /**< newest capturedAt, milliseconds */
    size_t events;      /**< number counted */
    bs_days posts, comments, reactions, messages_sent, invitations_sent;
    bs_undone *undone; /**< removals, each once */
    size_t undone_count;
    bool undated[BS_SIGNAL_COUNT]; /**< an item of an unknown day was removed */
    bool out_of_memory;
} bs_changes;

/**
 * Counts a page's events: what the user (both actor and owner) created, once each, except posts,
 * comments and reactions removed since. Does not count edits, failures, notes of invitations (which
 * LinkedIn sends as messages) and acts of others. Messages from Sales Navigator (with a
 * salesIdentity as author) count as the user's. `*fresh` is the number of events that no earlier
 * page had.
 */
BS_MUST_CHECK bs_status bs_page_changes(size_t *fresh, bs_changes *changes, const char *text,
                                        size_t length);
void bs_changes_free(bs_changes *changes);

#endif
