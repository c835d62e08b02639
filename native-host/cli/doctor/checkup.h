/**
 * @file checkup.h
 * What `bussola doctor` has found, one line each: how it stands and what mends it.
 *
 * A bs_checkup owns its findings and paths (bs_checkup_free); checks add to it and never print.
 * Nothing fails (memory.h).
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
    char *check; /**< what was looked at: "database", a browser … */
    bs_level level;
    char *text;   /**< in the user's language */
    char *remedy; /**< NULL when there is nothing to do */
} bs_finding;

typedef struct bs_checkup {
    const bs_cli *cli;
    bs_places places;
    bool fix; /**< mend what can be mended without risk */
    bs_finding *findings;
    size_t finding_count;
} bs_checkup;

void bs_checkup_free(bs_checkup *checkup);

/** "ok", "warning", "failure". */
const char *bs_level_id(bs_level level);

/**
 * Adds a finding. `remedy` is a command or a click for people, NULL when there is nothing to do;
 * the text is the catalogue's, and the macro takes its arguments in place.
 */
void bs_checkup_add_text(bs_checkup *checkup, const char *check, bs_level level, const char *remedy,
                         const char *key, const char *const *arguments);
#define bs_checkup_add(checkup, check, level, remedy, key, ...)                                    \
    bs_checkup_add_text(checkup, check, level, remedy, key, BS_ARGUMENTS(__VA_ARGS__))

/** The day of a moment where this computer is. */
bs_day bs_checkup_day(int64_t seconds);

/** How many findings there are of a level. */
size_t bs_checkup_count(const bs_checkup *checkup, bs_level level);

/* ---- the checks, one file each, in the order of the report ---- */

void bs_check_account(bs_checkup *checkup);  /**< whose home it is that is looked at */
void bs_check_database(bs_checkup *checkup); /**< modes, integrity, size, schema */
void bs_check_disk(bs_checkup *checkup, const char *directory); /**< space, file system */
/** Last readings, clock; `store` is NULL where there is no database yet. */
void bs_check_readings(bs_checkup *checkup, bs_store *store);
void bs_check_model(bs_checkup *checkup);       /**< the member's own model file */
void bs_check_browsers(bs_checkup *checkup);    /**< manifests as each browser finds them */
void bs_check_directories(bs_checkup *checkup); /**< each --user-data-dir that was registered */
/** The host, started as this browser would through this manifest. */
void bs_check_host(bs_checkup *checkup, const bs_browser *browser, const char *manifest,
                   const char *program);
/** What an administrator's policies say about hosts; `user`: the manifest is one user's. */
void bs_check_policies(bs_checkup *checkup, const bs_browser *browser, bool user);
/** What one flatpak or snap needs beside the manifest. */
void bs_check_confinement(bs_checkup *checkup, const bs_browser *browser);
void bs_check_versions(bs_checkup *checkup); /**< versions beside this one */
void bs_check_clients(bs_checkup *checkup);  /**< what each extension last said of itself */
void bs_check_pull(bs_checkup *checkup); /**< token, schedule and last pull, where there are any */
void bs_check_sandbox(bs_checkup *checkup);   /**< how the host is locked, and against whom */
void bs_check_extension(bs_checkup *checkup); /**< the extension that a system package brought */

#endif
