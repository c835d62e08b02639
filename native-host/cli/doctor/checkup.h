/**
 * @file checkup.h
 * The findings of `bussola doctor`: a level, a text and a remedy each.
 *
 * A bs_checkup owns its findings and paths (bs_checkup_free); checks add to it and never print.
 * Nothing can fail (memory.h).
 */
#ifndef BUSSOLA_CLI_CHECKUP_H
#define BUSSOLA_CLI_CHECKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/dates.h"
#include "bussola/store/store.h"
#include "cli/base/cli.h"
#include "cli/base/places.h"
#include "cli/install/browsers.h"

typedef enum bs_level { BS_LEVEL_OK, BS_LEVEL_WARNING, BS_LEVEL_FAILURE, BS_LEVEL_COUNT } bs_level;

typedef struct bs_finding {
    char *check; /**< subject of the check: "database", a browser … */
    bs_level level;
    char *text;   /**< translated */
    char *remedy; /**< NULL for none */
} bs_finding;

typedef struct bs_checkup {
    const bs_cli *cli;
    bs_places places;
    bool fix; /**< repair what is safe to repair */
    bs_finding *findings;
    size_t finding_count;
} bs_checkup;

void bs_checkup_free(bs_checkup *checkup);

/** "ok", "warning", "failure". */
const char *bs_level_id(bs_level level);

/**
 * Adds a finding. `remedy` is a command or an instruction for the user, NULL for none; the text is
 * from the catalogue, and the macro takes inline arguments.
 */
void bs_checkup_add_text(bs_checkup *checkup, const char *check, bs_level level, const char *remedy,
                         const char *key, const char *const *arguments);
#define bs_checkup_add(checkup, check, level, remedy, key, ...)                                    \
    bs_checkup_add_text(checkup, check, level, remedy, key, BS_ARGUMENTS(__VA_ARGS__))

/** Local day of a moment on this computer. */
bs_day bs_checkup_day(int64_t seconds);

/** Number of findings of a level. */
size_t bs_checkup_count(const bs_checkup *checkup, bs_level level);

/* ---- the checks, one file each, in the order of the report ---- */

void bs_check_account(bs_checkup *checkup);  /**< root in another user's home */
void bs_check_database(bs_checkup *checkup); /**< modes, integrity, size, schema */
void bs_check_disk(bs_checkup *checkup, const char *directory); /**< free space, file system */
/** Last readings, clock; `store` is NULL without a database. */
void bs_check_readings(bs_checkup *checkup, bs_store *store);
void bs_check_model(bs_checkup *checkup);       /**< the user's own model file */
void bs_check_browsers(bs_checkup *checkup);    /**< manifests as each browser reads them */
void bs_check_directories(bs_checkup *checkup); /**< each registered --user-data-dir */
/** Starts the host as this browser would through this manifest. */
void bs_check_host(bs_checkup *checkup, const bs_browser *browser, const char *manifest,
                   const char *program);
/** An administrator's policies for hosts; `user`: the manifest is a user's. */
void bs_check_policies(bs_checkup *checkup, const bs_browser *browser, bool user);
/** Permissions of a flatpak or snap. */
void bs_check_confinement(bs_checkup *checkup, const bs_browser *browser);
void bs_check_versions(bs_checkup *checkup); /**< other installed versions */
void bs_check_clients(bs_checkup *checkup);  /**< what each extension last reported */
void bs_check_pull(bs_checkup *checkup);     /**< token, schedule and last pull, if there are any */
void bs_check_sandbox(bs_checkup *checkup);  /**< confinement, and refusal of foreign callers */
void bs_check_extension(bs_checkup *checkup); /**< the extension in a system package */

#endif
