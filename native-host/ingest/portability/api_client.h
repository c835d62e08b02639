/**
 * @file api_client.h
 * One GET to the portability API with libcurl: https only, verified certificates, limits on time
 * and size, redirects only within the same server.
 *
 * The caller owns a bs_api_client; freeing it wipes the token. Replies own their body.
 */
#ifndef BUSSOLA_INGEST_API_CLIENT_H
#define BUSSOLA_INGEST_API_CLIENT_H

#include "bussola/core/error.h"
#include "bussola/ingest/portability.h"
#include "ingest/http/http.h"

typedef struct bs_api_client bs_api_client;

/** True if `base` may replace LinkedIn's: https on this machine. */
bool bs_api_base_allowed(const char *base);

/** Reads the token file; BS_BAD_REQUEST without a token. The library must outlive the client. */
BS_MUST_CHECK bs_status bs_api_client_new(bs_api_client **client, const bs_curl_library *library,
                                          const bs_api_place *place);
void bs_api_client_free(bs_api_client *client);

/** GET base + path. Always fills `reply`. */
void bs_api_client_get(bs_api_reply *reply, bs_api_client *client, const char *path);

#endif
