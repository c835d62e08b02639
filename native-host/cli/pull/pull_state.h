/**
 * @file pull_state.h
 * What earlier pulls have read, so that an interrupted one goes on and a daily one is small.
 *
 * A plain value, kept as pull.json in the data directory: times and a day. A file that cannot be
 * read is taken for an empty one: the worst is that something is read again, which counts nothing
 * twice.
 */
#ifndef BUSSOLA_CLI_PULL_STATE_H
#define BUSSOLA_CLI_PULL_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "bussola/core/observation.h"
#include "bussola/ingest/portability.h"
#include "cli/base/cli.h"

typedef struct bs_pull_state {
    int64_t snapshot[BS_DOMAIN_COUNT]; /**< UTC seconds when it was read; 0 never */
    bool failed[BS_DOMAIN_COUNT];      /**< asked for in vain since */
    int64_t started;                   /**< UTC seconds of the first pull; 0 none */
    int64_t changes;                   /**< UTC seconds up to which changes were read; 0 never */
    int64_t oldest;                    /**< bs_ingest_result's, of the snapshot; 0 none */
    char profile[BS_KEY_MAX + 1];      /**< that the last pull was stored under; "": not known */
} bs_pull_state;

void bs_pull_state_load(bs_pull_state *state);

/** The next pull reads everything. */
void bs_pull_state_remove(void);

/** BS_EXIT_FAILED with a message when it cannot be written. */
bs_exit bs_pull_state_save(const bs_cli *cli, const bs_pull_state *state);

/** True when some domain was read, and each that ever was within the last `seconds`. */
bool bs_pull_state_fresh(const bs_pull_state *state, int64_t now, int64_t seconds);

/**
 * True when the part that begins with `first` lacks a domain that is worth asking for before the
 * next snapshot: one that failed, or one that LinkedIn may still be preparing.
 */
bool bs_pull_state_lacks(const bs_pull_state *state, bs_domain first, int64_t now);

/** True when the part of the snapshot that begins with `first` was read within `seconds`. */
bool bs_pull_state_has(const bs_pull_state *state, bs_domain first, int64_t now, int64_t seconds);

#endif
