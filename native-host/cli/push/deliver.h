/**
 * @file deliver.h
 * Sends what waits for one server: in batches, with patience, and a refused day by itself.
 *
 * The database is open only between posts, so that a slow server keeps nobody from replacing it. It
 * learns of accepted days every few posts; after a crash the days in between are sent again.
 */
#ifndef BUSSOLA_CLI_DELIVER_H
#define BUSSOLA_CLI_DELIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/buffer.h"
#include "bussola/ingest/delivery.h"
#include "bussola/store/push.h"
#include "cli/base/cli.h"

/** Days in one post: with the longest label they are less than BS_DELIVERY_BODY_MAX. */
#define BS_PUSH_BATCH 300

/** How a delivery ended. */
typedef struct bs_push_result {
    size_t sent;             /**< days that the server has accepted */
    size_t waiting;          /**< days that wait still */
    size_t set_aside;        /**< days that the server refused while it accepted others */
    bool marked;             /**< the server now knows of the withdrawal */
    const char *why;         /**< bs_delivery_reply's, or "wait"; NULL: all was delivered */
    int64_t wait;            /**< UTC seconds until which the server asked to wait; 0: it did not */
    bs_delivery_reply reply; /**< the last one that was not an acceptance */
} bs_push_result;

typedef struct bs_push_delivery {
    const bs_cli *cli;
    bs_courier *courier;
    size_t place;                 /**< of the courier */
    const bs_push_target *target; /**< agreed */
    int patience;                 /**< seconds to wait between two tries, at most */
    int64_t now;                  /**< UTC seconds */
} bs_push_delivery;

/**
 * Sends the target's days that wait, or its withdrawal. BS_EXIT_OK also if the server is the
 * reason that something waits still; else prints a message.
 */
bs_exit bs_deliver(bs_push_result *result, const bs_push_delivery *delivery);

/** Writes what a post with these days contains. */
void bs_push_write_days(bs_buffer *out, const bs_push_target *target, const bs_push_day *days,
                        size_t count);

#endif
