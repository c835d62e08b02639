/**
 * @file manifest_check.h
 * Checks a host manifest as a browser reads it.
 *
 * A bs_manifest_check owns its strings; bs_manifest_check_free frees them.
 */
#ifndef BUSSOLA_CLI_MANIFEST_CHECK_H
#define BUSSOLA_CLI_MANIFEST_CHECK_H

#include <stdbool.h>

#include "cli/install/browsers.h"
#include "cli/install/manifest.h"
#include "cli/output/messages.h"

typedef enum bs_manifest_fault {
    BS_MANIFEST_GOOD,
    BS_MANIFEST_ABSENT,
    BS_MANIFEST_UNREADABLE, /**< `detail`: the reason */
    BS_MANIFEST_NO_JSON,
    BS_MANIFEST_WRONG_NAME,
    BS_MANIFEST_WRONG_TYPE,
    BS_MANIFEST_EXTRA_KEY,  /**< Firefox refuses it; `detail`: the key */
    BS_MANIFEST_WRONG_IDS,  /**< the extension's id is missing */
    BS_MANIFEST_NO_PROGRAM, /**< the path is relative, or there is no file */
    BS_MANIFEST_NOT_EXECUTABLE,
    BS_MANIFEST_NOEXEC, /**< executable, on a file system that runs no programs */
} bs_manifest_fault;

typedef struct bs_manifest_check {
    bs_manifest_fault fault;
    char *path;    /**< of the manifest */
    char *program; /**< from the manifest, or NULL */
    char *detail;  /**< "" unless documented at the fault */
    bool loose;    /**< other users may change the manifest or the program */
} bs_manifest_check;

/** "absent", "no_json" …: suffixes of keys cli_doctor_manifest_…. */
const char *bs_manifest_fault_id(bs_manifest_fault fault);

void bs_manifest_check_run(bs_manifest_check *inspection, const bs_messages *text, const char *path,
                           bs_program program, bs_family family);
void bs_manifest_check_free(bs_manifest_check *inspection);

#endif
