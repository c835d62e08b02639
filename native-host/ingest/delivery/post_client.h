/**
 * @file post_client.h
 * Posts to one server with libcurl, compressed with gzip.
 *
 * The caller owns a bs_post_client; freeing it wipes the token.
 */
#ifndef BUSSOLA_INGEST_POST_CLIENT_H
#define BUSSOLA_INGEST_POST_CLIENT_H

#include <stddef.h>

#include "bussola/core/error.h"
#include "bussola/ingest/delivery.h"
#include "ingest/http/http.h"

typedef struct bs_post_client bs_post_client;

/** What the server said; a plain value without padding, sent between the processes. */
typedef struct bs_post_reply {
    int64_t status, fault, retry_after;
    char text[BS_DELIVERY_TEXT_MAX]; /**< beginning of the answer; padded with NULs */
} bs_post_reply;

/** Reads the token's file; BS_BAD_REQUEST without a token in it. The library must outlive it. */
BS_MUST_CHECK bs_status bs_post_client_new(bs_post_client **client, const bs_curl_library *library,
                                           const bs_delivery_place *place,
                                           const bs_delivery_options *options);
/** Safe on NULL. */
void bs_post_client_free(bs_post_client *client);

/** Always fills `reply`. */
void bs_post_client_send(bs_post_reply *reply, bs_post_client *client, const char *body,
                         size_t length);

#endif
