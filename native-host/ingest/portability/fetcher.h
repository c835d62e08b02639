/**
 * @file fetcher.h Requests of the parent to its child: one page at a time, by resource and number,
 * never by address.
 */
#ifndef BUSSOLA_INGEST_FETCHER_H
#define BUSSOLA_INGEST_FETCHER_H

#include "api_client.h"

typedef struct bs_api_request {
    bool changes;      /**< the change log; else a domain's snapshot */
    bs_domain domain;  /**< of a snapshot */
    uint64_t position; /**< a snapshot's page index, or the change log's milliseconds since 1970 */
} bs_api_request;

/** Sends a request and waits for the reply. The caller frees `reply->body`. */
void bs_fetcher_get(bs_api_reply *reply, bs_fetcher *fetcher, const bs_api_request *request);

#endif
