/**
 * @file client_hello.h What an installation of the extension reports about itself in `hello`. A
 * plain value.
 */
#ifndef BUSSOLA_CLIENT_HELLO_H
#define BUSSOLA_CLIENT_HELLO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/contract/limits.h"
#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/observation.h"
#include "bussola/store/profiles.h"
#include "bussola/store/store.h"

#define BS_CLIENT_HELLO_TEXT_MAX BS_LABEL_MAX /**< bytes of a version or a browser's name */

typedef enum bs_tristate { BS_TRISTATE_UNKNOWN, BS_TRISTATE_NO, BS_TRISTATE_YES } bs_tristate;

/** Which anchor of a page gave a signal, or why no anchor did. */
typedef struct bs_health_trace {
    char signal[BS_CLIENT_HELLO_WORD_MAX + 1];
    char word[BS_CLIENT_HELLO_WORD_MAX + 1]; /**< the anchor, or the reason */
    bool found;
} bs_health_trace;

/** Results of the latest visits to a kind of page. */
typedef struct bs_page_health {
    char kind[BS_PAGE_MAX + 1];
    bs_moment visit;
    int64_t misses; /**< consecutive visits without a reading, after one with a reading */
    size_t trace_count;
    bs_health_trace trace[BS_CLIENT_HELLO_TRACE_MAX];
} bs_page_health;

typedef struct bs_client_hello {
    char instance[BS_INSTANCE_MAX + 1]; /**< "": no permanent name; the info is not stored */
    char version[BS_CLIENT_HELLO_TEXT_MAX + 1];
    char browser[BS_CLIENT_HELLO_TEXT_MAX + 1];
    int64_t protocol_from, protocol_to; /**< 1 and 1 if not given */
    int64_t rules;                      /**< version of its rule set; 0 if not given */
    bs_tristate pinned;                 /**< whether its icon is on the toolbar */
    char pillars[BS_PILLAR_COUNT][BS_PILLAR_NAME_MAX + 1]; /**< names on the user's page, or "" */
    int64_t at; /**< when received, by the host's clock, UTC seconds */
    size_t page_count;
    struct {
        char kind[BS_PAGE_MAX + 1];
        bs_moment seen; /**< when a page of this kind last gave a reading */
    } pages[BS_CLIENT_HELLO_PAGES_MAX];
    size_t health_count;
    bs_page_health health[BS_CLIENT_HELLO_HEALTH_MAX];
} bs_client_hello;

/**
 * The protocol to speak with a client: the newest that both know. Without one, the closest of this
 * build's, from which the client sees which of the two is too old.
 */
int bs_client_hello_protocol(const bs_client_hello *hello);

#endif
