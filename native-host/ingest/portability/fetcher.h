/**
 * @file fetcher.h
 * What the parent asks of its child: one page at a time, by resource and number, never by address.
 */
#ifndef BUSSOLA_INGEST_FETCHER_H
#define BUSSOLA_INGEST_FETCHER_H

#include "api_client.h"

typedef struct bs_api_request {
    bool changes;      /**< the change log; else the snapshot of a domain */
    bs_domain domain;  /**< of a snapshot */
    uint64_t position; /**< page index of a snapshot; milliseconds since 1970 of the change log */
} bs_api_request;

/** Asks and waits. `reply->body` belongs to the caller, who frees it. */
void bs_fetcher_get(bs_api_reply *reply, bs_fetcher *fetcher, const bs_api_request *request);

#endif
