/**
 * @file store_import.h
 * Stores the result of an import or a pull in one transaction and scores every past day.
 *
 * Nothing is owned; the database is open only during the call, so that the long work before it
 * holds no lock.
 */
#ifndef BUSSOLA_CLI_STORE_IMPORT_H
#define BUSSOLA_CLI_STORE_IMPORT_H

#include "bussola/core/error.h"
#include "bussola/core/observation.h"
#include "bussola/store/store.h"
#include "bussola/store/store_import.h"
#include "cli.h"

typedef struct bs_import_outcome {
    char profile[BS_KEY_MAX + 1]; /**< key it was stored under; "": nothing was stored */
    bs_import_match by;           /**< how the profile was chosen */
    size_t changed;               /**< new or changed rows */
    const char
        *refusal; /**< BS_IMPORT_OTHER or BS_IMPORT_OWNER_UNKNOWN; NULL for any other failure */
} bs_import_outcome;

/**
 * Stores an observation under the profile from bs_store_import_find; `chosen` is --profile or NULL.
 * On failure prints a message and returns BS_EXIT_FAILED or BS_EXIT_NOTHING (no such profile).
 */
bs_exit bs_store_import_observation(bs_import_outcome *kept, const bs_cli *cli,
                                    bs_observation *observation, const bs_owner *owner,
                                    const char *chosen);

/** As bs_store_import_observation, but only tests whether it would succeed. Creates no database. */
bs_exit bs_store_import_try_observation(bs_import_outcome *kept, const bs_cli *cli,
                                        const bs_owner *owner, const char *chosen);

/**
 * Prints why no profile was chosen; `chosen` is --profile or NULL. Sets `*refusal` to
 * BS_IMPORT_OTHER or BS_IMPORT_OWNER_UNKNOWN if it is one of them.
 */
bs_exit bs_store_import_complain(const char **refusal, const bs_cli *cli, bs_store *store,
                                 const char *chosen, const bs_error *error);

#endif
