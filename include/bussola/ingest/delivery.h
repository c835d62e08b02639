/**
 * @file delivery.h
 * Sends lines to a team's server, which speaks InfluxDB's line protocol.
 *
 * Uses two processes, as portability.h does: a child, forked before any database is open, holds the
 * tokens and posts; it writes no file. The parent has the database and can no longer open sockets.
 * A bs_courier is the parent's handle of the child; the caller owns it.
 */
#ifndef BUSSOLA_DELIVERY_H
#define BUSSOLA_DELIVERY_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/error.h"

#define BS_DELIVERY_BODY_MAX ((size_t)256 * 1024) /**< bytes of one post, before compression */
#define BS_DELIVERY_SECONDS 60                    /**< for one post, unless set otherwise */
#define BS_DELIVERY_TEXT_MAX 160                  /**< bytes of a server's answer that are kept */

/** Where it goes, as it follows the server's address. */
#define BS_DELIVERY_PATH "/write?precision=ms"

/** A server and the file with its token. Borrowed until bs_courier_stop. */
typedef struct bs_delivery_place {
    const char *url;        /**< address without BS_DELIVERY_PATH */
    const char *token_path; /**< NULL: the server wants none */
} bs_delivery_place;

/** Borrowed until bs_courier_stop. */
typedef struct bs_delivery_options {
    const char
        *ca_file; /**< certificates to trust for a server on this machine; NULL: the system's */
    int seconds;  /**< for one post */
} bs_delivery_options;

/** What became of a post. */
typedef enum bs_delivery_end {
    BS_DELIVERED,        /**< the server has accepted all of it */
    BS_DELIVERY_REFUSED, /**< the server refuses at least one line (400, 413, 422) */
    BS_DELIVERY_LATER, /**< the network or the server is busy or broken: the same may work later */
    BS_DELIVERY_STOPPED, /**< address, token or certificate must be corrected first */
} bs_delivery_end;

typedef struct bs_delivery_reply {
    bs_delivery_end end;
    /** Why it was not delivered, for the catalogue: address, answer, broken, busy, certificate,
     * network, no_library, no_token, not_http, refused, token. Static storage. */
    const char *why;
    int status;                          /**< of HTTP; 0 without a reply */
    int retry_after;                     /**< seconds, as the server asks; 0 if it does not */
    char text[BS_DELIVERY_TEXT_MAX + 1]; /**< beginning of the answer, printable ASCII */
} bs_delivery_reply;

/**
 * True for https, or http on this machine (127.0.0.1, localhost, [::1]), without user, query and
 * fragment and of printable ASCII.
 */
bool bs_delivery_url_allowed(const char *url);

typedef struct bs_courier bs_courier;

/**
 * Forks the child and permanently denies network access to this process. Must be called before a
 * database is open or a thread exists. On Windows the child is a thread and nothing is denied.
 */
BS_MUST_CHECK bs_status bs_courier_start(bs_courier **courier, const bs_delivery_place *places,
                                         size_t count, const bs_delivery_options *options,
                                         bs_error *error);
/** Ends the child. Safe on NULL. */
void bs_courier_stop(bs_courier *courier);

/** Posts up to BS_DELIVERY_BODY_MAX bytes to the place with that index. Always fills `reply`. */
void bs_courier_post(bs_delivery_reply *reply, bs_courier *courier, size_t place, const char *body,
                     size_t length);

#endif
