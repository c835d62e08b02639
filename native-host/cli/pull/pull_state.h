/**
 * @file pull_state.h
 * The state of earlier pulls, so that an interrupted pull continues and a daily one is small.
 *
 * A plain value, stored as pull.json in the data directory: times and a day. An unreadable file
 * counts as empty; at worst data is read again, which never counts twice.
 */
#ifndef BUSSOLA_CLI_PULL_STATE_H
#define BUSSOLA_CLI_PULL_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/core/observation.h"
#include "bussola/ingest/portability.h"
#include "cli/base/cli.h"

typedef struct bs_pull_state {
    int64_t snapshot[BS_DOMAIN_COUNT]; /**< when it was read, UTC seconds; 0: never */
    bool failed[BS_DOMAIN_COUNT];      /**< requested without success since */
    int64_t started;                   /**< first pull, UTC seconds; 0: none */
    int64_t changes;                   /**< changes are read up to here, UTC seconds; 0: never */
    int64_t oldest;                    /**< bs_ingest_result's, of the snapshot; 0: none */
    char profile[BS_KEY_MAX + 1];      /**< that the last pull was stored under; "": not known */
} bs_pull_state;

void bs_pull_state_load(bs_pull_state *state);

/** Makes the next pull read everything. */
void bs_pull_state_remove(void);

/** Prints a message and returns BS_EXIT_FAILED if it cannot be written. */
bs_exit bs_pull_state_save(const bs_cli *cli, const bs_pull_state *state);

/** True if a domain was read, and every domain ever read was read within the last `seconds`. */
bool bs_pull_state_fresh(const bs_pull_state *state, int64_t now, int64_t seconds);

/**
 * True if the part that begins with `first` has a domain to request before the next snapshot: a
 * failed one, or one that LinkedIn may still be preparing.
 */
bool bs_pull_state_lacks(const bs_pull_state *state, bs_domain first, int64_t now);

/** True if the part of the snapshot that begins with `first` was read within `seconds`. */
bool bs_pull_state_has(const bs_pull_state *state, bs_domain first, int64_t now, int64_t seconds);

#endif
