/**
 * @file request.h
 * Parses a request of protocol 1 from JSON into checked values.
 *
 * A bs_request owns its observation and files (bs_request_free). Parsing succeeds completely or not
 * at all, except for id and type: they are kept if the rest fails, so that the error reply can name
 * the request.
 */
#ifndef BUSSOLA_REQUEST_H
#define BUSSOLA_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bussola/codec/client_hello.h"
#include "bussola/contract/protocol.h"
#include "bussola/core/dates.h"
#include "bussola/core/error.h"
#include "bussola/core/evidence.h"
#include "bussola/core/goal.h"
#include "bussola/core/observation.h"
#include "bussola/store/history.h"
#include "bussola/store/profiles.h"

/** How far ahead of the host's clock a moment may be, in seconds. */
#define BS_REQUEST_AHEAD_MAX BS_STORE_AHEAD_MAX

typedef struct bs_request {
    bool has_id;
    int64_t id; /**< 0 … 2^53 − 1 */
    bool has_type;
    bs_request_type type;
    bs_client client;           /**< hello */
    bs_client_hello hello;      /**< hello */
    bs_observation observation; /**< observe */
    bool has_key;
    char key[BS_KEY_MAX + 1]; /**< state, history, activity, export, forget, why, goal, share */
    bool has_at;
    bs_moment at;              /**< state, goal */
    bs_phone phone;            /**< state: the answer to store; BS_PHONE_NOT_ASKED: nothing */
    bool with[BS_EXTRA_COUNT]; /**< state: what else to reply */
    bs_day from, to;           /**< history, activity, why; BS_DAY_NONE: open */
    bool shown;                /**< why: as the report of a closed week has shown it */
    bs_step step;
    bs_format format;           /**< export */
    char cursor[BS_CURSOR_MAX]; /**< "" for the first piece */
    bool all;                   /**< forget */
    bool has_source;            /**< forget: remove only what this source gave */
    bs_source source;
    bool sets_goal;                    /**< goal: the request has `set` */
    bs_goal goal;                      /**< goal: the goal to set; not present: `set` was null */
    char label[BS_TEAM_LABEL_MAX + 1]; /**< share */
    bool parts[BS_SHARE_PART_COUNT];   /**< share */
    char **files;                      /**< team: contents of files; owned */
    size_t file_count;                 /**< at most BS_TEAM_BATCH_MAX */
} bs_request;

/**
 * `now` is the host's clock in UTC seconds. Errors as in the protocol; `error->field` is the path
 * of the wrong member. Release with bs_request_free, also after a failure.
 */
BS_MUST_CHECK bs_status bs_request_parse(bs_request *request, const char *text, size_t length,
                                         int64_t now, bs_error *error);
void bs_request_free(bs_request *request);

#endif
