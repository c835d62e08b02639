/**
 * @file api_client.h
 * One GET to the portability API with libcurl: https only, certificates verified, limits on time
 * and size, redirects followed within the same server alone.
 *
 * A bs_api_client belongs to its caller; the token is wiped when it is freed. Replies own their
 * body.
 */
#ifndef BUSSOLA_INGEST_API_CLIENT_H
#define BUSSOLA_INGEST_API_CLIENT_H

#include "bussola/core/error.h"
#include "bussola/ingest/portability.h"
#include "curl_library.h"

/** Why there was no whole reply. */
typedef enum bs_api_fault {
    BS_API_FINE,
    BS_API_NO_TOKEN,    /**< no file, or nothing in it that can be a token */
    BS_API_NETWORK,     /**< not reached */
    BS_API_BROKEN,      /**< reached, then cut off or too slow */
    BS_API_CERTIFICATE, /**< the server is not who it should be */
    BS_API_REDIRECT,    /**< sent elsewhere, or in circles */
    BS_API_TOO_LARGE,   /**< more than BS_API_BODY_MAX */
    BS_API_CHILD,       /**< the child is gone */
    BS_API_NO_LIBRARY,  /**< this machine has no libcurl */
} bs_api_fault;

typedef struct bs_api_client bs_api_client;

/** True when `base` may be asked in place of LinkedIn: https on this machine. */
bool bs_api_base_allowed(const char *base);

/** Reads the token's file; BS_BAD_REQUEST when it holds none. The library must outlive the client.
 */
BS_MUST_CHECK bs_status bs_api_client_new(bs_api_client **client, const bs_curl_library *library,
                                          const bs_api_place *place);
void bs_api_client_free(bs_api_client *client);

/** GET base + path. `reply` is filled whatever happens. */
void bs_api_client_get(bs_api_reply *reply, bs_api_client *client, const char *path);

#endif
