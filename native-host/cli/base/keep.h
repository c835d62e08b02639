/**
 * @file keep.h
 * Stores what an import or a pull has counted, in one transaction, with every past day scored.
 *
 * Nothing is owned; the database is opened for the call alone, so that the long work before it
 * holds no lock.
 */
#ifndef BUSSOLA_CLI_KEEP_H
#define BUSSOLA_CLI_KEEP_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/keep.h"
#include "bussola/store/store.h"
#include "cli.h"

typedef struct bs_kept {
    char profile[BS_KEY_MAX + 1]; /**< the key it was stored under; "": nothing was stored */
    bs_kept_by by;                /**< how that profile was found */
    size_t changed;               /**< rows that are new or different */
    const char *refusal;          /**< BS_KEEP_OTHER or BS_KEEP_UNTOLD; NULL when it was neither */
} bs_kept;

/**
 * Stores an observation under the profile that bs_store_keep_find names; `chosen` is --profile or
 * NULL. BS_EXIT_FAILED or BS_EXIT_NOTHING (no such profile) with a message when it is not stored.
 */
bs_exit bs_keep(bs_kept *kept, const bs_cli *cli, bs_observation *observation,
                const bs_owner *owner, const char *chosen);

/** The same without storing anything: whether it would be. Creates no database. */
bs_exit bs_keep_try(bs_kept *kept, const bs_cli *cli, const bs_owner *owner, const char *chosen);

/**
 * Says why a profile was not found; `chosen` is --profile or NULL. Sets `*refusal` to BS_KEEP_OTHER
 * or BS_KEEP_UNTOLD when it is one of them.
 */
bs_exit bs_keep_complain(const char **refusal, const bs_cli *cli, bs_store *store,
                         const char *chosen, const bs_error *error);

#endif
