/**
 * @file pages.h
 * The API's JSON: pages of a snapshot into rows, pages of the change log into counts.
 *
 * Pure: text in, counts out, no network. Everything is borrowed. BS_BAD_JSON for what is no JSON or
 * of another shape, BS_INTERNAL out of memory.
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
 * Hands every row of a snapshot's page to the ingest. `*fresh` counts those that no earlier page
 * had. `*told` when the page has data of the domain, be it without a row; left as it is otherwise.
 * Rows carry the keys of the CSV's columns. A row that holds one value alone (a hidden connection
 * is a date and nothing else) is told apart from its likes by its number on the page. `key` is the
 * same for all pages of one pull.
 */
BS_MUST_CHECK bs_status bs_page_rows(size_t *fresh, bool *told, bs_ingest *ingest, bs_domain domain,
                                     const bs_hash_key *key, const char *text, size_t length);

/** True when the text of a 404 says that there is no (more) data, and not that all is amiss. */
bool bs_page_is_end(const char *text, size_t length);

/** What the change log tells, by day. */
typedef struct bs_changes {
    bs_zone zone;
    bs_hash_key key;
    bs_map seen;        /**< events, by their id */
    bs_map made;        /**< what was made, by its address → its day */
    uint64_t processed; /**< newest processedAt, milliseconds */
    uint64_t captured;  /**< newest capturedAt, milliseconds */
    size_t events;      /**< counted */
    bs_days posts, comments, reactions, messages_sent, invitations_sent;
    bs_undone *undone; /**< what was removed, each once */
    size_t undone_count;
    bool undated[BS_SIGNAL_COUNT]; /**< something was removed that was made on an unknown day */
    bool out_of_memory;
} bs_changes;

/**
 * Counts a page's events: what the member (actor and owner alike) made, once each, without posts,
 * comments and reactions that were removed since. Not counted: edits, failures, notes of
 * invitations (LinkedIn sends them as messages), what others did. Messages from Sales Navigator
 * (their author is a salesIdentity) are the member's own and count. `*fresh` is how many events no
 * earlier page had.
 */
BS_MUST_CHECK bs_status bs_page_changes(size_t *fresh, bs_changes *changes, const char *text,
                                        size_t length);
void bs_changes_free(bs_changes *changes);

#endif
