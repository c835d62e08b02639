/**
 * @file greeting.h
 * What an installation of the extension says of itself in `hello`. A bs_greeting is a plain value.
 */
#ifndef BUSSOLA_GREETING_H
#define BUSSOLA_GREETING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/core/dates.h"
#include "bussola/core/observation.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

/** The protocols that this build speaks; of those the client speaks too, `hello` picks the last. */
#define BS_PROTOCOL_OLDEST 1
#define BS_PROTOCOL_NEWEST 1

#define BS_GREETING_TEXT_MAX BS_LABEL_MAX /**< bytes of a version or a browser's name */
#define BS_GREETING_PAGES_MAX 64          /**< kinds of page */
#define BS_GREETING_HEALTH_MAX 32         /**< kinds of page whose health is told */
#define BS_GREETING_TRACE_MAX 16          /**< signals of one */
#define BS_GREETING_WORD_MAX                                                                       \
    40 /**< bytes of the reader's name of a signal, an anchor, a reason                            \
        */

typedef enum bs_told { BS_UNTOLD, BS_TOLD_NO, BS_TOLD_YES } bs_told;

/** Which anchor of a page gave a signal, or why none did. */
typedef struct bs_health_trace {
    char signal[BS_GREETING_WORD_MAX + 1];
    char word[BS_GREETING_WORD_MAX + 1]; /**< the anchor, or the reason */
    bool found;
} bs_health_trace;

/** How a kind of page has answered lately. */
typedef struct bs_page_health {
    char kind[BS_PAGE_MAX + 1];
    bs_moment visit;
    int64_t misses; /**< visits in a row without a reading although an earlier one gave one */
    size_t trace_count;
    bs_health_trace trace[BS_GREETING_TRACE_MAX];
} bs_page_health;

typedef struct bs_greeting {
    char instance[BS_INSTANCE_MAX + 1]; /**< "": the client has no lasting name; not kept */
    char version[BS_GREETING_TEXT_MAX + 1];
    char browser[BS_GREETING_TEXT_MAX + 1];
    int64_t protocol_from, protocol_to; /**< 1 and 1 when not told */
    int64_t rules;                      /**< version of its rule set; 0 when not told */
    bs_told pinned;                     /**< its icon is on the toolbar */
    int64_t at;                         /**< by the host's clock, UTC seconds */
    size_t page_count;
    struct {
        char kind[BS_PAGE_MAX + 1];
        bs_moment seen; /**< when a page of the kind last gave a reading */
    } pages[BS_GREETING_PAGES_MAX];
    size_t health_count;
    bs_page_health health[BS_GREETING_HEALTH_MAX];
} bs_greeting;

/**
 * The protocol to speak with a client: the newest that both know. Without a common one, this
 * build's nearest, from which the client sees which of the two is too old.
 */
int bs_greeting_protocol(const bs_greeting *greeting);

#endif
