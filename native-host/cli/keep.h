/**
 * @file keep.h
 * Stores what an import or a pull has counted, in one transaction, with every past day scored.
 *
 * Nothing is owned; the database is opened for the call alone, so that the long work before it
 * holds no lock.
 */
#ifndef BUSSOLA_CLI_KEEP_H
#define BUSSOLA_CLI_KEEP_H

#include "bussola/keep.h"
#include "bussola/observation.h"
#include "cli.h"

typedef struct bs_kept {
    char profile[BS_KEY_MAX + 1]; /**< the key it was stored under */
    size_t changed;               /**< rows that are new or different */
} bs_kept;

/**
 * Stores an observation without profile under `key`; NULL means the profile last seen, else
 * BS_KEEP_KEY. BS_EXIT_FAILED with a message when it cannot be stored.
 */
bs_exit bs_keep(bs_kept *kept, const bs_cli *cli, bs_observation *observation, const char *key);

#endif
