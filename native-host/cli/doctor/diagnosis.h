/**
 * @file diagnosis.h
 * The findings of `bussola doctor`: a level, a text and a remedy each.
 *
 * A bs_diagnosis owns its findings and paths (bs_diagnosis_free); checks add to it and never print.
 * Nothing can fail (xmalloc.h).
 */
#ifndef BUSSOLA_CLI_DIAGNOSIS_H
#define BUSSOLA_CLI_DIAGNOSIS_H

#include <stdbool.h>
#include <stddef.h>

#include "bussola/core/dates.h"
#include "bussola/store/store.h"
#include "cli/base/cli.h"
#include "cli/base/paths.h"
#include "cli/install/browsers.h"

#define BS_MEGABYTE (1024.0 * 1024.0)

typedef enum bs_level { BS_LEVEL_OK, BS_LEVEL_WARNING, BS_LEVEL_FAILURE, BS_LEVEL_COUNT } bs_level;

typedef struct bs_finding {
    char *check; /**< subject of the check: "database", a browser … */
    bs_level level;
    char *text;   /**< translated */
    char *remedy; /**< NULL for none */
} bs_finding;

typedef struct bs_diagnosis {
    const bs_cli *cli;
    bs_paths paths;
    bool fix; /**< repair what is safe to repair */
    bs_finding *findings;
    size_t finding_count;
} bs_diagnosis;

void bs_diagnosis_free(bs_diagnosis *diagnosis);

/** "ok", "warning", "failure". */
const char *bs_level_id(bs_level level);

/**
 * Adds a finding. `remedy` is a command or an instruction for the user, NULL for none; the text is
 * from the catalogue, and the macro takes inline arguments.
 */
void bs_diagnosis_add_text(bs_diagnosis *diagnosis, const char *check, bs_level level,
                           const char *remedy, const char *key, const char *const *arguments);
#define bs_diagnosis_add(diagnosis, check, level, remedy, key, ...)                                \
    bs_diagnosis_add_text(diagnosis, check, level, remedy, key, BS_ARGUMENTS(__VA_ARGS__))

/** Local day of a moment on this computer. */
bs_day bs_diagnosis_day(int64_t seconds);

/** Number of findings of a level. */
size_t bs_diagnosis_count(const bs_diagnosis *diagnosis, bs_level level);

/* ---- the checks, one file each, in the order of the report ---- */

void bs_check_account(bs_diagnosis *diagnosis);  /**< root in another user's home */
void bs_check_database(bs_diagnosis *diagnosis); /**< modes, integrity, size, schema */
void bs_check_disk(bs_diagnosis *diagnosis, const char *directory); /**< free space, file system */
/** Last readings, clock; `store` is NULL without a database. */
void bs_check_readings(bs_diagnosis *diagnosis, bs_store *store);
void bs_check_model(bs_diagnosis *diagnosis);       /**< the user's own model file */
void bs_check_browsers(bs_diagnosis *diagnosis);    /**< manifests as each browser reads them */
void bs_check_directories(bs_diagnosis *diagnosis); /**< each registered --user-data-dir */
/** Starts the host as this browser would through this manifest. */
void bs_check_host(bs_diagnosis *diagnosis, const bs_browser *browser, const char *manifest,
                   const char *program);
/** An administrator's policies for hosts; `user`: the manifest is a user's. */
void bs_check_policies(bs_diagnosis *diagnosis, const bs_browser *browser, bool user);
/** Permissions of a flatpak or snap. */
void bs_check_confinement(bs_diagnosis *diagnosis, const bs_browser *browser);
void bs_check_versions(bs_diagnosis *diagnosis); /**< other installed versions */
void bs_check_clients(bs_diagnosis *diagnosis);  /**< what each extension last reported */
void bs_check_pull(bs_diagnosis *diagnosis); /**< token, schedule and last pull, if there are any */
/** Where numbers go for a team, if anywhere; `store` is NULL without a database. */
void bs_check_push(bs_diagnosis *diagnosis, bs_store *store);
void bs_check_sandbox(bs_diagnosis *diagnosis); /**< confinement, and refusal of foreign callers */
void bs_check_extension(bs_diagnosis *diagnosis); /**< the extension in a system package */

#endif
